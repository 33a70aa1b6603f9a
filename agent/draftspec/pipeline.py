"""From a brief to a specification and its files: the whole story on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from draftspec.brief import Brief
from draftspec.checks import run_checks
from draftspec.documents import sections_asked_for
from draftspec.drafting import Drafter
from draftspec.errors import InputError
from draftspec.files import derived_files
from draftspec.sections import SECTIONS
from draftspec.sections.database import Table
from draftspec.spec import Provenance, Sections, Spec


@dataclass(frozen=True)
class Drafted:
    """A specification, the files that follow from it, and the sections that were asked for and are missing."""

    spec: Spec
    files: dict[str, str]
    gaps: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether no section is missing and no check found an error."""
        return not self.gaps and all(finding.severity != "error" for finding in self.spec.findings)


def draft_spec(brief: Brief, drafter: Drafter, *, model: str, schema: Path | None = None) -> Drafted:
    """Return what a drafter makes of a brief, checked, with every file that follows from it.

    Raises `SchemaError` when the file at `schema` cannot be used, and whatever error of draftspec the drafter raises.
    """
    existing = existing_tables(schema)
    asked_for = sections_asked_for()
    draft = drafter(brief, existing, asked_for)
    spec = Spec(
        brief=brief.text,
        slug=brief.slug,
        model=model,
        sections=draft.sections,
        claims=draft.claims,
        assumptions=draft.assumptions,
        open_questions=draft.open_questions,
        findings=run_checks(draft.sections),
        provenance=_provenance(draft.sections, model),
    )
    gaps = tuple(name for name in asked_for if getattr(draft.sections, name) is None)
    return Drafted(spec, derived_files(spec), gaps)


def existing_tables(schema: Path | None) -> tuple[Table, ...]:
    """Return the tables of a schema file, none without one. Raises `SchemaError`."""
    if schema is None:
        return ()
    from draftspec.existing.schema import read_schema  # here, since its grammar costs a tenth of a second to load

    return read_schema(schema)


def _provenance(sections: Sections, model: str) -> dict[str, Provenance]:
    source = Provenance(source="builtin" if model == "builtin" else "model")
    missing = Provenance(source="gap")
    return {name: missing if getattr(sections, name) is None else source for name in SECTIONS}


def drafter_for(model: str) -> Drafter:
    """Return who drafts by the name that `--model` takes. Raises `InputError` for one that is not there."""
    if model != "builtin":
        raise InputError(f"the model {model!r} is not available in this version", "leave --model out, or use builtin")
    from draftspec.drafters.builtin import draft

    return draft
