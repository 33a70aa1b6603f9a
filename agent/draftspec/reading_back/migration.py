"""The notes under the migration; its statements follow from the tables, see `derived`."""

from __future__ import annotations

from draftspec.reading_back.labels import labels
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.records import texts
from draftspec.sections.migration import Migration

_LABELS = {"data_impact": "Data Impact", "downtime": "Downtime", "rollback_plan": "Rollback Plan"}


def migration(root: Part, base: Migration, notes: Notes) -> Migration:
    """Return what running the migration means."""
    part = below(below(root, "Database Changes", notes), "Migration Scripts", notes)
    shown = [one for one in part.everything() if any(labels(one, notes, "bullet").all("Data Impact"))]
    if not shown:
        raise notes.error(part.line, "**Data Impact** is missing under 'Migration Scripts'")
    return notes.changed(shown[0].line, base, **texts(labels(shown[0], notes, "bullet"), base, _LABELS))
