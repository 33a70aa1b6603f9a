"""Every failure mode that chat completions can show, over real HTTP through the product's own client, and the mix of them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from long import fault_mix
from model_server import ModelServer
from server.asking import BRIEF, Counting, model_at, question, right_answer
from server.faults import NAMES

from draftspec.chat.answers import Answer
from draftspec.chat.modes import Modes
from draftspec.chat.obtained import Obtained
from draftspec.chat.outcome import Kind
from draftspec.chat.policy import ContextTooLong, Parked, Patience, Stopped, Timing, obtain

SECTION = "rules"
QUICK = Patience(seconds=20.0, call_seconds=0.5)


@pytest.fixture(scope="module")
def running() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture
def server(running: ModelServer) -> ModelServer:
    running.reset()
    return running


def ask(server: ModelServer, name: str, patience: Patience = QUICK, section: str = SECTION) -> Obtained[Answer]:
    return obtain(question(section), model_at(server.url, name), patience, Timing(chance=lambda: 0.0))


@pytest.mark.parametrize(
    ("name", "requests", "billed"),
    [
        ("good", 1, 1),
        ("fenced", 1, 1),
        ("length", 2, 2),
        ("length-2", 3, 3),
        ("thoughts", 2, 2),
        ("wrongschema", 2, 2),
        ("prose", 2, 2),
        ("empty", 2, 2),
        ("empty-2", 3, 3),
        ("refusal-1", 2, 2),
        ("filter-1", 2, 2),
        ("nochoices", 2, 1),
        ("choicesnull", 2, 1),
        ("html200", 2, 1),
        ("err200", 2, 1),
        ("drop", 2, 1),
        ("hang", 2, 1),
        ("r500-1", 2, 1),
        ("r503-1", 2, 1),
        ("r529-1", 2, 1),
        ("flaky-2", 3, 1),
        ("unsupported", 2, 1),
        ("textonly", 3, 1),
        ("badschema", 2, 1),
        ("capped", 2, 1),
    ],
)
def test_what_can_be_had_is_had(server: ModelServer, name: str, requests: int, billed: int) -> None:
    obtained = ask(server, name)
    assert obtained.lack is None
    assert obtained.answer == right_answer(SECTION)
    assert (server.log.count, server.log.billed, obtained.spent.calls) == (requests, billed, requests)
    assert (obtained.spent.tokens.input, obtained.spent.tokens.output) == server.log.tokens
    assert server.log.repeated_after_refusal == 0


def test_a_body_that_is_cut_is_asked_for_again(server: ModelServer) -> None:
    """The server counts it as billed, and no usage of it ever arrives."""
    obtained = ask(server, "truncbody")
    assert obtained.answer == right_answer(SECTION)
    assert (server.log.count, len(obtained.spent.replies)) == (2, 1)


@pytest.mark.parametrize(("name", "least", "most"), [("r429", 1.0, 2.0), ("r429ms", 0.2, 0.9), ("r429date", 1.0, 3.0)])
def test_a_wait_in_each_form_is_honoured(server: ModelServer, name: str, least: float, most: float) -> None:
    begun = time.monotonic()
    assert ask(server, name).answer == right_answer(SECTION)
    assert least <= time.monotonic() - begun < most
    assert server.log.count == 2


def test_a_long_wait_parks_the_draft(server: ModelServer) -> None:
    begun = time.monotonic()
    with pytest.raises(Parked) as parked:
        ask(server, "r429long")
    assert time.monotonic() - begun < 1.0
    assert (parked.value.seconds, parked.value.exit_code, server.log.count) == (90.0, 3, 1)
    assert "--resume" in parked.value.hint


@pytest.mark.parametrize("name", ["quota", "auth", "nomodel"])
def test_what_cannot_be_mended_stops_at_once(server: ModelServer, name: str) -> None:
    with pytest.raises(Stopped) as stopped:
        ask(server, name)
    assert (stopped.value.exit_code, server.log.count) == (3, 1)
    assert "sk-" not in f"{stopped.value} {stopped.value.hint}"


def test_a_prompt_that_does_not_fit_says_the_sizes(server: ModelServer) -> None:
    with pytest.raises(ContextTooLong, match=r"maximum context length is 2048 tokens.*resulted in \d+ tokens"):
        ask(server, "ctxlen")
    assert server.log.count == 1


@pytest.mark.parametrize(
    ("name", "kind", "requests"),
    [
        ("refusal", Kind.REFUSED, 2),
        ("filter", Kind.REFUSED, 2),
        ("neverright", Kind.INVALID, 2),
        ("prose-always", Kind.INVALID, 2),
        ("empty-always", Kind.EMPTY, 4),
        ("thoughts-always", Kind.EMPTY, 3),
        ("html200-always", Kind.TRANSPORT, 2),
        ("r503-always", Kind.SERVER, 2),
    ],
)
def test_what_cannot_be_had_is_a_gap_with_its_reason(server: ModelServer, name: str, kind: Kind, requests: int) -> None:
    attempts = 2 if kind.is_passing else 7
    obtained = ask(server, name, Patience(attempts=attempts, seconds=20.0))
    assert obtained.answer is None
    assert obtained.lack is not None
    assert (obtained.lack.kind, server.log.count) == (kind, requests)
    assert obtained.lack.reason
    assert (obtained.spent.tokens.input, obtained.spent.tokens.output) == server.log.tokens
    assert server.log.repeated_after_refusal == 0


def test_a_list_that_is_cut_again_and_again_loses_nothing(server: ModelServer) -> None:
    """Each answer is cut at six tenths, until the cap has grown as far as it may; then the section is a gap."""
    obtained = ask(server, "length-always", section="database")
    assert obtained.lack is not None
    assert obtained.lack.kind is Kind.TRUNCATED
    caps = [entry.call.max_tokens for entry in server.log.entries]
    assert caps[:3] == [8_000, 16_000, 32_000]
    for count in range(1, len(caps) - 1):
        server.reset()
        assert ask(server, f"length-{count}", section="database").answer == right_answer("database")


@pytest.mark.parametrize("section", ["endpoints", "tests", "tasks"])
def test_the_rest_of_a_list_that_is_cut_twice_costs_little_output(server: ModelServer, section: str) -> None:
    ask(server, "good", section=section)
    whole = server.log.tokens[1]
    server.reset()
    assert ask(server, "length-2", section=section).answer == right_answer(section)
    assert server.log.tokens[1] <= 1.3 * whole


def test_an_answer_longer_than_the_cap_is_put_together(server: ModelServer) -> None:
    asked = question("endpoints", max_tokens=2_000, most_tokens=4_000)
    obtained = obtain(asked, model_at(server.url, "atcap"), Patience(attempts=9))
    assert obtained.answer == right_answer("endpoints")
    assert {entry.call.max_tokens for entry in server.log.entries} == {2_000, 4_000}


@pytest.mark.parametrize("name", ["hang-always", "slow"])
def test_the_deadline_holds_within_a_second(server: ModelServer, name: str) -> None:
    begun = time.monotonic()
    obtained = ask(server, name, Patience(seconds=1.0, call_seconds=30.0))
    assert time.monotonic() - begun < 2.0
    assert obtained.lack is not None
    assert obtained.lack.kind is Kind.TRANSPORT
    assert obtained.spent.unanswered == server.log.count == 1


def test_a_refused_mode_is_refused_once_a_run(server: ModelServer) -> None:
    modes, model = Modes(), Counting(model_at(server.url, "unsupported"))
    for section in ("rules", "risks", "jobs"):
        assert obtain(question(section), model, QUICK, modes=modes).answer == right_answer(section)
    assert [one.mode for one in model.asks] == ["json_schema", "json_object", "json_object", "json_object"]


def test_the_place_of_a_rejected_schema_is_named(server: ModelServer) -> None:
    assert "at properties.rules: 400: Invalid schema" in ask(server, "badschema").notes[0]


def test_the_mix_of_a_bad_day() -> None:
    """A tenth of `python tests/long/fault_mix.py`."""
    found = fault_mix.measure(calls=100, jobs=8, call_seconds=3.0)
    assert found.is_good, found
    assert (found.achievable, found.requests, found.billed) == (99, 123, 107)


def test_the_server_lists_its_models(server: ModelServer) -> None:
    with urllib.request.urlopen(f"{server.url}/models") as answer:  # noqa: S310 - the loopback address
        listed = {model["id"] for model in json.load(answer)["data"]}
    assert {"builtin", "mix", *NAMES} == listed


def test_the_server_counts_who_is_there_and_knows_what_was_cached() -> None:
    with ModelServer(latency=0.05) as server:
        model = model_at(server.url, "good")
        first, second = (obtain(question(SECTION, brief), model).spent.tokens for brief in (BRIEF, "recipe ratings"))
        assert (first.cached, server.log.most_in_flight, server.log.in_flight) == (0, 1, 0)
        assert 1_024 <= second.cached < second.input


def test_the_server_runs_on_its_own() -> None:
    script = Path(__file__).parents[1] / "model_server.py"
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.terminate()
