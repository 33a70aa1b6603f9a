"""The verdict line and the exit code, decided together and in one place, so that they cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from draftspec.evals.regressions import Compared
from draftspec.evals.results import ModelResult, Run
from draftspec.evals.scorers import SCORERS

FINE, FAILED, INCONCLUSIVE = 0, 1, 4

_WORDS = {FINE: "passed", FAILED: "failed", INCONCLUSIVE: "inconclusive"}


@dataclass(frozen=True)
class Verdict:
    """What a run comes to: the exit code, one line for people, and the reasons one by one."""

    code: int
    line: str
    reasons: tuple[str, ...]

    @property
    def word(self) -> str:
        """The verdict in one word."""
        return _WORDS[self.code]


def verdict(run: Run, compared: Iterable[Compared], unreadable: Iterable[str] = ()) -> Verdict:
    """Return the verdict on a run.

    Failed is a run in which a row regressed, or without a baseline for its model does not keep its bound. Else it is
    inconclusive when nothing was measured, when a case could not be scored, or when something could not be compared.

    Args:
        run: What was measured.
        compared: Each model that has a baseline, held against it.
        unreadable: What is wrong with baselines that cannot be read.

    """
    held = {one.model: one for one in compared}
    broken = tuple(unreadable)
    regressions = list(_regressions(held.values()))
    unheld = [] if broken else [model for model in run.models if model.model not in held]
    beyond = [line for model in unheld for line in _beyond_bounds(model)]
    doubts = [*broken, *_unmeasured(run), *(problem for one in held.values() for problem in one.problems)]
    code = FAILED if regressions or beyond else INCONCLUSIVE if doubts else FINE
    counts = [f"{sum(one.rows for one in held.values())} held against the baseline"] if held else []
    counts += [_counted(len(regressions), "regression")] if held else []
    counts += [f"{len(beyond)} beyond their bound" if beyond else ""] if unheld else []
    counts += [f"no baseline{_of(unheld, run)}"] if unheld else []
    counts += [f"{_counted(len(doubts), 'thing')} not measured or not comparable"] if doubts else []
    line = f"{_WORDS[code]}: {', '.join([_measured(run), *filter(None, counts)])}"
    return Verdict(code, line, (*regressions, *beyond, *doubts))


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _of(unheld: list[ModelResult], run: Run) -> str:
    """Say which models have no baseline, unless none has."""
    return "" if len(unheld) == len(run.models) else f" of {', '.join(model.model for model in unheld)}"


def _measured(run: Run) -> str:
    states = [case.state for model in run.models for case in model.cases]
    return f"{states.count('scored')} of {len(states)} cases scored, {run.measured} values"


def _regressions(compared: Iterable[Compared]) -> Iterator[str]:
    for one in compared:
        for row in one.regressions:
            now = "is not there any more" if row.now is None else f"{row.now:g}"
            yield f"{row.model}: {row.case}: {row.scorer} {row.change}: {row.before:g} → {now}"


def _beyond_bounds(model: ModelResult) -> Iterator[str]:
    for case in model.cases:
        for name in case.failed:
            row, bound = case.scores[name], SCORERS[name].bound
            because = f": {row.evidence[0].text}" if row.evidence else ""
            yield f"{model.model}: {case.case}: {name} is {row.value:g}, beyond its bound {bound:g}{because}"


def _unmeasured(run: Run) -> Iterator[str]:
    for model in run.models:
        for case in model.cases:
            if case.state != "scored":
                yield f"{model.model}: {case.case}: {case.problem}"
            elif not case.measured:
                yield f"{model.model}: {case.case}: no scorer measured anything"
    if not run.measured:
        yield "nothing was measured"
