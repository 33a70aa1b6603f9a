"""An entry's texts speak of what it may bring along: where the brief did not ask for that, they go with it."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.columns import parse_parent
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.words import plural
from draftspec.sections.base import Model

_TEXTS = ("rules", "jobs", "tests", "metrics", "alerts", "pitfalls", "risks", "bottlenecks", "security", "questions", "objectives", "stakeholders")  # fmt: skip
"""Lists of an entry whose items can be left out one by one."""


def without_absent(resources: list[Resource], catalogue: Catalogue) -> list[Resource]:
    """Return the resources without the texts about children that the feature does not have ("`user_badges`" of badges)."""
    names = {resource.name for resource in resources}
    return [_without(resource, names, catalogue) for resource in resources]


def _without(resource: Resource, names: set[str], catalogue: Catalogue) -> Resource:
    absent = [child for child in resource.entry.brings_when if child not in names and child in catalogue]
    spoken = [
        _spoken(catalogue.entry(child), child, resource.name) for child in absent if _hangs(child, resource, catalogue)
    ]
    if not spoken:
        return resource
    pattern = re.compile(rf"\b(?:{'|'.join(spoken)})\b", re.I)
    kept = {
        key: tuple(item for item in getattr(resource.entry, key) if not pattern.search(_text(item))) for key in _TEXTS
    }
    return replace(resource, entry=resource.entry.model_copy(update=kept))


def _hangs(child: str, resource: Resource, catalogue: Catalogue) -> bool:
    """Tell whether an entry is one of a resource's rows; what a resource refers to itself is there without being built."""
    return any(parse_parent(parent).target == resource.name for parent in catalogue.entry(child).parents)


def _spoken(entry: Entry, child: str, of: str) -> str:
    """Return a pattern for the names of a child: its table, its words, and its last word alone behind its parent's."""
    words = child.split("_")
    names = {
        child,
        child.replace("_", " "),
        plural(child.replace("_", " ")),
        entry.table or plural(child.replace("_", " ")).replace(" ", "_"),
    }
    if len(words) == 1 or words[0] in of.split("_"):
        names |= {words[-1], plural(words[-1])}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _text(item: str | Model) -> str:
    return item if isinstance(item, str) else item.model_dump_json()
