"""What moves "between warehouses" comes from one of them and goes to another: two keys that differ."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import snake

_MOVING = frozenset({"transfer", "move", "movement", "relocation", "transport", "shipment", "trip", "ride", "journey", "flight", "route", "connection", "link", "exchange", "swap", "handover", "transition", "transaction"})  # fmt: skip
"""Nouns for what has two ends."""

_CARRYING = frozenset({"transfer", "relocation", "move", "movement", "transport", "handover"})
"""Of these, what takes a thing from one end to the other."""


_SITES = frozenset({"office", "warehouse", "department", "kitchen", "reception"})
"""Places that the word for whoever works there is taken from: things move between them all the same."""

_ON_ITS_WAY = "way from one place to another"
"""By what the archetype of what moves is known."""


def on_its_way(choice: Choice, reading: Reading) -> Choice:
    """Return a transfer or relocation between places as something that is sent and received."""
    if choice.concept is not None or choice.there or _place(reading) is None:
        return choice
    if choice.words == "request" and choice.modifiers[-1:] and choice.modifiers[-1] in _CARRYING:
        choice = replace(choice, words=choice.modifiers[-1], modifiers=choice.modifiers[:-1])  # it begins as requested
    return replace(choice, archetype="transit") if choice.words in _CARRYING else choice


def _place(reading: Reading) -> Mention | None:
    return next((m for c in reading.clauses for m in c.mentions if _is_both_ends(m, c.text)), None)


def with_ends(resource: Resource, reading: Reading) -> Resource:
    """Return the main thing with where it comes from and where it goes, when the brief says between which places."""
    place = _place(reading)
    if place is None or resource.there or resource.one.split()[-1] not in _MOVING:
        return resource
    noun = place.concept or snake(place.phrase)
    ends = tuple(f"{side}_{noun}_id" for side in ("from", "to"))
    rest = tuple(p for p in resource.parents if p.target != noun and not p.column.startswith(("from_", "to_")))
    keys = tuple(ParentLine(noun, column, nullable=False, on_delete="RESTRICT") for column in ends)
    kept = tuple(c for c in resource.entry.checks if "from_" not in c and "to_" not in c)
    entry = resource.entry.model_copy(update={"checks": (*kept, f"{ends[0]} <> {ends[1]}")})
    carried = resource.entry.words[0] == _ON_ITS_WAY
    rest = tuple(
        replace(p, nullable=False, on_delete="RESTRICT") if carried and _goes(p, resource) else p for p in rest
    )
    return replace(resource, parents=(*keys, *rest), entry=entry, beside=resource.beside | set(ends))


def _goes(parent: ParentLine, resource: Resource) -> bool:
    """Tell whether a key names what is moved: nothing moves without it."""
    return parent.column in resource.beside or parent.column == f"{resource.of}_id"


def _is_both_ends(mention: Mention, text: str) -> bool:
    """Tell whether a noun in the plural stands alone behind "between", or one behind "from one" before "to another".

    People are ends of conversations.
    """
    head = re.escape(mention.words.split()[-1])
    if mention.after == "from" and re.search(rf"\bfrom (?:one|an?) (?:[a-z]+ )?{head} to (?:an)?other\b", text, re.I):
        return True
    if mention.after != "between":
        return False
    listed = re.search(rf"\bbetween\b[^,.;]*\b{re.escape(mention.words.split()[-1][:4])}\w* and\b", text, re.I)
    people = is_person(mention.words) and mention.words not in _SITES
    return mention.plural and listed is None and not people
