"""Tells attributes from things: what a clause lists behind "with" in the singular is a column, in the plural a thing."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.nouns import PARTS
from draftspec.drafters.builtin.reading.words import snake, word_class


def is_attribute(mention: Mention) -> bool:
    """Tell whether a noun phrase that is no known thing stands for a column."""
    return attribute(mention.spoken) is not None or (
        mention.after in PARTS and not mention.plural and not _is_process(mention)
    )


_LOCKS = frozenset({"lock", "lockout"})
"""What keeps somebody off for a time: it lasts until a moment, and nobody writes it in words."""

_PROCESS = re.compile(r".{3,}(?:ing|[st]ion|ment|ance|ence|ancy|ency|ship|ness)$")


def _is_process(mention: Mention) -> bool:
    """Tell whether a noun is something that goes on and not something that is kept ("duplicate detection")."""
    return _PROCESS.match(mention.words.split()[-1]) is not None


def column_of(mention: Mention) -> ColumnLine | None:
    """Return the column that a noun phrase stands for, or None when it is a thing."""
    if mention.concept is not None or mention.part != "core":
        return None
    known = attribute(mention.spoken)
    if known is not None or not is_attribute(mention):
        return known
    if mention.words.split()[-1] in word_class("technical"):
        return None
    if mention.words in _LOCKS:
        return ColumnLine("locked_until", "moment", nullable=True, flags=frozenset({"server"}))
    return ColumnLine(snake(mention.phrase), "name", nullable=True)
