"""Who runs designs: a server of our own, one of the user's, or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from draftspec.spec import Finding, Sections


@dataclass(frozen=True)
class Executor:
    """Runs designs; without a server it only parses them, and `why_not` says why."""

    version: str | None
    why_not: str | None
    run: Callable[[Sections], tuple[Finding, ...]]
