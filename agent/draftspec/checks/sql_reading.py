"""SQL texts of the files of a draft: their statements, as PostgreSQL's grammar sees them."""

from __future__ import annotations

from typing import NamedTuple

from draftspec.existing.grammar import SqlSyntaxError, SyntaxFault, split
from draftspec.existing.trees import kind, tree
from draftspec.postgres.allowed import refusal


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


class _Read(NamedTuple):
    """What a statement says wherever it stands: its start without comments, all of it on one line, its kind, a refusal."""

    start: str
    text: str
    kind: str
    refused: str | None


class SqlReader:
    """Reads the SQL of one folder: most of it stands there several times, and is parsed once."""

    def __init__(self) -> None:
        self._scripts: dict[str, Script] = {}
        self._statements: dict[str, _Read] = {}

    def read(self, text: str) -> Script:
        """Return what PostgreSQL's grammar says of a text."""
        if text not in self._scripts:
            self._scripts[text] = self._read(text)
        return self._scripts[text]

    def _read(self, text: str) -> Script:
        try:
            statements = split(text)
        except SqlSyntaxError as error:
            return Script((), error.fault)
        try:
            pairs = [(one, self._statement(one)) for one in statements]
        except SqlSyntaxError:  # nested too deeply to be handed over, though the grammar takes it
            return Script((), None)
        found: list[Statement] = []
        position = 0
        for statement, read in pairs:
            position = max(text.find(statement, position), position)
            begin = position + statement.find(read.start)
            found.append(Statement(text.count("\n", 0, begin) + 1, read.text, read.kind, read.refused))
            position += len(statement)
        return Script(tuple(found), None)

    def _statement(self, statement: str) -> _Read:
        if statement not in self._statements:
            head = _without_comments(statement)
            node = tree(statement)
            words = " ".join(head.split()).rstrip(";")
            self._statements[statement] = _Read(head[:8], words, kind(node), refusal(node))
        return self._statements[statement]


def _without_comments(statement: str) -> str:
    """Return a statement without the comments before it and those that fill a line."""
    return "\n".join(line for line in statement.splitlines() if not line.strip().startswith("--")).strip()
