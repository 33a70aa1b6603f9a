"""Tells briefs in other languages from English ones."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.reading.languages import is_eastern
from draftspec.drafters.builtin.reading.words import singular, table_of_words, word_class


def is_foreign(text: str) -> bool:
    """Tell whether a brief is in another language than English."""
    if sum(map(is_eastern, text)) > 2:
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 1]
    own = word_class("stop") | word_class("prepositions") | word_class("making") | _ENGLISH
    english = sum(word in own for word in words)
    other = sum((word in word_class("foreign") or not word.isascii()) and word not in own for word in words)
    if other > english and (other >= 2 or english == 0):
        return True
    return other > 0 and english <= other + _FEW and _is_listed(text, words)


def _is_listed(text: str, words: list[str]) -> bool:
    from draftspec.drafters.builtin.reading.in_english import is_listed  # here, since few English briefs need it

    return is_listed(text, words)


_FEW = 2


_ENGLISH = frozenset({"the", "to", "of", "and", "for", "with", "is", "are", "be", "on", "by", "from", "that", "add"})


def is_short_foreign(text: str, catalogue: Catalogue) -> bool:
    """Tell whether a few words that no entry knows are words of another language ("Kundenverwaltung")."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) > _SHORT or any(_is_english(word, catalogue) for word in words):
        return False
    from draftspec.drafters.builtin.reading.in_english import is_listed_elsewhere

    return is_listed_elsewhere(text)


_SHORT = 10


def _is_english(word: str, catalogue: Catalogue) -> bool:
    """Tell whether an entry, or a list of English words, knows a word."""
    one = singular(word)
    listed = ("making", "stop", "generic", "prepositions")
    return (
        one in catalogue.words
        or one in table_of_words("attributes")
        or one in table_of_words("actors")
        or any(word in word_class(name) for name in listed)
    )
