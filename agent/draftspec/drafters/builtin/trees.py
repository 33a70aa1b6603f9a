"""Where rows lie below each other and the brief speaks of the tree, a call answers with it."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading

_TREE = re.compile(r"\b(?:trees?|hierarch\w+|nested|outline|org chart)\b", re.I)
_DENIED = re.compile(r"\b(?:no|without|not) (?:[a-z]+ )?(?:nested|tree|hierarch)", re.I)


def with_tree(resource: Resource, reading: Reading) -> Resource:
    """Return the thing, shown as a tree where its rows have a parent among themselves and the brief asks for it."""
    wanted = _TREE.search(reading.text) is not None and _DENIED.search(reading.text) is None
    return replace(resource, tree=True) if wanted and above_itself(resource) is not None else resource


def above_itself(resource: Resource) -> str | None:
    """Return the key of a row to the one that it lies below, or None where rows lie beside each other."""
    own = {resource.name, resource.table, "self"}
    return next((p.column for p in resource.parents if p.target in own and p.nullable), None)
