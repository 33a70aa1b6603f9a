"""Ties what nothing else ties to the thing that a brief is about: the notes and visits of an application, the evidence of a dispute."""

from __future__ import annotations

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.keying import Tie, joined
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import singular, table_of_words
from draftspec.drafters.builtin.tying import may_be_tied, reached, thing_meant

_HANGING = (("conversation",), ("attachment",), ("rating",), ("reaction",), ("meeting",), ("performed",), ("check",))
"""Archetypes of what is said, given or done about something else, so that it is of no use alone."""


def without_islands(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources; one that a sentence of the brief speaks of, and no key leads to or from, gets one to the main thing.

    What only hangs on something gets its own key where it is the main thing ("vote on proposals"). Bare lists of nouns stay as they are.
    """
    for table in [r.table for r in resources[1:]] if not reading.foreign else []:
        main, resource = resources[0], next(r for r in resources if r.table == table)
        hanging = _tie(main, resource) if _is_in_sentence(resource, resources, reading) else None
        tie = hanging or _of_the_same(resource, resources, reading)
        if tie is not None and table not in reached(main, resources) and _is_head(resource, resources):
            resources = joined(resources, tie, reading.text)
    return resources


def _tie(main: Resource, resource: Resource) -> Tie | None:
    if not may_be_tied(resource) or not (main.there or may_be_tied(main)):
        return None
    hangs = _hangs(resource)
    if _hangs(main) and not hangs and not main.there and main.name != "message":
        return Tie(main, resource, needed=True)
    if hangs or (resource.name not in concepts() and singular(resource.table.rpartition("_")[2]) in _PARTS):
        return Tie(resource, main, needed=hangs)
    return None


def _of_the_same(resource: Resource, resources: list[Resource], reading: Reading) -> Tie | None:
    """Return the tie of a thing that no entry knows to the one that its clause names before it, or else to the main thing.

    Over 265 briefs with the tables that they led to, all seven such things with another one before them in their clause had a
    key to it, and of those without one more than half to the main thing.
    """
    if resource.entry.words[0] != "thing" or not may_be_tied(resource) or len(reading.spoken.split()) < _TOLD:
        return None
    for clause in reading.clauses:
        meant = [thing for mention in clause.mentions if (thing := thing_meant(mention, resources)) is not None]
        if resource in meant:
            before = [thing for thing in meant[: meant.index(resource)] if may_be_tied(thing)]
            whole = before[-1] if before else resources[0]
            return Tie(resource, whole, needed=bool(before)) if may_be_tied(whole) else None
    return None


_TOLD = 16
"""Words of a brief that is no bare list of names."""


def _hangs(resource: Resource) -> bool:
    """Tell whether the rows of a thing are about something else; a follow is about a person, and conversations hold messages."""
    people = [p for p in resource.parents if not p.nullable and singular(p.target) in table_of_words("actors")]
    return resource.entry.archetypes[:1] in _HANGING and len(people) < _PAIR and resource.name not in _HOLDING


_PAIR = 2
_HOLDING = frozenset({"conversation", "inbox", "forum", "topic", "channel", "uploaded_file"})
_PARTS = frozenset({"evidence", "reply", "defect", "finding", "damage", "tier", "charge", "result", "correction", "remark", "extension", "estimate", "alert", "excerpt", "attempt"})  # fmt: skip
"""What nothing but its name says of, and is of something all the same."""


def _is_head(resource: Resource, resources: list[Resource]) -> bool:
    """Tell whether a thing hangs on nothing else of the feature."""
    return not {parent.target for parent in resource.parents} & {r.table for r in resources if r is not resource}


def _is_in_sentence(resource: Resource, resources: list[Resource], reading: Reading) -> bool:
    return any(
        clause.acts and any(thing_meant(mention, resources) is resource for mention in clause.mentions)
        for clause in reading.clauses
    )
