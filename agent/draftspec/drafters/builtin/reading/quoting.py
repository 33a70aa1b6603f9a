"""What a brief says of a number in its own words, where it was read from other ones (plainer, or translated)."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import singular, word_class


def quoted(fact: NumberFact, brief: str) -> NumberFact:
    """Return a fact whose text stands in the brief: as it was read, or else the words around its figure there."""
    words = " ".join(brief.split())
    if " ".join(fact.text.split()).casefold() in words.casefold():
        return fact
    figure = re.escape(str(fact.value))
    found = re.search(rf"(?:[^\s.;:!?,]+ ){{0,3}}(?<![\d.]){figure}(?![\d])[^\s.;:!?,]*(?: [^\s.;:!?,]+){{0,2}}", words)
    return fact if found is None else replace(fact, text=found[0])


_NAMED = re.compile(
    r"(?P<before>[^.;:()\"“”\n]{0,80}?)(?P<noun>[A-Za-z][A-Za-z-]*s) \((?:called |the )?[\"“'‘](?P<name>[a-z][a-z -]{2,30})[\"”'’]\)"
)


def named_in_brackets(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text in which what is called something in brackets goes by that name, and the names (`messages ("pings")`)."""
    if not re.search(r"\((?:called |the )?[\"“'‘]", text):
        return text, ()
    names = tuple(found["name"] for found in _NAMED.finditer(text))
    return _NAMED.sub(_by_name, text), names


def _by_name(found: re.Match[str]) -> str:
    """Return what stands before a noun phrase, and its name instead of it."""
    words = found["before"].split()
    behind = found["noun"]
    while words and not _ends(words[-1], behind):
        behind = words.pop()
    space = " " if found["before"][:1].isspace() else ""
    return space + " ".join([*words, found["name"]])


def _ends(word: str, behind: str) -> bool:
    """Tell whether a word is no part of the noun phrase behind it; one in -s before "and" is a noun in the plural."""
    low = word.lower().rstrip(",")
    verbs = word_class("acting") | word_class("happening") | word_class("making")
    if low in ("and", "or") or word.endswith(","):
        return False
    done = (low in verbs - word_class("ambiguous")) or (singular(low) in verbs and behind not in ("and", "or"))
    return done or low in word_class("prepositions") | word_class("stop")
