"""PostgreSQL's own grammar, behind two functions here and two in `trees`, so that the library it comes from can be exchanged."""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from functools import cache
from types import ModuleType

_UNREAD = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class SyntaxFault:
    """Where a text is no SQL: the line and column start at 1, `column` counts characters."""

    message: str
    line: int
    column: int


class SqlSyntaxError(ValueError):
    """A text that PostgreSQL's grammar does not accept; `fault` says where."""

    def __init__(self, fault: SyntaxFault) -> None:
        super().__init__(f"line {fault.line}, column {fault.column}: {fault.message}")
        self.fault = fault


def split(sql: str) -> list[str]:
    """Return the statements of a text in order, trimmed and without their semicolons; comments alone are none.

    Raises:
        SqlSyntaxError: the text is not accepted by the grammar.

    """
    found = _split(sql)
    if isinstance(found, SyntaxFault):
        raise SqlSyntaxError(found)
    return [statement.strip() for statement in found]


def syntax_error(sql: str) -> SyntaxFault | None:
    """Return the first place where a text is no SQL, or None if PostgreSQL's grammar accepts all of it."""
    found = _split(sql)
    return found if isinstance(found, SyntaxFault) else None


def is_statement(sql: str) -> bool:
    """Tell whether a text is one statement; a fifth of what its tree costs."""
    found = _split(sql)
    return isinstance(found, list) and len(found) == 1


def is_readable(sql: str) -> bool:
    """Tell whether the library reads a text to its end: it hands C a string, which ends at the first NUL."""
    return _unread(sql) is None


def _unread(sql: str) -> re.Match[str] | None:
    plain = sql.isascii() and "\0" not in sql  # nearly always, and known in a hundredth of the time
    return None if plain else _UNREAD.search(sql)


def _split(sql: str) -> list[str] | SyntaxFault:
    if (unread := _unread(sql)) is not None:
        return _fault(f"the character U+{ord(unread[0]):04X} cannot stand in SQL", sql[: unread.start()])
    postgast = _postgast()
    try:
        return list(postgast.split(sql))
    except postgast.PgQueryError as error:
        # Tried: the position counts characters from 1, not bytes.
        return _fault(error.message, sql[: max(error.cursorpos - 1, 0)])


@cache
def _postgast() -> ModuleType:
    # Imported when it is needed, for it takes a tenth of a second; by name, for its stubs do not parse.
    return importlib.import_module("postgast")


def _fault(message: str, before: str) -> SyntaxFault:
    return SyntaxFault(message, before.count("\n") + 1, len(before) - before.rfind("\n"))
