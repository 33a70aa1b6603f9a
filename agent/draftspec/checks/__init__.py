"""The checks of a design: one file a family, one function a check. Those of the files are in `documents.py`.

Adding a check is adding a function with `@check(…)` to its family's file, and a design that passes and one that fails
to the tests.
"""

from __future__ import annotations

from collections.abc import Collection

from draftspec.checks import (
    access,
    brownfield,
    constraints,
    dependents,
    downtime,
    endpoints,
    errors,
    examples,
    granting,
    lifecycle,
    migrations,
    operations,
    promises,
    queries,
    requests,
    responses,
    stack,
    tables,
    targets,
    tenants,
    tested,
)
from draftspec.checks import sections as across_sections
from draftspec.checks.design import Design
from draftspec.checks.registry import Check, Found, registered
from draftspec.checks.running import findings
from draftspec.spec import Finding, Sections, Target

FAMILIES = (
    tables,
    constraints,
    migrations,
    dependents,
    downtime,
    targets,
    endpoints,
    requests,
    examples,
    responses,
    errors,
    queries,
    access,
    granting,
    tenants,
    lifecycle,
    promises,
    across_sections,
    tested,
    operations,
    stack,
    brownfield,
)
"""The families of checks, in the order in which they are run and findings are listed."""

CHECKS: dict[str, Check[Design]] = {one.id: one for family in FAMILIES for one in registered(family.__name__)}
"""Every check of designs by its id, in that order."""


def run_checks(
    sections: Sections, only: Collection[str] | None = None, target: Target | None = None
) -> tuple[Finding, ...]:
    """Return what the checks find in a design, family by family; `only` names the checks to run."""
    return findings(CHECKS, Design(sections, target), only)


__all__ = [
    "CHECKS",
    "FAMILIES",
    "Check",
    "Design",
    "Found",
    "run_checks",
]
