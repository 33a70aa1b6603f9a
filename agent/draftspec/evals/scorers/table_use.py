"""Whether tables are used."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share


@scorer(
    gate="threshold",
    bound=0.9,
    source="a prototype on hand-written specs: good 1.00, copied from the template 0.00",
)
def table_use(sample: Sample) -> Measured | NotMeasured:
    """New tables that an endpoint or a job reads or writes, or that are marked as internal."""
    if not sample.tables:
        return NotMeasured("there is no new table")
    used = set(_used(sample))
    lost = [table.name for table in sample.tables if table.name not in used and not table.internal]
    evidence = tuple(Evidence("nothing reads or writes it", f"database.tables.{name}") for name in lost)
    return Measured(share(len(sample.tables) - len(lost), len(sample.tables)), evidence)


def _used(sample: Sample) -> Iterator[str]:
    for endpoint in sample.endpoints:
        yield from (*endpoint.reads, *endpoint.writes, *((endpoint.table,) if endpoint.table else ()))
    for job in sample.spec.sections.jobs.jobs if sample.spec.sections.jobs else ():
        yield from (access.table for access in (*job.reads, *job.writes))
