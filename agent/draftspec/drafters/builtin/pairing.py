"""Gives a thing both ways of a move that a brief names as a pair: "pause/resume", "enable or disable them", "publish and unpublish"."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.columns import parse_columns
from draftspec.drafters.builtin.entries import RuleEntry, VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading

_PAIRS = (
    ("pause", "resume"),
    ("archive", "unarchive"),
    ("lock", "unlock"),
    ("hide", "unhide"),
    ("pin", "unpin"),
    ("disable", "enable"),
    ("deactivate", "activate"),
    ("publish", "unpublish"),
)
"""A move, and the one that takes it back."""

_SWITCHES = frozenset({"is_active", "active", "enabled", "is_enabled"})
"""Columns that are switched on and off by an update, so that no call of its own is needed."""


def with_pairs(resource: Resource, reading: Reading) -> Resource:
    """Return the thing with both moves of each pair that the brief names."""
    if resource.there or reading.foreign:
        return resource
    for forward, back in _PAIRS:
        if _is_named(forward, back, reading.spoken):
            resource = _with_both(resource, forward, back)
    return resource


def _is_named(forward: str, back: str, text: str) -> bool:
    one, other = (rf"{verb}(?:s|d|ed|ing)?" for verb in (forward, back))
    between = r" ?(?:/|, ?|,? and |,? or ) ?"
    return re.search(rf"\b(?:{one}{between}{other}|{other}{between}{one})\b", text, re.I) is not None


def _with_both(resource: Resource, forward: str, back: str) -> Resource:
    resource = _without_stamp(resource, forward, back)
    known, undone = resource.verbs.get(forward), resource.verbs.get(back)
    if (known is None) == (undone is None):
        return resource if known is not None else _with_new(resource, forward, back)
    verb, name = (known, back) if known is not None else (undone, forward)
    if verb is None or (verb.to is not None and not verb.before):
        return resource
    call = VerbEntry(
        does=f"Takes back what `{forward if known is not None else back}` did to the {{one}}.",
        before=(verb.to,) if verb.to is not None else (),
        to=verb.before[0] if verb.to is not None else None,
        clears=verb.sets,
        sets=verb.clears,
        by=verb.by,
    )
    return replace(resource, verbs={**resource.verbs, name: call})


def _without_stamp(resource: Resource, forward: str, back: str) -> Resource:
    """Return the thing without a way back that only keeps when it was called, where the move leads to a state."""
    known, undone = resource.verbs.get(forward), resource.verbs.get(back)
    if known is None or undone is None or known.to is None or undone.to is not None or undone.clears:
        return resource
    verbs = {name: verb for name, verb in resource.verbs.items() if name != back}
    columns = tuple(c for c in resource.columns if c.name not in undone.sets)
    return replace(resource, verbs=verbs, columns=columns)


def _with_new(resource: Resource, forward: str, back: str) -> Resource:
    """Return the thing with a column for since when the move holds, and with both calls."""
    if back in ("enable", "activate") and _SWITCHES & {column.name for column in resource.columns}:
        return resource
    said = data("operations")[{"deactivate": "disable"}.get(forward, forward)]
    lines = tuple(c for c in parse_columns(said["columns"]) if c.name not in {k.name for k in resource.columns})
    calls = [VerbEntry.model_validate_json(json.dumps(call)) for call in said["calls"].values()]
    rule = RuleEntry.model_validate_json(json.dumps(said["rule"]))
    entry = resource.entry.model_copy(update={"rules": (*resource.entry.rules, rule)})
    verbs = {**resource.verbs, forward: calls[0], back: calls[1]}
    return replace(resource, columns=(*resource.columns, *lines), verbs=verbs, entry=entry)
