"""Tells which known things a brief takes for granted: it speaks of one once, and says only when it matters or what becomes of it."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import plural

_CHANGED = "corrected|updated|adjusted|changed|reduced|increased|decreased|recalculated|notified|locked|blocked|refreshed|deducted"
_WHEN_ONLY = r"\b(?:when|whenever|if|once|after|before|until|unless|as soon as)\b(?!.*\b(?:we|i|they|you|it)\b)"
"""Words behind which a thing is what sets something off; after "we" the sentence itself goes on."""


def is_there_already(choice: Choice, reading: Reading) -> bool:
    """Tell whether a known thing is only what sets something off ("when a cardholder disputes a payment"), or what follows from it.

    What a brief names twice, and what a title or a list names, is built.
    """
    if choice.concept is None or choice.there or reading.foreign:
        return False
    said = rf"\b(?:{re.escape(choice.words)}|{re.escape(plural(choice.words))})\b(?! (?:provider|gateway|method|system|service)s?\b)"
    found = list(re.finditer(said, reading.spoken, re.I))
    if len(found) != 1:
        return False
    before = re.split(r"[.;:\n,]", reading.spoken[: found[0].start()])[-1]
    after = reading.spoken[found[0].end() :]
    one = re.search(r"\b(?:an?|the|their|its)(?: [a-z]+)? $", before) is not None
    changed = re.match(rf" (?:is|are|gets?|will be)(?: then| automatically| also)? (?:{_CHANGED})\b", after) is not None
    return changed or (one and re.search(_WHEN_ONLY, before, re.I) is not None)


def is_said_in_full(choice: Choice, other: Choice) -> bool:
    """Tell whether a bare noun is what a verb makes of a thing: members borrow items, so that a loan is one of an item."""
    bare = choice.concept is None and not choice.modifiers and choice is not other
    return bare and other.of is not None and other.phrase.split()[-1] == choice.words


def without_twins(choices: list[Choice], named: list[Choice]) -> list[Choice]:
    """Return the choices without a bare noun that what comes along with another one is: boxes beside the storage boxes of samples."""
    along = [choice.concept for choice in choices if choice not in named and choice.concept is not None]
    return [c for c in choices if not (_is_bare(c) and any(name.endswith(f"_{c.words}") for name in along))]


def _is_bare(choice: Choice) -> bool:
    return choice.concept is None and not choice.modifiers and not choice.there and choice.of is None
