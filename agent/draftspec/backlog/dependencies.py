"""What an item waits for: named in its text, and the order and the rings that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftspec.backlog.item import Item

_REFERENCE = r"(?:#\d+|[A-Z][A-Z0-9]{1,9}-\d+|https?://\S+/(?:issues|pull|issue|browse)/[\w-]+)"
_MENTION = re.compile(
    rf"\b(?:depends? (?:up)?on|blocked by|waits? (?:for|on)|requires|needs|after)\b:?[ \t]*(?:\[ \] )?({_REFERENCE}(?:(?:[ \t]*,[ \t]*|[ \t]+and[ \t]+){_REFERENCE})*)",
    re.IGNORECASE,
)
_ONE = re.compile(_REFERENCE, re.IGNORECASE)


def mentioned(body: str) -> tuple[str, ...]:
    """Return the ids that a text says its item depends on ("Blocked by #12", "depends on BAH-7 and BAH-9")."""
    found = (one for mention in _MENTION.finditer(body) for one in _ONE.findall(mention[1]))
    return tuple(dict.fromkeys(one.rstrip("/").rsplit("/", 1)[-1].lstrip("#") for one in found))


def in_order(items: Sequence[Item]) -> list[Item]:
    """Return items in their order, but each after those it depends on; items of a ring keep their order."""
    known = {item.id: item for item in items}
    placed: dict[str, Item] = {}
    for item in items:
        for before in _walk(item, known, placed):
            placed.setdefault(before.id, before)
    return list(placed.values())


def _walk(start: Item, known: dict[str, Item], placed: dict[str, Item]) -> Iterator[Item]:
    """Yield what an item depends on and then the item, without those that were placed; a ring ends where it closes."""
    path = [(start, iter(start.depends_on))]
    on_path = {start.id}
    while path:
        item, rest = path[-1]
        following = next(
            (known[name] for name in rest if name in known and name not in placed and name not in on_path), None
        )
        if following is None:
            path.pop()
            on_path.discard(item.id)
            if item.id not in placed:
                yield item
        else:
            path.append((following, iter(following.depends_on)))
            on_path.add(following.id)


def cycles(items: Sequence[Item]) -> list[tuple[str, ...]]:
    """Return the rings of items that depend on each other, each once, from its first item on."""
    known = {item.id: item for item in items if item.depends_on}
    finished: set[str] = set()
    rings: list[tuple[str, ...]] = []
    for start in known:
        path: list[str] = [start]
        places = {start: 0}
        rests = [iter(known[start].depends_on)]
        while path and start not in finished:
            name = next((name for name in rests[-1] if name in known and name not in finished), None)
            if name is None:
                finished.add(path.pop())
                places.popitem()
                rests.pop()
            elif name in places:
                rings.append(tuple(path[places[name] :]))
            else:
                places[name] = len(path)
                path.append(name)
                rests.append(iter(known[name].depends_on))
    return rings
