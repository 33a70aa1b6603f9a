"""Tells words that are never a thing by themselves: adjectives, adverbs and verbs of the English dictionary."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from draftspec.drafters.builtin.reading.people import irregular
from draftspec.drafters.builtin.reading.words import WORDS_KEPT, singular, table_of_words

NOWHERE = frozenset({"maintenance", "approval", "night", "evening", "noon", "midnight", "breakfast", "lunch", "dinner", "difference", "summer", "winter", "spring", "autumn", "cleaning", "star", "tax return", "reason", "range", "timeframe", "interval", "span", "half", "third", "quarter", "risk", "paper", "gold", "silver", "cash", "adult", "non-profit", "nonprofit", "charity", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"})  # fmt: skip
"""How much, when, on what or for whom at large something is, and no thing that it is of ("on Fridays", "for 1000 gold")."""
_FORM = re.compile(r"[a-z]{2,}(?:ed|ly|able|ible|less|ful|ous|wise|wards?)")


_COMPOSED = re.compile(
    r"[a-z]+(?:-[a-z]+)*-(?:defined|configurable|configured|customi[sz]able|editable|managed|maintained|selectable|based|specific|wide|friendly|related|generated|driven|level|facing|only|limited|powered|enabled|aware|sensitive|bound|ready|protected)"
)
"""Adjectives that say who decides on things, or where they hold ("admin-defined", "project-wide")."""


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Return the classes of parts_of_speech.txt; a line that ends with a colon names the class of those below it."""
    file = resources.files("draftspec.drafters.builtin") / "knowledge/parts_of_speech.txt"
    found: dict[str, set[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.endswith(":") and not line.startswith("#"):
            words = found.setdefault(line.removesuffix(":"), set())
        elif not line.startswith("#"):
            words.update(line.split())
    return {name: frozenset(words) for name, words in found.items()}


@lru_cache(maxsize=WORDS_KEPT)
def is_modifier(word: str) -> bool:
    """Tell whether a lower-case word is an adjective, an adverb or a participle, and no noun."""
    if word in _classes()["modifiers"] or word in _classes()["days"] or _COMPOSED.fullmatch(word) is not None:
        return True
    return _FORM.fullmatch(word) is not None and not {word, singular(word)} & _classes()["nouns"]


@lru_cache(maxsize=WORDS_KEPT)
def is_no_thing(word: str) -> bool:
    """Tell whether a lower-case word stands for no thing, and for no attribute or kind of thing either."""
    known = word in table_of_words("attributes") or word in table_of_words("heads") or word in table_of_words("actors")
    return not known and (is_modifier(word) or is_verb(word) or is_past(word))


def is_past(word: str) -> bool:
    """Tell whether a lower-case word is an irregular participle ("made", "sold")."""
    return irregular().get(word, word) != word


@lru_cache(maxsize=WORDS_KEPT)
def is_verb(word: str) -> bool:
    """Tell whether a lower-case word is the base form of a verb, and no noun."""
    return word in _classes()["verbs"] or word in _classes()["added"]


@lru_cache(maxsize=WORDS_KEPT)
def is_rather_verb(word: str) -> bool:
    """Tell whether a lower-case word is the base form of a verb, and seldom a noun."""
    return is_verb(word) or word in _classes()["verbs_first"]
