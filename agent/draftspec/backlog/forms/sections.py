"""A Markdown document as a tree: sections by their headings, in each its paragraphs, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from draftspec.errors import BacklogError

MOST_LINES = 400_000
"""Most lines of a Markdown backlog: each costs its reader about 2 KB and 30 µs."""

_MOST_LEVELS = 100
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_BARE_BOX = re.compile(r"^([ \t]*)(?=(?:\[[ xX]?\]|[☐☑✅⬜])[ \t])", re.MULTILINE)
"""Boxes without a list's mark before them, as chats and mail programs leave them."""


@dataclass
class Point:
    """One entry of a list: its first paragraph, the source of what stands below it, and the entries nested in it."""

    text: str
    line: int
    below: list[str] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)


@dataclass
class Table:
    """The rows of a table, the header first: the line and the cells of each."""

    rows: list[tuple[int, list[str]]] = field(default_factory=list)


Block = str | list[Point] | Table
"""A paragraph, a list or a table."""


@dataclass
class Section:
    """What stands under a heading, up to the next of its level or above; `blocks` in the order of the document."""

    title: str
    level: int
    line: int
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def document(text: str) -> Section:
    """Return the tree of a Markdown text; comments, fenced code and HTML are left out, except below an item."""
    text = _FRONT_MATTER.sub(_blank, _COMMENT.sub(_blank, text), count=1)
    text = _BARE_BOX.sub(r"\1- ", text)
    parser = (
        MarkdownIt("commonmark", {"maxNesting": _MOST_LEVELS})
        .enable("table")
        .disable("inline")
        .disable(["reference", "html_block"])
    )
    tokens = parser.parse(text)
    if any(token.level > _MOST_LEVELS - 4 for token in tokens):
        raise BacklogError("the lists are nested too deeply", f"nest them at most {_MOST_LEVELS // 2 - 4} levels deep")
    return _Tree(tokens, text.split("\n")).grown()


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


class _Tree:
    """Grows the sections of a document from its tokens, each read once."""

    def __init__(self, tokens: Sequence[Token], lines: Sequence[str]) -> None:
        self._tokens, self._lines, self._at = tokens, lines, 0

    def grown(self) -> Section:
        root = Section("", 0, 1)
        path = [root]
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.type == "heading_open":
                level, inline = int(token.tag[1]), self._tokens[self._at + 1]
                while path[-1].level >= level:
                    path.pop()
                section = Section(inline.content.strip(), level, _line(token))
                path[-1].sections.append(section)
                path.append(section)
                self._at += 3
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                path[-1].blocks.append(self._points())
            elif token.type == "table_open":
                path[-1].blocks.append(self._table())
            else:
                path[-1].blocks += self._block(token)
        return root

    def _table(self) -> Table:
        """Step over a table; return its rows."""
        table = Table()
        while (token := self._tokens[self._at]).type != "table_close":
            if token.type == "tr_open":
                table.rows.append((_line(token), []))
            elif token.type == "inline":
                table.rows[-1][1].append(token.content.strip())
            self._at += 1
        self._at += 1
        return table

    def _block(self, token: Token) -> list[Block]:
        """Step over one block; return the text of a paragraph or a quotation."""
        self._at += 1
        return [token.content.strip()] if token.type == "inline" and token.content.strip() else []

    def _points(self) -> list[Point]:
        """Step over a list; return its entries."""
        closing = self._tokens[self._at].type.replace("open", "close")
        level, points = self._tokens[self._at].level, []
        self._at += 1
        while not (self._tokens[self._at].type == closing and self._tokens[self._at].level == level):
            points.append(self._point())
        self._at += 1
        return points

    def _point(self) -> Point:
        opening = self._tokens[self._at]
        point = Point("", _line(opening))
        self._at += 1
        while not (self._tokens[self._at].type == "list_item_close" and self._tokens[self._at].level == opening.level):
            self._into(point)
        self._at += 1
        return point

    def _into(self, point: Point) -> None:
        """Step over one block of a list's entry and take it in."""
        token = self._tokens[self._at]
        if token.type in ("bullet_list_open", "ordered_list_open"):
            point.points += self._points()
            return
        self._at += 1
        if token.type == "inline" and not point.text and not point.below:
            point.text, _, rest = token.content.strip().partition("\n")
            point.below += [rest] if rest else []
        elif token.type == "inline":
            point.below.append(token.content)
        elif token.type in ("fence", "code_block"):
            point.below.append(f"```{token.info}\n{token.content}```")


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1
