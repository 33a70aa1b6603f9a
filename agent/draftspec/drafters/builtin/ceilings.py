"""A ceiling is kept for what the brief sets it for ("each key has a quota of 1,000 calls a day"), with the brief's figure."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.naming import in_other_words
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import plural, snake, word_class

_RHYTHMS = {"minute": "minute", "hourly": "hour", "daily": "day", "monthly": "month", "hour": "hour", "day": "day", "month": "month"}  # fmt: skip


def with_ceilings(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources, settings of a tenant that the brief does not know as those of the main thing."""
    if len(resources) < 2 or reading.tenant is not None:
        return resources
    main, *rest = resources
    return [main, *(_filled(_of(main, resource, reading), reading) for resource in rest)]


def _of(main: Resource, resource: Resource, reading: Reading) -> Resource:
    """Return the settings below the main thing, where their entry guessed a tenant."""
    guess = next((p for p in resource.parents if p.column == resource.under), None)
    known = guess is not None and re.search(rf"\b{guess.target[:6]}", reading.spoken, re.I)
    if (
        guess is None
        or known
        or resource.entry.archetypes[:1] != ("settings",)
        or guess.target not in word_class("tenancy")
        or any(parent.target == guess.target for parent in main.parents)
    ):
        return resource
    own = ParentLine(main.name, f"{snake(main.one)}_id", nullable=False, on_delete="CASCADE")
    parents = tuple(own if parent is guess else parent for parent in resource.parents)
    entry = in_other_words(resource.entry, guess.column, own.column)
    return replace(resource, parents=parents, under=own.column, entry=entry)


def _filled(resource: Resource, reading: Reading) -> Resource:
    """Return a ceiling with the brief's number, what it counts and its period as defaults."""
    names = {column.name for column in resource.columns}
    if not {"limit_value", "period"} <= names:
        return resource
    fact = next((n for n in reading.numbers if n.kind in ("rate", "most") and (n.per or n.kind == "rate")), None)
    given = _defaults(fact, reading)
    columns = tuple(replace(c, default=given.get(c.name, c.default)) for c in resource.columns)
    return replace(resource, columns=columns)


def _defaults(fact: NumberFact | None, reading: Reading) -> dict[str, str]:
    said = (fact.per if fact is not None else None) or next((word for word, _ in reading.periods), None)
    found = {"period": _RHYTHMS[said]} if said in _RHYTHMS else {}
    if fact is not None and fact.value.isdigit():
        found["limit_value"] = fact.value
    if fact is not None and fact.unit:
        found["metric"] = snake(plural(fact.unit))
    return found
