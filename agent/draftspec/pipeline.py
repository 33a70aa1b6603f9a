"""From a brief to a specification and its files: the whole story on one screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from draftspec.brief import Brief
from draftspec.checks import run_checks
from draftspec.documents import sections_asked_for
from draftspec.drafting import Draft, Drafter
from draftspec.errors import InputError
from draftspec.files import derived_files
from draftspec.repair import remembering, repaired
from draftspec.sections import SECTIONS
from draftspec.sections.database import Dependent, Table
from draftspec.spec import Finding, Provenance, Sections, Spec

A = TypeVar("A")
R = TypeVar("R")


@dataclass(frozen=True)
class Drafted:
    """A specification, the files that follow from it, and the sections that were asked for and are missing."""

    spec: Spec
    files: dict[str, str]
    gaps: tuple[str, ...]
    unanswered: tuple[str, ...] = ()
    """Of the gaps, those that are there because a service failed; another run may well close them."""
    notes: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether no section is missing and no check found an error."""
        return not self.gaps and all(finding.severity != "error" for finding in self.spec.findings)

    @property
    def exit_code(self) -> int:
        """What the program leaves with: 3 when a service did not answer for a section, 1 for other gaps and errors."""
        return 3 if self.unanswered else 0 if self.is_good else 1


@dataclass(frozen=True)
class Existing:
    """The schema that a project already has: its tables, and the views and triggers over them."""

    tables: tuple[Table, ...] = ()
    dependents: tuple[Dependent, ...] = ()


NOTHING = Existing()


def draft_spec(brief: Brief, drafter: Drafter, *, model: str, schema: Path | None = None) -> Drafted:
    """Return what a drafter makes of a brief, checked, with every file that follows from it.

    Raises `SchemaError` when the file at `schema` cannot be used, and whatever error of draftspec the drafter raises.
    """
    return draft_with(brief, drafter, model, existing_schema(schema))


def draft_with(
    brief: Brief,
    drafter: Drafter,
    model: str,
    existing: Existing = NOTHING,
    at_a_time: AbstractContextManager[object] | None = None,
) -> Drafted:
    """Return the same as `draft_spec` for a schema that was read already, as for one draft of many.

    `at_a_time`, a lock, is held while the processor is busy with a draft: several at once would only be in each other's way.
    """
    held = nullcontext() if at_a_time is None else at_a_time
    asked_for = sections_asked_for()
    checks = remembering(partial(_held, held, partial(_checked, existing.dependents)))
    draft = repaired(drafter(brief, existing.tables, asked_for), checks)
    sections = _with_dependents(draft.sections, existing.dependents)
    provenance = _provenance(draft, model)
    spec = Spec(
        brief=brief.text,
        slug=brief.slug,
        model=model,
        sections=sections,
        claims=draft.claims,
        assumptions=draft.assumptions,
        open_questions=draft.open_questions,
        findings=checks(draft.sections),
        provenance=provenance,
        usage=draft.usage,
    )
    gaps = tuple(name for name in asked_for if provenance[name].source == "gap")
    return Drafted(spec, _held(held, derived_files, spec), gaps, draft.unanswered, draft.notes)


def _held(held: AbstractContextManager[object], work: Callable[[A], R], given: A) -> R:
    with held:
        return work(given)


def _checked(dependents: tuple[Dependent, ...], sections: Sections) -> tuple[Finding, ...]:
    return run_checks(_with_dependents(sections, dependents))


def existing_tables(schema: Path | None) -> tuple[Table, ...]:
    """Return the tables of a schema file, none without one. Raises `SchemaError`."""
    if schema is None:
        return ()
    from draftspec.existing.schema import read_schema  # here, since its grammar costs a tenth of a second to load

    return read_schema(schema)


def existing_schema(schema: Path | None) -> Existing:
    """Return what a schema file defines, nothing without one. Raises `SchemaError`."""
    if schema is None:
        return NOTHING
    from draftspec.existing.schema import read_dependents

    tables = existing_tables(schema)
    return Existing(tables, read_dependents(schema, tables))


def _with_dependents(sections: Sections, dependents: tuple[Dependent, ...]) -> Sections:
    """Return a design with the views and triggers over those existing tables that it refers to."""
    database = sections.database
    there = {table.name for table in database.existing}
    kept = tuple(one for one in dependents if any(name.partition(".")[0] in there for name in one.columns))
    if not kept:
        return sections
    return sections.model_copy(update={"database": database.model_copy(update={"dependents": kept})})


def _provenance(draft: Draft, model: str) -> dict[str, Provenance]:
    """Return where each section came from, as the drafter says, or else from the drafter as a whole."""
    source = Provenance(source="builtin" if model == "builtin" else "model")
    missing = Provenance(source="gap")
    sections = draft.sections
    whole = {name: missing if getattr(sections, name) is None else source for name in SECTIONS}
    return {name: draft.provenance.get(name, one) for name, one in whole.items()}


def drafter_for(model: str) -> Drafter:
    """Return the drafter that needs nothing but a brief. Raises `InputError` for any other name.

    One that asks a model has to know where its journal goes: `drafters/language_model/opening.py` opens it.
    """
    if model != "builtin":
        raise InputError(f"{model!r} is no drafter that works without a model", "use builtin")
    from draftspec.drafters.builtin import draft

    return draft
