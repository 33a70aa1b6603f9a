"""Markdown: checklists, lists, tables, headings with text below them; a README around a checklist is no item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from draftspec.backlog.finished import is_over
from draftspec.backlog.forms.found import Found
from draftspec.backlog.forms.lines import own_id, read_lines
from draftspec.backlog.forms.marked import read_mark
from draftspec.backlog.forms.part_names import is_part, is_story_title, may_be_part, plain
from draftspec.backlog.forms.sections import MOST_LINES, Block, Point, Section, Table, document
from draftspec.backlog.forms.table import Row, names_items, rows_found
from draftspec.backlog.item import Item
from draftspec.backlog.places import is_place
from draftspec.backlog.record import shortened
from draftspec.errors import BacklogError


def read_markdown(text: str) -> Found:
    """Return the items of a Markdown text, each with the heading or item that it stands under as its parent.

    Items are the entries of checklists where there are any, else the entries of lists, the rows of tables, and
    headings with text below them; always headings with acceptance criteria, or that say that they are stories. Plain
    entries below a checked one are its notes. Raises `BacklogError` for more than `MOST_LINES` lines.
    """
    if text.count("\n") > MOST_LINES:
        raise BacklogError(f"the Markdown has more than {MOST_LINES:,} lines", "split it, or give it as CSV or JSON")
    root = document(text)
    found, walk = Found(), _Walk(root)
    found.add(walk.section(root, None, False))
    if not found.items:
        found.add(walk.bare_headings(root, None))
    if not found.items and not root.sections:
        found = read_lines(text)
        found.notes.append("neither a list nor a heading with text was found: each line is an item")
    if walk.passed:
        found.notes.append(f"no items, as they stand beside a checklist: {', '.join(walk.passed[:5])}")
    return found


class _Walk:
    """One walk over a document; `passed` gathers the headings whose text was taken for a README around the items."""

    def __init__(self, root: Section) -> None:
        named = Counter(plain(section.title) for section in _all(root) if may_be_part(section.title))
        self._parts = {title for title, times in named.items() if times > 1 or is_part(title)}
        self._boxes = any(self._has_boxes(section) for section in _all(root))
        self._places = count(1)
        self.passed: list[str] = []

    def section(self, section: Section, parent: str | None, done: bool) -> Iterator[Item]:
        """Yield the items of a section: itself where it is a story, else those of its blocks and of the sections below."""
        mark = read_mark(section.title)
        done = done or mark.done or is_over(mark.words)
        if section.level and self._is_story(section):
            yield self._item(section.title, _body(section), parent, section.line, done)
            return
        below = mark.words or parent
        for block in section.blocks:
            yield from self._block(block, below, done)
        for part in section.sections:
            yield from self.section(part, below, done)
        if self._boxes and section.title and any(isinstance(block, str) for block in section.blocks):
            self.passed += [] if any(isinstance(block, list) for block in section.blocks) else [section.title[:60]]

    def bare_headings(self, section: Section, parent: str | None) -> Iterator[Item]:
        """Yield the headings that nothing stands below, for a document that has nothing else; one alone is its title."""
        bare = [part for part in section.sections if not part.sections and not part.blocks]
        for part in section.sections:
            if part.sections:
                yield from self.bare_headings(part, read_mark(part.title).words)
            elif len(bare) > 1 and part in bare and not (is_place(part.title) or is_over(part.title)):
                yield self._item(part.title, "", parent, part.line, False)

    def _block(self, block: Block, parent: str | None, done: bool) -> Iterator[Item]:
        if isinstance(block, list) and (not self._boxes or any(read_mark(point.text).boxed for point in block)):
            yield from self._points(block, parent, done)
        elif isinstance(block, Table) and not self._boxes and names_items(block.rows[0][1]):
            rows = [Row([read_mark(cell).words for cell in cells], line) for line, cells in block.rows]
            for item in rows_found(rows, (), self._places).items:
                yield replace(item, parent=item.parent or parent, done=item.done or done)

    def _points(self, points: list[Point], parent: str | None, done: bool) -> Iterator[Item]:
        """Yield the items of a list, each before those nested in it."""
        for point in points:
            nested = [inner for inner in point.points if read_mark(inner.text).boxed] if self._boxes else []
            notes = [inner for inner in point.points if inner not in nested]
            item = self._item(point.text, _notes(point.below, notes), parent, point.line, done)
            if item.title or item.body or nested:
                yield item
                yield from self._points(nested, item.id, item.done)

    def _item(self, first: str, body: str, parent: str | None, line: int, done: bool) -> Item:
        mark, place = read_mark(first), str(next(self._places))
        title, body = shortened(mark.words, body)
        return Item(own_id(title) or place, title, body, parent=parent, done=done or mark.done, line=line)

    def _is_story(self, section: Section) -> bool:
        """Tell whether a heading is an item, with all that stands below it as its text."""
        if any(plain(part.title) in self._parts for part in section.sections) or _names_part(section.blocks):
            return plain(section.title) not in self._parts
        if section.sections:
            return False
        prose = any(isinstance(block, str) and not block.rstrip().endswith(":") for block in section.blocks)
        return prose and (not self._boxes or is_story_title(section.title))

    def _has_boxes(self, section: Section) -> bool:
        """Tell whether a section has a checklist that is not a part of its own item, as acceptance criteria are."""
        if plain(section.title) in self._parts or _names_part(section.blocks):
            return False
        return any(isinstance(block, list) and _any_box(block) for block in section.blocks)


def _all(section: Section) -> Iterator[Section]:
    yield section
    for part in section.sections:
        yield from _all(part)


def _names_part(blocks: list[Block]) -> bool:
    """Tell whether a paragraph names the list after it as a part of an item ("**Acceptance criteria:**")."""
    return any(isinstance(block, str) and is_part(block.rpartition("\n")[2]) for block in blocks)


def _any_box(points: list[Point]) -> bool:
    return any(read_mark(point.text).boxed or _any_box(point.points) for point in points)


def _body(section: Section) -> str:
    """Return the text of a section and of all below it as Markdown."""
    parts = [_text(block) for block in section.blocks]
    parts += [f"## {part.title}\n\n{_body(part)}" for part in section.sections]
    return "\n\n".join(part for part in parts if part)


def _text(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join("- " + ": ".join(cell for cell in cells if cell) for _, cells in block.rows)
    return block if isinstance(block, str) else _notes([], block)


def _notes(below: list[str], points: list[Point], depth: int = 0) -> str:
    """Return paragraphs below an item and the entries nested in it as Markdown."""
    lines = ["\n\n".join(below)] if below else []
    for point in points:
        lines.append("  " * depth + "- " + " ".join((point.text, *point.below)).replace("\n", " "))
        lines += [_notes([], point.points, depth + 1)] if point.points else []
    return "\n".join(lines)
