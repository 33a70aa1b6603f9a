"""Takes from a brief in a language of which hardly a word is known what is the surest: names of tables, or its first noun."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.choices import Choice, unknown_choice
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import singular

_TABLE = re.compile(r"\b[a-z]{3,}(?:_[a-z]+)+s\b")
"""A name in the plural as programs have them: in any language it is one of a table."""
_WORD = re.compile(r"[^\W\d_]{4,}")
MOST = 2
"""Most tables that are taken by their names."""


def of_strange_tongue(chosen: list[Choice], reading: Reading) -> list[Choice]:
    """Return the choices; of a brief in an unknown language what it names as a table, else what it begins with."""
    if not reading.unknown_tongue:
        return chosen
    named = [name.split("_") for name in dict.fromkeys(_TABLE.findall(reading.text))][:MOST]
    if named:
        return [unknown_choice(singular(words[-1]), tuple(words[:-1])) for words in named]
    first = _WORD.search(reading.text)
    begun = [unknown_choice(first[0].lower(), ())] if first is not None else []
    return chosen[:1] or begun
