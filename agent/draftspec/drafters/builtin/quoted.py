"""What a brief calls its things by a name in quotation marks is a thing of it, under that name."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.acted import choice_of
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice, unknown_choice
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import singular

_PROGRAM = re.compile(r"^(?:an?|the|our) [^.;:]{3,60} (?:service|app|application|system|tool|platform|site)\b", re.I)


def with_named(chosen: list[Choice], reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """Return the choices with a thing for each name that the brief gives; what only names the program goes."""
    if not reading.names:
        return chosen
    spoken = {choice.words for choice in chosen} | {choice.concept for choice in chosen}
    fresh = [_named(name, catalogue) for name in reading.names]
    fresh = [choice for choice in fresh if choice.words not in spoken and choice.concept not in spoken - {None}]
    program = _PROGRAM.match(reading.spoken)
    first = (
        {word for m in reading.clauses[0].mentions for word in (m.concept, m.words)} if program is not None else set()
    )
    rest = [choice for choice in chosen if not {choice.concept, choice.words} - {None} & first]
    return [*rest, *fresh] if rest else fresh or chosen


def _named(name: str, catalogue: Catalogue) -> Choice:
    *words, head = name.lower().split()
    phrase = " ".join([*words, singular(head)])
    known = choice_of(phrase, catalogue)
    if known is None:
        return unknown_choice(singular(head), tuple(words))
    return replace(known, called=phrase, prefixed=True) if known.concept is not None else known
