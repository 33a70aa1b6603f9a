"""Which drafted tables are which expected ones."""

from __future__ import annotations

from dataclasses import dataclass

from draftspec.evals.case import ExpectedTable
from draftspec.evals.fitting import fits_name
from draftspec.evals.sample import Sample
from draftspec.sections.database import Column, Table


@dataclass(frozen=True)
class Matched:
    """The expected tables that were drafted, those that were not, and drafted ones that nobody expects."""

    required: tuple[tuple[ExpectedTable, Table], ...]
    optional: tuple[tuple[ExpectedTable, Table], ...]
    missing: tuple[ExpectedTable, ...]
    extra: tuple[str, ...]


def match_tables(sample: Sample) -> Matched:
    """Return how the new tables of a draft fit those of its case, each table once."""
    free = {table.name: table for table in sample.tables}
    pairs: list[tuple[ExpectedTable, Table]] = []
    missing: list[ExpectedTable] = []
    for expected in sample.case.expect.tables:
        name = next((one for alternative in expected.names for one in free if fits_name(one, alternative)), None)
        if name is not None:
            pairs.append((expected, free.pop(name)))
        elif not expected.optional:
            missing.append(expected)
    required = tuple(pair for pair in pairs if not pair[0].optional)
    return Matched(required, tuple(pair for pair in pairs if pair[0].optional), tuple(missing), tuple(free))


@dataclass(frozen=True)
class FoundColumns:
    """Expected columns that were drafted, as `table.column`; those that were not; others that say something."""

    found: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def match_columns(sample: Sample) -> FoundColumns:
    """Return how the columns of the expected tables and changes fit the case's."""
    matched = match_tables(sample)
    wanted: list[tuple[str, tuple[str, ...], tuple[Column, ...]]] = [
        (table.name, expected.columns, table.columns) for expected, table in (*matched.required, *matched.optional)
    ]
    wanted += [(expected.names[0], expected.columns, ()) for expected in matched.missing]
    for change in sample.case.expect.changes:
        there = [one for one in sample.spec.sections.database.modifications if fits_name(one.table, change.table)]
        wanted.append((change.table, change.columns, there[0].add_columns if there else ()))
    found: list[str] = []
    missing: list[str] = []
    extra: list[str] = []
    for table, expected_columns, columns in wanted:
        free = {column.name: column for column in columns}
        for expected_column in expected_columns:
            name = next((one for one in free if fits_name(one, expected_column)), None)
            if name is None:
                missing.append(f"{table}.{expected_column}")
            else:
                found.append(f"{table}.{free.pop(name).name}")
        extra += [f"{table}.{one.name}" for one in free.values() if _says_something(one)]
    return FoundColumns(tuple(found), tuple(missing), tuple(extra))


def _says_something(column: Column) -> bool:
    """Tell whether a column is a decision: keys, references and the usual time stamps are none."""
    return not (column.primary_key or column.references or column.name in ("id", "created_at", "updated_at"))
