"""The one-line notation of columns and parents in knowledge entries.

A column line is `<name> <type>[?] [=default] [flag …] [# purpose]`, with the types of `knowledge/types.yaml` or
`choice(a|b)`, and the flags unique, unique(other, …), filter, search, server, once, hidden, personal, secret, sent (a secret
that goes by mail or text message, or between servers, and never into an answer), given (a secret that the caller makes up).
A parent is `<entry or noun>[?] [as <role>] [cascade|restrict|set null]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from draftspec.sections.database import OnDelete

_COLUMN = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*) +(?P<kind>choice\((?P<values>[a-z0-9_|.-]+)\)|[a-z_]+)(?P<null>\?)?"
    r"(?: +=(?P<default>\S+))?(?P<flags>(?: +(?:unique\([a-z0-9_, ]+\)|[a-z]+))*)"
)
_PARENT = re.compile(r"([a-z][a-z0-9_]*)(\?)?(?: as ([a-z][a-z0-9_]*)(\?)?)?(?: (cascade|restrict|set null))?")
_FLAGS = frozenset({"filter", "given", "hidden", "once", "search", "sent", "server", "unique"})

Sensitivity = Literal["none", "personal", "secret"]


_SIGNING = frozenset({"author_id", "creator_id"})
"""Columns that say who made a row, beside those in `_by_id`."""


def is_signature(column: str) -> bool:
    """Tell whether a column says by its name who did something to a row."""
    return column.endswith("_by_id") or column in _SIGNING


@dataclass(frozen=True)
class ColumnLine:
    """One column as an entry or a brief asks for it."""

    name: str
    kind: str
    nullable: bool = False
    default: str | None = None
    values: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    unique_with: tuple[str, ...] = ()
    sensitivity: Sensitivity | None = None
    purpose: str | None = None
    example: str | None = None


@dataclass(frozen=True)
class ParentLine:
    """One foreign key as an entry or a brief asks for it."""

    target: str
    column: str
    nullable: bool
    on_delete: OnDelete


def parse_columns(text: str) -> tuple[ColumnLine, ...]:
    """Read the column lines of an entry. Raises ValueError with the line that is no column."""
    lines = (line.partition("#") for line in text.splitlines())
    return tuple(_column(code.strip(), purpose.strip()) for code, _, purpose in lines if code.strip())


def _column(line: str, purpose: str) -> ColumnLine:
    found = _COLUMN.fullmatch(line)
    if found is None:
        raise ValueError(f"not a column line: {line!r}")
    words = re.findall(r"unique\([^)]*\)|[a-z]+", found["flags"])
    together = [w for w in words if w.startswith("unique(")]
    sensitivity = next((w for w in words if w in ("personal", "secret")), None)
    if unknown := set(words) - set(together) - _FLAGS - {"personal", "secret"}:
        raise ValueError(f"unknown flag {sorted(unknown)[0]!r} in {line!r}")
    return ColumnLine(
        name=found["name"],
        kind="choice" if found["values"] else found["kind"],
        nullable=found["null"] is not None,
        default=found["default"],
        values=tuple(found["values"].split("|")) if found["values"] else (),
        flags=frozenset(w for w in words if w in _FLAGS),
        unique_with=tuple(re.findall(r"[a-z0-9_]+", together[0][7:])) if together else (),
        sensitivity=cast(Sensitivity | None, sensitivity),
        purpose=purpose or None,
    )


def parse_parent(text: str, *, detail: bool = False) -> ParentLine:
    """Read a parent; `detail` rows go with their parent unless said otherwise. Raises ValueError."""
    found = _PARENT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not a parent: {text!r}")
    target, before, role, after, on_delete = found.groups()
    null = before or after
    usual = "SET NULL" if null else "CASCADE" if detail else "RESTRICT"
    return ParentLine(
        target=target,
        column=f"{role or target}_id",
        nullable=null is not None,
        on_delete=cast(OnDelete, on_delete.upper() if on_delete else usual),
    )
