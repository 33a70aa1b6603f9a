"""PostgreSQL's own grammar, behind two functions here and one in `trees`, so that the library it comes from can be exchanged."""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
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
    _require_sql(sql)
    return [statement.strip() for statement in _postgast().split(sql)]


def syntax_error(sql: str) -> SyntaxFault | None:
    """Return the first place where a text is no SQL, or None if PostgreSQL's grammar accepts all of it."""
    # The library hands C a string that ends at the first NUL: what follows would be accepted unread.
    if (found := _UNREAD.search(sql)) is not None:
        return _fault(f"the character U+{ord(found[0]):04X} cannot stand in SQL", sql[: found.start()])
    postgast = _postgast()
    try:
        postgast.split(sql)
    except postgast.PgQueryError as error:
        # Tried: the position counts characters from 1, not bytes.
        return _fault(error.message, sql[: max(error.cursorpos - 1, 0)])
    return None


def _postgast() -> ModuleType:
    # Imported when it is needed, for it takes a tenth of a second; by name, for its stubs do not parse.
    return importlib.import_module("postgast")


def _require_sql(sql: str) -> None:
    if (fault := syntax_error(sql)) is not None:
        raise SqlSyntaxError(fault)


def _fault(message: str, before: str) -> SyntaxFault:
    return SyntaxFault(message, before.count("\n") + 1, len(before) - before.rfind("\n"))
