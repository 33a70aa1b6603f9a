"""An item of a backlog as the batch takes it: its brief, or why it is not drafted."""

from __future__ import annotations

from dataclasses import dataclass

from draftspec.brief import Brief


@dataclass(frozen=True)
class Wanted:
    """An item; without a brief it is not drafted, for the `reason`, which `is_fault` tells from a choice."""

    id: str
    title: str
    brief: Brief | None
    reason: str = ""
    is_fault: bool = False
    place: int = 0
    """Where it stands in the backlog; it may be drafted earlier or later."""
