"""The first line of a list's entry or a heading: its words, and the marks that say whether it is a task and done."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOX = re.compile(r"\[([ xX✓✔~/>!?-]?)\](?:\s+|$)")
_SIGN = re.compile(r"(?:([✅☑✔✓])|[☐□⬜🔲])️?\s*")
_TICKS = ("x", "X", "✓", "✔", "☑", "✅", "-")
_TRAILING = re.compile(r"\s*[✅☑✔✓]️?$|\s*\((?:done|shipped|released|completed)\)$", re.I)
_STRUCK = re.compile(r"~~(.+?)~~[.!]?$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")

_LOOKED_AT = 2000
"""How far into a line marks are looked for, in characters: titles are shorter."""


@dataclass(frozen=True)
class Mark:
    """The words of a line without its marks; `boxed` says that it has a box, `done` that it is ticked or struck out."""

    words: str
    boxed: bool
    done: bool


def read_mark(text: str) -> Mark:
    """Return what one line of Markdown says as an entry of a backlog."""
    text, rest = text.strip()[:_LOOKED_AT], text.strip()[_LOOKED_AT:]
    opening = _BOX.match(text) or _SIGN.match(text)
    text = text[opening.end() :] if opening else text
    struck = None if rest else _STRUCK.fullmatch(text)
    done = bool(struck) or (opening is not None and opening[1] in _TICKS)
    words = struck[1] if struck else text
    if not rest and _TRAILING.search(words):
        words, done = _TRAILING.sub("", words), True
    return Mark(_plain(words) + rest, opening is not None, done)


def _plain(text: str) -> str:
    """Return one line of Markdown without its emphasis and links; code spans keep their words."""
    text = _STRONG.sub(r"\2", _LINK.sub(r"\1", text)).strip()
    return text.strip("*").strip() if text.count("*") == 2 else text
