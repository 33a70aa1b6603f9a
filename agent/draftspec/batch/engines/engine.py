"""What an engine is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from draftspec.batch.order import Order
from draftspec.batch.row import Row

Work = Callable[[Order], Row]
"""Drafts one order. Safe with several threads."""


class Engine(Protocol):
    """Carries out orders."""

    def rows(self, orders: Iterator[Order]) -> Iterator[Row]:
        """Take orders as there is room for them, and yield the row of each as it is done.

        An order fails for itself. When the orders end, what is in flight is finished; when the iterator is closed, what
        is in flight is left where it is. Raises `InputError` when nothing can be drafted at all.
        """
        ...
