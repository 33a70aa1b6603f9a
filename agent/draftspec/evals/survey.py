"""Which recordings still fit: every step of every case told, nothing scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from draftspec.evals.case import Case
from draftspec.evals.cassette import cassette_path
from draftspec.evals.kept import part_of
from draftspec.evals.replay import Replay, problem_of, replay
from draftspec.evals.suite import Suite
from draftspec.evals.take import Take
from draftspec.evals.tape import STATUSES, StepStatus

_SHOWN = 12
"""Most steps that are told of one case."""


@dataclass(frozen=True)
class Surveyed:
    """The recording of a case with a model; `broken_off`: whether answers of a recording that did not end lie beside it."""

    take: Take
    replay: Replay
    broken_off: bool

    @property
    def problem(self) -> str | None:
        """What is wrong with it, None when the case can be measured."""
        return self.replay.problem or problem_of(self.replay.steps, "error")

    def count(self, status: str) -> int:
        """How many steps have a status."""
        return sum(one.status == status for one in self.replay.steps)


def surveyed(suite: Suite, case: Case, model: str) -> Surveyed:
    """Return how the recording of a case fits. Raises `SchemaError`."""
    take = Take(case.id, case.asked, model, case.schema_path)
    found = replay(suite.cassettes, take, on_stale="use")
    return Surveyed(take, found, part_of(cassette_path(suite.cassettes, model, case.id)).exists())


def code(found: Iterable[Surveyed]) -> int:
    """Return the exit code: 4 when a case cannot be measured as it is recorded."""
    return 4 if any(one.problem for one in found) else 0


def lines(found: Sequence[Surveyed]) -> Iterator[str]:
    """Give a table for each model: where its recordings come from, a line for each case, and what does not fit."""
    for model in dict.fromkeys(one.take.model for one in found):
        those = [one for one in found if one.take.model == model]
        yield f"{model}"
        origins = [one.replay.origin for one in those if one.replay.origin]
        yield from (f"  recorded: {line}" for line in dict.fromkeys(origin.line for origin in origins))
        wide = max(len(one.take.case_id) for one in those)
        yield f"  {'case':<{wide}}  {'  '.join(f'{name:>7}' for name in STATUSES)}"
        for one in those:
            yield from _case_lines(one, wide)
    yield from _total(found)


def _case_lines(one: Surveyed, wide: int) -> Iterator[str]:
    yield f"  {one.take.case_id:<{wide}}  {'  '.join(f'{one.count(name):>7}' for name in STATUSES)}"
    told = [step for step in one.replay.steps if step.status != "fresh"]
    if one.problem and not told:
        yield f"    {one.problem}"
    if len({(step.status, step.changed) for step in told}) == 1 and len(told) > _SHOWN:
        yield f"    {_told(told[0])}, and {len(told) - 1} more steps alike"
        told = []
    for step in told[:_SHOWN]:
        yield f"    {_told(step)}"
    if len(told) > _SHOWN:
        yield f"    and {len(told) - _SHOWN} more steps"
    if one.broken_off:
        yield "    a recording was broken off; what it was answered is kept, and the next one goes on with it"


def _told(step: StepStatus) -> str:
    changed = f": {', '.join(step.changed)}" if step.changed else ""
    return f"{step.status:<8} {step.step}{changed}"


def _total(found: Sequence[Surveyed]) -> Iterator[str]:
    counts = Counter(step.status for one in found for step in one.replay.steps)
    unfit = sum(one.problem is not None for one in found)
    told = ", ".join(f"{counts[name]} {name}" for name in STATUSES if counts[name] or name == "fresh")
    cases = "1 case" if len(found) == 1 else f"{len(found)} cases"
    yield f"{cases}, {sum(counts.values())} steps: {told}"
    if unfit:
        yield f"inconclusive: {unfit} of {cases} cannot be measured as recorded"
