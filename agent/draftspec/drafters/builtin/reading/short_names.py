"""Says in full what a brief calls by its last word once it has named it: feature flags, then "a flag"."""

from __future__ import annotations

import re
from itertools import pairwise

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.reading.words import singular

_FIRST = re.compile(r"[.:;!?\n]")
_MOST = 12
"""Words of a first sentence in which a name is looked for."""


def as_two_words(text: str, catalogue: Catalogue) -> str:
    """Return a brief that is one word in two where an entry is known by these ("savedsearch": saved search)."""
    word = text.strip(" .!").lower()
    known = word in catalogue.words or singular(word) in catalogue.words
    if known or not word.isalpha() or not word.isascii() or len(word) > _LONGEST:
        return text
    halves = ((word[:at], word[at:]) for at in range(_LEAST, len(word) - _LEAST + 1))
    return next((f"{one} {two}" for one, two in halves if f"{one} {singular(two)}" in catalogue.words), text)


_LONGEST = 40
_LEAST = 3
"""Letters of the shorter half of a word that is two."""


def in_full(text: str, catalogue: Catalogue) -> str:
    """Return a text in which "a flag", "the flag" and "each flag" are feature flags where its first sentence names these.

    Only names of two words that an entry has are said again, and only behind an article: "flags" may be others.
    """
    end = _FIRST.search(text)
    if end is None:
        return text
    words = re.findall(r"[a-z-]+", text[: end.start()].lower())[:_MOST]
    for first, last in pairwise(words):
        head = singular(last)
        known = catalogue.words.get(f"{first} {head}")
        if known is not None and catalogue.words.get(head) != known and first != head:
            bare = rf"\b(an?|the|each|every|this|one) {re.escape(head)}\b"
            rest = re.sub(bare, rf"\g<1> {first} {head}", text[end.start() :], flags=re.I)
            text = text[: end.start()] + rest
    return text
