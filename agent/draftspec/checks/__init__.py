"""The checks of a design: one file a family, one function a check.

Adding a check is adding a function with `@check(…)` to its family's file, and a design that passes and one that fails
to the tests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from draftspec.checks import (
    access,
    endpoints,
    errors,
    lifecycle,
    migrations,
    queries,
    requests,
    responses,
    tables,
)
from draftspec.checks import sections as across_sections
from draftspec.checks.design import Design
from draftspec.checks.registry import Check, Found, registered
from draftspec.sections.base import TEXT_LIMIT
from draftspec.spec import Finding, Sections

FAMILIES = (
    tables,
    migrations,
    endpoints,
    requests,
    responses,
    errors,
    queries,
    access,
    lifecycle,
    across_sections,
)
"""The families of checks, in the order in which they are run and findings are listed."""

CHECKS: dict[str, Check] = {one.id: one for family in FAMILIES for one in registered(family.__name__)}
"""Every check by its id, in that order."""


def run_checks(sections: Sections, only: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Return what the checks find in a design, family by family; `only` names the checks to run."""
    design = Design(sections)
    return tuple(
        finding
        for one in CHECKS.values()
        if only is None or one.id in only
        for finding in dict.fromkeys(_findings(one, design))
    )


def _findings(one: Check, design: Design) -> Iterator[Finding]:
    for found in one.find(design):
        yield Finding(
            check=one.id,
            severity=one.severity,
            where=found.where,
            message=_cut(found.message),
            hint=_cut(found.hint),
        )


def _cut(text: str) -> str:
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"


__all__ = ["CHECKS", "FAMILIES", "Check", "Design", "Found", "run_checks"]
