"""BRN: a feature in a schema that is there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.checks.sql_types import FLOATS, INTEGERS, MOMENTS, TEXTS, base_type, is_money_name
from draftspec.checks.wording import listed
from draftspec.derive.column_types import is_known
from draftspec.sections.database import Column, Table

_ENOUGH = 3
"""Existing tables that must agree before what they do is a convention."""
_FAMILIES = (INTEGERS | FLOATS | {"numeric"}, TEXTS, MOMENTS | {"date"})
_GENERIC = frozenset(["id", "name", "title", "description", "status", "created_at", "updated_at", "deleted_at"])


@check("BRN-01", "error", why="Two tables for one thing fall apart within a week.")
def collisions(design: Design) -> Iterator[Found]:
    """No new table has the name of an existing one, be it in another case, number or spelling."""
    existing = {_plain(table.name): table.name for table in design.database.existing}
    for table in design.database.tables:
        if (other := existing.get(_plain(table.name))) is not None:
            yield Found(
                f"database.tables.{table.name}",
                f"`{table.name}` is created, but `{other}` is there already.",
                f"Use `{other}` and change it by a modification, or give the new table a name of its own.",
            )


def _plain(name: str) -> str:
    plain = name.lower().replace("_", "")
    if plain.endswith("ies"):
        return plain[:-3] + "y"
    if plain.endswith(("ses", "xes", "ches", "shes")):
        return plain[:-2]
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain


@check("BRN-02", "error", why="PostgreSQL refuses a foreign key between types that it cannot compare (42804).")
def key_types(design: Design) -> Iterator[Found]:
    """A foreign key to a table that is there has a type that its key can be compared with."""
    there = {table.name for table in (*design.database.existing, *design.database.assumed)}
    for where, table, column in design.own_columns:
        reference = column.references
        target = design.column(reference.table, reference.column) if reference and reference.table in there else None
        if reference and target and not _comparable(column.type, target.type):
            yield Found(
                where,
                f"`{table}.{column.name}` is {column.type}, but `{reference.table}.{reference.column}` is {target.type}.",
                f"Make it {base_type(target.type)}.",
            )


def _comparable(left: str, right: str) -> bool:
    one, other = base_type(left), base_type(right)
    return one == other or any({one, other} <= family for family in _FAMILIES)


@check("BRN-03", "warning", why="A schema with two habits makes everybody look up which one a table has.")
def conventions(design: Design) -> Iterator[Found]:
    """New tables have the type of key and of money that the existing tables agree on.

    At least three existing tables must have the same. A key over several columns, or one that is a foreign key, follows
    from what it is made of.
    """
    existing = design.database.existing
    keys = _agreed(base_type(key.type) for table in existing if (key := _own_key(table)))
    money = _agreed(base_type(one.type) for table in existing for one in table.columns if _is_money(one))
    for table in design.database.tables:
        key = _own_key(table)
        if keys and key and base_type(key.type) != keys:
            yield Found(
                f"database.tables.{table.name}.columns.{key.name}",
                f"The key of `{table.name}` is {key.type}, while those of the existing tables are {keys}.",
                f"Make it {keys}.",
            )
    for where, name, column in design.own_columns:
        if money and _is_money(column) and base_type(column.type) != money:
            yield Found(
                where,
                f"`{name}.{column.name}` holds money as {column.type}, while the existing tables use {money}.",
                f"Use {money}.",
            )


def _agreed(types: Iterable[str]) -> str | None:
    found = list(types)
    return found[0] if len(found) >= _ENOUGH and len(set(found)) == 1 else None


def _own_key(table: Table) -> Column | None:
    keys = [column for column in table.columns if column.primary_key]
    return keys[0] if len(keys) == 1 and not keys[0].references else None


def _is_money(column: Column) -> bool:
    return is_money_name(column.name) and base_type(column.type) in INTEGERS | FLOATS | {"numeric", "money"}


@check("BRN-04", "warning", why="The same people in two tables are changed in one of them.")
def copies(design: Design) -> Iterator[Found]:
    """A new table does not hold nearly the same columns as one that is there.

    Nearly the same are four of five columns, at least four of them, without keys, time stamps and names that many
    tables have.
    """
    for table in design.database.tables:
        for other in (*design.database.existing, *design.database.assumed):
            mine, theirs = _telling(table), _telling(other)
            shared = mine & theirs
            if len(shared) >= 4 and len(shared) >= 0.8 * min(len(mine), len(theirs)):
                yield Found(
                    f"database.tables.{table.name}",
                    f"`{table.name}` has {listed(sorted(shared))} as `{other.name}` has them.",
                    f"Use `{other.name}`, or say in the purpose what differs.",
                )


def _telling(table: Table) -> set[str]:
    return {one.name for one in table.columns if one.name not in _GENERIC and not one.references}


@check("BRN-05", "error", why="What worked before the migration must work after it.")
def breaking_changes(design: Design) -> Iterator[Found]:
    """A column that keys refer to, or that refers to a key, keeps a type that both ends can compare."""
    for change in design.database.modifications:
        for one in change.change_columns:
            column = design.column(change.table, one.column)
            if one.type is None or column is None:
                continue
            for left, right, other in _both_ends(design, change.table, column):
                if not _comparable(left, right):
                    yield Found(
                        f"database.modifications.{change.table}.change_columns.{one.column}",
                        f"`{change.table}.{one.column}` becomes {one.type}, but `{other}` is {right}.",
                        "Change both ends, or neither.",
                    )


def _both_ends(design: Design, table: str, column: Column) -> Iterator[tuple[str, str, str]]:
    if column.references and (target := design.column(column.references.table, column.references.column)):
        yield column.type, target.type, f"{column.references.table}.{column.references.column}"
    for child in design.children(table):
        if child.column.references and child.column.references.column == column.name:
            yield column.type, child.column.type, f"{child.table}.{child.column.name}"


@check("BRN-06", "info", why="What could not be set up for the trial was not tried.")
def not_verified(design: Design) -> Iterator[Found]:
    """A column of an existing table whose type is unknown stands as text in the trial; what refers to it is not verified.

    No other check speaks of existing tables: they are as they are.
    """
    for table in design.database.existing:
        for column in table.columns:
            if not is_known(column.type) and not column.values:
                yield Found(
                    f"database.existing.{table.name}.columns.{column.name}",
                    f"`{table.name}.{column.name}` is {column.type}, a type that is not known here: not verified.",
                    "Try the migration on a copy of your own database.",
                )
