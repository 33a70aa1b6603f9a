"""From the choices in a backlog to what the batch takes: each item with its brief, in the order of the backlog."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.backlog import Backlog, Choice, brief_of
from draftspec.batch.wanted import Wanted
from draftspec.errors import DraftspecError


def wanted_items(backlog: Backlog, choices: tuple[Choice, ...]) -> Iterator[Wanted]:
    """Yield the items in the order in which they are drafted; one whose brief cannot be used says why."""
    places = {item.id: place for place, item in enumerate(backlog.items)}
    for choice in choices:
        item, place = choice.item, places[choice.item.id]
        try:
            brief = brief_of(item, backlog)
        except DraftspecError as error:
            yield Wanted(
                item.id, item.title, None, choice.skipped or str(error), is_fault=choice.skipped is None, place=place
            )
            continue
        yield Wanted(item.id, item.title, brief, choice.skipped or "", place=place)
