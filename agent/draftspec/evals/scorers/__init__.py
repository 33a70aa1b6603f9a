"""The scorers: one file each, which registers one function; none of them asks a model.

Adding a scorer is adding a file with one function and `@scorer(…)`, its name below, a row in docs/evals.md and defects in
`selfcheck/` that it catches.
"""

from __future__ import annotations

from draftspec.evals.scorers import (
    claims,
    column_f1,
    columns,
    completeness,
    consistency,
    cost,
    duplication,
    empty_sections,
    endpoint_tables,
    endpoints,
    error_texts,
    errors_found,
    executed,
    field_columns,
    genericness,
    measurable_slas,
    must_not,
    questions,
    repairs,
    rules,
    smells,
    table_use,
    tables,
    template_leakage,
    tokens,
    traceability,
    unsupported_numbers,
    warnings_found,
)
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, Scorer, registered

_IN_ORDER = (
    claims,
    rules,
    tables,
    columns,
    column_f1,
    endpoints,
    must_not,
    questions,
    empty_sections,
    errors_found,
    warnings_found,
    executed,
    consistency,
    completeness,
    endpoint_tables,
    field_columns,
    table_use,
    traceability,
    error_texts,
    measurable_slas,
    template_leakage,
    genericness,
    duplication,
    unsupported_numbers,
    smells,
    repairs,
    tokens,
    cost,
)

SCORERS: dict[str, Scorer] = {
    name: registered()[name] for module in _IN_ORDER for name in (module.__name__.rpartition(".")[2].replace("_", "-"),)
}
"""Every scorer by its id, in the order in which reports show them: against the case, in itself, as a text, what it cost."""

__all__ = ["SCORERS", "Evidence", "Measured", "NotMeasured", "Scorer"]
