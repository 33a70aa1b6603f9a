"""Keeps who made a row where real tables keep it: things that people work on, and none of the lists that they choose from."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.columns import ParentLine, is_signature
from draftspec.drafters.builtin.given import Givens
from draftspec.drafters.builtin.plan import Resource

CREATOR = "creator_id"

_UNSIGNED = frozenset({"catalog", "custom_field", "grid", "line", "log", "membership", "person", "pipeline", "relation", "settings", "transfer", "tree"})  # fmt: skip
"""Lists to choose from, parts, and what the server writes: one such table in seven says who made a row, of others one in four
(counted over 205 open-source schemas)."""


def with_creator(resource: Resource, givens: Givens) -> Resource:
    """Return a thing that names nobody with a key to whoever made it, which the server takes from the session."""
    kind = resource.entry.archetypes[0] if resource.entry.archetypes else "thing"
    made = "create" in resource.standard and "create" not in resource.entry.open
    part = resource.entry.words[0] == "thing" and resource.under is not None  # its whole says whose it is
    listed = part or kind in _UNSIGNED
    if resource.there or not made or listed or resource.entry.singleton or _names_somebody(resource, givens):
        return resource
    parent = ParentLine(givens.table_for("user"), CREATOR, nullable=True, on_delete="SET NULL")
    return replace(resource, parents=(*resource.parents, parent))


def _names_somebody(resource: Resource, givens: Givens) -> bool:
    """Tell whether a row always says whose it is, or which user it is about: whom a task is given to may be nobody."""
    users = givens.named("user")
    named = any(p.target == users and (not p.nullable or is_signature(p.column)) for p in resource.parents)
    return resource.owner is not None or named
