"""Decides the `metadata` section."""

from __future__ import annotations

from typing import Literal

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.words import counted
from draftspec.sections.database import Database
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.metadata import Metadata


def draft(plan: Plan, database: Database, endpoints: Endpoints) -> Metadata:
    """Return the head of both documents; the size follows from what was counted."""
    tables, calls = len(database.tables) + len(database.modifications), len(endpoints.endpoints)
    states = sum(len(resource.states) for resource in plan.resources)
    score = tables + calls / 4 + states / 3 + len(plan.services)
    size: Literal["low", "medium", "high"] = "low" if score < 4 else "medium" if score < 11 else "high"
    parts = [
        counted(tables, "table"),
        counted(calls, "endpoint"),
        counted(states, "state"),
        counted(len(plan.services), "outside service"),
    ]
    return Metadata(
        title=plan.title,
        domain=f"{plan.title} (REST API on PostgreSQL)" if plan.main else "No backend work",
        complexity=size,
        complexity_reason=f"{', '.join(parts)}.",
    )
