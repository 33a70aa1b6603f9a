"""The relationships of a design's tables as a Mermaid diagram."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.sections.database import Column, Database


def relationships(database: Database) -> str:
    """Return an entity-relationship diagram of every foreign key that the feature adds, or nothing without any."""
    edges = [
        f'    {_entity(column.references.table)} {_ends(column)} {_entity(table)} : "{_word(column.name)}"'
        for table, column in _new_columns(database)
        if column.references is not None
    ]
    return "\n".join(["erDiagram", *edges]) if edges else ""


def _new_columns(database: Database) -> Iterator[tuple[str, Column]]:
    for table in database.tables:
        yield from ((table.name, column) for column in table.columns)
    for change in database.modifications:
        yield from ((change.table, column) for column in change.add_columns)


def _ends(column: Column) -> str:
    """Return Mermaid's arrow: at most or exactly one parent, any number of rows."""
    return "|o--o{" if column.nullable else "||--o{"


def _entity(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) else f'"{_word(name)}"'


def _word(name: str) -> str:
    return re.sub(r"[^\w .-]", "_", name)
