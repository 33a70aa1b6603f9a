"""Gives a thing the moves that a brief opens in some of its states only, from just these states."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.lifecycle import move_to, stamps_of
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.ways_out import WayOut, find_ways_out
from draftspec.drafters.builtin.reading.words import lifecycle_verb


def with_ways_out(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; each that is in a state of which the brief says what it is left by has that move, and from nowhere else."""
    if reading.foreign:
        return resources
    for way in find_ways_out(reading.spoken):
        held = [r for r in resources if way.held in r.states and not r.there]
        named = next((r for r in held if way.thing and r.one.split()[-1] == way.thing), None)
        target = named or next((r for r in held if r.main), next(iter(held), None))
        resources = [_with_way(r, way) if r is target else r for r in resources]
    return resources


def _with_way(resource: Resource, way: WayOut) -> Resource:
    at = resource.states.index(way.held)
    before = tuple(s for s in resource.states[:at] if _goes_on(resource, s)) if way.until else (way.held,)
    if not before or way.state in before or way.state == way.held:
        return resource
    verb = lifecycle_verb(way.state)
    known = next((n for n, move in resource.verbs.items() if move.to is not None and (move.to == way.state or n == verb)), None)  # fmt: skip
    if known is not None:
        moved = resource.verbs[known].model_copy(update={"before": before})
        return replace(resource, verbs={**resource.verbs, known: moved})
    name, move = move_to(way.state, before, resource)
    states = resource.states if way.state in resource.states else (*resource.states, way.state)
    columns = (*resource.columns, *stamps_of(move, list(resource.columns)))
    return replace(resource, states=states, verbs={**resource.verbs, name: move}, columns=columns)


def _goes_on(resource: Resource, state: str) -> bool:
    return any(state in move.before for move in resource.verbs.values() if move.to is not None)
