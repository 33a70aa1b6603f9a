"""The checks of the files that follow from a design: one file a family, as for designs.

They stand apart since a draft, which writes the files itself, loads none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from draftspec.checks import CHECKS, openapi, pictures, rendered, scripts
from draftspec.checks.design import Design
from draftspec.checks.registry import Check, registered_for_documents
from draftspec.checks.running import findings
from draftspec.checks.texts import Documents
from draftspec.spec import Finding, Spec

DOCUMENT_FAMILIES = (scripts, rendered, pictures, openapi)
"""The families, in the order in which they are run and findings are listed."""

DOCUMENT_CHECKS: dict[str, Check[Documents]] = {
    one.id: one for family in DOCUMENT_FAMILIES for one in registered_for_documents(family.__name__)
}
"""Every check of documents by its id, in that order."""


def run_document_checks(
    spec: Spec, documents: Mapping[str, str], only: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Return what the checks find in the files of a specification, by their names below its folder.

    A file that is not given is not missed. Findings point at a file and a line of it.
    """
    return findings(DOCUMENT_CHECKS, Documents(spec, documents), only)


def run_all_checks(spec: Spec, documents: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what the checks find in a design and then in its files; what both ask of the design is looked up once."""
    design = Design(spec.sections, spec.target)
    return (*findings(CHECKS, design, None), *findings(DOCUMENT_CHECKS, Documents(spec, documents, design), None))
