"""How much of a document could stand in any other."""

from __future__ import annotations

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer

LEAST_OTHERS = 3
SHARED_WITH = 0.2
"""In what part of the other drafts a line's words must stand for it to be called generic."""


@scorer(
    gate="threshold",
    bound=0.6,
    higher_is_better=False,
    slack=0.05,
    needs_every_case=True,
    source="lower diversity of generated stories (2507.15157); a prototype on hand-written specs: good 0.04, generic 1.00",
)
def genericness(sample: Sample) -> Measured | NotMeasured:
    """Share of the runs of four words that also stand in the documents of a fifth of the other cases.

    Numbers, code and the feature's own words (of its names and its brief, in either number) are masked first; runs of
    masks do not count.
    """
    if len(sample.others) < LEAST_OTHERS:
        return NotMeasured(f"needs the drafts of all cases, at least {LEAST_OTHERS} others")
    least = max(1, round(SHARED_WITH * len(sample.others)))
    common = sample.common_grams(least)
    found = list(zip(sample.prose, sample.runs, strict=True))
    total = sum(len(runs) for _, runs in found)
    if not total:
        return NotMeasured("the documents hold no run of four words")
    shared = sum(run in common for _, runs in found for run in runs)
    evidence = tuple(
        Evidence(line.text, line.where) for line, runs in found if runs and all(run in common for run in runs)
    )
    return Measured(shared / total, evidence)
