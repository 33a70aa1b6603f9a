"""Gives things both ways of a move that a brief names as a pair: "pause/resume", "enable or disable them", "published and unpublished"."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.columns import parse_columns
from draftspec.drafters.builtin.entries import RuleEntry, VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import plural, singular

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


def with_pairs(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things with both moves of each pair that the brief names, on the thing that its sentence speaks of."""
    if reading.foreign:
        return resources
    low = reading.spoken.lower()
    for forward, back in _PAIRS:
        if forward.removesuffix("e") not in low or back.removesuffix("e") not in low:
            continue
        for sentence in re.split(r"[.;\n]", reading.spoken):
            found = _pair(forward, back).search(sentence)
            moved = _moved(sentence, found, resources) if found is not None else None
            resources = [_with_both(r, forward, back) if r is moved and not r.there else r for r in resources]
    return resources


def _pair(forward: str, back: str) -> re.Pattern[str]:
    one, other = (_forms(verb) for verb in (forward, back))
    between = r" ?(?:/|, ?|,? and |,? or ) ?"
    return re.compile(rf"\b(?:(?:{one}){between}(?:{other})|(?:{other}){between}(?:{one}))(?![\w-])", re.I)


def _forms(verb: str) -> str:
    """Return a pattern for a verb in the base form, the third person, the past and the gerund."""
    stem = verb.removesuffix("e")
    return rf"{verb}(?:e?s|d|ed|ing)?|{stem}ing|{verb}{verb[-1]}(?:ed|ing)"


def _moved(sentence: str, found: re.Match[str], resources: list[Resource]) -> Resource | None:
    """Return the thing that a pair of moves is said of: its object, what the sentence begins with, or the main thing."""
    behind = re.match(r" (?:the |their |all |own )?([a-z]+s)\b", sentence[found.end() :], re.I)
    if behind is not None:
        return _named(behind[1], resources)
    before = (_named(word, resources) for word in re.findall(r"[A-Za-z]+", sentence[: found.start()]))
    return next((r for r in before if r is not None), next((r for r in resources if r.main), None))


def _named(word: str, resources: list[Resource]) -> Resource | None:
    head = singular(word.lower())
    exact = next((r for r in resources if head == r.one.split()[-1] or plural(head) == r.table), None)
    return exact or next((r for r in resources if head == r.one.split()[0]), None)


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
    """Return the thing without a way back that only keeps when it was called, and takes nothing back."""
    undone = resource.verbs.get(back)
    own = back in resource.entry.verbs
    if forward not in resource.verbs or undone is None or own or undone.to is not None or undone.clears:
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
