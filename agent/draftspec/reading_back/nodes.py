"""A Markdown document as a flat list of headings, paragraphs, bullets and fenced blocks, each with its line.

Only the part of Markdown that the documents use is told apart; whatever else a person writes is a paragraph. Lines that
were wrapped are joined again, so that only the words count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from draftspec.reading_back.notes import Notes

_FENCE = re.compile(r"( *)(`{3,}|~{3,})([^`]*)$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?: +(.*?))?(?: +#+)? *$")
_BULLET = re.compile(r"( *)[-*+](?: +(.*))?$")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,}|=+ *)$")
_LABEL = re.compile(r" {0,3}\*\*[^*]")

_CONFLICT = ("<<<<<<< ", ">>>>>>> ")
"""What the lines begin with that a merge puts around two sides."""

Kind = Literal["heading", "paragraph", "bullet", "fence"]


@dataclass(frozen=True)
class Node:
    """One piece of a document: `depth` is a heading's level or how far a bullet is indented."""

    kind: Kind
    text: str
    line: int
    depth: int = 0
    language: str = ""


def nodes(text: str, notes: Notes) -> tuple[Node, ...]:
    """Return the pieces of a document. Raises InputError for a block that is never closed."""
    scanner = _Scanner()
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_CONFLICT):
            raise notes.error(number, "a merge left both sides here", "keep one side, and take its marks out")
        if scanner.fence and _begins_another(line, scanner.fence):
            message = f"the block that begins here is not closed before the next one, in line {number}"
            raise notes.error(scanner.line, message, f"close it with {scanner.fence}")
        scanner.read(line.rstrip(), number)
    if scanner.fence:
        raise notes.error(scanner.line, "the block that begins here is never closed", "is the file truncated?")
    scanner.finish()
    return tuple(scanner.found)


def _begins_another(line: str, fence: str) -> bool:
    """Tell whether a line in a block begins a block with a language: then a person lost the end of the first one."""
    opening = _FENCE.match(line.rstrip())
    return opening is not None and opening[2].startswith(fence) and bool(opening[3].strip())


class _Scanner:
    """Reads line by line; `parts` is the paragraph or bullet that the next line may go on with."""

    def __init__(self) -> None:
        self.found: list[Node] = []
        self.parts: list[str] = []
        self.kind: Kind = "paragraph"
        self.depth = 0
        self.line = 0
        self.fence = ""
        self.language = ""

    def read(self, line: str, number: int) -> None:
        if self.fence:
            self._inside(line)
            return
        line = line.expandtabs(4)
        if not line.strip() or _RULE.match(line):
            self.finish()
        elif opening := _FENCE.match(line):
            self._open(opening, number)
        elif heading := _HEADING.match(line):
            self._begin("heading", heading[2] or "", number, len(heading[1]))
            self.finish()
        elif bullet := _BULLET.match(line):
            self._begin("bullet", bullet[2] or "", number, len(bullet[1]))
        elif self.parts and not _LABEL.match(line):
            self.parts.append(line.strip())
        else:
            self._begin("paragraph", line.strip(), number, 0)

    def _begin(self, kind: Kind, text: str, number: int, depth: int) -> None:
        self.finish()
        self.kind, self.parts, self.line, self.depth = kind, [text], number, depth

    def finish(self) -> None:
        """End the paragraph or bullet that is being read."""
        if self.parts:
            text = " ".join(" ".join(self.parts).split())
            self.found.append(Node(self.kind, text, self.line, self.depth))
            self.parts = []

    def _open(self, opening: re.Match[str], number: int) -> None:
        self.finish()
        self.fence, self.line, self.depth = opening[2], number, len(opening[1])
        self.language = opening[3].strip().lower()

    def _inside(self, line: str) -> None:
        bare = line.strip()
        if len(bare) >= len(self.fence) and not bare.strip(self.fence[0]):
            self.found.append(Node("fence", "\n".join(self.parts), self.line, self.depth, self.language))
            self.parts, self.fence = [], ""
        else:
            indent = len(line) - len(line.lstrip(" "))
            self.parts.append(line[min(indent, self.depth) :])
