"""When a move of a thing was made: the stamp that it sets, and one where an entry keeps none."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.people import as_participle
from draftspec.drafters.builtin.reading.words import lifecycle_verb


def stamp_of(resource: Resource, done: str) -> str | None:
    """Return the call that brings about what a participle says ("accepted", "done"): by its state, its name or what it means."""
    verb = lifecycle_verb(done)
    to = next((name for name, move in resource.verbs.items() if move.to == done), None)
    named = next((name for name in (verb, f"mark_{done}") if name in resource.verbs), None)
    past = next((name for name in resource.verbs if as_participle(name) == done), None)
    ends = (n for n in ENDING if done in _FINISHED and done not in resource.states and n in resource.verbs)
    return to or named or past or next(ends, None)


_FINISHED = frozenset({"done", "completed", "finished", "resolved", "solved", "closed", "fixed"})
ENDING = ("complete", "finish", "resolve", "close", "mark_done", "solve")
"""Calls that end the work on something, whatever an entry calls it."""


def with_stamp(resource: Resource, call: str) -> tuple[Resource, str]:
    """Return the thing with a column for when the call was made, and that column."""
    move = resource.verbs[call]
    known = next((name for name in move.sets if name.endswith(("_at", "_on"))), None)
    if known is not None:
        return resource, known
    name = f"{move.to or as_participle(call)}_at"
    line = ColumnLine(name, "moment", nullable=True, flags=frozenset({"server"}))
    verbs = {**resource.verbs, call: move.model_copy(update={"sets": (*move.sets, name)})}
    held = any(column.name == name for column in resource.columns)
    return replace(resource, verbs=verbs, columns=resource.columns if held else (*resource.columns, line)), name
