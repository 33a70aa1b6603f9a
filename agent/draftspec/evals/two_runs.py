"""Two runs side by side, or a run and the baselines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from draftspec.errors import InconclusiveError
from draftspec.evals.baseline import Baseline, BaselineError, baseline_of, read_baselines
from draftspec.evals.regressions import Compared, compare
from draftspec.evals.results import Run
from draftspec.evals.run_folder import read_run
from draftspec.evals.suite import suite_folder
from draftspec.evals.verdict import FAILED, FINE, INCONCLUSIVE


@dataclass(frozen=True)
class Between:
    """What is different, model by model."""

    before: str
    now: Run
    compared: tuple[Compared, ...]

    @property
    def code(self) -> int:
        """The exit code: 1 for a regression, else 4 where something could not be compared."""
        if any(one.regressions for one in self.compared):
            return FAILED
        return INCONCLUSIVE if any(one.problems for one in self.compared) else FINE


def between(suite: Path, before: str, now: str) -> Between:
    """Return what is different between two runs of a suite; `baseline` stands for what was blessed.

    Raises:
        InputError: There is no such suite, or one of the runs cannot be read.
        InconclusiveError: They have no model in common, or there is no run.

    """
    runs = suite_folder(suite) / "runs"
    later = read_run(runs, now)
    earlier = _baselines(suite, later) if before == "baseline" else _values(read_run(runs, before))
    compared = tuple(
        compare(model, earlier[model.model], is_whole=later.is_whole)
        for model in later.models
        if model.model in earlier
    )
    if not compared:
        raise InconclusiveError(
            f"nothing to compare run {later.id} with: {before} has none of its models",
            "bless a run first with draftspec eval bless, or name two runs",
        )
    return Between(before, later, compared)


def _baselines(suite: Path, run: Run) -> dict[str, Baseline]:
    found = read_baselines(suite / "baselines", tuple(model.model for model in run.models))
    for one in found.values():
        if isinstance(one, BaselineError):
            raise one
    return {name: one for name, one in found.items() if isinstance(one, Baseline)}


def _values(run: Run) -> dict[str, Baseline]:
    return {model.model: baseline_of(run, model) for model in run.models}


def difference_lines(found: Between) -> Iterator[str]:
    """Yield what people read: flips, missing rows, other changes, what could not be compared, and a count."""
    for one in found.compared:
        yield from (f"✗ flipped    {case} kept every bound and does not any more ({one.model})" for case in one.flipped)
    rows = [row for one in found.compared for row in one.differences]
    for row in rows:
        mark = "✗" if row.is_gate else "·"
        now = "–" if row.now is None else f"{row.now:g}"
        yield f"{mark} {row.change:10} {row.case}: {row.scorer} {row.before:g} → {now} ({row.model})"
    problems = [problem for one in found.compared for problem in one.problems]
    yield from (f"! {problem}" for problem in problems)
    regressions = sum(row.is_gate for row in rows)
    held = sum(one.rows for one in found.compared)
    yield f"{found.now.id} against {found.before}: {held} values, {len(rows)} changed, {regressions} regressions"
