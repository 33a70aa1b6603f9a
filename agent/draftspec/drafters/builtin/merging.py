"""What is put together and taken apart again ("tables can be merged and split") points to what it is part of meanwhile."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.words import plural

_TOGETHER = r"(?:merge[sd]?|combine[sd]?|joined together|put together)"
_APART = re.compile(r"\b(?:split|separate[sd]?|unmerge[sd]?|taken apart)\b", re.I)


def with_merging(resource: Resource, reading: Reading) -> Resource:
    """Return a thing with the calls that merge several of it, and that split them, where the brief asks for it."""
    many = re.escape(plural(resource.one.split()[-1]))
    wanted = rf"\b{many} (?:can |may |must )(?:be |also be ){_TOGETHER}|\b{_TOGETHER} (?:several |two |duplicate |the |other )?(?:[a-z]+ )?{many}\b"
    found = seldom(reading.spoken, ("merge", "combine", "joined together", "put together"), wanted)
    if found is None or resource.there or "merge" in resource.entry.verbs:
        return resource
    key = "merged_into_id"
    by = resource.verbs["merge"].by if "merge" in resource.verbs else None
    merge = VerbEntry(does=f"Makes the {{one}} part of another one: `{key}`.", takes=(key,), by=by)
    verbs = {**resource.verbs, "merge": merge}
    if _APART.search(reading.spoken):
        verbs["split"] = VerbEntry(
            does=f"Takes the {{one}} out of the one that it was merged into; `{key}` is empty again.", sets=(key,)
        )
    parent = ParentLine("self", key, nullable=True, on_delete="SET NULL")
    columns = tuple(c for c in resource.columns if c.name not in ("merged_at", "combined_at"))
    return replace(
        resource, columns=columns, verbs=verbs, parents=(*resource.parents, parent), beside=resource.beside | {key}
    )
