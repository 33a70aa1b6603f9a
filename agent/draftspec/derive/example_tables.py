"""Tables of example values: each is looked up by the end of a name, as `billing_email` is an `email`."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")
Pool = tuple[str, ...]
"""Texts: the first one goes to the first row of a table, the next to the next."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def spread(table: dict[str, T]) -> dict[str, T]:
    """Return a table with one entry for each of the words of its keys."""
    return {word: value for words, value in table.items() for word in words.split()}
