"""A part of `draftspec eval selfcheck`, and that each scorer has defects that it is there for."""

from __future__ import annotations

import json

import pytest

from draftspec.evals.executions import Executions
from draftspec.evals.scorers import SCORERS
from draftspec.evals.scorers.registry import Measured
from draftspec.evals.selfcheck.counting import Count, count_kills
from draftspec.evals.selfcheck.defects import defects
from draftspec.evals.selfcheck.references import BRIEFS
from draftspec.evals.selfcheck.seeding import Defect, Files
from evals.suites import evaluate

NOWHERE = Executions(None, "not in this test")


def test_every_scorer_has_defects_of_its_own() -> None:
    seeded = [one.scorer for one in defects()]
    assert set(seeded) == {*SCORERS, None}
    assert len(seeded) >= 100
    assert len({(one.scorer, one.name) for one in defects()}) == len(seeded)


def test_a_part_of_the_defects_is_noticed_and_nothing_else() -> None:
    names = {one.name for one in defects()[::2]}
    count = count_kills(NOWHERE, {"labels": BRIEFS["labels"]}, lambda one: one.name in names)
    assert sum(count.seeded.values()) >= 45
    assert (count.missed, count.false_alarms) == ([], [])
    assert count.unmeasured == {
        "executed": "no SQL was run: not in this test",
        "genericness": "needs the drafts of all cases, at least 3 others",
    }


def test_a_blind_scorer_and_a_false_alarm_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    blind = replace(SCORERS["tables"], measure=lambda sample: Measured(1.0))
    nervous = replace(SCORERS["endpoints"], measure=lambda sample: Measured(0.1))
    monkeypatch.setitem(SCORERS, "tables", blind)
    monkeypatch.setitem(SCORERS, "endpoints", nervous)
    count = count_kills(NOWHERE, {"labels": BRIEFS["labels"]}, lambda one: one.scorer == "tables")
    assert count.caught == {"tables": 0}
    assert count.missed[0] == "tables: the first table is lost (labels)"
    assert count.false_alarms == ["endpoints: the clean labels has 0.1"]
    assert not count.is_good


def test_the_command_leaves_with_1_when_a_bound_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    count = Count({"tables": 100}, {"tables": 94}, ["tables: one"], [], {}, 10, 6)
    monkeypatch.setattr("draftspec.evals.selfcheck.counting.count_kills", lambda where: count)
    result = evaluate("selfcheck", "--no-execute")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "scorer                noticed  seeded   rate",
        "tables                     94     100    94%",
        "missed: tables: one",
        "failed: 94 of 100 defects noticed, 94.0% (bounds: 95%, 100), 0 false alarms on 6 clean drafts and 10 harmless edits",
    ]


def test_a_defect_changes_what_it_says_and_no_more() -> None:
    files: Files = {"spec.json": json.dumps({"open_questions": [{"text": "a", "recommended": "b"}], "assumptions": []})}
    asked: Defect = next(one for one in defects() if one.name == "nothing is asked")
    assert asked.seed(files) == {"spec.json": '{\n  "open_questions": [],\n  "assumptions": []\n}\n'}
    lost = next(one for one in defects() if one.name == "a comma is lost")
    assert lost.seed({"m/0001_a.up.sql": "a,\nb,\n"}) == {"m/0001_a.up.sql": "a\nb,\n"}
    assert lost.seed({"m/0001_a.up.sql": "a\n"}) is None
