"""Whose is what people see of "their" own, where what it hangs on is only taken for granted: that has an owner then."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.given import Givens
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import plural
from draftspec.sections.database import Column

PERSON = "user_id"
"""The column by which an assumed thing is somebody's."""


def presume_owners(resources: list[Resource], reading: Reading, givens: Givens) -> None:
    """Let what a thing hangs on have an owner where the brief calls the thing somebody's ("customers see their usage")."""
    for resource in resources:
        parent = next((p for p in resource.parents if p.column == resource.under), None)
        if parent is None or resource.owner is not None or not _is_theirs(resource, reading.text):
            continue
        givens.presume(parent.target, (Column(name=PERSON, type="uuid", nullable=False),))


def _is_theirs(resource: Resource, text: str) -> bool:
    heads = {word for phrase in (resource.one, *resource.entry.words) for word in (phrase.split()[-1],)}
    nouns = "|".join(sorted(re.escape(form) for head in heads for form in (head, plural(head))))
    return re.search(rf"\b(?:their|his|her|my|our|own)\b(?: \w+){{0,2}} (?:{nouns})\b", text, re.I) is not None
