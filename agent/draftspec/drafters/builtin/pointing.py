"""Lets what may be about anything be about the one thing that its name says: asset reminders are of assets."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import archetypes
from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.words import snake
from draftspec.drafters.builtin.related import is_count_noun


def pointing_at(resource: Resource, thing: str) -> Resource:
    """Return a resource with a key to a thing in place of the pair of columns that say by kind and key what a row is about."""
    names = {column.name for column in resource.columns}
    pair = next(
        (name for name in names if f"{name}_type" in names or f"{name.removesuffix('_id')}_type" in names), None
    )
    if pair is None or not (is_count_noun(thing) or "_" in thing):
        return resource
    about, key = pair.removesuffix("_id"), f"{snake(thing)}_id"
    entry = _about_one(resource.entry, about, key)
    if entry is None:
        return resource
    columns = tuple(c for c in resource.columns if c.name not in (f"{about}_type", f"{about}_id"))
    parent = ParentLine(snake(thing), key, nullable=False, on_delete="CASCADE")
    return replace(
        resource, columns=columns, parents=(*resource.parents, parent), entry=entry, beside=resource.beside | {key}
    )


def _about_one(entry: Entry, about: str, key: str) -> Entry | None:
    """Return an entry that speaks of one key where it spoke of a pair, or None where its texts tell kinds apart."""
    bare = {name: tuple(t for t in getattr(entry, name) if not _OF_KINDS.search(str(t))) for name in _SAID}
    rules = tuple(rule for rule in entry.rules if not _OF_KINDS.search(f"{rule.description} {rule.implementation}"))
    usual = archetypes().entry(entry.archetypes[0]).rules if entry.archetypes and not rules else ()
    checks = tuple(check for check in entry.checks if f"{about}_" not in check)
    text = entry.model_copy(update={**bare, "checks": checks, "columns": "", "rules": rules or usual}).model_dump_json()
    text = text.replace(f", chosen by `{about}_type`", "")
    text = re.sub(rf"`{about}_type`, `{about}_id`", f"`{key}`", text)
    text = re.sub(rf'"{about}_type","{about}_id"', f'"{key}"', text)
    text = text.replace(f"{about}_type, {about}_id", key).replace(f"{about}_id", key)
    if f"{about}_type" in text:
        return None
    return Entry.model_validate_json(text).model_copy(update={"columns": entry.columns})


_SAID = ("pitfalls", "tests", "alerts", "bottlenecks", "metrics", "risks")
_OF_KINDS = re.compile(
    r"pair of type and id|\b[Tt]ype '|class name|mixed kinds|by kind\b|orphaned|kinds? that can|KIND_UNKNOWN"
)
"""What is said of rows about many kinds of things, and means nothing where there is one."""
