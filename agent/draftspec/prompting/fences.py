"""Fences around data: two lines of `=` signs, longer than any such run in what stands between them.

So no text can end its own fence, and none needs to be changed: what was put in can be read out again.
"""

from __future__ import annotations

import re

_LEAST = 8
"""Fewest signs of a fence."""

_LONG = re.compile(f"={{{_LEAST},}}")

_FENCED = re.compile(rf"^(={{{_LEAST},}}) (.+) \1\n(.*?)\n\1 end of \2 \1$", re.M | re.S)


def fenced(label: str, text: str) -> str:
    """Return a text between fences that say what it is."""
    signs = "=" * max(_LEAST, 1 + max(map(len, _LONG.findall(text)), default=0))
    return f"{signs} {label} {signs}\n{text}\n{signs} end of {label} {signs}"


def read_fenced(label: str, message: str) -> str | None:
    """Return the text of the first fence with this label, or None."""
    name = re.escape(label)
    found = re.search(rf"^(={{{_LEAST},}}) {name} \1\n(.*?)\n\1 end of {name} \1$", message, re.M | re.S)
    return found[2] if found else None


def fenced_parts(message: str) -> list[tuple[str | None, str]]:
    """Return a message in parts: what stands between fences with its label, and what stands around them with None."""
    parts: list[tuple[str | None, str]] = []
    position = 0
    for found in _FENCED.finditer(message):
        parts += [(None, message[position : found.start()]), (found[2], found[3])]
        position = found.end()
    return [*parts, (None, message[position:])]
