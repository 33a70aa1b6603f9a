"""Notes about a backlog: the first of a kind, and how many there are beyond them."""

from __future__ import annotations

from collections.abc import Iterable

MOST_NAMED = 5
"""How many notes of one kind are shown."""


def some_of(notes: Iterable[str]) -> list[str]:
    """Return the first notes of a kind, and one about the others."""
    notes = list(notes)
    more = len(notes) - MOST_NAMED
    return notes if more <= 0 else [*notes[:MOST_NAMED], f"and {more:,} more like that: {notes[MOST_NAMED]}, …"]
