"""What moves "between warehouses" comes from one of them and goes to another: two keys that differ."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import snake

_MOVING = frozenset({"transfer", "move", "movement", "relocation", "transport", "shipment", "trip", "ride", "journey", "flight", "route", "connection", "link", "exchange", "swap", "handover", "transition", "transaction"})  # fmt: skip
"""Nouns for what has two ends."""


def with_ends(resource: Resource, reading: Reading) -> Resource:
    """Return the main thing with where it comes from and where it goes, when the brief says between which places."""
    place = next((m for c in reading.clauses for m in c.mentions if _is_both_ends(m, c.text)), None)
    if place is None or resource.there or resource.one.split()[-1] not in _MOVING:
        return resource
    noun = place.concept or snake(place.phrase)
    ends = tuple(f"{side}_{noun}_id" for side in ("from", "to"))
    rest = tuple(p for p in resource.parents if p.target != noun and not p.column.startswith(("from_", "to_")))
    keys = tuple(ParentLine(noun, column, nullable=False, on_delete="RESTRICT") for column in ends)
    kept = tuple(c for c in resource.entry.checks if "from_" not in c and "to_" not in c)
    entry = resource.entry.model_copy(update={"checks": (*kept, f"{ends[0]} <> {ends[1]}")})
    return replace(resource, parents=(*keys, *rest), entry=entry, beside=resource.beside | set(ends))


def _is_both_ends(mention: Mention, text: str) -> bool:
    """Tell whether a noun in the plural stands alone behind "between"; people are ends of conversations."""
    listed = re.search(rf"\bbetween\b[^,.;]*\b{re.escape(mention.words.split()[-1][:4])}\w* and\b", text, re.I)
    return mention.after == "between" and mention.plural and listed is None and not is_person(mention.words)
