"""The tables of a design and how they hang together as a Mermaid diagram.

New tables stand there with all their columns. Of tables that are taken for granted or exist, only what the feature has
to do with: their key, the columns that it refers to or adds, and how they come to be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from draftspec.sections.database import Column, Constraint, Database, Index, Modification, Table

# Words of Mermaid's grammar for such diagrams, which mean something else where a table's name is expected.
_WORDS = frozenset(
    [
        "accdescr",
        "acctitle",
        "class",
        "classdef",
        "direction",
        "end",
        "erdiagram",
        "many",
        "one",
        "only",
        "optionally",
        "style",
        "subgraph",
        "title",
        "to",
        "u",
        "zero",
    ]
)
_KEYS = frozenset(["pk", "fk", "uk"])


def relationships(database: Database) -> str:
    """Return an entity-relationship diagram of what the feature creates and changes, or nothing where that is nothing."""
    if not (database.tables or database.modifications):
        return ""
    edges = [
        f'    {_entity(column.references.table)} {_ends(owner, column)} {_entity(owner.name)} : "{_word(column.name)}"'
        for owner, column in _new_columns(database)
        if column.references is not None
    ]
    return "\n".join(["erDiagram", *_entities(database), *edges])


@dataclass(frozen=True)
class _Owner:
    """A table by name, and the sets of columns of which no two rows share the values."""

    name: str
    unique: frozenset[tuple[str, ...]]


def _owner(name: str, columns: Iterable[Column], constraints: Iterable[Constraint], indexes: Iterable[Index]) -> _Owner:
    return _Owner(
        name,
        frozenset(
            (
                tuple(column.name for column in columns if column.primary_key),
                *(one.columns for one in constraints if one.kind == "unique"),
                *(tuple(key.column for key in one.columns) for one in indexes if one.unique and not one.where),
            )
        ),
    )


def _of_table(table: Table) -> _Owner:
    return _owner(table.name, table.columns, table.constraints, table.indexes)


def _of_change(change: Modification) -> _Owner:
    return _owner(change.table, (), change.add_constraints, change.add_indexes)


_Owned = tuple[_Owner, Column]


def _owned(owner: _Owner, columns: Iterable[Column]) -> list[_Owned]:
    return [(owner, column) for column in columns]


def _new_columns(database: Database) -> Iterator[_Owned]:
    for table in database.tables:
        yield from _owned(_of_table(table), table.columns)
    for change in database.modifications:
        yield from _owned(_of_change(change), change.add_columns)


def _entities(database: Database) -> Iterator[str]:
    for table in database.tables:
        yield from _block(_entity(table.name), _owned(_of_table(table), table.columns))
    referred = {(one.references.table, one.references.column) for _, one in _new_columns(database) if one.references}
    touched = {table for table, _ in referred} | {change.table for change in database.modifications}
    shown = {table.name for table in database.tables}
    for tables, how in ((database.assumed, "assumed"), (database.existing, "existing")):
        for table in tables:
            if table.name in touched - shown:
                shown.add(table.name)
                head = f'{_entity(table.name)}["{_word(table.name)} ({how})"]'
                yield from _block(head, _touched_columns(database, table, referred))


def _touched_columns(database: Database, table: Table, referred: set[tuple[str, str]]) -> Iterator[_Owned]:
    changes = [change for change in database.modifications if change.table == table.name]
    changed = {one.column for change in changes for one in change.change_columns}
    touched = (
        column
        for column in table.columns
        if column.primary_key or column.name in changed or (table.name, column.name) in referred
    )
    yield from _owned(_of_table(table), touched)
    for change in changes:
        yield from _owned(_of_change(change), change.add_columns)


def _block(head: str, columns: Iterable[_Owned]) -> Iterator[str]:
    lines = list(dict.fromkeys(f"        {_attribute(owner, column)}" for owner, column in columns))
    yield from (f"    {head} {{", *lines, "    }") if lines else (f"    {head}",)


def _attribute(owner: _Owner, column: Column) -> str:
    """Return a column as its type without parameters, its name, and the keys that it belongs to or is."""
    keys = [
        mark
        for mark, holds in (
            ("PK", column.primary_key),
            ("FK", column.references is not None),
            ("UK", not column.primary_key and (column.name,) in owner.unique),
        )
        if holds
    ]
    return " ".join((_type(column.type), _attribute_name(column.name), ", ".join(keys))).rstrip()


_ARGUMENTS = re.compile(r"\([^)]*\)")
_SIGNS = re.compile(r"[^\w\[\]]+")


def _type(type_: str) -> str:
    return type_ if type_.isidentifier() else _SIGNS.sub("_", _ARGUMENTS.sub("", type_).strip())


def _attribute_name(name: str) -> str:
    """Return a name as Mermaid takes it: no other signs, no digit first, and none of its own words."""
    plain = name.isascii() and name.isidentifier()
    word = name if plain else "".join(one if _is_part(one) else "_" for one in name)
    if not word or "0" <= word[0] <= "9":
        return f"_{word}"
    return f"{word}_" if word.lower() in _KEYS else word


def _is_part(sign: str) -> bool:
    # A class of a regular expression with so many letters takes 5 ms to compile.
    return sign == "_" or (sign.isalnum() if sign.isascii() else "\u00c0" <= sign <= "\uffff")


def _ends(owner: _Owner, column: Column) -> str:
    """Return Mermaid's arrow: at most or exactly one parent, at most one row of it or any number."""
    parent = "|o" if column.nullable and not column.primary_key else "||"
    return f"{parent}--{'o|' if (column.name,) in owner.unique else 'o{'}"


def _entity(name: str) -> str:
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) and name.lower() not in _WORDS
    return name if plain else f'"{_word(name)}"'


def _word(name: str) -> str:
    return re.sub(r"[^\w .-]", "_", name)
