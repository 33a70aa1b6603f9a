"""The files of a draft as checks see them: each line with its headings, each fence with its language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from draftspec.spec import Spec

if TYPE_CHECKING:
    from draftspec.existing.grammar import SyntaxFault

SPECIFICATION = "02_Backend_Specification.md"
PRP = "PRP_Backend.md"
OPENAPI = "openapi.yaml"

_HEADING = re.compile(r"(#{1,6}) (.*)")
_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})\s*(\w*)\s*$")


class Line(NamedTuple):
    """A line of a document outside of fences."""

    number: int
    text: str
    headings: tuple[str, ...]


class Fence(NamedTuple):
    """A fenced block: the line of its first text, its language, its text, and the headings that it stands under."""

    number: int
    language: str
    text: str
    headings: tuple[str, ...]
    after: str
    """The last line before it that is not empty."""


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


class Markdown:
    """A Markdown document, taken apart."""

    def __init__(self, text: str) -> None:
        self.lines: list[Line] = []
        self.fences: list[Fence] = []
        self._read(text.splitlines())

    def _read(self, lines: list[str]) -> None:
        headings: tuple[str, ...] = ()
        before = ""
        rows = enumerate(lines, 1)
        for number, text in rows:
            if ("```" in text or "~~~" in text) and (opened := _FENCE.match(text)):
                body = list(_inside(rows, opened[2]))
                self.fences.append(Fence(number + 1, opened[3], "\n".join(body), headings, before))
                continue
            if text.startswith("#") and (heading := _HEADING.match(text)):
                headings = (*(one for one in headings if _level(one) < len(heading[1])), text.rstrip())
            self.lines.append(Line(number, text, headings))
            before = text.strip() or before

    def headings(self) -> list[Line]:
        """Return the lines that are headings."""
        return [line for line in self.lines if line.headings[-1:] == (line.text.rstrip(),)]

    def fences_under(self, heading: str, language: str = "") -> Iterator[Fence]:
        """Yield the fences of a language that stand somewhere under a heading."""
        for fence in self.fences:
            if fence.language == language and any(one.lstrip("# ") == heading for one in fence.headings):
                yield fence


def _inside(rows: Iterator[tuple[int, str]], mark: str) -> Iterator[str]:
    for _, text in rows:
        if text.strip().startswith(mark) and not text.strip().strip(mark[0]):
            return
        yield text


def _level(heading: str) -> int:
    return len(heading) - len(heading.lstrip("#"))


class Documents:
    """A specification and the files that stand for it, by their names below its folder."""

    def __init__(self, spec: Spec, texts: Mapping[str, str]) -> None:
        self.spec = spec
        self.texts = texts
        self._parsed: dict[str, Script] = {}

    @cached_property
    def specification(self) -> Markdown | None:
        """The backend specification, or None when it is not among the files."""
        return self._markdown(SPECIFICATION)

    @cached_property
    def prp(self) -> Markdown | None:
        """The PRP, or None when it is not among the files."""
        return self._markdown(PRP)

    @cached_property
    def openapi(self) -> Any:
        """The OpenAPI document with strings as keys, or what is wrong with its text; None when it is not there."""
        from draftspec.checks.yaml_reading import NotYaml, read_yaml  # costs start-up time that drafts need not pay

        try:
            return read_yaml(self.texts.get(OPENAPI, ""))
        except NotYaml as error:
            return str(error)

    def _markdown(self, name: str) -> Markdown | None:
        return Markdown(self.texts[name]) if name in self.texts else None

    def markdown(self) -> Iterator[tuple[str, Markdown]]:
        """Yield the names and parts of both documents, as far as they are there."""
        for name, parts in ((SPECIFICATION, self.specification), (PRP, self.prp)):
            if parts is not None:
                yield name, parts

    def sql(self, text: str) -> Script:
        """Return what PostgreSQL's grammar says of a text; the same text stands in several places and is parsed once."""
        if text not in self._parsed:
            self._parsed[text] = _script(text)
        return self._parsed[text]

    def scripts(self) -> Iterator[tuple[str, str]]:
        """Yield the names and texts of the migration's files."""
        for name, text in self.texts.items():
            if name.endswith(".sql"):
                yield name, text


def _script(text: str) -> Script:
    from draftspec.existing.grammar import SqlSyntaxError, split, syntax_error  # costs a tenth of a second to load
    from draftspec.existing.trees import kind, parse
    from draftspec.postgres.allowed import refusal

    if (fault := syntax_error(text)) is not None:
        return Script((), fault)
    try:
        pairs = list(zip(split(text), parse(text), strict=True))
    except SqlSyntaxError:  # nested too deeply to be handed over, though the grammar takes it
        return Script((), None)
    found: list[Statement] = []
    position = 0
    for statement, tree in pairs:
        position = max(text.find(statement, position), position)
        head = _without_comments(statement)
        begin = position + (statement.find(head[:8]) if head else 0)
        line = text.count("\n", 0, begin) + 1
        found.append(Statement(line, " ".join(head.split()).rstrip(";"), kind(tree), refusal(tree)))
        position += len(statement)
    return Script(tuple(found), None)


def _without_comments(statement: str) -> str:
    """Return a statement without the comments before it and those that fill a line."""
    return "\n".join(line for line in statement.splitlines() if not line.strip().startswith("--")).strip()


def place(name: str, line: int) -> str:
    """Return where a finding in a file points."""
    return f"{name}:{line}"
