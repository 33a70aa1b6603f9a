"""What has a table of its own has no second home in a text column of that name: a treatment is a row, and no word of an inspection."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.closed_lists import without_columns
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.words import snake

_WORDS = frozenset({"text", "name", "title", "slug"})
"""Kinds of columns that hold words."""


def without_twins(resources: list[Resource]) -> list[Resource]:
    """Return the things without the optional text columns of their entries that are called as another thing of the feature."""
    names = {snake(r.one): r.table for r in resources}
    return [_without(r, {name for name, table in names.items() if table != r.table}) for r in resources]


def _without(resource: Resource, names: set[str]) -> Resource:
    gone = {
        c.name
        for c in resource.columns
        if c.name in names and c.nullable and c.kind in _WORDS and "server" not in c.flags
    }
    if not gone or resource.there:
        return resource
    kept = tuple(column for column in resource.columns if column.name not in gone)
    return replace(resource, columns=kept, entry=without_columns(resource.entry, gone))
