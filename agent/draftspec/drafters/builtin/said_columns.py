"""Columns of an entry that are there only where the brief speaks of them go otherwise, with all that hangs on them."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.closed_lists import without_columns
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading


def with_said_columns(resource: Resource, reading: Reading) -> Resource:
    """Return a thing without the columns that its entry has for briefs which speak of them, where this one does not."""
    wanted = resource.entry.said
    gone = {
        name
        for name, said in wanted.items()
        if name not in resource.asked and not re.search(rf"\b(?:{said})", reading.text, re.I)
    }
    if not gone or resource.there:
        return resource
    kept = tuple(column for column in resource.columns if column.name not in gone)
    return replace(resource, columns=kept, entry=without_columns(resource.entry, gone))
