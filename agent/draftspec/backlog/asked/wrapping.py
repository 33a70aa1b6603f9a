"""Lines of a paragraph: whether they are one text that was wrapped at a width, or say something each."""

from __future__ import annotations

import re
from itertools import pairwise

_NARROWEST = 60
"""Nobody wraps prose at fewer characters; shorter lines were ended on purpose."""

_GOES_ON = re.compile(r"[a-z(\"'`,;&/]|\d")
_ENDS = re.compile(r"[.!?:;]$")


def logical_lines(paragraph: str) -> list[str]:
    """Return the lines of a paragraph, those of wrapped text joined."""
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    if len(lines) < 2 or _is_wrapped(lines):
        return [" ".join(lines)] if lines else []
    joined = [lines[0]]
    for line in lines[1:]:
        if _GOES_ON.match(line) and not _ENDS.search(joined[-1]) and not re.match(r"https?://", line):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether each line is as full as the longest allows: the first word of the next would not have fitted."""
    width = max(map(len, lines))
    if width < _NARROWEST:
        return False
    return all(len(line) + 1 + len(after.split()[0]) > width for line, after in pairwise(lines))
