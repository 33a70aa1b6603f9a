"""TAB: the tables that the feature creates, and the columns it adds to others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.design import Design, OwnColumn, OwnIndex
from draftspec.checks.keys import Key, index_key
from draftspec.checks.registry import Found, check
from draftspec.checks.sql_types import FLOATS, MOMENTS, SERIALS, TEXTS, base_type, is_money_name, written_type
from draftspec.checks.wording import listed
from draftspec.derive.names import index as index_name
from draftspec.sections.database import Column, Reference


@check("TAB-01", "error", why="Without one, no row can be addressed, referred to or replicated.")
def primary_key(design: Design) -> Iterator[Found]:
    """Every new table has a primary key."""
    for table in design.database.tables:
        if not any(column.primary_key for column in table.columns):
            yield Found(
                f"database.tables.{table.name}",
                f"`{table.name}` has no primary key.",
                "Mark the column, or the columns together, that identify a row as primary key.",
            )


def _foreign_keys(design: Design) -> Iterator[tuple[OwnColumn, Reference]]:
    for own in design.own_columns:
        if own.column.references:
            yield own, own.column.references


@check("TAB-02", "warning", why="Without it, each join and each delete of the other row reads the whole table.")
def foreign_key_index(design: Design) -> Iterator[Found]:
    """Every foreign key is the first column of an index."""
    for own, _ in _foreign_keys(design):
        if not any(_leads(key, own.column.name) for key in design.keys(own.table)):
            yield Found(
                own.where,
                f"No index of `{own.table}` starts with the foreign key `{own.column.name}`.",
                f"Add an index such as `{index_name(own.table, own.column.name)}` on (`{own.column.name}`).",
            )


def _leads(key: Key, column: str) -> bool:
    first = key.parts[0] if key.parts else None
    partial = any(one.column != column or one.operator != "is not null" for one in key.where)
    return first is not None and first.column == column and not first.lower and key.method == "btree" and not partial


@check("TAB-03", "warning", why="Unequal types cost a conversion in each join, or PostgreSQL refuses the key.")
def foreign_key_type(design: Design) -> Iterator[Found]:
    """A foreign key has the type of the column that it refers to."""
    for own, reference in _foreign_keys(design):
        target = design.column(reference.table, reference.column)
        if target and not _same_type(own.column.type, target.type):
            yield Found(
                own.where,
                f"`{own.table}.{own.column.name}` is {own.column.type}, "
                f"but `{reference.table}.{reference.column}` is {target.type}.",
                f"Make it {_referring_type(target.type)}.",
            )


def _same_type(left: str, right: str) -> bool:
    one, other = base_type(left), base_type(right)
    return one == other or {one, other} <= TEXTS


def _referring_type(sql_type: str) -> str:
    return base_type(sql_type) if written_type(sql_type) in SERIALS else sql_type


@check("TAB-04", "error", why="Each insert that leaves the column out would be refused.")
def default_allowed(design: Design) -> Iterator[Found]:
    """The default of a column with a list of values is one of them."""
    for where, table, column in design.own_columns:
        default = _text_literal(column.default)
        if column.values and default is not None and default not in column.values:
            yield Found(
                where,
                f"`{table}.{column.name}` is '{default}' by default, which is not among its values.",
                f"Use one of {listed(column.values, 'or')}, or add the value.",
            )


def _text_literal(default: str | None) -> str | None:
    if default is None or not default.startswith("'"):
        return None
    return default.split("'::")[0].strip("'").replace("''", "'")


@check("TAB-05", "error", why="What happens to the rows below decides what a delete destroys or refuses.")
def delete_rule(design: Design) -> Iterator[Found]:
    """Every foreign key says what a delete does to it, and SET NULL stands on nullable columns only."""
    for own, reference in _foreign_keys(design):
        name = f"{own.table}.{own.column.name}"
        if reference.on_delete is None:
            yield Found(
                own.where,
                f"`{name}` does not say what happens when its row of `{reference.table}` is deleted.",
                "Choose CASCADE (part of it), RESTRICT (must be kept), SET NULL (may lose it) or NO ACTION.",
            )
        elif reference.on_delete == "SET NULL" and not own.column.nullable:
            yield Found(
                own.where,
                f"`{name}` cannot be NULL, yet a delete in `{reference.table}` would set it to NULL.",
                "Make the column nullable, or choose RESTRICT or CASCADE.",
            )


@check("TAB-06", "warning", why="It costs time on each write and serves no query that the other does not.")
def redundant_index(design: Design) -> Iterator[Found]:
    """No index is covered by another one."""
    for own in design.own_indexes:
        key = index_key(own.definition)
        if key.kind == "index" and (other := _covering(design, own, key)):
            yield Found(
                own.where,
                f"`{key.name}` is covered by `{other.name}`, which starts with the same columns.",
                f"Drop `{key.name}`.",
            )


def _covering(design: Design, own: OwnIndex, key: Key) -> Key | None:
    before = True
    for other in design.keys(own.table):
        if other == key:
            before = False
        elif other.method == key.method == "btree" and other.where == key.where and _starts_with(other, key):
            longer = len(other.parts) > len(key.parts)
            if longer or other.unique or before:
                return other
    return None


def _starts_with(other: Key, key: Key) -> bool:
    if not other.parts or not key.parts or other.parts[0].column != key.parts[0].column:
        return False
    pairs = list(zip(other.parts, key.parts, strict=False))
    same = all(a.column == b.column and a.lower == b.lower for a, b in pairs)
    one_direction = len({a.descending == b.descending for a, b in pairs}) == 1
    return len(other.parts) >= len(key.parts) and same and one_direction


@check("TAB-07", "warning", why="A row without its moments cannot be sorted, paged or explained later.")
def moments(design: Design) -> Iterator[Found]:
    """`created_at` and `updated_at` are NOT NULL, and something fills them: a default, or the server.

    Later writes of `updated_at` are the application's, in the statement that writes the row.
    """
    filled = {(one.table, one.column) for endpoint in design.endpoints for one in endpoint.server_sets}
    for where, table, column in design.own_columns:
        if column.name not in ("created_at", "updated_at") or base_type(column.type) not in MOMENTS:
            continue
        if column.nullable:
            yield Found(where, f"`{table}.{column.name}` may be NULL.", "Make it NOT NULL with the default now().")
        elif column.default is None and (table, column.name) not in filled:
            yield Found(where, f"Nothing fills `{table}.{column.name}`.", "Give it the default now().")


@check("TAB-08", "error", why="Floats cannot hold cents exactly, so sums drift.")
def money_type(design: Design) -> Iterator[Found]:
    """Money is held as integer minor units or as numeric, never as a float."""
    for where, table, column in design.own_columns:
        kind = base_type(column.type)
        if kind == "money" or (kind in FLOATS and is_money_name(column.name)):
            yield Found(
                where,
                f"`{table}.{column.name}` holds money as {column.type}.",
                "Use bigint with the smallest unit (`…_cents`), or numeric(12,2).",
            )


@check("TAB-09", "warning", why="Two NULLs are never equal, so rows that look the same slip through.")
def nullable_unique(design: Design) -> Iterator[Found]:
    """A UNIQUE over several columns has no nullable column, unless it is partial."""
    for where, table, key in _own_uniques(design):
        nullable = [name for name in key.columns if _is_nullable(design.column(table, name))]
        guarded = {condition.column for condition in key.where}
        if len(key.columns) > 1 and (open_ones := [name for name in nullable if name not in guarded]):
            yield Found(
                where,
                f"`{key.name}` does not hold for rows in which {listed(open_ones, 'or')} is NULL.",
                "Make the column NOT NULL, or use unique indexes with a condition: one for NULL, one for NOT NULL.",
            )


def _is_nullable(column: Column | None) -> bool:
    return column is not None and column.nullable and not column.primary_key


def _own_uniques(design: Design) -> Iterator[tuple[str, str, Key]]:
    """Yield UNIQUE constraints and unique indexes that the feature creates."""
    paths = {(own.table, own.constraint.name): own.where for own in design.own_constraints}
    paths |= {(own.table, own.definition.name): own.where for own in design.own_indexes}
    for table in dict.fromkeys(name for name, _ in paths):
        for key in design.keys(table):
            if key.kind == "unique" and (table, key.name) in paths:
                yield paths[table, key.name], table, key


@check("TAB-10", "warning", why="A deleted row would keep its value taken for ever.")
def unique_and_soft_delete(design: Design) -> Iterator[Found]:
    """In a table with soft delete, what is unique is unique among the rows that are left."""
    for where, table, key in _own_uniques(design):
        stamps = design.soft_delete_columns(table)
        if stamps and not stamps & {condition.column for condition in key.where}:
            stamp = min(stamps)
            yield Found(
                where,
                f"`{key.name}` also counts rows of `{table}` that are deleted (`{stamp}`).",
                f"Make it a unique index with the condition `{stamp}` is null.",
            )


_BETTER = {
    "json": ("keeps text that cannot be indexed", "jsonb"),
    "timestamp": ("has no time zone", "timestamptz"),
}


@check("TAB-12", "warning", why="These types have a successor without their traps.")
def dated_type(design: Design) -> Iterator[Found]:
    """Columns are jsonb, timestamptz, identity and boolean NOT NULL instead of what these replace."""
    for where, table, column in design.own_columns:
        name = f"`{table}.{column.name}`"
        if better := _BETTER.get(base_type(column.type)):
            yield Found(where, f"{name} is {column.type}, which {better[0]}.", f"Use {better[1]}.")
        elif written_type(column.type) in SERIALS:
            yield Found(
                where,
                f"{name} is {column.type}, whose sequence has rights and an owner of its own.",
                f"Use {base_type(column.type)} with `identity`.",
            )
        elif base_type(column.type) == "boolean" and column.nullable:
            yield Found(
                where, f"{name} is a boolean with a third state, NULL.", "Make it NOT NULL with a default, or a state."
            )


@check("TAB-13", "warning", why="Mixed spellings make everybody look names up.")
def naming(design: Design) -> Iterator[Found]:
    """Names are snake_case, and tables are plural where the tables that are there are."""
    for table in design.database.tables:
        where = f"database.tables.{table.name}"
        if not _is_snake(table.name):
            yield Found(where, f"`{table.name}` is not snake_case.", f"Call it `{_snake(table.name)}`.")
        elif _others_plural(design) and not _is_plural(table.name):
            yield Found(
                where,
                f"`{table.name}` is singular, while the tables that are there are plural.",
                "Name it in the plural.",
            )
    for where, _, column in design.own_columns:
        if not _is_snake(column.name):
            yield Found(where, f"`{column.name}` is not snake_case.", f"Call it `{_snake(column.name)}`.")


@check("TAB-15", "error", why="Each row would need the other one first, so that no first row can ever be inserted.")
def circle_of_keys(design: Design) -> Iterator[Found]:
    """No new tables refer to each other in a circle of foreign keys that are all NOT NULL."""
    needed = _needed_tables(design)
    told: set[frozenset[str]] = set()
    for own, reference in _foreign_keys(design):
        back = {name for name in _reached(reference.table, needed) if own.table in _reached(name, needed)}
        if reference.table in needed.get(own.table, ()) and back and frozenset(back) not in told:
            told.add(frozenset(back))
            yield Found(
                own.where,
                f"`{own.table}.{own.column.name}` needs a row of `{reference.table}`, "
                f"and a row there cannot be without one of `{own.table}`.",
                "Drop the key that points the wrong way, or make one of them nullable.",
            )


def _needed_tables(design: Design) -> dict[str, set[str]]:
    """Return for each new table the other new ones without a row of which it can have none."""
    needed: dict[str, set[str]] = {}
    for own, reference in _foreign_keys(design):
        free = own.column.nullable or own.column.default is not None
        if not free and reference.table in design.new_tables and reference.table != own.table:
            needed.setdefault(own.table, set()).add(reference.table)
    return needed


def _reached(start: str, needed: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = [start]
    while pending:
        fresh = needed.get(pending.pop(), set()) - found
        found |= fresh
        pending.extend(fresh)
    return found


_SNAKE = re.compile(r"[a-z_][a-z0-9_]*")


def _is_snake(name: str) -> bool:
    return _SNAKE.fullmatch(name) is not None


def _snake(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", "_", name)
    return words.strip("_").lower() or "another_name"


def _others_plural(design: Design) -> bool:
    others = (*design.database.existing, *design.database.assumed)
    return len(others) > 1 and all(table.name.endswith("s") for table in others)


def _is_plural(name: str) -> bool:
    last = name.split("_")[-1]
    return last.endswith("s") or last in _WITHOUT_S


_WITHOUT_S = frozenset(
    [
        "children",
        "content",
        "criteria",
        "data",
        "equipment",
        "evidence",
        "feedback",
        "history",
        "inventory",
        "media",
        "men",
        "metadata",
        "people",
        "staff",
        "women",
    ]
)
