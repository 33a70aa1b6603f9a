"""The new tables against those that the case expects."""

from __future__ import annotations

from draftspec.evals.matching import match_tables
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, f1, scorer


@scorer(
    gate="threshold",
    bound=0.4,
    source="SchemaAgent / RSchema (2503.23886): precision, recall and F1 on tables against a gold schema",
)
def tables(sample: Sample) -> Measured | NotMeasured:
    """F1 of the new tables against the case's: names in either number, with the case's alternatives.

    A table that the case calls optional counts neither when it is there nor when it is missing. Where the case only
    changes tables that are there, or asks for no backend, the whole value is for no new table.
    """
    expect = sample.case.expect
    if not expect.tables and not expect.changes and not expect.no_backend:
        return NotMeasured("the case expects no table")
    matched = match_tables(sample)
    missing = [Evidence(f"no table {table.names[0]}", "database.tables") for table in matched.missing]
    extra = [Evidence(f"table {name} is not asked for", f"database.tables.{name}") for name in matched.extra]
    return Measured(f1(len(matched.required), len(missing), len(extra)), (*missing, *extra))
