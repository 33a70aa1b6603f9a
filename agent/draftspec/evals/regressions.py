"""What is different from a baseline: flips first, then values, and what cannot be compared at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from draftspec.evals.baseline import Baseline, Blessed, BlessedCase
from draftspec.evals.results import CaseResult, ModelResult, Row
from draftspec.evals.scorers import SCORERS
from draftspec.evals.scorers.registry import Scorer

Change = Literal["fails now", "missing", "worse", "better", "passes now"]


@dataclass(frozen=True)
class Difference:
    """One row that is not as it was blessed."""

    model: str
    case: str
    scorer: str
    change: Change
    before: float | None
    now: float | None
    is_gate: bool
    """Whether the change fails the gate."""


@dataclass(frozen=True)
class Compared:
    """One model's rows against its baseline."""

    model: str
    differences: tuple[Difference, ...] = ()
    rows: int = 0
    """How many rows were held against a blessed one."""
    flipped: tuple[str, ...] = ()
    """Cases that kept every bound and do not any more."""
    problems: tuple[str, ...] = field(default=())
    """Why rows could not be compared; any of them makes the run inconclusive."""

    @property
    def regressions(self) -> tuple[Difference, ...]:
        """The changes that fail the gate."""
        return tuple(one for one in self.differences if one.is_gate)


_ORDER: tuple[Change, ...] = ("fails now", "missing", "worse", "passes now", "better")


def compare(result: ModelResult, baseline: Baseline, *, is_whole: bool) -> Compared:
    """Hold a model's rows against its baseline.

    A row that was blessed and is gone is a regression in a whole run. A row that is not blessed, a case or a scorer that
    changed since, and a row that was measured and is not any more, cannot be compared.
    """
    cases = {case.case: case for case in result.cases if case.state == "scored"}
    unscored = {case.case for case in result.cases if case.state != "scored"}
    if is_whole and cases and not cases.keys() & baseline.cases.keys():
        problem = f"the baseline of {result.model} is that of another suite: none of its cases was run"
        return Compared(result.model, problems=(problem,))
    differences: list[Difference] = []
    problems: list[str] = []
    rows = 0
    for case in cases.values():
        blessed = baseline.cases.get(case.case)
        if blessed is None:
            problems.append(f"{result.model}: {case.case} has no row in the baseline; bless it once it is looked at")
        elif blessed.digest != case.digest:
            problems.append(f"{result.model}: what {case.case} asks or expects changed since it was blessed")
        else:
            rows += _held(case, blessed.scores)
            differences += _differences(result.model, case, blessed.scores)
            problems += _incomparable(result.model, case, blessed.scores, is_whole=is_whole)
    problems += _other_answers(result, baseline)
    problems += _other_scorers(result, baseline)
    if is_whole:
        differences += _missing(result.model, baseline, cases, unscored)
    differences.sort(key=lambda one: (_ORDER.index(one.change), one.case, one.scorer))
    flipped = tuple(name for name, case in cases.items() if _flipped(case, baseline.cases.get(name)))
    return Compared(result.model, tuple(differences), rows, flipped, tuple(dict.fromkeys(problems)))


def _flipped(case: CaseResult, blessed: BlessedCase | None) -> bool:
    """Tell whether a case kept every bound when it was blessed, and does not any more."""
    if blessed is None or blessed.digest != case.digest or not case.failed:
        return False
    return all(row.passed is not False for row in blessed.scores.values())


def _other_answers(result: ModelResult, baseline: Baseline) -> Iterator[str]:
    if result.kind not in (baseline.kind, "unknown"):
        yield f"the baseline of {result.model} is of {baseline.kind} answers, and these are {result.kind}"


def _differences(model: str, case: CaseResult, blessed: dict[str, Blessed]) -> Iterator[Difference]:
    for name, row in case.scores.items():
        before, scorer = blessed.get(name), SCORERS.get(name)
        if before is None or scorer is None or before.value is None or row.value is None:
            continue
        change = _change(scorer, row, before)
        if change is not None:
            is_gate = change == "fails now" or (change == "worse" and _counts(scorer, row.value, before.value))
            yield Difference(model, case.case, name, change, before.value, row.value, is_gate)


def _change(scorer: Scorer, row: Row, before: Blessed) -> Change | None:
    if row.value is None or before.value is None or row.value == before.value:
        return None
    if before.passed and row.passed is False:
        return "fails now"
    if before.passed is False and row.passed:
        return "passes now"
    return "worse" if scorer.is_worse(row.value, before.value) else "better"


def _counts(scorer: Scorer, now: float, before: float) -> bool:
    """Tell whether a value that is worse fails the gate; a draft of the same inputs has no noise, so any move counts."""
    return scorer.gate != "trend" and scorer.is_worse(now, before, scorer.slack + 1e-9)


def _held(case: CaseResult, blessed: dict[str, Blessed]) -> int:
    values = (name for name, row in case.scores.items() if row.value is not None)
    return sum(name in blessed and blessed[name].value is not None for name in values)


def _incomparable(model: str, case: CaseResult, blessed: dict[str, Blessed], *, is_whole: bool) -> Iterator[str]:
    for name, row in case.scores.items():
        before = blessed.get(name)
        if not is_whole and name in SCORERS and SCORERS[name].needs_every_case:
            continue
        if before is not None and before.value is not None and row.value is None:
            yield f"{model}: {name} was not measured: {row.why_not}"


def _other_scorers(result: ModelResult, baseline: Baseline) -> Iterator[str]:
    ran = {name for case in result.cases for name in case.scores}
    for name in sorted(ran):
        blessed = baseline.scorers.get(name)
        if blessed is None:
            yield f"{result.model}: the scorer {name} is not in the baseline; bless a run with it"
        elif name in SCORERS and blessed != SCORERS[name].version:
            yield f"{result.model}: the scorer {name} has version {SCORERS[name].version}, the baseline {blessed}"


def _missing(model: str, baseline: Baseline, cases: dict[str, CaseResult], unscored: set[str]) -> Iterator[Difference]:
    for name, blessed in baseline.cases.items():
        if name in unscored:
            continue
        there = cases[name].scores if name in cases else {}
        for scorer, before in blessed.scores.items():
            if scorer not in there and before.value is not None:
                yield Difference(model, name, scorer, "missing", before.value, None, is_gate=True)
