"""Which items of a backlog are drafted, in which order, and why the others are not."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from draftspec.backlog.dependencies import in_order
from draftspec.backlog.item import Backlog, Item
from draftspec.backlog.kinds import reason_against
from draftspec.errors import BacklogError

NOT_SELECTED = "not selected"
"""The reason of every item that `--select` does not name."""


@dataclass(frozen=True)
class Choice:
    """An item, and the reason why it is not drafted, or None where it is."""

    item: Item
    skipped: str | None


def choose(
    backlog: Backlog, *, everything: bool = False, select: Sequence[str] = (), limit: int | None = None
) -> tuple[Choice, ...]:
    """Return a choice for every item: in the backlog's order, but each after those it depends on.

    `select` names ids (`#12` is 12, case does not count); what is named is drafted also when it is done, a bug or a
    chore, as with `everything`; an item without any text never is. At most `limit` items are drafted. Raises
    `BacklogError` when an id is not in the backlog.
    """
    wanted = _wanted(backlog, select)
    parents = _parents(backlog)
    return tuple(_limited(_choices(backlog, parents, wanted, everything), limit))


def _choices(
    backlog: Backlog, parents: dict[str, list[Item]], wanted: frozenset[str], everything: bool
) -> Iterator[Choice]:
    for item in in_order(backlog.items):
        if not item.title and not item.body:
            yield Choice(item, "no text")
        elif wanted and item.id not in wanted:
            yield Choice(item, NOT_SELECTED)
        else:
            yield Choice(item, None if everything or wanted else reason_against(item, parents.get(item.id, [])))


def _limited(choices: Iterator[Choice], limit: int | None) -> Iterator[Choice]:
    drafted = 0
    for choice in choices:
        if choice.skipped is None:
            drafted += 1
            if limit is not None and drafted > limit:
                choice = Choice(choice.item, f"beyond the first {limit}")
        yield choice


def _parents(backlog: Backlog) -> dict[str, list[Item]]:
    """Return the items below each item that has any, by its id."""
    ids = {item.id for item in backlog.items}
    below: dict[str, list[Item]] = {}
    for item in backlog.items:
        if item.parent in ids and item.parent is not None:
            below.setdefault(item.parent, []).append(item)
    return below


def _wanted(backlog: Backlog, select: Sequence[str]) -> frozenset[str]:
    names = {item.id.casefold(): item.id for item in backlog.items}
    given = [name.strip() for name in select if name.strip()]
    found = {name: names.get(name.casefold()) or names.get(name.lstrip("#").casefold()) for name in given}
    for name, identity in found.items():
        if identity is None:
            near = difflib.get_close_matches(name.casefold(), list(names)[:10_000], n=1)
            hint = f"did you mean {names[near[0]]}?" if near else f"ids are {', '.join(list(names.values())[:5])}, …"
            raise BacklogError(f"the backlog has no item {name[:80]!r}", hint)
    return frozenset(identity for identity in found.values() if identity is not None)
