"""The specification: the sections that were decided, and what is known about them. This is spec.json."""

from typing import Literal, Self

from pydantic import Field

from draftspec.sections.architecture import Architecture
from draftspec.sections.base import Model, Text
from draftspec.sections.database import Database, Table
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.integrations import Integrations
from draftspec.sections.jobs import Jobs
from draftspec.sections.metadata import Metadata
from draftspec.sections.migration import Migration
from draftspec.sections.objectives import Objectives
from draftspec.sections.observability import Observability
from draftspec.sections.performance import Performance
from draftspec.sections.process import Process
from draftspec.sections.quality import Quality
from draftspec.sections.risks import Risks
from draftspec.sections.rules import Rules
from draftspec.sections.security import Security
from draftspec.sections.stakeholders import Stakeholders
from draftspec.sections.success import Success
from draftspec.sections.tasks import Tasks
from draftspec.sections.tests import Tests
from draftspec.sections.validation import Validation

FORMAT: Literal[1] = 1
"""The version of spec.json's form; raised when an older reader would misread it."""

Severity = Literal["error", "warning", "info"]


class Claim(Model):
    """Something explicit in the brief, and the items of the design that carry it."""

    text: Text
    carried_by: tuple[Text, ...] = ()


class Assumption(Model):
    """Something that was taken for granted, and why."""

    text: Text
    why: Text


class OpenQuestion(Model):
    """Something that somebody should decide, with what is recommended and was drafted."""

    text: Text
    recommended: Text


class Finding(Model):
    """Something that a check found."""

    check: str = Field(description="The check's id, as in EP-01.")
    severity: Severity
    where: str = Field(description="The item, as in `database.tables.invoices.columns.due_date`.")
    message: Text
    hint: Text


def _is_unsaid(value: object) -> bool:
    return value is None or value == 0


class Usage(Model):
    """What the draft cost: tokens of every billed answer, US dollars (null where the model's price is not known)."""

    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    usd: float | None = 0.0


class Provenance(Model):
    """Where a section came from; what a model has to do with it is said only where one was asked."""

    source: Literal["builtin", "model", "gap", "edited"]
    model: str | None = Field(default=None, exclude_if=_is_unsaid, description="Who answered, as the service calls it.")
    repairs: int = Field(default=0, exclude_if=_is_unsaid, description="Times that checks sent it back.")
    usage: Usage | None = Field(default=None, exclude_if=_is_unsaid, description="What it cost, repairs included.")
    reason: Text | None = Field(default=None, exclude_if=_is_unsaid, description="Why there is a gap.")


class Target(Model):
    """What the design is made for."""

    postgres: int = 16


class Sections(Model):
    """What was decided, one member a section; a section that is None was not asked for or failed."""

    metadata: Metadata | None = None
    database: Database = Database()
    migration: Migration | None = None
    endpoints: Endpoints = Endpoints()
    rules: Rules | None = None
    validation: Validation | None = None
    security: Security | None = None
    jobs: Jobs | None = None
    integrations: Integrations | None = None
    performance: Performance | None = None
    tasks: Tasks | None = None
    tests: Tests | None = None
    observability: Observability | None = None
    objectives: Objectives | None = None
    stakeholders: Stakeholders | None = None
    architecture: Architecture | None = None
    quality: Quality | None = None
    risks: Risks | None = None
    process: Process | None = None
    success: Success | None = None

    def differing(self, other: Self) -> tuple[str, ...]:
        """Return the names of the sections that are not as in another design."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) != getattr(other, name))

    def known_tables(self) -> dict[str, Table]:
        """Every table the design may refer to by name: new, assumed and existing, modifications applied."""
        database = self.database
        tables = {table.name: table for table in (*database.existing, *database.assumed, *database.tables)}
        for change in database.modifications:
            if (table := tables.get(change.table)) is not None:
                tables[change.table] = table.model_copy(
                    update={
                        "columns": (*table.columns, *change.add_columns),
                        "indexes": (*table.indexes, *change.add_indexes),
                        "constraints": (*table.constraints, *change.add_constraints),
                    }
                )
        return tables


class Spec(Model):
    """The whole of spec.json."""

    format: Literal[1] = FORMAT
    brief: str
    slug: str
    model: str = "builtin"
    target: Target = Target()
    sections: Sections
    claims: tuple[Claim, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    findings: tuple[Finding, ...] = ()
    provenance: dict[str, Provenance] = {}
    usage: Usage = Usage()
    files: dict[str, str] = {}
