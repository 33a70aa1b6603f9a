"""Lets what an entry guesses that a thing hangs on give way to what the brief speaks of: calibrations of instruments, and of no asset."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.naming import in_other_words
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import plural, singular, table_of_words
from draftspec.drafters.builtin.tying import happens, may_be_tied, reached

_KEPT = (("line",), ("log",), ("settings",), ("token",))
"""Archetypes whose rows are of no use without what their entry says that they are of."""


def without_unsaid(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources; what is done to something that the brief never names is done to the one thing that it does name."""
    for table in [r.table for r in resources] if not reading.foreign else []:
        resource = next(r for r in resources if r.table == table)
        guess = _guess(resource, resources, reading)
        other = _instead(resource, resources) if guess is not None else None
        if guess is not None and other is not None:
            fresh = _leading_to(resource, guess, other)
            resources = [fresh if r is resource else r for r in resources]
    return resources


def _guess(resource: Resource, resources: list[Resource], reading: Reading) -> ParentLine | None:
    """Return the one needed key of an entry to something that is no part of the feature and that the brief never names."""
    if (
        resource.there
        or resource.name not in concepts()
        or resource.entry.archetypes[:1] in _KEPT
        or len(resources) == 1
    ):
        return None
    tables = {r.table for r in resources}
    guesses = [
        p
        for p in resource.parents
        if not p.nullable
        and p.target not in tables
        and p.column not in resource.beside
        and singular(p.target) not in table_of_words("actors")
        and p.column != resource.tenant
    ]
    return guesses[0] if len(guesses) == 1 and not _is_named(guesses[0], reading.text) else None


def _is_named(guess: ParentLine, text: str) -> bool:
    """Tell whether a brief speaks of what a key leads to, by any of its names."""
    noun = singular(guess.target)
    words = concepts().entry(noun).words if noun in concepts() else (noun.replace("_", " "),)
    heads = {noun.rpartition("_")[2], *words, *(plural(word) for word in words)}
    return any(re.search(rf"\b{re.escape(word)}", text, re.I) for word in heads)


def _instead(resource: Resource, resources: list[Resource]) -> Resource | None:
    """Return the one thing with no key to or from what is done, which is entered once and has things done to it."""
    joined = reached(resource, resources)
    free = [r for r in resources if r.table not in joined and may_be_tied(r) and r.entry.archetypes[:1] in _THINGS]
    return free[0] if len(free) == 1 and happens(resource) and not happens(free[0]) else None


_THINGS = (("thing",), ("registered",), ("place",))


def _leading_to(resource: Resource, guess: ParentLine, other: Resource) -> Resource:
    start, joint, last = other.table.rpartition("_")
    key = f"{start}{joint}{singular(last)}_id"
    parents = tuple(replace(p, target=other.table, column=key) if p is guess else p for p in resource.parents)
    under = key if resource.under == guess.column else resource.under
    return replace(resource, parents=parents, under=under, entry=in_other_words(resource.entry, guess.column, key))
