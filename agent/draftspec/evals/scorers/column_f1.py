"""The columns against those that the case expects, in the shape that papers use."""

from __future__ import annotations

from draftspec.evals.matching import match_columns
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, f1, scorer


@scorer(source="SchemaAgent / RSchema (2503.23886): F1 on columns against a gold schema")
def column_f1(sample: Sample) -> Measured | NotMeasured:
    """F1 of the columns of the expected tables against the case's; keys, references and time stamps do not count as extra.

    A terse brief leaves columns to the drafter, so this is a trend beside columns, and no gate.
    """
    matched = match_columns(sample)
    if not matched.found and not matched.missing:
        return NotMeasured("the case expects no column")
    evidence = [Evidence(f"no column {name}", "database") for name in matched.missing]
    evidence += [Evidence(f"column {name} is not asked for", "database") for name in matched.extra]
    return Measured(f1(len(matched.found), len(matched.missing), len(matched.extra)), tuple(evidence))
