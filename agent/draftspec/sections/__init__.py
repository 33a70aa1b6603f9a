"""The sections that a drafter decides: one file each, the same name on every floor.

`SECTIONS` holds them in the order of the documents, each with the sections whose results it needs.
"""

from __future__ import annotations

from dataclasses import dataclass

from draftspec.sections.architecture import Architecture
from draftspec.sections.base import Model
from draftspec.sections.database import Database
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


@dataclass(frozen=True)
class Section:
    """A section: its name, the model of what is decided, and the sections that must be decided before."""

    name: str
    model: type[Model]
    needs: tuple[str, ...] = ()


SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        Section("metadata", Metadata, ("database", "endpoints")),
        Section("database", Database),
        Section("migration", Migration, ("database",)),
        Section("endpoints", Endpoints, ("database",)),
        Section("rules", Rules, ("database", "endpoints")),
        Section("validation", Validation, ("database", "endpoints")),
        Section("security", Security, ("database", "endpoints")),
        Section("jobs", Jobs, ("database", "endpoints")),
        Section("integrations", Integrations, ("endpoints", "jobs")),
        Section("performance", Performance, ("database", "endpoints")),
        Section("tasks", Tasks, ("database", "endpoints", "rules", "jobs", "integrations")),
        Section("tests", Tests, ("database", "endpoints", "rules", "jobs", "integrations")),
        Section("observability", Observability, ("endpoints", "jobs")),
        Section("objectives", Objectives, ("database", "endpoints")),
        Section("stakeholders", Stakeholders, ("endpoints", "jobs", "integrations")),
        Section("architecture", Architecture, ("database", "endpoints", "jobs")),
        Section("quality", Quality, ("endpoints", "rules", "security")),
        Section("risks", Risks, ("database", "endpoints", "rules")),
        Section("process", Process, ("tasks",)),
        Section("success", Success, ("endpoints", "jobs", "objectives")),
    )
}

__all__ = ["SECTIONS", "Model", "Section"]
