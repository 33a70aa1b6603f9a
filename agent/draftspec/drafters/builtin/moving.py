"""Whoever moves a thing says where to: the call takes the key of the new place ("move files between folders": `folder_id`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import snake
from draftspec.drafters.builtin.related import beside

_TO = frozenset({"to", "into", "between", "in", "inside", "across", "among"})


def with_targets(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things of the feature, each that is moved with the key of where to."""
    return [_with_target(resource, reading, resources) for resource in resources]


def _with_target(resource: Resource, reading: Reading, resources: list[Resource]) -> Resource:
    """Return a thing of the feature; its `move` takes the key of what the brief says that it is moved to."""
    move = resource.verbs.get("move")
    places = list(_places(reading))
    if move is None or move.takes or move.to is not None or not places:
        return resource
    names = {name for place in places for name in (place.concept, snake(place.phrase))}
    keys = (p.column for p in resource.parents if p.target in names or p.column.removesuffix("_id") in names)
    key = next(keys, None)
    if key is None:
        other = next((m for m in places if _is_another(m, reading) and m.concept != resource.name), None)
        if other is None:
            return resource
        said = other.concept or snake(other.phrase)
        noun = next((r.name for r in resources if r.name == said or r.name.endswith(f"_{said}")), said)
        key, resource = f"{noun}_id", beside(resource, noun)
    told = move.model_copy(
        update={
            "does": f"Moves the {{one}} to another {key.removesuffix('_id').replace('_', ' ')}.",
            "takes": (key,),
        }
    )
    return replace(resource, verbs={**resource.verbs, "move": told})


def _places(reading: Reading) -> Iterator[Mention]:
    """Yield what the brief says that something is moved to."""
    for clause in reading.clauses:
        yield from (m for m in clause.mentions if m.verb == "move" and m.after in _TO and m.part != "actor")


def _is_another(place: Mention, reading: Reading) -> bool:
    """Tell whether a thing is at one place at a time: "to another location", "between departments"."""
    spoken = reading.spoken.lower()
    other = place.after == "between" or re.search(rf"\b(?:another|a different) {re.escape(place.spoken)}\b", spoken)
    return (
        bool(other)
        and place.words not in _CONDITIONS
        and (place.concept not in (None, "user") or not is_person(place.words))
    )


_CONDITIONS = frozenset({"status", "state", "stage", "phase", "date", "day", "time", "priority", "position", "place"})
"""To what something is moved that is no thing: a condition, a time, a rank."""
