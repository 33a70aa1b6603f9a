"""Decides a part of a section again: which items a question shows, and how the answer takes their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from draftspec.items import list_items
from draftspec.repair import cause
from draftspec.sections.base import Model
from draftspec.spec import Finding

_MENTION = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Part:
    """The items of a section's lists that findings are about, by path; `rest`: whether more than these may change."""

    items: Mapping[str, Model]
    rest: bool


def part_of(name: str, section: Model, findings: Iterable[Finding]) -> Part:
    """Return the part of a section that findings are about.

    These are the items that findings point into; of findings that point into another section, those that they name.
    """
    items: dict[str, Model] = {}
    rest = False
    for finding in findings:
        found = {path: item for path, _, item in list_items(name, section) if _is_about(finding, path)}
        rest = rest or not found
        items |= found
    return Part(items, rest)


def amended(name: str, section: Model, answer: Model, part: Part) -> Model:
    """Return a section in which the items of an answer stand for those that were shown.

    An item goes where one of its name stands. The others stand for the items that were shown and not answered, where
    there are as many of these; otherwise they are added. What was not shown stays.
    """
    changes: dict[str, object] = {}
    for field in type(section).model_fields:
        old = {path: item for path, own, item in reversed(tuple(list_items(name, section))) if own == field}
        new = {path: item for path, own, item in list_items(name, answer) if own == field}
        if new:
            changes[field] = _replaced(dict(reversed(old.items())), new, part)
        elif part.rest and not isinstance(getattr(section, field), tuple):
            changes[field] = getattr(answer, field)
    return section.model_copy(update=changes)


def _replaced(old: Mapping[str, Model], new: Mapping[str, Model], part: Part) -> tuple[Model, ...]:
    added = [item for path, item in new.items() if path not in old]
    unanswered = [path for path in old if path in part.items and path not in new]
    instead: dict[str, Model] = {}
    if len(added) == len(unanswered):
        instead = dict(zip(unanswered, added, strict=True))
        added = []
    return (*(instead.get(path) or new.get(path) or item for path, item in old.items()), *added)


def _is_about(finding: Finding, path: str) -> bool:
    if finding.where.partition(".")[0] == cause(finding):
        return finding.where == path or finding.where.startswith(f"{path}.")
    return any(path.endswith(f".{name.partition('.')[0]}") for name in _MENTION.findall(finding.message))
