"""Whether a run may become the baseline, and making it that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from draftspec.errors import DraftspecError
from draftspec.evals.baseline import Baseline, BaselineError, baseline_of, read_baselines, write_baseline
from draftspec.evals.obtaining import digest_of
from draftspec.evals.results import ModelResult, Run
from draftspec.evals.scorers import SCORERS
from draftspec.evals.suite import Suite

_SHOWN = 8


class BlessingRefused(DraftspecError):
    """A run that no later one should be held against."""

    exit_code = 1


class IncompleteRun(BaselineError):
    """A run that left something unmeasured."""


def bless(run: Run, suite: Suite, *, known_failures: bool = False) -> tuple[Path, ...]:
    """Write the values of a run as the baselines of its models, and return their paths.

    Args:
        run: The run.
        suite: The suite that it was made with.
        known_failures: Whether values beyond their bound are taken as they are.

    Raises:
        IncompleteRun: It is not whole, left something unmeasured, used stale recordings, or fits the suite no more.
        BlessingRefused: A value is beyond its bound that was not blessed as such.

    """
    if problems := list(dict.fromkeys(_incomplete(run, suite))):
        raise IncompleteRun(
            f"run {run.id} cannot be blessed: {_some(problems)}",
            "run the whole suite again, with PostgreSQL (pip install '.[postgres]'), then bless that run",
        )
    if not known_failures and (failures := list(_new_failures(run, suite))):
        raise BlessingRefused(
            f"run {run.id} has {len(failures)} values beyond their bound that are not blessed as such: {_some(failures)}",
            "mend what fails, or take these values as known with --known-failures",
        )
    return tuple(write_baseline(suite.baselines, baseline_of(run, model)) for model in run.models)


def _some(told: list[str]) -> str:
    more = len(told) - _SHOWN
    return "; ".join(told[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")


def _incomplete(run: Run, suite: Suite) -> Iterator[str]:
    if not run.is_whole:
        yield "it was filtered"
    if run.stale_used:
        yield "stale recordings were let through"
    if run.scorers != {name: one.version for name, one in SCORERS.items()}:
        yield "its scorers are not today's"
    digests = {case.id: digest_of(case) for case in suite.cases}
    for model in run.models:
        if digests != {case.case: case.digest for case in model.cases}:
            yield f"{model.model}: its cases are not those of {suite.folder} any more"
        yield from _unmeasured(model)


def _unmeasured(model: ModelResult) -> Iterator[str]:
    for case in model.cases:
        if case.state != "scored":
            yield f"{model.model}: {case.case} was not scored ({case.state})"
        elif case.stale:
            yield f"{model.model}: {case.case} has stale recordings"
        elif (row := case.scores.get("executed")) is not None and row.value is None:
            yield f"{model.model}: executed was not measured: {row.why_not}"
        elif not case.measured:
            yield f"{model.model}: {case.case}: no scorer measured anything"


def _new_failures(run: Run, suite: Suite) -> Iterator[str]:
    baselines = read_baselines(suite.baselines, tuple(model.model for model in run.models))
    for model in run.models:
        before = baselines.get(model.model)
        for case in model.cases:
            for name in case.failed:
                if not (isinstance(before, Baseline) and _is_known(before, case.case, name, case.scores[name].value)):
                    yield f"{case.case}: {name} {case.scores[name].value:g}"


def _is_known(baseline: Baseline, case: str, name: str, value: float | None) -> bool:
    blessed = baseline.cases.get(case)
    before = blessed.scores.get(name) if blessed else None
    if before is None or before.passed is not False or before.value is None or value is None:
        return False
    return not SCORERS[name].is_worse(value, before.value)
