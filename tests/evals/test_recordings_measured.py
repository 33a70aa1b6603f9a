"""A hundredth of the long measurements of recordings, and that the scan for secrets finds what is seeded."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from draftspec.evals.cassette import read_cassette
from evals.recordings import SECRETS, TAGS

ROOT = Path(__file__).parents[2]
COMMITTED = sorted((ROOT / "evals" / "cassettes").rglob("*.yaml"))
QUICK = ("a word of a section's prompt", "a parent's answer", "the layout of the recording")


def measured(name: str) -> Any:
    """Return a script of `tests/long`."""
    sys.path.insert(0, str(ROOT / "tests" / "long"))
    try:
        return import_module(name)
    finally:
        sys.path.remove(str(ROOT / "tests" / "long"))


def test_edits_are_told_with_their_causes() -> None:
    """Three edits to one case of `python tests/long/seeded_edits.py`; what is not expected of one is a problem."""
    harness = measured("seeded_edits")
    chosen = tuple(edit for edit in harness.EDITS if edit.name in QUICK)
    wrong = harness.Edit("nothing", chosen[-1].made, harness.stale("model", sections=("rules",)))
    count = harness.run({"tags": TAGS}, (*chosen, wrong))
    assert [edit.name for edit in chosen] == list(QUICK)
    assert (count.edits, count.requests) == (4, 1 + len(harness.dependants("objectives")))
    assert count.problems == ["tags: nothing: rules/1 is told ('fresh', ()), not ('stale', ('model',))"]


def test_a_replayed_call_takes_a_tenth_of_vcrpys() -> None:
    """Of `python tests/long/replay_speed.py`."""
    speed = measured("replay_speed").run(1, 3)
    assert speed.interactions == 20
    assert speed.ratio < 0.1


def test_a_line_of_a_prompt_changes_its_line_of_the_recording() -> None:
    """Of `python tests/long/edit_diffs.py`."""
    (change,) = measured("edit_diffs").run(("risks",), TAGS.brief.text)
    assert (change.out, change.in_) == (1, 1)


def test_a_recording_that_is_killed_loses_what_is_in_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    """One round of `python tests/long/kill_recordings.py`, with a quicker server; it ends in this process."""
    harness = measured("kill_recordings")
    monkeypatch.setattr(harness, "LATENCY", 0.1)
    monkeypatch.setattr(harness, "_to_its_end", lambda server, suite, wish: harness.recorded_here(server, suite, wish))
    kills = harness.run(1, 7)
    assert kills.problems == []
    assert kills.killed == 1


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_recording_of_this_repository_holds_no_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert SECRETS.findall(text) == []
    assert "127.0.0.1" not in text
    assert "localhost" not in text


def test_the_recordings_of_this_repository_say_that_they_are_scripted() -> None:
    origins = {found.origin.source for path in COMMITTED[:3] if (found := read_cassette(path)) is not None}
    assert origins <= {"scripted"}


@pytest.mark.parametrize(
    "seeded",
    [
        "sk-proj-abcdef123456",
        "lsv2_pt_0123456789",
        "authorization: x",
        "Bearer 0123456789",
        "set-cookie: a=b",
        "openai-organization: acme",
        "org-abcdef123",
        "https://api.openai.com/v1",
        "http://127.0.0.1:8000/v1",
        "x-request-id: 1",
        '"api_key": "x"',
    ],
)
def test_the_scan_finds_what_is_seeded(seeded: str) -> None:
    assert SECRETS.search(f"  - {seeded}\n")


def test_no_line_of_a_prompt_ends_in_a_blank() -> None:
    """One would keep a whole prompt from standing as lines in a recording."""
    prompts = sorted((ROOT / "prompts").rglob("*.j2"))
    assert len(prompts) > 20
    ends = [
        path.name for path in prompts for line in path.read_text(encoding="utf-8").splitlines() if line.rstrip() != line
    ]
    assert ends == []
