"""Markdown documents as checks see them: each line with its headings, each fence with its language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

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
        marked = [at for at, text in enumerate(lines) if text and (text[0] == "#" or "```" in text or "~~~" in text)]
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
        for part in reversed(self.parts):
            for text in reversed(part.texts):
                if bare := text.strip():
                    return bare
        return ""

    @cached_property
    def lines(self) -> list[Line]:
        """The lines outside of fences."""
        return [line for part in self.parts for line in part.lines()]

    @cached_property
    def _fences_under(self) -> dict[tuple[str, str], list[Fence]]:
        found: dict[tuple[str, str], list[Fence]] = defaultdict(list)
        titles: dict[tuple[str, ...], set[str]] = {}
        for fence in self.fences:
            if fence.headings not in titles:
                titles[fence.headings] = {one.lstrip("# ") for one in fence.headings}
            for heading in titles[fence.headings]:
                found[heading, fence.language].append(fence)
        return found

    def fences_under(self, heading: str, language: str = "") -> list[Fence]:
        """Return the fences of a language that stand somewhere under a heading."""
        return self._fences_under.get((heading, language), [])


def _closes(text: str, mark: str) -> bool:
    """Tell whether a line ends the fence that a mark began: the same mark, or a longer one, alone."""
    bare = text.strip()
    return bare.startswith(mark) and not bare.strip(mark[0])
