"""The checks of a design: one file a family, one function a check.

Adding a check is adding a function with `@check(…)` to its family's file, and a design that passes and one that fails
to the tests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from draftspec.checks import (
    access,
    brownfield,
    constraints,
    downtime,
    endpoints,
    errors,
    examples,
    lifecycle,
    migrations,
    openapi,
    operations,
    pictures,
    promises,
    queries,
    rendered,
    requests,
    responses,
    scripts,
    stack,
    tables,
    targets,
    tenants,
    tested,
)
from draftspec.checks import sections as across_sections
from draftspec.checks.design import Design
from draftspec.checks.registry import Check, Found, registered, registered_for_documents
from draftspec.checks.texts import Documents
from draftspec.sections.base import TEXT_LIMIT
from draftspec.spec import Finding, Sections, Spec, Target

S = TypeVar("S")

FAMILIES = (
    tables,
    constraints,
    migrations,
    downtime,
    targets,
    endpoints,
    requests,
    examples,
    responses,
    errors,
    queries,
    access,
    tenants,
    lifecycle,
    promises,
    across_sections,
    tested,
    operations,
    stack,
    brownfield,
    scripts,
    rendered,
    pictures,
    openapi,
)
"""The families of checks, in the order in which they are run and findings are listed."""

CHECKS: dict[str, Check[Design]] = {one.id: one for family in FAMILIES for one in registered(family.__name__)}
"""Every check of designs by its id, in that order."""

DOCUMENT_CHECKS: dict[str, Check[Documents]] = {
    one.id: one for family in FAMILIES for one in registered_for_documents(family.__name__)
}
"""Every check of documents by its id, in that order."""


def run_checks(
    sections: Sections, only: Collection[str] | None = None, target: Target | None = None
) -> tuple[Finding, ...]:
    """Return what the checks find in a design, family by family; `only` names the checks to run."""
    return _run(CHECKS, Design(sections, target), only)


def run_document_checks(
    spec: Spec, documents: Mapping[str, str], only: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Return what the checks find in the files of a specification, by their names below its folder.

    A file that is not given is not missed. Findings point at a file and a line of it.
    """
    return _run(DOCUMENT_CHECKS, Documents(spec, documents), only)


def _run(checks: Mapping[str, Check[S]], subject: S, only: Collection[str] | None) -> tuple[Finding, ...]:
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


__all__ = [
    "CHECKS",
    "DOCUMENT_CHECKS",
    "FAMILIES",
    "Check",
    "Design",
    "Documents",
    "Found",
    "run_checks",
    "run_document_checks",
]
