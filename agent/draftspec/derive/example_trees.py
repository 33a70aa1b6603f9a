"""Rows of a table that refers to itself: the row above another one is a root, lies in the same things and spans its dates."""

from __future__ import annotations

from draftspec.derive.example_tables import words
from draftspec.derive.example_words import words_of
from draftspec.sections.database import Column, Table

_BOUNDS = words("start starts begin begins end ends due deadline finish until")
"""Words in the names of days between which a row lies."""


def upward(table: Table) -> Column | None:
    """Return the key by which a row names the one above it, if there is one that may be empty."""
    own = (c for c in table.columns if c.references is not None and c.references.table == table.name)
    return next((c for c in own if c.nullable), None)


def is_bound(column: Column) -> bool:
    """Tell whether a column is a day or moment between which what is below a row has to lie."""
    return column.type in ("date", "timestamptz") and bool(_BOUNDS & set(words_of(column.name)))


def is_alone(table: Table, column: Column) -> bool:
    """Tell whether no two rows may have the same value of a column."""
    return any(c.kind == "unique" and c.columns == (column.name,) for c in table.constraints)
