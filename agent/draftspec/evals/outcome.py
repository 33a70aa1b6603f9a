"""A run, held against the baselines: the verdict, the report, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from draftspec.evals.baseline import Baseline, BaselineError, read_baselines
from draftspec.evals.executions import executions
from draftspec.evals.obtaining import BUILTIN
from draftspec.evals.regressions import Compared, compare
from draftspec.evals.report import named, report
from draftspec.evals.results import ModelResult, Run
from draftspec.evals.run_folder import DRAFTS, new_id, write_run
from draftspec.evals.running import Plan, run
from draftspec.evals.suite import Suite
from draftspec.evals.verdict import Verdict, verdict

_SHOWN = 20

RECORD = "draftspec eval record --missing --stale"


@dataclass(frozen=True)
class Outcome:
    """A run with everything that follows from it, and the folder that it was written to."""

    run: Run
    compared: tuple[Compared, ...]
    verdict: Verdict
    report: str
    folder: Path


def measured(plan: Plan, tell: Callable[[str], None], *, keep: bool = False) -> Outcome:
    """Run a plan, hold it against the baselines, write result and report, and return it all.

    `keep` keeps the drafted files as well, in `drafts/<model>/<case>/` beside the report.
    """
    runs = plan.suite.runs
    run_id = new_id(runs)
    if keep:
        plan = replace(plan, keep=runs / run_id / DRAFTS)
    with executions(plan.execute, runs) as where:
        done = run(plan, run_id, where, tell)
    compared, decided = judged(done, plan.suite)
    text = report(done, compared, decided)
    return Outcome(done, compared, decided, text, write_run(runs, done, text))


def judged(done: Run, suite: Suite) -> tuple[tuple[Compared, ...], Verdict]:
    """Return each model held against its baseline, and the verdict."""
    baselines = read_baselines(suite.baselines, tuple(model.model for model in done.models))
    compared = tuple(
        compare(model, baseline, is_whole=done.is_whole)
        for model in done.models
        if isinstance(baseline := baselines.get(model.model), Baseline)
    )
    broken = [f"{one}; {one.hint}" for one in baselines.values() if isinstance(one, BaselineError)]
    return compared, verdict(done, compared, broken)


def lines(outcome: Outcome) -> Iterator[str]:
    """Yield what a terminal shows: whose answers, flips first, the other changes, what was not measured, the verdict."""
    for model in outcome.run.models:
        yield f"{named(model)}: {model.origin}"
        yield f"  {_counts(model)}{_known(model, outcome.compared)}"
    for one in outcome.compared:
        yield from (f"✗ {case} kept every bound and does not any more ({one.model})" for case in one.flipped)
    changes = [row for one in outcome.compared for row in one.differences]
    for row in changes[:_SHOWN]:
        mark = "✗" if row.is_gate else "·"
        before, now = _text(row.before), _text(row.now)
        yield f"{mark} {row.case}: {row.scorer} {row.change}: {before} → {now} ({row.model})"
    if len(changes) > _SHOWN:
        yield f"  and {len(changes) - _SHOWN} more changes"
    told = sum(len(one.regressions) for one in outcome.compared)
    reasons = outcome.verdict.reasons[told:]
    yield from (f"! {reason}" for reason in reasons[:_SHOWN])
    if len(reasons) > _SHOWN:
        yield f"  and {len(reasons) - _SHOWN} more"
    yield outcome.verdict.line


def _counts(model: ModelResult) -> str:
    scored = [case for case in model.cases if case.state == "scored"]
    failed = sum(bool(case.failed) for case in scored)
    stale = sum(bool(case.stale) for case in model.cases)
    parts = [f"{len(scored)} of {len(model.cases)} cases scored", f"{failed} with a value beyond its bound"]
    return ", ".join([*parts, *([f"{stale} with stale recordings"] if stale else [])])


def _known(model: ModelResult, compared: tuple[Compared, ...]) -> str:
    """Say that what is beyond its bound was blessed as such: whatever was not is a regression."""
    held = next((one for one in compared if one.model == model.model), None)
    is_known = held is not None and not held.problems and not held.regressions
    return ", as blessed" if is_known and any(case.failed for case in model.cases) else ""


def hint(run: Run) -> str | None:
    """Return what to do about what was not measured: recordings that are missing, or SQL that nothing could run."""
    for model in run.models:
        if any(case.state == "unrecorded" for case in model.cases):
            if model.model.lower() == BUILTIN:
                return f"the drafter that needs no model is called {BUILTIN}"
            return f"draftspec eval status tells which steps; record them with: {RECORD} --model {model.model}"
    rows = [case.scores.get("executed") for model in run.models for case in model.cases]
    if run.executed is None and any(row is not None and row.value is None for row in rows):
        from draftspec.postgres.connection import INSTALL

        return INSTALL
    return None


def _text(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def document(outcome: Outcome) -> dict[str, Any]:
    """Return what scripts get: the verdict, the regressions and the whole run."""
    return {
        "verdict": outcome.verdict.word,
        "exit_code": outcome.verdict.code,
        "line": outcome.verdict.line,
        "reasons": list(outcome.verdict.reasons),
        "folder": outcome.folder.as_posix(),
        "flipped": [{"model": one.model, "case": case} for one in outcome.compared for case in one.flipped],
        "differences": [vars(row) for one in outcome.compared for row in one.differences],
        "run": outcome.run.model_dump(mode="json"),
    }
