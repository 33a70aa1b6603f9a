"""From checks and what they look at to findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from draftspec.checks.registry import Check
from draftspec.sections.base import TEXT_LIMIT
from draftspec.spec import Finding

S = TypeVar("S")


def findings(checks: Mapping[str, Check[S]], subject: S, only: Collection[str] | None) -> tuple[Finding, ...]:
    """Return what checks find in a subject, check by check; `only` names the checks to run."""
    return tuple(
        finding
        for one in checks.values()
        if only is None or one.id in only
        for finding in dict.fromkeys(_findings(one, subject))
    )


def _findings(one: Check[S], subject: S) -> Iterator[Finding]:
    for found in one.find(subject):
        yield Finding(
            check=one.id,
            severity=one.severity,
            where=found.where,
            message=_cut(found.message),
            hint=_cut(found.hint),
        )


def _cut(text: str) -> str:
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"
