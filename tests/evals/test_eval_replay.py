"""Runs on recordings: what was recorded over HTTP is replayed, scored, blessed; a stale or lost step is never a score."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from model_server import ModelServer

from draftspec.evals.cassette import cassette_path
from evals.recordings import MODEL, TAGS
from evals.suites import evaluate, make_suite, results

CASES = {
    "tags": "id: tags\nbrief: Add tags to notes.\n",
    "stars": "id: stars\nbrief: Add stars to notes.\n",
}
REPLAY = ("--model", MODEL, "--no-execute")


@pytest.fixture(autouse=True)
def suite(recordings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    shutil.copytree(recordings, tmp_path / "evals" / "cassettes")
    return make_suite(tmp_path / "evals", **CASES)


def test_a_replay_is_scored_without_key_or_network_and_marked_as_scripted(
    suite: Path, model_server: ModelServer
) -> None:
    before = model_server.log.count
    result = evaluate(*REPLAY)
    assert result.exit_code in (0, 1), result.output
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{MODEL} (scripted): {MODEL}, answered by ")
    assert lines[1].startswith("  2 of 2 cases scored")
    report = next((suite / "runs").glob("*/report.md")).read_text()
    assert "they say nothing about the quality of any model" in report
    assert "## Cost" in report
    assert model_server.log.count == before


def test_every_replay_measures_the_same(suite: Path) -> None:
    one, other = (results(*REPLAY)["run"]["models"] for _ in range(2))
    assert one == other
    assert {case["scores"]["tokens"]["why_not"] for case in one[0]["cases"]} == {"the service told no tokens"}
    assert {case["scores"]["repairs"]["value"] for case in one[0]["cases"]} == {0}
    assert {step["status"] for case in one[0]["cases"] for step in case["steps"]} == {"fresh"}


def test_a_brief_that_changed_makes_its_recording_stale_and_the_run_inconclusive(suite: Path) -> None:
    make_suite(suite, **CASES | {"tags": CASES["tags"].replace("tags to notes", "tags and colors to notes")})
    result = evaluate(*REPLAY)
    assert result.exit_code == 4, result.output
    assert "tags: unrecorded: " in result.stderr
    assert "steps are stale: tags/" in result.stderr
    assert "hint: draftspec eval status tells which steps" in result.stderr
    told = results(*REPLAY, "--stale", "use")
    assert [case["state"] for case in told["run"]["models"][0]["cases"]] == ["scored", "scored"]
    assert evaluate("bless").exit_code == 4


def test_a_lost_recording_makes_the_run_inconclusive(suite: Path) -> None:
    cassette_path(suite / "cassettes", MODEL, TAGS.case_id).unlink()
    told = results(*REPLAY)
    assert told["run"]["models"][0]["cases"][1]["state"] == "unrecorded"
    assert f"{MODEL}: tags: there is no recording: evals/cassettes/openai_scripted/tags.yaml" in told["reasons"]
    assert evaluate(*REPLAY, "--case", "tags").exit_code == 4
