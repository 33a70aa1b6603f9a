"""A text in Markdown as the blocks that hold words: paragraphs, list entries, rows; each with the kind of its section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from draftspec.backlog.asked.headings import ASKED, kind_below
from draftspec.backlog.asked.wording import shielded, unshielded
from draftspec.backlog.asked.wrapping import logical_lines
from draftspec.backlog.html_text import markdown

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_GIT = re.compile(r"^(?:#[ \t]*Conflicts:?|#\t.*|-{4,}|={4,}|[\w-]+-by: .*|Change-Id: .*)$", re.MULTILINE)
_STRUCK = re.compile(r"~~(?=\S)(?:(?!~~|\n\n).)+~~", re.DOTALL)
_GHERKIN = re.compile(r"^[ \t]*(?:Given|When|Then|And|But|Scenario(?: Outline)?:|Feature:)\s?.*$", re.MULTILINE)
_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\]){0,300})\]\((?:[^()\s]{0,1000}(?:\([^()\s]{0,1000}\)[^()\s]{0,1000})?(?:\s*[\"'][^\"'\n]*[\"'])?\s*\)|$)"
)
_PICTURE = re.compile(r"!\[[^\]]{0,300}\]\([^)\s]{0,300}(?:\s+\"[^\"\n]*\")?\)")
_REFERENCE_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,200})\]\[[^\[\]\n]{0,100}\]")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*\*|\*\*|\*|___|__|_|~~)(?=\S)((?:(?!\1).)+?)(?<=\S)\1(?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Block:
    """Words that stand together: their section's kind and heading (empty where it says nothing), and how deep a list."""

    text: str
    kind: str = ASKED
    heading: str = ""
    depth: int = 0


def blocks_of(body: str) -> list[Block]:
    """Return the blocks of a text in its order; code, HTML tags, pictures and comments are left out."""
    text = _STRUCK.sub("", _GIT.sub("", _COMMENT.sub("", body)))
    return list(_Walk().blocks(_parser().parse(markdown(text))))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
    return parser.disable(["inline", "text_join", "code", "lheading", "reference", "html_block"], ignoreInvalid=True)


class _Walk:
    """One walk over the tokens of a text: which headings stand above, how deep a list is, which cells a row has."""

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []
        self._row: list[str] | None = None
        self._depth = self._level = 0

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        """Yield the blocks that tokens make."""
        for token in tokens:
            if token.type == "inline":
                yield from self._words(token.content)
            elif token.type == "fence":
                yield from (self._block(line.strip(), self._depth + 1) for line in _GHERKIN.findall(token.content))
            elif token.type == "tr_close":
                yield self._block(": ".join(cell for cell in self._row or () if cell), 1)
                self._row = None
            else:
                self._into(token)

    def _into(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._depth -= 1
        elif token.type in ("heading_open", "heading_close"):
            self._level = int(token.tag[1]) if token.nesting == 1 else 0
        elif token.type == "tr_open":
            self._row = []

    def _words(self, content: str) -> Iterator[Block]:
        if self._level:
            self._path = [*(one for one in self._path if one[0] < self._level), (self._level, words(content))]
        elif self._row is not None:
            self._row.append(words(content))
        else:
            lines = [words(line) for line in logical_lines(content)]
            yield from (self._block(line, self._depth or int(len(lines) > 1)) for line in lines if line)

    def _block(self, text: str, depth: int) -> Block:
        kind, heading = kind_below([title for _, title in self._path])
        return Block(text, kind, heading, depth)


def words(text: str) -> str:
    """Return one line of Markdown as plain words: links by their texts, no emphasis, no pictures; code stays in backticks."""
    text = _LINK.sub(r"\1", _PICTURE.sub(" ", text))
    text, spans = shielded(text)
    text = _REFERENCE_LINK.sub(r"\1", text)
    for _ in range(3):
        text, count = _EMPHASIS.subn(r"\2", text)
        if not count:
            break
    return " ".join(unshielded(_ESCAPED.sub(r"\1", text), spans).split())
