"""Whole drafts over real HTTP, through the command line: killed, resumed, redone, too dear, refused, and their secrets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from jinja2 import FileSystemLoader
from model_server import ModelServer
from typer.testing import CliRunner, Result

from draftspec.brief import brief_from_text
from draftspec.cli import app
from draftspec.documents import sections_asked_for
from draftspec.drafters import builtin
from draftspec.folders import data_folder
from draftspec.prompting import layout
from draftspec.spec import Spec

BRIEF = "add invoices"
KEY = "sk-recognisable-0123456789abcdef"
SECTIONS = len(sections_asked_for())


@pytest.fixture(scope="module")
def serving() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture(autouse=True)
def server(serving: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    """A server that answers, an empty folder to work in, and a key that must turn up nowhere."""
    serving.reset()
    serving.latency = 0.0
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_BASE_URL", serving.url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    return serving


def run(*arguments: str, model: str = "openai:good") -> Result:
    return CliRunner().invoke(app, [*arguments, "--model", model])


def prices(folder: Path, model: str = "openai:good") -> None:
    text = f'models: {{"{model}": {{input: 1, output: 10}}}}\n'
    (folder / "prices.yaml").write_text(text, encoding="utf-8")
    (folder / "draftspec.toml").write_text('prices = "prices.yaml"\n', encoding="utf-8")


def spec(folder: Path) -> Spec:
    return Spec.model_validate_json((folder / "specs/invoices/spec.json").read_bytes())


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in (folder / "specs").rglob("*") if path.is_file() and ".draft" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def asked(server: ModelServer) -> list[str]:
    return sorted(entry.call.section or "" for entry in server.log.entries)


def test_a_whole_draft_is_what_the_server_decides(server: ModelServer, tmp_path: Path) -> None:
    result = run(BRIEF)
    assert (result.exit_code, result.stdout) == (0, "")
    own = builtin.draft(brief_from_text(BRIEF), (), sections_asked_for())
    made = spec(tmp_path)
    assert made.sections == own.sections
    assert made.model == "openai:good"
    assert {one.source for one in made.provenance.values()} == {"model"}
    assert asked(server) == sorted(sections_asked_for())
    assert server.log.tokens == (made.usage.input_tokens, made.usage.output_tokens)
    assert (made.usage.calls, made.usage.usd) == (SECTIONS, 0.0)
    assert f"cost:          {SECTIONS} calls, " in result.stderr  # in line with `observability:`
    assert "\ndatabase:    answered in " in f"\n{result.stderr}"


def test_the_result_for_scripts_says_what_each_section_cost(server: ModelServer, tmp_path: Path) -> None:
    prices(tmp_path)
    result = run(BRIEF, "--json", "-q")
    told = json.loads(result.stdout)
    assert result.stderr == ""
    assert told["usage"] == spec(tmp_path).usage.model_dump()
    assert sum(one["usage"]["usd"] for one in told["provenance"].values()) == pytest.approx(told["usage"]["usd"])
    assert told["usage"]["usd"] == pytest.approx((server.log.tokens[0] + 10 * server.log.tokens[1]) / 1e6)


def test_running_again_asks_nothing_and_changes_nothing(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(BRIEF)
    before, count = files(tmp_path), server.log.count
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    for more in ((), ("--resume",)):
        result = run(BRIEF, *more)
        assert (result.exit_code, "(unchanged)" in result.stderr) == (0, True)
    assert (files(tmp_path), server.log.count) == (before, count)


def test_another_model_is_another_draft(server: ModelServer) -> None:
    run(BRIEF)
    run(BRIEF, model="openai:other")
    assert server.log.count == 2 * SECTIONS


def test_an_edited_template_asks_again_only_for_what_depends_on_it(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(BRIEF)
    server.reset()
    edited = tmp_path / "prompts"
    (edited / "sections").mkdir(parents=True)
    text = (data_folder("prompts") / "sections/jobs.md.j2").read_text(encoding="utf-8")
    (edited / "sections/jobs.md.j2").write_text(f"{text}\nOne more rule.\n", encoding="utf-8")
    loader = FileSystemLoader([edited, data_folder("prompts")])
    monkeypatch.setattr(layout.environment(), "loader", loader)
    layout.environment().cache.clear()  # type: ignore[union-attr]
    layout._static_message.cache_clear()
    run(BRIEF)
    layout._static_message.cache_clear()
    layout.environment().cache.clear()  # type: ignore[union-attr]
    assert asked(server) == ["jobs"]


def test_a_draft_that_stopped_goes_on_where_it_was(server: ModelServer, tmp_path: Path) -> None:
    prices(tmp_path)
    stopped = run(BRIEF, "--max-cost", "0.2")
    assert stopped.exit_code == 3
    assert "of --max-cost $0.2 are spent" in stopped.stderr
    assert "--resume and a higher --max-cost" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    tokens = server.log.tokens
    assert 0 < (tokens[0] + 10 * tokens[1]) / 1e6 <= 0.2
    assert 0 < server.log.count < SECTIONS
    assert list(files(tmp_path)) == []
    assert run(BRIEF, "--resume", "--max-cost", "5").exit_code == 0
    assert server.log.count == SECTIONS
    assert asked(server) == sorted(sections_asked_for())


@pytest.mark.parametrize(
    ("model", "code", "message"),
    [
        ("openai:quota", 3, "--resume"),
        ("openai:auth", 3, "check the key and --model"),
        ("openai:nomodel", 3, "check the key and --model"),
        ("openai:r429long", 3, "asks to wait"),
    ],
)
def test_a_service_that_refuses_leaves_with_3(server: ModelServer, model: str, code: int, message: str) -> None:
    result = run(BRIEF, model=model)
    assert result.exit_code == code
    assert message in result.stderr
    assert server.log.count == 1
    assert "Traceback" not in result.stderr


def test_refusals_are_gaps_with_documents_and_redo_asks_again(server: ModelServer, tmp_path: Path) -> None:
    result = run(BRIEF, model="openai:refusal")
    assert result.exit_code == 1
    assert "gap:         database: " in result.stderr
    assert "--redo database asks for them again" in result.stderr
    assert spec(tmp_path).provenance["risks"].source == "gap"
    assert server.log.repeated_after_refusal == 0
    count = server.log.count
    run(BRIEF, model="openai:refusal")
    assert server.log.count == count
    run(BRIEF, "--redo", "database", model="openai:refusal")
    assert server.log.count == 2 * count


def test_redo_decides_a_section_and_its_dependants_again_and_nothing_else(server: ModelServer, tmp_path: Path) -> None:
    run(BRIEF)
    before = spec(tmp_path)
    changed = before.sections.risks
    assert changed is not None
    path = tmp_path / "specs/invoices/spec.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace(changed.risks[0], "Something that stays."), encoding="utf-8"
    )
    server.reset()
    assert run(BRIEF, "--redo", "jobs", "--force").exit_code == 0
    again = [
        "architecture",
        "integrations",
        "jobs",
        "observability",
        "process",
        "stakeholders",
        "success",
        "tasks",
        "tests",
    ]
    assert asked(server) == again
    after = spec(tmp_path)
    assert after.sections.risks is not None
    assert after.sections.risks.risks[0] == "Something that stays."
    for name in type(after.sections).model_fields:
        if name not in (*again, "risks"):
            assert getattr(after.sections, name) == getattr(before.sections, name)
    assert after.usage.calls == SECTIONS
    server.reset()
    for more in ((), ("--resume",), ("--redo", "jobs", "--resume")):
        assert "(unchanged)" in run(BRIEF, *more).stderr
    assert server.log.count == 0
    run(BRIEF, "--redo", "process")
    assert asked(server) == ["process"]


def test_hand_edits_are_found_before_anything_is_paid(server: ModelServer, tmp_path: Path) -> None:
    run(BRIEF)
    server.reset()
    (tmp_path / "specs/invoices/PRP_Backend.md").write_text("mine", encoding="utf-8")
    result = run(BRIEF, "--redo", "database")
    assert (result.exit_code, server.log.count) == (2, 0)
    assert "changed by hand in" in result.stderr


def test_a_folder_belongs_to_its_brief_from_the_first_request(server: ModelServer) -> None:
    run(BRIEF, model="openai:quota")
    result = run("add refunds", "--slug", "invoices")
    assert (result.exit_code, "--slug invoices-2" in result.stderr) == (2, True)


def test_a_dry_run_estimates_without_a_call_or_a_key(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL")
    result = run(BRIEF, "--dry-run", model="openai:gpt-5-mini")
    assert (result.exit_code, result.stdout, server.log.count) == (0, "", 0)
    assert "20 calls of openai:gpt-5-mini" in result.stderr
    told = json.loads(run(BRIEF, "--dry-run", "--json", "--redo", "tasks", model="openai:gpt-5-mini").stdout)
    assert list(told["sections"]) == ["tasks", "process"]
    assert told["usd"] > 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("variable", ["LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"])
def test_a_tracing_variable_is_noted_once_and_sends_nothing(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    with ModelServer() as tracer:
        monkeypatch.setenv(variable, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", tracer.url)
        monkeypatch.setenv("LANGSMITH_API_KEY", KEY)
        result = run(BRIEF)
        assert tracer.log.count == 0
    assert result.stderr.count(f"note: {variable} is set") == 1
    assert server.log.count == SECTIONS


def test_no_key_is_in_any_file_or_message(server: ModelServer, tmp_path: Path) -> None:
    said = [
        run(BRIEF, "--slug", model, "--json", model=f"openai:{model}")
        for model in ("good", "auth", "quota", "neverright")
    ]
    assert [result.exit_code for result in said] == [0, 3, 3, 1]
    assert all(entry.headers["authorization"] == f"Bearer {KEY}" for entry in server.log.entries)
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or KEY.encode() not in path.read_bytes(), path
    assert [result for result in said if KEY in result.output] == []
    assert "authorization" not in "".join(path.read_text("utf-8").lower() for path in tmp_path.rglob("journal.jsonl"))


def program(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "draftspec.cli", *arguments, "--model", "openai:good"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ))


def test_an_interrupt_leaves_at_once_and_keeps_what_was_answered(server: ModelServer, tmp_path: Path) -> None:
    server.latency = 2.0
    process = program(BRIEF)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("database:")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=1.8)
    assert (process.returncode, "--resume" in said, "Traceback" in said) == (130, True, False)
    server.latency = 0.0
    assert run(BRIEF, "--resume").exit_code == 0
    assert asked(server).count("database") == 1
    assert len(asked(server)) <= SECTIONS + 2


def test_a_killed_draft_pays_again_only_for_what_was_in_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    """One round of `python tests/long/kill_drafts.py`, with a quicker server; what is not killed runs in this process."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "long"))
    harness = import_module("kill_drafts")

    def to_its_end(server: ModelServer, home: Path) -> None:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("OPENAI_BASE_URL", server.url)
            assert run("-q", BRIEF, "--resume", "--out", str(home)).exit_code == 0

    monkeypatch.setattr(harness, "LATENCY", 0.1)
    monkeypatch.setattr(harness, "_to_its_end", to_its_end)
    kills = harness.run(times=1, seed=7)
    assert kills.problems == []
    assert kills.killed + kills.finished == 1


def test_the_makespan_is_measured_against_the_longest_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "long"))
    makespan = import_module("makespan").measure(latency=0.05, jobs=8)
    assert makespan.critical == pytest.approx(6 * 0.05)
    assert makespan.taken > makespan.critical
