"""Tells which empty nouns ("case", "job", "item") a brief makes rows of: it says what each has, or what people do with one."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.words import plural

_EMPTY = (
    "case",
    "job",
    "item",
    "unit",
    "object",
    "section",
    "area",
    "module",
    "part",
    "resource",
    "place",
    "list",
    "story",
    "key",
    "record",
    "model",
)
"""Nouns that mean nothing in most briefs, and are the subject of some."""
_LAND = re.compile(
    r"\b(?:farm\w*|crops?|harvest\w*|tractors?|irrigat\w*)\b.*\b(?:register|manage|record|add|keep)\w* (?:the |their |our |all )?fields\b"
)
"""On a farm a field is a thing, where somebody keeps a list of them."""
_HAS = r"(?:has|have|belongs?|gets?|contains?|consists? of|depends? on|goes|is (?:assigned|created|opened|closed|made|due|either)|needs|includes|comes)"
_DONE = r"(?:assigns?|opens?|closes?|books?|scans?|lends?|borrows?|dispatch(?:es)?|schedules?|posts?|accepts?|picks?)"


def rows_among_empty(text: str) -> frozenset[str]:
    """Return the empty nouns, in the singular, that stand in a brief for rows.

    Once "each job has …" or "a case belongs to …" is enough; what is only done with jobs has to be spoken of twice.
    """
    low = text.lower()
    rows = {noun for noun in _EMPTY if noun in low and _are_rows(noun, low)}
    return frozenset(rows | ({"field"} if _LAND.search(low) else set()))


def _are_rows(noun: str, text: str) -> bool:
    one = rf"{noun}\b(?! (?:of|manager|board))"
    if re.search(rf"(?<!use )(?<!in )\b(?:an?|each|every|one|the) {one} {_HAS}\b", text):
        return True
    named = re.findall(rf"\b{noun}s?\b|\b{re.escape(plural(noun))}\b", text)
    done = re.search(rf"\b{_DONE} (?:an? |the |new |open )*(?:{re.escape(plural(noun))}|{noun})\b", text)
    return len(named) > 1 and done is not None
