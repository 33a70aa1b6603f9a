"""From checks and what they look at to findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from draftspec.checks.registry import Check, Found
from draftspec.sections.base import TEXT_LIMIT
from draftspec.spec import Finding

S = TypeVar("S")


def findings(checks: Mapping[str, Check[S]], subject: S, only: Collection[str] | None) -> tuple[Finding, ...]:
    """Return what checks find in a subject, check by check; `only` names the checks to run."""
    found: list[Finding] = []
    for one in checks.values():
        # Most checks find nothing, and most of the time goes into asking them.
        if (only is None or one.id in only) and (places := [*one.find(subject)]):
            found += dict.fromkeys(_finding(one, place) for place in places)
    return tuple(found)


def _finding(one: Check[S], found: Found) -> Finding:
    return Finding(
        check=one.id,
        severity=one.severity,
        where=found.where,
        message=cut(found.message),
        hint=cut(found.hint),
    )


def cut(text: str) -> str:
    """Return a text as long as a finding may say it."""
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"
