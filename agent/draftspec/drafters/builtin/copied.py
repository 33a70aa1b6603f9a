"""Takes what a brief says to come from something else for a copy: the daily rate of a rental is that of its tool when it was written."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.words import singular, snake

_COPIED = re.compile(
    r"\b(?:the |its |their |an? )?(?P<what>(?:[a-z]+ )?[a-z]+) (?:comes|come|is taken|are taken|is copied|are copied|is taken over) "
    r"(?:straight |always )?from (?:the|its|their|each|that) (?P<of>[a-z]+)\b(?! (?:of|list|book))",
    re.I,
)


def with_copies(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources in which what comes from another row is copied from there, and given by nobody."""
    for found in _COPIED.finditer(reading.spoken) if not reading.foreign else ():
        line = attribute(found["what"])
        if line is not None:
            words = [word for word in found["what"].lower().split() if word not in ("the", "its", "their", "a", "an")]
            line = replace(line, name=snake(" ".join(words)))
            resources = _copied(resources, line, singular(found["of"].lower()))
    return resources


def _copied(resources: list[Resource], line: ColumnLine, source: str) -> list[Resource]:
    """Return the resources with a copy in the rows that have a key to what it comes from, and with it there."""
    key = f"{snake(source)}_id"
    holder = next((r for r in resources if any(p.column == key for p in r.parents) and not r.there), None)
    if holder is None:
        return resources
    target = next(p.target for p in holder.parents if p.column == key)
    above = {p.target for p in holder.parents} - {target} if "line" in holder.entry.archetypes else set[str]()
    return [
        _held(r, line, source, target)
        if r is holder
        else _there(r, line)
        if target in (r.name, r.table)
        else _without(r, line)
        if r.name in above
        else r
        for r in resources
    ]


def _there(resource: Resource, line: ColumnLine) -> Resource:
    """Return what a copy comes from with what is copied."""
    if any(c.name == line.name for c in resource.columns):
        return resource
    return replace(resource, columns=(*resource.columns, line), asked=resource.asked | {line.name})


def _without(resource: Resource, line: ColumnLine) -> Resource:
    """Return a whole without what its rows hold each for itself."""
    return replace(resource, columns=tuple(c for c in resource.columns if c.name != line.name))


def _held(resource: Resource, line: ColumnLine, source: str, target: str) -> Resource:
    """Return the rows with their copy, which the server takes over."""
    copy = replace(line, flags=frozenset({"server"}), purpose=f"copied from the {source} when the row is written")
    told = filter(None, (resource.entry.supposes.get(target), f"{line.name} {line.kind}"))
    entry = resource.entry.model_copy(update={"supposes": {**resource.entry.supposes, target: "\n".join(told)}})
    return replace(
        _without(resource, line),
        entry=entry,
        asked=resource.asked | {line.name},
        columns=(*_without(resource, line).columns, copy),
    )
