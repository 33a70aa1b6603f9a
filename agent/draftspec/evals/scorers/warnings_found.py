"""What the checks warn of."""

from __future__ import annotations

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, scorer


@scorer(unit="count", higher_is_better=False, source="draftspec's own checks (docs/checking.md)")
def warnings_found(sample: Sample) -> Measured:
    """Warnings that the checks give for the design and its files."""
    found = tuple(
        Evidence(f"{one.check}: {one.message}", one.where) for one in sample.findings if one.severity == "warning"
    )
    return Measured(len(found), found)
