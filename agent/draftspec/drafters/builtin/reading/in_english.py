"""Puts a brief in another language into English as far as its words are known, so that one reader does for all."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from draftspec.drafters.builtin.reading.eastern import cut_east
from draftspec.drafters.builtin.reading.foreign_fields import with_field_lists
from draftspec.drafters.builtin.reading.glossing import gloss, is_word
from draftspec.drafters.builtin.reading.languages import is_eastern
from draftspec.drafters.builtin.reading.stating import with_states
from draftspec.drafters.builtin.reading.vocabulary import (
    TONGUES,
    framing,
    listed_text,
    purposes,
    unelided,
    vocabulary,
)


def glossed(text: str, *, whole: bool = False) -> str:
    """Return a brief in English, as far as its words are known, with its verbs of no meaning as breaks.

    What a user story is good for names no thing and is left out, unless the `whole` text is asked for.
    """
    if any(map(is_eastern, text)):
        return cut_east(text)
    tongue = tongue_of(text)
    told = _PER.sub("", _GENDERED.sub("", text if whole else _without_purpose(text, tongue)))
    said = gloss(with_field_lists(with_states(unelided(told, tongue), tongue), tongue), tongue)
    said = _ADDED.sub("", said)
    return _WANTED.sub(lambda found: f"As a {found['role'].strip()}, I want to ", said)


_ADDED = re.compile(
    r"\A\s*(?:the )?(?:ajout|cr[ée]ation|criação|creación|creazione|addition|implementation) of (?:the |new )*", re.I
)
"""How a title begins that names what is added or created."""

_PER = re.compile(
    r"(?<=\w) ?/ ?(?:mois|mes|mês|monat|mese|maand|jour|d[ií]a|tag|giorno|dag|an|año|ano|jahr|anno|jaar|kg|m²|h)\b",
    re.I,
)
"""What a price is for, which is no attribute of its own."""

_WANTED = re.compile(
    r"\A(?:I,? )?as (?:an? |the )?(?P<role>[^,.;:\n]{2,40}?),? (?:(?:I|we) )?(?:want(?: to)?|can|must)(?: (?:I|we)\b)?(?: can)?[\s;]*(?:to )?",
    re.I,
)
"""How a user story begins, once it is glossed."""


@lru_cache(maxsize=64)
def tongue_of(text: str) -> str:
    """Return which of the six languages a text is in, by its small words, and by all its words where they say nothing."""
    counts = {tongue: _shared(text, tongue, framing(tongue)) for tongue in TONGUES}
    most = max(counts.values())
    best = [tongue for tongue in TONGUES if counts[tongue] == most]
    if len(best) == 1:
        return best[0]
    return max(best, key=lambda tongue: sum(is_word(word, tongue) for word in _words(text, tongue)))


def _words(text: str, tongue: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", unelided(text.lower(), tongue))


def _shared(text: str, tongue: str, known: Collection[str]) -> int:
    return sum(word in known for word in _words(text, tongue))


def is_listed_elsewhere(text: str) -> bool:
    """Tell whether a short text consists of words that one of the six languages lists."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower())
    stems = [word[:_STEM] for word in words if len(word) >= _STEM]
    if not 0 < len(words) <= _SHORT or not all(stem in listed_text() for stem in stems):
        return False
    return any(sum(is_word(word, tongue) for word in words) >= len(words) * _NEARLY for tongue in TONGUES)


_STEM = 5
"""By so many letters a word is looked for in the lists before anything is made of them."""
_SHORT = 10
_NEARLY = 0.8


def _without_purpose(text: str, tongue: str) -> str:
    """Leave out what a user story is good for."""
    if not _STORY.match(text):
        return text
    words = "|".join(re.escape(word) for word in purposes(tongue))
    return re.sub(rf"(?:,\s*(?:{words})\b|(?<=\w)\s+(?:{words})(?=\s+{_DOING}))[^.;\n]*", "", text, flags=re.I)


_STORY = re.compile(
    r"\s*(?:(?:eu|yo|io|je|ik|ich),? )?(?:como|comme|en tant que?|als|come|enquanto|in qualità di)\b", re.I
)
_DOING = r"\w+(?:ar|er|ir|re|[ae]rl[oae]s?)\b"
_GENDERED = re.compile(r"(?<=[a-zäöü])[*:_/]-?in(?:nen)?\b")


def is_known(text: str) -> bool:
    """Tell whether a text has words of one of the six languages, or is written in signs of the far east."""
    if any(map(is_eastern, text)):
        return True
    tongue = tongue_of(text)
    words = _words(text, tongue)
    said = (is_word(word, tongue) or word in framing(tongue) for word in words)
    return sum(said) > len(words) * _FEW


_FEW = 0.25


def is_listed(text: str, words: list[str]) -> bool:
    """Tell whether most words of a text are those of one of the six languages."""
    known = vocabulary(tongue_of(text))
    return sum(word in known for word in words) > len(words) * _MOST


_MOST = 0.6
