"""Blocks as the text of a brief, within its length: what matters least is left out first, the order stays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftspec.backlog.asked.blocks import Block
from draftspec.backlog.asked.headings import ACCEPTANCE, WHY
from draftspec.backlog.asked.noise import is_wanted

_STORY = re.compile(r"\bas an? .{2,80}?\bi (?:want|need|would|can|should)\b|\bso that\b", re.I)

_BESIDE = 4
"""What stands beside the text of a block: its mark and the ends of lines, in characters."""


def fitted(blocks: Sequence[Block], length: int) -> str:
    """Return blocks as text of at most `length` characters."""
    left, kept = length, set()
    for at in sorted(range(len(blocks)), key=lambda at: (-_worth(blocks[at]), at)):
        if (cost := len(blocks[at].text) + _BESIDE) <= left:
            left -= cost
            kept.add(at)
    text = _text([block for at, block in enumerate(blocks) if at in kept] or blocks[:1])
    return text if len(text) <= length else _cut(text, length)


def _worth(block: Block) -> int:
    if block.kind == WHY:
        return 0
    if block.kind == ACCEPTANCE or _STORY.search(block.text):
        return 3
    return 2 if is_wanted(block.text) else 1


def _cut(text: str, length: int) -> str:
    """Return the beginning of a text up to the end of a sentence, else of a word."""
    start = text[: length - 1]
    end = max(start.rfind(". "), start.rfind("\n"))
    return start[: end + 1].rstrip() if end > length // 2 else start.rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def _text(blocks: Sequence[Block]) -> str:
    """Return paragraphs with an empty line between them, and points line by line, under the headings that say something."""
    lines: list[str] = []
    heading = ""
    for at, block in enumerate(blocks):
        if block.heading != heading and block.heading:
            lines += ["", f"{block.heading}:"]
        after_point = at > 0 and blocks[at - 1].depth > 0
        lines += (
            [""] if not block.depth or (not after_point and lines and lines[-1] and not lines[-1].endswith(":")) else []
        )
        lines.append("  " * max(block.depth - 1, 0) + "- " + block.text if block.depth else block.text)
        heading = block.heading
    return "\n".join(lines).strip()
