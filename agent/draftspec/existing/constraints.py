"""Constraints of a syntax tree in the model of a design, each under its name or the one PostgreSQL would give it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from draftspec.derive import names
from draftspec.derive.conditions import joined
from draftspec.existing import expressions
from draftspec.existing.columns import kept_values
from draftspec.existing.trees import Node, constant, kind, strings, unwrapped
from draftspec.sections.database import Constraint, Index, OnDelete, Reference

PRIMARY_KEY = "(primary key)"
"""Stands for the column of a foreign key that names none."""

_ON_DELETE: dict[str, OnDelete] = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL"}


@dataclass(frozen=True)
class Named:
    """A constraint with its name and columns, and what of a design it becomes."""

    name: str
    columns: tuple[str, ...]
    primary: bool = False
    reference: Reference | None = None
    values: tuple[str, ...] | None = None
    declared: Constraint | None = None

    def renamed(self, old: str, new: str) -> Named:
        """Return the constraint with a column under another name; only keys, UNIQUEs and lists of values can follow."""
        columns = tuple(new if name == old else name for name in self.columns)
        declared = self.declared
        if declared is not None and declared.kind == "unique":
            declared = declared.model_copy(update={"columns": columns})
        return replace(self, columns=columns, declared=declared)


def named(table: str, node: Node, column: str | None, indexes: Mapping[str, Index]) -> Iterator[Named]:
    """Yield what a constraint becomes; nothing for kinds and forms that a design does not have.

    Args:
        table: The table's name.
        node: The constraint.
        column: The column it stands with, or None for one of the table.
        indexes: The table's indexes by name, which a key may be made of.

    """
    reader = _READERS.get(constant(node, "contype"))
    if reader is not None and (found := reader(table, node, _columns(node, column, indexes))) is not None:
        yield found


def _columns(node: Node, column: str | None, indexes: Mapping[str, Index]) -> tuple[str, ...]:
    if column is not None:
        return (column,)
    if node.indexname in indexes:
        return tuple(key.column for key in indexes[node.indexname].columns)
    return strings(node.fk_attrs or node.keys)


def _primary(table: str, node: Node, columns: tuple[str, ...]) -> Named:
    return Named(node.conname or names.primary_key(table), columns, primary=True)


def _unique(table: str, node: Node, columns: tuple[str, ...]) -> Named | None:
    if not columns:
        return None
    name = node.conname or names.unique(table, *columns)
    meaning = f"No two rows share {' and '.join(f'`{column}`' for column in columns)}."
    return Named(name, columns, declared=Constraint(name=name, kind="unique", columns=columns, meaning=meaning))


def _foreign(table: str, node: Node, columns: tuple[str, ...]) -> Named | None:
    if len(columns) != 1:  # a design's foreign keys have one column
        return None
    target = strings(node.pk_attrs)
    reference = Reference(
        table=node.pktable.relname,
        column=target[0] if target else PRIMARY_KEY,
        on_delete=_ON_DELETE.get(node.fk_del_action or "a"),
    )
    return Named(node.conname or names.foreign_key(table, columns[0]), columns, reference=reference)


def _check(table: str, node: Node, _: tuple[str, ...]) -> Named | None:
    allowed = expressions.values(node.raw_expr) or expressions.contained(node.raw_expr)
    if allowed is not None:
        name = node.conname or names.values_check(table, allowed[0])
        return Named(name, (allowed[0],), values=kept_values(allowed[1]))
    if (found := expressions.conditions(node.raw_expr)) is None:
        return None
    match, conditions = found
    used = tuple(dict.fromkeys(name for one in conditions for name in (one.column, one.other) if name is not None))
    name = node.conname or names.shortened("_".join((table, *(used if len(used) == 1 else ()), "check")))
    check = Constraint(
        name=name,
        kind="check",
        columns=used,
        conditions=conditions,
        match=match,
        meaning=f"In every row `{joined(conditions, match)[:500]}`.",
    )
    return Named(name, used, declared=check)


def _exclusion(table: str, node: Node, _: tuple[str, ...]) -> Named | None:
    pairs = [(part.list.items[0].index_elem, strings(part.list.items[1].list.items)[-1]) for part in node.exclusions]
    equal = tuple(key.name for key, operator in pairs if operator == "=" and key.name)
    period = tuple(name for key, operator in pairs if operator == "&&" for name in _period(key))
    where = expressions.conditions(node.where_clause) if node.HasField("where_clause") else ("all", ())
    if not (equal or period) or len(period) > 2 or where is None or where[0] == "any":
        return None
    name = node.conname or names.shortened("_".join((table, *equal, "excl")))
    one = Constraint(
        name=name,
        kind="exclude",
        columns=equal or period,
        conditions=where[1],
        period=period,
        meaning="The periods of two rows never overlap.",
    )
    return Named(name, (*equal, *period), declared=one)


def _period(key: Node) -> tuple[str, ...]:
    if key.name:
        return (key.name,)
    call = unwrapped(key.expr)
    arguments = call.args[:2] if kind(call) == "FuncCall" else ()
    return tuple(name for name in map(expressions.column, arguments) if name is not None)


_READERS: dict[str, Callable[[str, Node, tuple[str, ...]], Named | None]] = {
    "CONSTR_CHECK": _check,
    "CONSTR_EXCLUSION": _exclusion,
    "CONSTR_FOREIGN": _foreign,
    "CONSTR_PRIMARY": _primary,
    "CONSTR_UNIQUE": _unique,
}


def primary_key(constraints: Iterable[Named]) -> tuple[str, ...]:
    """Return the columns of the primary key."""
    return next((one.columns for one in constraints if one.primary), ())


def references(constraints: Iterable[Named]) -> dict[str, Reference]:
    """Return the foreign keys by column."""
    return {one.columns[0]: one.reference for one in constraints if one.reference is not None}


def values(constraints: Iterable[Named]) -> dict[str, tuple[str, ...]]:
    """Return the lists of allowed values by column."""
    return {one.columns[0]: one.values for one in constraints if one.values is not None}


def declared(constraints: Iterable[Named]) -> tuple[Constraint, ...]:
    """Return the constraints that a design declares; of two of one name the later is numbered, as PostgreSQL does."""
    found: dict[str, Constraint] = {}
    for one in (named.declared for named in constraints if named.declared is not None):
        name, number = one.name, 0
        while name in found:
            number += 1
            name = f"{one.name}{number}"
        found[name] = one if name == one.name else one.model_copy(update={"name": name})
    return tuple(found.values())
