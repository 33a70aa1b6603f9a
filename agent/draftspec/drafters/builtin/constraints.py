"""The one-line notation of keys, overlaps and checks in knowledge entries.

- unique: `user_id, post_id`, or with an expression or condition `lower(email) where deleted_at is null and status = 'open'`
- exclude: `room_id during starts_at, ends_at where status <> 'cancelled'`
- checks: comparisons joined by one of `and`, `or`: `ends_on >= starts_on`, `task_id is not null or project_id is not null`

Columns are named as in the table (money with its `_cents`); what speaks of a column that the table lacks is left out.
"""

from __future__ import annotations

import re
from typing import cast

from draftspec.derive import names
from draftspec.sections.database import Condition, Constraint, Index, IndexColumn, Operator

_COMPARISON = re.compile(
    r"([a-z][a-z0-9_]*) +(?:(is null|is not null)|(=|<>|<=|>=|<|>) *(-?[0-9.]+|'[^']*'|true|false|[a-z][a-z0-9_]*))"
)
_LITERAL = re.compile(r"-?[0-9.]+|'[^']*'|true|false")


def parse_condition(text: str) -> Condition:
    """Read one comparison. Raises ValueError with the text that is none."""
    found = _COMPARISON.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not a comparison: {text!r}")
    column, empty, operator, right = found.groups()
    if empty:
        return Condition(column=column, operator=cast(Operator, empty))
    literal = _LITERAL.fullmatch(right) is not None
    return Condition(
        column=column,
        operator=cast(Operator, operator),
        value=right if literal else None,
        other=None if literal else right,
    )


def parse_where(text: str) -> tuple[Condition, ...]:
    """Read conditions joined by `and`; nothing for an empty text. Raises ValueError."""
    return tuple(parse_condition(part) for part in re.split(r"\s+and\s+", text.strip())) if text.strip() else ()


def parse_key(text: str, table: str, many: str) -> Constraint | Index:
    """Read a unique key: a constraint where columns suffice, else a unique index. Raises ValueError."""
    keys, _, where = text.partition(" where ")
    columns = tuple(_index_column(key.strip()) for key in keys.split(","))
    bare = tuple(column.column for column in columns)
    shared = " and ".join(f"`{name}`" for name in bare)
    if not where and not any(column.lower for column in columns):
        meaning = f"No two {many} share {shared}."
        return Constraint(name=names.unique(table, *bare), kind="unique", columns=bare, meaning=meaning)
    purpose = f"No two {many}{f' where {where}' if where else ''} share {shared}."
    conditions = parse_where(where)
    name = names.index(table, *dict.fromkeys((*bare, *(condition.column for condition in conditions))), "unique")
    return Index(name=name, columns=columns, unique=True, where=conditions, purpose=purpose)


def _index_column(text: str) -> IndexColumn:
    lowered = re.fullmatch(r"lower\(([a-z][a-z0-9_]*)\)", text)
    name = lowered[1] if lowered else text
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError(f"not a column: {text!r}")
    return IndexColumn(column=name, lower=lowered is not None)


def parse_overlap(text: str, table: str, many: str) -> Constraint:
    """Read an exclusion of overlapping periods. Raises ValueError."""
    found = re.fullmatch(r"([a-z0-9_, ]+) during ([a-z0-9_]+), *([a-z0-9_]+)(?: where (.+))?", text.strip())
    if found is None:
        raise ValueError(f"not an exclusion: {text!r}")
    equal = tuple(name.strip() for name in found[1].split(","))
    shown = ", ".join(f"`{name}`" for name in equal)
    return Constraint(
        name=names.shortened(f"{table}_{equal[0]}_overlap_excl"),
        kind="exclude",
        columns=equal,
        period=(found[2], found[3]),
        conditions=parse_where(found[4] or ""),
        meaning=f"No two {many} of the same {shown} overlap{f' where {found[4]}' if found[4] else ''}.",
    )


def said_of(conditions: tuple[Condition, ...], text: str) -> str:
    """Return what a CHECK means in words: which state fills which columns, what lies after what; else its own text."""
    states = [c for c in conditions if c.column == "status" and c.operator in ("=", "<>") and c.value is not None]
    filled = [c for c in conditions if c.operator == "is not null"]
    if len(states) + len(filled) == len(conditions) and states and filled and " or " in text:
        listed = " or ".join(f"`{(c.value or '').strip(chr(39))}`" for c in states)
        columns = " or ".join(f"`{c.column}`" for c in filled)
        return f"{columns} is filled {'unless' if states[0].operator == '=' else 'once'} `status` is {listed}."
    only = conditions[0]
    dated = only.other is not None and all(name.endswith(_DATED) for name in (only.column, only.other))
    if len(conditions) == 1 and dated and only.operator in _ORDER:
        return f"`{only.column}` {_ORDER[only.operator]} `{only.other}`."
    return f"`{text.strip()}`."


_DATED = ("_at", "_on", "_date")
_ORDER = {">": "lies after", ">=": "never lies before", "<": "lies before", "<=": "never lies after"}


def parse_check(text: str, table: str) -> Constraint:
    """Read a CHECK over columns of one row. Raises ValueError."""
    joined = " or " in text
    parts = re.split(r"\s+or\s+|\s+and\s+", text.strip())
    conditions = tuple(parse_condition(part) for part in parts)
    columns = tuple(dict.fromkeys(name for c in conditions for name in (c.column, c.other) if name is not None))
    return Constraint(
        name=names.shortened(f"{table}_{'_'.join(columns)}_rule_check"),
        kind="check",
        columns=columns,
        conditions=conditions,
        match="any" if joined else "all",
        meaning=said_of(conditions, text),
    )
