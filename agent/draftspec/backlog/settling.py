"""Items as others can build on them: ids unique, bodies bounded, parents and dependencies named by ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from draftspec.backlog.dependencies import cycles, mentioned
from draftspec.backlog.item import Item
from draftspec.backlog.noting import MOST_NAMED, some_of

BODY_LENGTH = 64 * 1024
"""Longest body that is kept, in characters. What was asked for stands at its beginning; logs and dumps follow."""


def settled(items: Sequence[Item]) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return items with unique ids and what else the package promises of them, and notes about what was changed."""
    bounded, cut = _bounded(items)
    unique, renamed = _unique(bounded)
    related = tuple(_related(unique, _by_name(unique)))
    rings = (f"{_around(ring)} depend on each other; they keep their order in the backlog" for ring in cycles(related))
    return related, (*some_of(cut), *some_of(renamed), *some_of(rings))


def _around(ring: tuple[str, ...]) -> str:
    if len(ring) > MOST_NAMED:
        return f"{' → '.join(ring[:MOST_NAMED])} → … ({len(ring):,} items)"
    return " → ".join((*ring, ring[0]))


def _bounded(items: Sequence[Item]) -> tuple[list[Item], list[str]]:
    kept, notes = [], []
    for item in items:
        if len(item.body) > BODY_LENGTH:
            notes.append(f"item {item.id}: only the first {BODY_LENGTH:,} characters of its text are read")
            item = replace(item, body=item.body[:BODY_LENGTH])
        kept.append(item)
    return kept, notes


def _unique(items: Sequence[Item]) -> tuple[list[Item], list[str]]:
    """Give each item that comes after another of the same id a number behind it."""
    taken = {item.id for item in items}
    seen: set[str] = set()
    counts: dict[str, int] = {}
    kept, notes = [], []
    for item in items:
        if item.id in seen:
            identity = _next(item.id, counts, taken)
            notes.append(f"the id {item.id} stands twice; {_place(item)} is {identity} here")
            item = replace(item, id=identity)
        taken.add(item.id)
        seen.add(item.id)
        kept.append(item)
    return kept, notes


def _next(identity: str, counts: dict[str, int], taken: set[str]) -> str:
    while True:
        counts[identity] = counts.get(identity, 1) + 1
        candidate = f"{identity}-{counts[identity]}"
        if candidate not in taken:
            return candidate


def _place(item: Item) -> str:
    return f"the one in line {item.line}" if item.line else f"{item.title[:60]!r}"


def _by_name(items: Iterable[Item]) -> dict[str, str]:
    """Return the ids of items by their ids and titles in lower case; an id wins over a title, the first over the next."""
    names: dict[str, str] = {}
    for item in items:
        names.setdefault(item.id.casefold(), item.id)
    for item in items:
        names.setdefault(item.title.casefold(), item.id)
    return names


def _related(items: Iterable[Item], names: dict[str, str]) -> Iterator[Item]:
    for item in items:
        parent = names.get(item.parent.casefold(), item.parent) if item.parent else None
        named = (*item.depends_on, *mentioned(f"{item.title}\n{item.body}"))
        depends = dict.fromkeys(names.get(name.casefold(), name) for name in named)
        depends.pop(item.id, None)
        if parent != item.parent or tuple(depends) != item.depends_on or parent == item.id:
            item = replace(item, parent=None if parent == item.id else parent, depends_on=tuple(depends))
        yield item
