"""The gate of this repository: its own suite against its own baseline. `.ci/run` runs all of it, here it is a part."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from draftspec.evals import obtaining, running
from draftspec.evals.case import Case
from draftspec.evals.obtaining import Obtained
from draftspec.evals.suite import Suite
from evals.suites import results

ROOT = Path(__file__).parents[2]
PART = ("--model", "builtin", *(word for one in ("invoices", "api-keys") for word in ("--case", one)))
QUICK = tuple(
    word
    for one in ("claims", "rules", "tables", "columns", "endpoints", "consistency", "completeness")
    for word in ("--scorer", one)
)


@pytest.fixture(autouse=True)
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cases", "baselines"):
        shutil.copytree(ROOT / "evals" / name, tmp_path / "evals" / name)
    monkeypatch.chdir(tmp_path)


def test_drafts_are_no_worse_than_what_was_blessed() -> None:
    told = results(*PART, *QUICK)
    assert told["verdict"] == "passed", told["reasons"]


def test_a_seeded_regression_fails_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(suite: Suite, case: Case, *rest: Any) -> Obtained:
        brief = case.brief.replace("at most 10 for each user", "for each user")
        return obtaining.obtain(suite, case.model_copy(update={"brief": brief}), *rest)

    monkeypatch.setattr(running, "obtain", forgetful)
    told = results(*PART, *QUICK)
    assert told["exit_code"] == 1
    changed = {(row["case"], row["scorer"], row["change"]) for row in told["differences"] if row["is_gate"]}
    assert ("api-keys", "rules", "worse") in changed
    assert {case for case, _, _ in changed} == {"api-keys"}


def test_the_pipeline_runs_all_of_it() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in script
    assert ".venv/bin/draftspec eval run" in script
