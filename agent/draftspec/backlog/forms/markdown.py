"""Markdown: checklists, lists, headings with text below them, tables; a README around a checklist is no item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from draftspec.backlog.finished import is_over
from draftspec.backlog.forms.found import Found
from draftspec.backlog.forms.part_names import is_part
from draftspec.backlog.forms.sections import MOST_LINES, Point, Section, document
from draftspec.backlog.item import Item
from draftspec.backlog.record import shortened
from draftspec.errors import BacklogError

_BOX = re.compile(r"\[([ xX✓✔~/>!?-]?)\](?:\s+|$)")
_MARK = re.compile(r"(?:([✅☑✔✓])|[☐□⬜🔲])️?\s*")
_TICKS = ("x", "X", "✓", "✔", "☑", "✅", "-")
_TRAILING_MARK = re.compile(r"\s*[✅☑✔✓]️?$|\s*\((?:done|shipped|released|completed)\)$", re.I)
_STRUCK = re.compile(r"~~(.+?)~~[.!]?$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")


@dataclass(frozen=True)
class _Line:
    """The first line of a point or a heading, read: its words, whether it has a box, whether it is done."""

    words: str
    boxed: bool
    done: bool


def read_markdown(text: str) -> Found:
    """Return the items of a Markdown text, each with the heading or item that it stands under as its parent.

    Items are, in this order of preference: entries of checklists; the entries of lists; headings with text below
    them. Plain entries below a checked one are its notes. Raises `BacklogError` for more than `MOST_LINES` lines.
    """
    if text.count("\n") > MOST_LINES:
        raise BacklogError(f"the Markdown has more than {MOST_LINES:,} lines", "split it, or give it as CSV or JSON")
    root = document(text)
    found = Found()
    found.add(_Reading(boxes=_has_boxes(root)).section(root, None, False))
    return found


class _Reading:
    """One walk over a document; `boxes` says whether the document's items are those of its checklists."""

    def __init__(self, *, boxes: bool) -> None:
        self._boxes, self._places = boxes, count(1)

    def section(self, section: Section, parent: str | None, done: bool) -> Iterator[Item]:
        """Yield the items of a section: itself where it is a story, else those of its lists and of the sections below."""
        line = _read(section.title)
        done = done or line.done or is_over(line.words)
        if section.level and _is_story(section, self._boxes):
            yield self._item(section.title, _body(section), parent, section.line, done)
            return
        below = line.words or parent
        for block in section.blocks:
            if isinstance(block, list) and (not self._boxes or any(_read(point.text).boxed for point in block)):
                yield from self.points(block, below, done)
        for part in section.sections:
            yield from self.section(part, below, done)

    def points(self, points: list[Point], parent: str | None, done: bool) -> Iterator[Item]:
        """Yield the items of a list, each before those nested in it."""
        for point in points:
            nested = [inner for inner in point.points if _read(inner.text).boxed] if self._boxes else []
            notes = [inner for inner in point.points if inner not in nested]
            item = self._item(point.text, _notes(point.below, notes), parent, point.line, done)
            if item.title or item.body or nested:
                yield item
                yield from self.points(nested, item.id, item.done)

    def _item(self, first: str, body: str, parent: str | None, number: int, done: bool) -> Item:
        line = _read(first)
        title, body = shortened(line.words, body)
        return Item(str(next(self._places)), title, body, parent=parent, done=done or line.done, line=number)


def _is_story(section: Section, boxes: bool) -> bool:
    """Tell whether a heading is an item, with all that stands below it as its text."""
    if any(is_part(part.title) for part in section.sections):
        return not is_part(section.title)
    if section.sections:
        return False
    prose = any(isinstance(block, str) and not block.rstrip().endswith(":") for block in section.blocks)
    return prose and not boxes


def _has_boxes(section: Section) -> bool:
    if any(isinstance(block, list) and _any_box(block) for block in section.blocks):
        return True
    return any(_has_boxes(part) for part in section.sections if not is_part(part.title))


def _any_box(points: list[Point]) -> bool:
    return any(_read(point.text).boxed or _any_box(point.points) for point in points)


def _body(section: Section) -> str:
    """Return the text of a section and of all below it as Markdown."""
    parts = [block if isinstance(block, str) else _notes([], block) for block in section.blocks]
    parts += [f"## {part.title}\n\n{_body(part)}" for part in section.sections]
    return "\n\n".join(part for part in parts if part)


def _notes(below: list[str], points: list[Point], depth: int = 0) -> str:
    """Return paragraphs below an item and the entries nested in it as Markdown."""
    lines = ["\n\n".join(below)] if below else []
    for point in points:
        lines.append("  " * depth + "- " + " ".join((point.text, *point.below)).replace("\n", " "))
        lines += [_notes([], point.points, depth + 1)] if point.points else []
    return "\n".join(lines)


def _read(text: str) -> _Line:
    text = text.strip()
    box = _BOX.match(text)
    mark = _MARK.match(text)
    opening = box or mark
    text = text[opening.end() :] if opening else text
    struck = _STRUCK.fullmatch(text)
    done = bool(struck) or (opening is not None and opening[1] in _TICKS)
    words = struck[1] if struck else text
    if _TRAILING_MARK.search(words):
        words, done = _TRAILING_MARK.sub("", words), True
    return _Line(plain(words), bool(box or mark), done)


def plain(text: str) -> str:
    """Return one line of Markdown without its emphasis and links; code spans keep their words."""
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    return text.strip().strip("*").strip() if text.count("*") == 2 else text.strip()
