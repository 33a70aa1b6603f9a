"""Recording through the command line: what is asked, what is kept, what is not, and where it is refused."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from chat.loopback import Answer, completion, serving
from model_server import ModelServer

from draftspec.evals.cassette import cassette_path
from draftspec.evals.kept import Kept, part_of
from draftspec.evals.take import Take
from evals.recordings import MODEL, SECRETS, TAGS, cassette
from evals.recordings import recorded as record_takes
from evals.suites import evaluate, make_suite

KEY = "sk-recognisable-0123456789abcdef"
FEW = ("database", "endpoints", "jobs", "objectives", "success")
"""The sections that are asked for here: enough to depend on each other, and four times as fast as all."""

STEPS = len(FEW)
CASE = f"id: tags\nbrief: {TAGS.brief.text}\n"


@pytest.fixture(scope="module", autouse=True)
def few() -> Iterator[None]:
    """Ask for few sections."""
    with pytest.MonkeyPatch.context() as patched:
        for module in ("pipeline", "evals.replay", "drafters.language_model.estimating"):
            patched.setattr(f"draftspec.{module}.sections_asked_for", lambda: FEW)
        yield


@pytest.fixture(scope="module")
def recordings(few: None, model_server: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cassettes")
    record_takes(model_server, folder, TAGS)
    return folder


@pytest.fixture
def server(model_server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    """A server that answers, and a key that must turn up nowhere."""
    model_server.reset()
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("OPENAI_BASE_URL", model_server.url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    return model_server


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return make_suite(tmp_path / "suite", tags=CASE)


@pytest.fixture
def recorded(suite: Path, recordings: Path) -> Path:
    """The suite with its recording."""
    shutil.copytree(recordings, suite / "cassettes")
    return suite


def record(suite: Path, *arguments: str, model: str = MODEL) -> tuple[int, list[str], str]:
    """Record, and return the exit code, the lines of the result, and what was said beside it."""
    result = evaluate("record", "--suite", str(suite), "--model", model, *arguments)
    return result.exit_code, result.stdout.splitlines(), result.stderr


def asked(server: ModelServer) -> list[str]:
    return sorted(str(entry.call.section) for entry in server.log.entries)


def status(suite: Path, *arguments: str) -> tuple[int, list[str]]:
    result = evaluate("status", "--suite", str(suite), *arguments)
    return result.exit_code, [" ".join(line.split()) for line in result.stdout.splitlines()]


def files(suite: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (suite / "cassettes").rglob("*") if path.is_file()}


def test_what_is_missing_is_recorded_and_then_nothing(server: ModelServer, suite: Path) -> None:
    code, lines, said = record(suite, "--missing")
    assert code == 0
    assert re.fullmatch(rf"to record: {STEPS} steps in 1 case, .* tokens, \$0\.0000", lines[0])
    assert lines[1] == f"tags: {STEPS} recorded, 0 as they were"
    assert re.fullmatch(rf"recorded: {STEPS} answers to {STEPS} requests, [\d,]+ \+ [\d,]+ tokens, \$0\.0000", lines[2])
    assert said.count("answered") == STEPS
    assert status(suite)[0] == 0
    before = files(suite)
    assert record(suite, "--missing", "--stale") == (0, ["nothing to record"], "")
    assert files(suite) == before
    assert server.log.count == STEPS


def test_a_step_that_is_missing_is_asked_alone(server: ModelServer, recorded: Path) -> None:
    path = cassette_path(recorded / "cassettes", MODEL, "tags")
    before = path.read_text(encoding="utf-8")
    start = before.index("- request:", before.index("tags/jobs/1/1") - 300)
    path.write_text(before[:start] + before[before.index("- request:", start + 1) :], encoding="utf-8")
    code, lines = status(recorded)
    assert code == 4
    assert "missing tags/jobs/1/1" in lines
    assert f"1 case, {STEPS} steps: 3 fresh, 1 missing, 1 waiting" in lines
    code, lines, _ = record(recorded, "--missing")
    assert (code, asked(server)) == (0, ["jobs"])
    assert lines[1] == f"tags: 1 recorded, {STEPS - 1} as they were"
    assert path.read_text(encoding="utf-8") == before


def test_all_is_asked_again(server: ModelServer, recorded: Path) -> None:
    code, lines, _ = record(recorded, "--all")
    assert (code, server.log.count) == (0, STEPS)
    assert lines[1] == f"tags: {STEPS} recorded, 0 as they were"


def test_what_nobody_asks_for_is_told_and_dropped(server: ModelServer, recorded: Path) -> None:
    path = cassette_path(recorded / "cassettes", MODEL, "tags")
    text = path.read_text(encoding="utf-8")
    more = text[text.index("- request:") :].split("\n- request:")[0].replace("/database/1/1", "/database/1/2")
    path.write_text(f"{text}{more}\n", encoding="utf-8")
    code, lines = status(recorded)
    assert code == 0
    assert "unused tags/database/1/2" in lines
    code, lines, _ = record(recorded, "--stale")
    assert (code, lines[1], server.log.count) == (0, f"tags: 0 recorded, {STEPS} as they were, 1 dropped", 0)
    assert path.read_text(encoding="utf-8") == text


def test_the_source_is_what_the_server_declares(suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that does not call itself a script is taken for a model; nothing of its headers is kept."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    headers = {
        "set-cookie": "__cf_bm=0123456789",
        "openai-organization": "org-0123456789",
        "x-request-id": "req_0123456789",
        "date": "Mon, 30 Nov 2026 10:00:00 GMT",
    }
    with serving(Answer(completion(None, refusal="I will not."), headers=headers)) as live:
        monkeypatch.setenv("OPENAI_BASE_URL", live.address)
        code, _, _ = record(suite, "--missing", model="openai:model-x")
        assert {request.headers["authorization"] for request in live.requests} == {f"Bearer {KEY}"}
        assert all("x-draftspec-step" not in request.headers for request in live.requests)
    assert code == 0
    text = "".join(raw.decode() for raw in files(suite).values())
    assert SECRETS.findall(text) == []
    assert "127.0.0.1" not in text
    origin = cassette(suite / "cassettes", _take("openai:model-x")).origin
    assert (origin.source, origin.answered, origin.host) == ("live", ("gpt-test-2026",), "local")


def _take(model: str) -> Take:
    return replace(TAGS, model=model)


def test_scripted_answers_stay_scripted_until_the_last_is_gone(server: ModelServer, recorded: Path) -> None:
    """Answers of a model beside those of a script do not make a recording live."""
    path = cassette_path(recorded / "cassettes", MODEL, "tags")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("source: scripted", "source: live", 1).replace("tags/jobs/1/1", "tags/jobs/1/2", 1))
    record(recorded, "--missing")
    assert cassette(recorded / "cassettes", TAGS).origin.source == "scripted"


@pytest.mark.parametrize("model", ["openai:r429ms", "openai:flaky"])
def test_refusals_of_a_busy_server_are_not_kept(
    server: ModelServer, suite: Path, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    monkeypatch.setattr("draftspec.chat.policy.own_wait", lambda troubles, chance: 0.0)
    code, lines, _ = record(suite, "--missing", model=model)
    assert code == 0
    assert lines[1] == f"tags: {STEPS} recorded, 0 as they were"
    assert server.log.count > STEPS
    found = cassette(suite / "cassettes", _take(model))
    assert {one.status for one in found.interactions.values()} == {200}
    assert status(suite, "--model", model)[0] == 0


@pytest.mark.parametrize("model", ["openai:unsupported", "openai:textonly"])
def test_a_form_that_the_server_refuses_is_not_asked_again(server: ModelServer, suite: Path, model: str) -> None:
    """Its refusal is not kept, and the replay begins with the form that was answered."""
    assert record(suite, "--missing", model=model)[0] == 0
    assert status(suite, "--model", model)[0] == 0
    server.reset()
    assert record(suite, "--missing", "--stale", model=model)[:2] == (0, ["nothing to record"])


def test_a_session_costs_no_more_than_it_may(
    server: ModelServer, suite: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "prices.yaml").write_text(f'models: {{"{MODEL}": {{input: 1, output: 10}}}}\n', encoding="utf-8")
    monkeypatch.setenv("DRAFTSPEC_PRICES", str(tmp_path / "prices.yaml"))
    code, lines, _ = record(suite, "--missing", "--max-cost", "0.1")
    assert code == 3
    assert "not complete" in lines[1]
    assert "run the same command again with a higher --max-cost" in lines[1]
    kept = server.log.count
    assert 0 < kept < STEPS
    code, lines, _ = record(suite, "--missing", "--max-cost", "9")
    assert (code, server.log.count) == (0, STEPS)
    assert lines[1] == f"tags: {STEPS - kept} recorded, 0 as they were"


def test_a_recording_that_fails_leaves_the_old_one(server: ModelServer, recorded: Path, suite: Path) -> None:
    path = cassette_path(recorded / "cassettes", MODEL, "tags")
    before = path.read_bytes()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("asked: openai:scripted", "asked: openai:quota-always"), encoding="utf-8")
    moved = cassette_path(recorded / "cassettes", "openai:quota-always", "tags")
    moved.parent.mkdir()
    path.rename(moved)
    standing = moved.read_bytes()
    code, lines, _ = record(recorded, "--all", model="openai:quota-always")
    assert code == 3
    assert lines[1].startswith("tags: not complete (0 answered, kept beside the cassette, which is as it was): ")
    assert "insufficient_quota" in lines[1] or "quota" in lines[1]
    assert moved.read_bytes() == standing
    assert before != standing


def test_a_broken_cassette_is_recorded_anew_by_all_alone(server: ModelServer, recorded: Path) -> None:
    path = cassette_path(recorded / "cassettes", MODEL, "tags")
    path.write_text("version: 1\n", encoding="utf-8")
    assert status(recorded)[0] == 4
    code, lines = status(recorded, "--model", MODEL)
    assert code == 4
    assert any("is no cassette of draftspec" in line for line in lines)
    assert record(recorded, "--missing", "--stale")[0] == 4
    assert record(recorded, "--all")[0] == 0
    assert status(recorded)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "environment", "message"),
    [
        ((), {}, "it is not said what to record"),
        (("--missing",), {"CI": "true"}, "CI is set"),
        (("--missing", "--model", "builtin"), {}, "the built-in drafter needs no recording"),
        (("--missing", "--model", "anthropic:claude-x"), {"ANTHROPIC_API_KEY": KEY}, "cannot be recorded"),
        (("--missing", "--case", "tgas"), {}, "there is no case tgas"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    server: ModelServer,
    suite: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    message: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    code, lines, said = record(suite, *arguments)
    assert code == (4 if "no case" in message else 2)
    assert message in said
    assert (server.log.count, (suite / "cassettes").exists()) == (0, False)
    assert [line for line in lines if "recorded" in line] == []


def test_tracing_is_off_while_a_case_is_recorded(
    server: ModelServer, suite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from draftspec.evals.recording import Recording

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.delenv("LANGCHAIN_TRACING_V2", raising=False)
    seen = []
    handle = Recording.handle_request

    def looking(self: Recording, request: httpx2.Request) -> httpx2.Response:
        seen.append((os.environ["LANGSMITH_TRACING"], os.environ["LANGCHAIN_TRACING_V2"]))
        return handle(self, request)

    monkeypatch.setattr(Recording, "handle_request", looking)
    record(suite, "--missing")
    assert set(seen) == {("false", "false")}
    assert os.environ["LANGSMITH_TRACING"] == "true"
    assert "LANGCHAIN_TRACING_V2" not in os.environ


def test_what_was_answered_before_a_stop_is_not_asked_again(server: ModelServer, suite: Path) -> None:
    record(suite, "--missing")
    path = cassette_path(suite / "cassettes", MODEL, "tags")
    wanted = path.read_text(encoding="utf-8")
    found = cassette(suite / "cassettes", TAGS).interactions
    path.unlink()
    kept = Kept(path, MODEL, "local")
    for one in list(found.values())[:-1]:
        kept.add(one, model="scripted", is_scripted=True)
    with part_of(path).open("ab") as stream:
        stream.write(b'{"interaction": {"step": "tags/tor')
    assert any("broken off" in line for line in status(suite, "--model", MODEL)[1])
    server.reset()
    code, lines, _ = record(suite, "--missing")
    assert (code, server.log.count) == (0, 1)
    assert lines[1] == "tags: 1 recorded, 0 as they were"
    assert path.read_text(encoding="utf-8") == wanted
    assert not part_of(path).exists()


def test_status_needs_a_recording(suite: Path) -> None:
    assert evaluate("status", "--suite", str(suite)).exit_code == 4
