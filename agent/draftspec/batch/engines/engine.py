"""What an engine is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from draftspec.batch.order import Order
from draftspec.batch.row import Row


class Engine(Protocol):
    """Carries out orders."""

    def rows(self, orders: Iterator[Order]) -> Iterator[Row]:
        """Take orders as there is room for them, and yield the row of each as it is done.

        An order fails for itself. When the orders end, what is in flight is finished; when the iterator is closed, what
        is in flight is left where it is. Raises `InputError` when nothing can be drafted at all.
        """
        ...
