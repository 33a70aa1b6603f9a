"""Whether the migration runs on a real PostgreSQL."""

from __future__ import annotations

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer


@scorer(
    gate="hard",
    bound=1,
    waits=True,
    source="of 64 typical faults parsing finds 16 and running 59; sqlite and duckdb refuse what is valid",
)
def executed(sample: Sample) -> Measured | NotMeasured:
    """Whether the migration's files run up, down and up again on PostgreSQL and leave the catalogue as it was.

    1 or 0. Without a server nothing is measured, which is no pass.
    """
    if sample.execute is None:
        return NotMeasured(f"no SQL was run: {sample.why_not_executed}")
    faults = sample.execute(sample.files)
    return Measured(0.0 if faults else 1.0, tuple(Evidence(fault, "migrations") for fault in faults))
