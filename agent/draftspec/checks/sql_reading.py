"""SQL texts of the files of a draft: their statements, as PostgreSQL's grammar sees them."""

from __future__ import annotations

from typing import NamedTuple

from draftspec.existing.grammar import SqlSyntaxError, SyntaxFault, syntax_error
from draftspec.postgres.allowed import judged_statements


class Statement(NamedTuple):
    """A statement of a script: the line that it begins in, its text on one line without comments, its kind, a refusal."""

    line: int
    text: str
    kind: str
    refused: str | None


class Script(NamedTuple):
    """A text that should be SQL: its statements, or where it is none."""

    statements: tuple[Statement, ...]
    fault: SyntaxFault | None


class SqlReader:
    """Reads the SQL of one folder, each text once: most of them stand there several times."""

    def __init__(self) -> None:
        self._scripts: dict[str, Script] = {}
        self._texts: dict[str, tuple[int, str]] = {}

    def read(self, text: str) -> Script:
        """Return what PostgreSQL's grammar says of a text."""
        if text not in self._scripts:
            self._scripts[text] = self._read(text)
        return self._scripts[text]

    def _read(self, text: str) -> Script:
        try:
            statements = judged_statements(text)
        except SqlSyntaxError as error:
            # Nested too deeply to be handed over, it may still be SQL.
            return Script((), error.fault if syntax_error(text) else None)
        found: list[Statement] = []
        position, counted, line = 0, 0, 1
        for statement, known in statements:
            position = max(text.find(statement, position), position)
            first, shown = self._shown(statement)
            begins = position + max(first, 0)
            line += text.count("\n", counted, begins)
            found.append(Statement(line, shown, known.kind, known.refused))
            position, counted = position + len(statement), begins
        return Script(tuple(found), None)

    def _shown(self, statement: str) -> tuple[int, str]:
        """Return where a statement begins behind its comments, and its text on one line without them."""
        if statement not in self._texts:
            head = _without_comments(statement)
            self._texts[statement] = (statement.find(head[:8]), " ".join(head.split()).rstrip(";"))
        return self._texts[statement]


def _without_comments(statement: str) -> str:
    """Return a statement without the comments before it and those that fill a line."""
    if "--" not in statement:
        return statement
    return "\n".join(line for line in statement.splitlines() if not line.strip().startswith("--")).strip()
