"""Gives a thing that no entry describes the columns that real tables of its noun have, where the brief lists none itself."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.catalogue import archetypes, data
from draftspec.drafters.builtin.columns import ColumnLine, parse_columns
from draftspec.drafters.builtin.described import meaning
from draftspec.drafters.builtin.plan import Resource

_LISTED = 3
"""So many columns of the brief's own are the table: whoever lists them wants no others."""


def with_usual_columns(resource: Resource) -> Resource:
    """Return an unknown thing with the columns that `knowledge/nouns.yaml` has for its last word, as far as it lacks them.

    What only marks or places such a thing ("pinned notes", "batch samples") has a key to it and none of its columns.
    """
    if resource.there or len(resource.asked) >= _LISTED or not _is_unknown(resource):
        return resource
    noun = resource.one.split()[-1]
    if noun in {name.split("_")[-1] for name in (resource.about or "", *(p.target for p in resource.parents))}:
        return resource
    decided = noun == "review" and resource.entry.archetypes[:1] == ("moderation",)
    usual = usual_columns(noun) if not decided else ()
    said = {meaning(column.name) for column in resource.columns}
    said |= {meaning(parent.column) for parent in resource.parents} | (
        {meaning("status")} if resource.states else set()
    )
    fresh = tuple(column for column in usual if meaning(column.name) not in said)
    return replace(resource, columns=(*resource.columns, *fresh))


def usual_columns(noun: str) -> tuple[ColumnLine, ...]:
    """Return the columns that tables of a noun usually have; none for a noun that was not counted."""
    return parse_columns(str(data("nouns").get(noun, "")).replace(";", "\n"))


def _is_unknown(resource: Resource) -> bool:
    """Tell whether a thing is made of an archetype alone."""
    kind = resource.entry.archetypes[:1]
    return bool(kind) and kind[0] in archetypes() and resource.entry.words == archetypes().entry(kind[0]).words
