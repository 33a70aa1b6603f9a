"""What may not be taken twice for the same time has an exclusion over the thing and the span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.entries import RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.overlap_bans import OverlapBan, find_overlap_bans
from draftspec.drafters.builtin.reading.words import singular, snake

_SPANS = (("starts_at", "ends_at"), ("start_date", "end_date"), ("starts_on", "ends_on"), ("start_date", "due_date"), ("starts_at", "due_at"), ("from_time", "to_time"), ("check_in_date", "check_out_date"), ("valid_from", "valid_until"), ("start_time", "end_time"))  # fmt: skip
_OVER = ("cancelled", "canceled", "returned", "rejected", "declined", "withdrawn", "expired", "completed", "no_show")
"""States in which a row takes nothing any more."""


def with_exclusions(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one that the brief lets nobody take twice at a time excludes it."""
    for ban in () if reading.foreign else find_overlap_bans(reading.text):
        resources = _turned(ban, resources)
        found = _found(ban, resources)
        if found is not None and not found.entry.exclude:
            excluded = _excluding(found, ban)
            resources = [excluded if r is found and excluded is not None else r for r in resources]
    return resources


def _turned(ban: OverlapBan, resources: list[Resource]) -> list[Resource]:
    """Return the things; what is taken is no part of what takes it: a boat is in many charters, each of which names its boat."""
    thing = next((r for r in resources if r.one.split()[-1] == ban.thing and not r.there), None)
    above = next((p for p in thing.parents if p.column == thing.under), None) if thing is not None else None
    taker = next((r for r in resources if above is not None and r.table == above.target), None)
    if thing is None or above is None or taker is None or _span(taker) is None or taker.entry.exclude:
        return resources
    key = ParentLine(thing.table, f"{thing.name}_id", nullable=False, on_delete="RESTRICT")
    free = replace(thing, parents=tuple(p for p in thing.parents if p is not above), under=None)
    taking = replace(taker, parents=(*taker.parents, key))
    return [free if r is thing else taking if r is taker else r for r in resources]


def unexcluded(resources: tuple[Resource, ...], reading: Reading) -> Iterator[OverlapBan]:
    """Yield what the brief lets nobody have twice at a time and no key of the design sees to."""
    for ban in () if reading.foreign else find_overlap_bans(reading.text):
        found = _found(ban, list(resources))
        if found is None or not found.entry.exclude:
            yield ban


def is_of_ban(fact: NumberFact, reading: Reading) -> bool:
    """Tell whether a number is the two of "can't be in two rentals": it counts nothing."""
    said = (ban.said.lower() for ban in find_overlap_bans(reading.text))
    return fact.value == "2" and any(_of_said(fact.text.lower(), words) for words in said)


def _of_said(text: str, words: str) -> bool:
    told = set(re.findall(r"[a-z]+", words)) | {"cannot", "not"}
    spoken = set(re.findall(r"[a-z]+", text)) - {"two", "twice"}
    return bool(spoken) and spoken <= told


def is_told(words: str, plan: Plan) -> bool:
    """Tell whether what a brief rules out is a ban on overlaps: a key sees to it, or it is asked about."""
    return any(_of_said(words.lower(), ban.said.lower()) for ban in find_overlap_bans(plan.reading.text))


def _found(ban: OverlapBan, resources: list[Resource]) -> Resource | None:
    """Return the thing whose rows take another for a span."""
    taking = [r for r in resources if not r.there and (_span(r) is not None or r.entry.exclude)]
    named = (r for r in taking if ban.made is not None and r.one.split()[-1] == ban.made)
    held = (r for r in taking if ban.thing is not None and _key(r, ban.thing) is not None)
    return next(named, None) or next(held, None) or next((r for r in taking if r.entry.exclude), None)


def _span(resource: Resource) -> tuple[str, str] | None:
    names = {line.name for line in resource.columns}
    return next((span for span in _SPANS if names.issuperset(span)), None)


def _key(resource: Resource, thing: str | None) -> str | None:
    """Return the column that names what is taken; where the brief does not say what, what the rows are of."""
    keys = [p for p in resource.parents if p.column != resource.owner]
    if thing is not None:
        named = (p.column for p in keys if thing in (p.column.removesuffix("_id").rpartition("_")[2], singular(p.target).rpartition("_")[2]))  # fmt: skip
        plain = (c.name for c in resource.columns if c.name == snake(thing))
        return next(named, None) or next(plain, None)
    about = (p.column for p in keys if p.column == resource.under or singular(p.target) == resource.of)
    return next(about, None) or next((p.column for p in keys if not p.nullable and p.target != "users"), None)


def _excluding(resource: Resource, ban: OverlapBan) -> Resource | None:
    key, span = _key(resource, ban.thing) or _key(resource, None), _span(resource)
    if key is None or span is None:
        return None
    over = [state for state in _OVER if state in resource.states]
    where = " and ".join(f"status <> '{state}'" for state in over)
    said = f"{key} during {span[0]}, {span[1]}{f' where {where}' if where else ''}"
    thing = key.removesuffix("_id").replace("_", " ")
    rule = RuleEntry(
        name=f"One {thing}, one {{one}} at a time",
        description=f"“{ban.said}”: {{many}} of the same {thing} do not overlap{f'; what is {_either(over)} takes nothing' if over else ''}.",
        implementation=f"Exclusion constraint over `{key}` and the span from `{span[0]}` to `{span[1]}`{f' WHERE {where}' if where else ''}; of two calls at once the second one meets it.",
        edge_cases=("A span that lies within another one overlaps it as well.",),
        validation="The constraint alone decides; nothing is counted before.",
        about=(key, *span),
    )
    test = TestEntry(
        given=f"Two {{many}} of the same {thing}, the second one begins before the first one ends.",
        expect="The second is refused with 409; of another " + thing + " it is taken.",
    )
    added = {"exclude": (said,), "rules": (rule, *resource.entry.rules), "tests": (test, *resource.entry.tests)}
    return replace(resource, entry=resource.entry.model_copy(update=added))


def _either(states: list[str]) -> str:
    names = [state.replace("_", " ") for state in states]
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
