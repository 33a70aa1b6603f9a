"""Whose work a thing is: "assigned to a technician", "the caretaker gets it assigned" give it a key and a call that sets it."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.joining import GIVEN
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import singular, snake
from draftspec.drafters.builtin.related import beside

_THING = r"(?:an? |the |their |one |several |some |our )?"
_ASSIGNED = (
    re.compile(rf"\bassign(?:ed|s|ing)?\b(?: [a-z]+){{0,3}}? to {_THING}(?P<who>[a-z]+(?: [a-z]+)?)", re.I),
    re.compile(rf"{_THING}(?P<who>[a-z]+(?: [a-z]+)?) (?:gets?|is|are) (?:it|them|each|one)? ?assigned\b", re.I),
)
_KEYS = ("assignee_id", "assigned_to_id")
STAMP = "assigned_at"


def with_assignee(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources, the main thing with the person whose work it is by the brief; what is given to many has links."""
    if not resources or any(r.entry.words[0] == GIVEN for r in resources):
        return resources
    return [_assigned(resources[0], reading), *resources[1:]]


def _assigned(resource: Resource, reading: Reading) -> Resource:
    shared = resource.entry.archetypes[:1] in (("catalog",), ("tree",), ("settings",))
    who = _assignee(reading.spoken) if not resource.there and not shared else None
    if who is None:
        return resource
    held = {parent.column for parent in resource.parents}
    key = next((name for name in (f"{snake(who)}_id", *_KEYS) if name in held), None)
    if key is None:
        resource, key = beside(resource, who), f"{snake(who)}_id"
    known = resource.verbs.get("assign") or VerbEntry(does=f"Sets whose the {{one}} is: `{key}`.")
    if known.takes:
        return resource
    call = known.model_copy(update={"takes": (key,), "sets": tuple(dict.fromkeys((*known.sets, STAMP)))})
    verbs = {name: _worked(verb, resource, who) for name, verb in resource.verbs.items()}
    verbs["assign"] = call if call.by else call.model_copy(update={"by": resource.entry.manages or "admin"})
    return replace(resource, verbs=verbs, columns=_stamped(resource))


def _worked(verb: VerbEntry, resource: Resource, who: str) -> VerbEntry:
    """What was assigned is moved on by whom it is assigned to, and not by whoever reported it."""
    moves = verb.to is not None and verb.by is None and verb.to in resource.states
    given_back = verb.to in ("cancelled", "withdrawn", "reopened")
    return verb.model_copy(update={"by": who}) if moves and not given_back and resource.owner else verb


def _assignee(text: str) -> str | None:
    """Return the people, in the singular, that something is assigned to."""
    for pattern in _ASSIGNED:
        for found in pattern.finditer(text):
            words = found["who"].lower().split()
            for length in (len(words), 1):
                spoken = " ".join([*words[:length][:-1], singular(words[:length][-1])])
                if is_person(spoken):
                    return spoken
            if len(words) > 1 and is_person(singular(words[-1])):
                return singular(words[-1])
    return None


def _stamped(resource: Resource) -> tuple[ColumnLine, ...]:
    if any(column.name == STAMP for column in resource.columns):
        return resource.columns
    return (*resource.columns, ColumnLine(STAMP, "moment", nullable=True, flags=frozenset({"server"})))
