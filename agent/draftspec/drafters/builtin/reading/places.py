"""Finds the things that a brief names one by one: "chapel A or B", "courts 1, 2 and 3"."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.words import singular, word_class

_NAME = r"(?-i:[A-Z]|\d{1,2})\b(?!\.\d|[-:/%]\d| ?(?:min|h\b|hour|day|week|month|year|%))"
_NAMED = re.compile(rf"\b([a-z]{{3,}}) ({_NAME}(?:(?:,? (?:or|and) |, |/){_NAME})+)", re.I)


def named_places(text: str) -> dict[str, tuple[str, ...]]:
    """Return for each noun, in the singular, the names that the brief gives its rows, with the noun: `court 1`."""
    found: dict[str, tuple[str, ...]] = {}
    for match in _NAMED.finditer(text):
        noun = singular(match[1].lower())
        if noun not in word_class("weak") and noun not in _COUNTED:
            names = re.split(r",? (?:or|and) |, |/", match[2])
            found.setdefault(noun, tuple(f"{noun} {name}" for name in names))
    return found


_COUNTED = frozenset({"between", "from", "within", "after", "before", "the", "and", "for", "least", "most", "with", "next", "last", "every", "than", "options", "option", "type", "level", "version", "phase", "step", "page"})  # fmt: skip
"""Words before numbers that are no names."""
