"""What the checks call an error."""

from __future__ import annotations

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, scorer


@scorer(
    gate="hard",
    bound=0,
    unit="count",
    higher_is_better=False,
    source="draftspec's own checks (docs/checking.md), which are tried on seeded faults",
)
def errors_found(sample: Sample) -> Measured:
    """Errors that the checks find in the design and its files, sections that are missing included.

    All checks but those of openapi.yaml: it is derived, and reading it takes as long as three drafts.
    """
    gaps = [Evidence(f"section {name} is missing", name) for name in _gaps(sample)]
    found = [Evidence(f"{one.check}: {one.message}", one.where) for one in sample.findings if one.severity == "error"]
    return Measured(len(gaps) + len(found), (*gaps, *found))


def _gaps(sample: Sample) -> list[str]:
    return [name for name, one in sample.spec.provenance.items() if one.source == "gap"]
