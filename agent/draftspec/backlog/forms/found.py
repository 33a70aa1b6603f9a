"""What a form finds in a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from draftspec.backlog.item import Item
from draftspec.errors import BacklogError

MOST_ITEMS = 200_000
"""Most items of a backlog."""


@dataclass
class Found:
    """The items of a text in its order, and what people should know about how it was read."""

    items: list[Item] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, items: Iterable[Item]) -> None:
        """Take items over. Raises `BacklogError` when they become more than `MOST_ITEMS`."""
        for item in items:
            if len(self.items) == MOST_ITEMS:
                raise BacklogError(
                    f"the backlog holds more than {MOST_ITEMS:,} items", "split it, or export only what is wanted"
                )
            self.items.append(item)
