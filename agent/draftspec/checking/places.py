"""Where an item of a design stands in a document: found by the headings and names that people see there.

An item that the document does not show, or not any more, is placed at what holds it, in the end in spec.json.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from draftspec.checking.found import Place
from draftspec.checking.numbered import numbered_line
from draftspec.items import endpoint_path
from draftspec.spec import Sections
from draftspec.standing import SPEC

DOCUMENT = "02_Backend_Specification.md"

_HEADINGS = {
    "database": "Database Changes",
    "migration": "Migration Scripts",
    "endpoints": "API Endpoints",
    "rules": "Core Rules",
    "validation": "Data Validation",
    "security": "Security Considerations",
    "jobs": "Background Jobs & Async Processing",
    "integrations": "External Service Integration",
    "performance": "Performance Considerations",
    "tasks": "Implementation Tasks",
    "tests": "Testing Strategy",
    "observability": "Monitoring & Observability",
}
_FENCE = re.compile(r"\s*(```+|~~~+)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")


@dataclass(frozen=True)
class Span:
    """Lines of the document from `start` up to but without `end`, counted from 0."""

    start: int
    end: int


class Places:
    """The places of one design in the files of its folder."""

    def __init__(self, folder: Path, sections: Sections, document: str | None, spec_text: str) -> None:
        """`document` is the text of the specification as it lies there, None where there is none to read."""
        self._folder = folder
        self._sections = sections
        self._document = document or ""
        self._spec_text = spec_text

    def of(self, where: str) -> Place:
        """Return the place of the item with a path."""
        line = self._line(where)
        if line is not None:
            return Place(self._folder / DOCUMENT, line + 1)
        return Place(self._folder / SPEC, self._spec_line(where))

    @cached_property
    def _lines(self) -> list[str]:
        return self._document.splitlines()

    @cached_property
    def _spec_lines(self) -> list[str]:
        return self._spec_text.splitlines()

    @cached_property
    def _headings(self) -> tuple[tuple[int, int, str], ...]:
        """The headings as (line, level, text), those inside fences left out."""
        found, fence = [], ""
        for number, line in enumerate(self._lines):
            if mark := _FENCE.match(line):
                fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
            elif not fence and (heading := _HEADING.match(line)):
                found.append((number, len(heading[1]), _plain(heading[2])))
        return tuple(found)

    def _span(self, wanted: str, within: Span | None = None) -> Span | None:
        """Return the lines below a heading, down to the next one of its level or above."""
        within = within or Span(0, len(self._lines))
        plain = _plain(wanted)
        for place, (start, level, text) in enumerate(self._headings):
            if text == plain and within.start <= start < within.end:
                later = self._headings[place + 1 :]
                end = next((number for number, depth, _ in later if depth <= level), len(self._lines))
                return Span(start, min(end, within.end))
        return None

    def _line(self, where: str) -> int | None:
        section, _, rest = where.partition(".")
        chapter = self._span(_HEADINGS[section]) if section in _HEADINGS else None
        if chapter is None:
            return None
        find = _FINDERS.get(section)
        found = numbered_line(self._lines, chapter.start, chapter.end, where)
        if found is None and find and rest:
            found = find(self, rest, chapter)
        return chapter.start if found is None else found

    def database(self, rest: str, chapter: Span) -> int | None:
        """Return the line of a table or a part of it."""
        group, _, name = rest.partition(".")
        table, _, part = name.partition(".")
        if group in ("assumed", "existing"):
            return self._first(Span(0, chapter.start), lambda line: f"`{table}`" in line)
        heading = "Schema Modifications" if group == "modifications" else "New Tables/Collections"
        area = self._span(heading, chapter) or chapter
        span = self._span(table, area)
        if span is None:
            return area.start
        item = part.rsplit(".", 1)[-1]
        if not item:
            return span.start
        named = re.compile(rf'(?<![\w"])"?{re.escape(item)}"?(?!\w)')
        starts = re.compile(rf'\s*(ADD COLUMN |ALTER COLUMN )?"?{re.escape(item)}"?\s')
        line = self._first(span, lambda line: starts.match(line) is not None)
        return (
            line
            or self._first(Span(span.start + 1, span.end), lambda line: named.search(line) is not None)
            or span.start
        )

    def endpoints(self, rest: str, chapter: Span) -> int | None:
        """Return the line of an endpoint or a part of it."""
        paths = (endpoint_path(one).removeprefix("endpoints.") for one in self._sections.endpoints.endpoints)
        name = _longest_start(rest, paths)
        span = self._span(name, chapter) if name else None
        if name is None or span is None:
            return None
        part = rest[len(name) + 1 :]
        return (self._part_of_endpoint(part.split("."), span) if part else None) or span.start

    def _part_of_endpoint(self, parts: list[str], span: Span) -> int | None:
        kind, name = parts[0], parts[-1]
        if kind == "request":
            return self._below(span, "**Request**", f"- `{name}`" if len(parts) > 1 else None)
        if kind == "responses":
            status = parts[1] if len(parts) > 1 else ""
            return self._below(span, f"**Response (Success - {status}", f"- `{name}`" if len(parts) > 2 else None)
        if kind == "errors":
            return self._below(span, "**Error Responses**", f"`{name}`")
        if kind in ("query", "path_parameters"):
            return self._below(span, "**Request**", f"`{name}`")
        starts = {"pagination": "**Request**", "auth": "**Authentication**", "rate_limit": "**Rate Limiting**"}
        return self._below(span, starts.get(kind, "**Purpose**"), None)

    def _below(self, span: Span, start: str, item: str | None) -> int | None:
        """Return the line that starts a block, or the first one of the block that holds `item`."""
        first = self._first(span, lambda line: line.startswith(start))
        if first is None or item is None:
            return first
        end = self._first(Span(first + 1, span.end), lambda line: line.startswith("**"))
        inside = self._first(Span(first, end or span.end), lambda line: item in line)
        return first if inside is None else inside

    def named(self, rest: str, chapter: Span) -> int | None:
        """Return the line of an item that has a heading of its own, or is named in the chapter."""
        inside = [text for start, _, text in self._headings if chapter.start < start < chapter.end]
        plain = _plain(rest)
        if (name := _longest_start(plain, (text.removesuffix(" Integration") for text in inside))) is not None:
            span = self._span(name, chapter) or self._span(f"{name} Integration", chapter)
            return span.start if span else None
        words = [part for part in rest.split(".") if part and not part.isdigit()]
        return self._first(chapter, lambda line: bool(words) and words[-1] in line.replace("\\", ""))

    def _first(self, span: Span, wanted: Callable[[str], bool]) -> int | None:
        lines = enumerate(self._lines[span.start : span.end], span.start)
        return next((number for number, line in lines if wanted(line)), None)

    def _spec_line(self, where: str) -> int:
        """Return the line of spec.json with the section of an item, and within it its name."""
        section, _, rest = where.partition(".")
        start = self._spec_match(f'    "{section}":', 0)
        names = [part for part in rest.split(".") if part]
        for name in names:
            following = self._spec_match(f'"{name}"', (start or 0) + 1) if start is not None else None
            start = start if following is None else following
        return (start or 0) + 1

    def _spec_match(self, text: str, after: int) -> int | None:
        lines = enumerate(self._spec_lines[after:], after)
        return next((number for number, line in lines if text in line), None)


_FINDERS: dict[str, Callable[[Places, str, Span], int | None]] = {
    "database": Places.database,
    "endpoints": Places.endpoints,
    "rules": Places.named,
    "jobs": Places.named,
    "integrations": Places.named,
    "tasks": Places.named,
    "tests": Places.named,
    "validation": Places.named,
    "security": Places.named,
    "performance": Places.named,
    "observability": Places.named,
}


def _longest_start(path: str, names: Iterable[str]) -> str | None:
    """Return the longest name that a path starts with; names may hold dots."""
    fitting = (name for name in names if path == name or path.startswith(f"{name}."))
    return max(fitting, key=len, default=None)


def _plain(heading: str) -> str:
    return heading.replace("\\", "").strip()
