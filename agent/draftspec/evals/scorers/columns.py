"""How many of the columns that the case expects were drafted."""

from __future__ import annotations

from draftspec.evals.matching import match_columns
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share


@scorer(
    gate="threshold",
    bound=0.4,
    source="SchemaAgent / RSchema (2503.23886): recall on columns against a gold schema",
)
def columns(sample: Sample) -> Measured | NotMeasured:
    """The columns that the case expects, in its tables and in its changes, that were drafted.

    All columns of a table that is missing are missing. Columns that the case does not name do no harm here; column-f1
    counts them.
    """
    matched = match_columns(sample)
    if not matched.found and not matched.missing:
        return NotMeasured("the case expects no column")
    evidence = tuple(Evidence(f"no column {name}", "database") for name in matched.missing)
    return Measured(share(len(matched.found), len(matched.found) + len(matched.missing)), evidence)
