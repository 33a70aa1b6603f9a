"""Seeds every defect into every reference, and counts what the scorers notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import reduce

from draftspec.evals.case import Case
from draftspec.evals.executions import Executions
from draftspec.evals.sample import Sample, introduce
from draftspec.evals.scorers import SCORERS, Measured, NotMeasured, Scorer
from draftspec.evals.selfcheck.defects import defects
from draftspec.evals.selfcheck.references import BRIEFS, references
from draftspec.evals.selfcheck.seeding import SPEC, Defect, Files
from draftspec.spec import Spec

LEAST_DEFECTS = 100
LEAST_CAUGHT = 0.95


@dataclass
class Count:
    """By scorer: defects that were seeded for it, and those that it noticed; what was missed; what was no defect."""

    seeded: dict[str, int] = field(default_factory=dict)
    caught: dict[str, int] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)
    unmeasured: dict[str, str] = field(default_factory=dict)
    harmless: int = 0
    references: int = 0

    def add(self, scorer: str, name: str, noticed: bool) -> None:
        """Count one defect."""
        self.seeded[scorer] = self.seeded.get(scorer, 0) + 1
        self.caught[scorer] = self.caught.get(scorer, 0) + noticed
        if not noticed:
            self.missed.append(f"{scorer}: {name}")

    def joined(self, other: Count) -> Count:
        """Return both counts together; what one of them measured is measured."""
        names = [*dict.fromkeys((*self.seeded, *other.seeded))]
        unmeasured = self.unmeasured | other.unmeasured
        return Count(
            {name: self.seeded.get(name, 0) + other.seeded.get(name, 0) for name in names},
            {name: self.caught.get(name, 0) + other.caught.get(name, 0) for name in names},
            [*self.missed, *other.missed],
            [*self.false_alarms, *other.false_alarms],
            {name: why for name, why in unmeasured.items() if name not in names},
            self.harmless + other.harmless,
            self.references + other.references,
        )

    @property
    def rate(self) -> float:
        """The share of all defects that was noticed."""
        return sum(self.caught.values()) / max(1, sum(self.seeded.values()))

    @property
    def is_good(self) -> bool:
        """Whether the bounds are kept."""
        enough = sum(self.seeded.values()) >= LEAST_DEFECTS
        return enough and self.rate >= LEAST_CAUGHT and not self.false_alarms


def count_kills(
    where: Executions, briefs: Mapping[str, str] = BRIEFS, wanted: Callable[[Defect], bool] | None = None
) -> Count:
    """Return what the scorers notice.

    Args:
        where: How migrations are run.
        briefs: What is drafted to seed into, by name.
        wanted: Which defects to seed; None for all.

    """
    seeded = [one for one in defects() if wanted is None or wanted(one)]
    clean = _clean(references(briefs), where)
    with ThreadPoolExecutor(max_workers=4) as threads:  # which wait for the server for the greater part
        counts = threads.map(lambda sample: _counted(sample, seeded), clean)
        return reduce(Count.joined, counts, Count())


def _counted(sample: Sample, seeded: Iterable[Defect]) -> Count:
    count = Count(references=1)
    before = {name: one.measure(sample) for name, one in SCORERS.items()}
    count.false_alarms += _alarms_on_clean(sample.case.id, before)
    count.unmeasured = {name: one.why for name, one in before.items() if isinstance(one, NotMeasured)}
    values = {name: one for name, one in before.items() if isinstance(one, Measured)}
    for defect in seeded:
        _try(count, defect, sample, values)
    return count


def _clean(found: Mapping[str, tuple[Case, Files]], where: Executions) -> list[Sample]:
    samples = [_sample(case, files, where) for case, files in found.values()]
    introduce(samples)
    return samples


def _sample(case: Case, files: Files, where: Executions) -> Sample:
    spec = Spec.model_validate_json(files[SPEC])
    return Sample(case, spec, files, is_edited=True, execute=where.execute, why_not_executed=where.why_not)


def _alarms_on_clean(name: str, before: Mapping[str, object]) -> Iterator[str]:
    for scorer, measured in before.items():
        if isinstance(measured, Measured) and SCORERS[scorer].passes(measured.value) is False:
            yield f"{scorer}: the clean {name} has {measured.value:g}"


def _try(count: Count, defect: Defect, sample: Sample, before: Mapping[str, Measured]) -> None:
    if defect.scorer is not None and defect.scorer not in before:
        return
    files = defect.seed(dict(sample.files))
    if files is None:
        return
    name = f"{defect.name} ({sample.case.id})"
    spec = Spec.model_validate_json(files[SPEC])
    spoilt = replace(sample, spec=spec, files=files, others=_others(defect, sample))
    if defect.scorer is not None:
        count.add(defect.scorer, name, _is_worse(SCORERS[defect.scorer], spoilt, before[defect.scorer]))
        return
    count.harmless += 1
    for scorer, value in before.items():
        if _is_worse(SCORERS[scorer], spoilt, value):
            count.false_alarms.append(f"{scorer}: {name}")


def _others(defect: Defect, sample: Sample) -> list[Sample]:
    """Return the other drafts; what is generic stands in them as well."""
    if defect.scorer != "genericness":
        return sample.others
    spoilt = [(other, defect.seed(dict(other.files))) for other in sample.others]
    return [replace(other, files=files) if files else other for other, files in spoilt]


def _is_worse(scorer: Scorer, sample: Sample, before: Measured) -> bool:
    now = scorer.measure(sample)
    return isinstance(now, Measured) and scorer.is_worse(now.value, before.value)
