"""The files of a draft as checks see them: each line with its headings, each fence with its language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from draftspec.checks.openapi_nodes import OpenapiNodes
from draftspec.derive.json_types import Tables
from draftspec.spec import Spec

if TYPE_CHECKING:
    from draftspec.checks.sql_reading import Script, SqlReader

SPECIFICATION = "02_Backend_Specification.md"
PRP = "PRP_Backend.md"
OPENAPI = "openapi.yaml"

_HEADING = re.compile(r"(#{1,6}) (.*)")
_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})\s*(\w*)\s*$")


class Line(NamedTuple):
    """A line of a document outside of fences."""

    number: int
    text: str


class Part(NamedTuple):
    """Lines of a document with neither a fence nor a heading among them: the first one's number, and their headings.

    The first line may be the innermost of these headings.
    """

    number: int
    texts: list[str]
    headings: tuple[str, ...]

    def lines(self) -> Iterator[Line]:
        """Yield the lines one by one."""
        return (Line(number, text) for number, text in enumerate(self.texts, self.number))


class Fence(NamedTuple):
    """A fenced block: the line of its first text, its language, its text, and the headings that it stands under."""

    number: int
    language: str
    text: str
    headings: tuple[str, ...]
    after: str
    """The last line before it that is not empty."""


class Markdown:
    """A Markdown document, taken apart."""

    def __init__(self, text: str) -> None:
        self.parts: list[Part] = []
        self.fences: list[Fence] = []
        self.headings: list[Line] = []
        self._read(text.splitlines())

    def _read(self, lines: list[str]) -> None:
        headings: tuple[str, ...] = ()
        levels: list[int] = []
        start, fence = 0, None
        marked = [at for at, text in enumerate(lines) if text.startswith("#") or "```" in text or "~~~" in text]
        for at in marked:
            text = lines[at]
            if fence is not None:
                if _closes(text, fence[2]):
                    self._add_fence(lines[start:at], start, fence[3], headings)
                    start, fence = at + 1, None
            elif text.startswith("#") and (heading := _HEADING.match(text)):
                self._add(lines[start:at], start, headings)
                start, bare = at, text.rstrip()
                while levels and levels[-1] >= len(heading[1]):
                    levels.pop()
                headings = (*headings[: len(levels)], bare)
                levels.append(len(heading[1]))
                self.headings.append(Line(at + 1, bare))
            elif (fence := _FENCE.match(text)) is not None:
                self._add(lines[start:at], start, headings)
                start = at + 1
        if fence is not None:
            self._add_fence(lines[start:], start, fence[3], headings)
        else:
            self._add(lines[start:], start, headings)

    def _add_fence(self, lines: list[str], start: int, language: str, headings: tuple[str, ...]) -> None:
        self.fences.append(Fence(start + 1, language, "\n".join(lines), headings, self._last()))

    def _add(self, lines: list[str], start: int, headings: tuple[str, ...]) -> None:
        if lines:
            self.parts.append(Part(start + 1, lines, headings))

    def _last(self) -> str:
        """Return the last line so far that is not empty, trimmed."""
        texts = (text.strip() for part in reversed(self.parts) for text in reversed(part.texts))
        return next((text for text in texts if text), "")

    @cached_property
    def lines(self) -> list[Line]:
        """The lines outside of fences."""
        return [line for part in self.parts for line in part.lines()]

    def fences_under(self, heading: str, language: str = "") -> Iterator[Fence]:
        """Yield the fences of a language that stand somewhere under a heading."""
        for fence in self.fences:
            if fence.language == language and any(one.lstrip("# ") == heading for one in fence.headings):
                yield fence


def _closes(text: str, mark: str) -> bool:
    """Tell whether a line ends the fence that a mark began: the same mark, or a longer one, alone."""
    bare = text.strip()
    return bare.startswith(mark) and not bare.strip(mark[0])


class Documents:
    """A specification and the files that stand for it, by their names below its folder."""

    def __init__(self, spec: Spec, texts: Mapping[str, str]) -> None:
        self.spec = spec
        self.texts = texts

    @cached_property
    def tables(self) -> Tables:
        """Every table that may be referred to, by name."""
        return Tables(self.spec.sections.known_tables())

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

    @cached_property
    def openapi_nodes(self) -> OpenapiNodes | None:
        """The objects of the OpenAPI document, or None when it is none."""
        return OpenapiNodes(self.openapi) if isinstance(self.openapi, dict) else None

    def _markdown(self, name: str) -> Markdown | None:
        return Markdown(self.texts[name]) if name in self.texts else None

    def markdown(self) -> Iterator[tuple[str, Markdown]]:
        """Yield the names and parts of both documents, as far as they are there."""
        for name, parts in ((SPECIFICATION, self.specification), (PRP, self.prp)):
            if parts is not None:
                yield name, parts

    def sql(self, text: str) -> Script:
        """Return what PostgreSQL's grammar says of a text; the same text stands in several places and is parsed once."""
        return self._sql.read(text)

    @cached_property
    def _sql(self) -> SqlReader:
        from draftspec.checks.sql_reading import SqlReader  # costs a tenth of a second to load

        return SqlReader()

    def scripts(self) -> Iterator[tuple[str, str]]:
        """Yield the names and texts of the migration's files."""
        for name, text in self.texts.items():
            if name.endswith(".sql"):
                yield name, text


def place(name: str, line: int) -> str:
    """Return where a finding in a file points."""
    return f"{name}:{line}"
