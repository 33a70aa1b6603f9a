"""Lets what may be about anything be about the one thing that its name says: asset reminders are of assets."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import archetypes
from draftspec.drafters.builtin.columns import ParentLine, parse_parent
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.words import singular, snake, table_of_words
from draftspec.drafters.builtin.related import is_count_noun


def pointing_at(resource: Resource, thing: str, *, sure: bool = False) -> Resource:
    """Return a resource with a key to a thing in place of the pair of columns that say by kind and key what a row is about.

    `sure` says that it is a thing of the feature, whatever else its name may mean.
    """
    names = [column.name for column in resource.columns]
    pair = next(
        (name for name in names if f"{name}_type" in names or f"{name.removesuffix('_id')}_type" in names), None
    )
    if pair is None or not (sure or is_count_noun(thing) or "_" in thing):
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


_ABOUT = frozenset({"target", "subject", "item", "record", "object"})
"""By what a pair of kind and id is called that says what a row is about."""


def with_one_kind(resources: list[Resource], text: str) -> list[Resource]:
    """Return the resources; one with a key to a thing beside a pair of kind and key has one of them.

    The key gives way where the brief names several kinds ("flag posts and comments"), the pair where it names one.
    """
    return [_of_one_or_many(resource, text) for resource in resources]


def _of_one_or_many(resource: Resource, text: str) -> Resource:
    names = [column.name for column in resource.columns]
    kinds = (name.removesuffix("_type") for name in names if name.endswith("_type"))
    about = next((kind for kind in kinds if kind in _ABOUT and f"{kind}_id" in names), None)
    keys = _told_keys(resource)
    if about is None or len(keys) != 1 or resource.there:
        return resource
    (key,) = keys
    if re.search(rf"\b{key.target.replace('_', ' ')}(?:, [a-z]+s)*,? (?:and|or) (?:[a-z]+ )?[a-z]+s\b", text, re.I):
        return replace(resource, parents=tuple(p for p in resource.parents if p is not key))
    entry = _about_one(resource.entry, about, key.column)
    if entry is None:
        return resource
    columns = tuple(c for c in resource.columns if c.name not in (f"{about}_type", f"{about}_id"))
    return replace(resource, columns=columns, entry=entry)


def _told_keys(resource: Resource) -> list[ParentLine]:
    """Return the keys to things that the brief added, and that every row has: none of the entry's own, and no person."""
    people = table_of_words("actors")
    own = {parse_parent(parent).column for parent in resource.entry.parents} | {resource.tenant, resource.under}
    return [p for p in resource.parents if not p.nullable and singular(p.target) not in people and p.column not in own]


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
