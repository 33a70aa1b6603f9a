"""The notes under the migration; its statements are derived from the tables and not read."""

from __future__ import annotations

from draftspec.derive.specification import migration_script
from draftspec.reading_back.labels import labels
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.records import texts
from draftspec.sections.database import Database
from draftspec.sections.migration import Migration

_LABELS = {"data_impact": "Data Impact", "downtime": "Downtime", "rollback_plan": "Rollback Plan"}


def migration(root: Part, base: Migration, notes: Notes) -> Migration:
    """Return what running the migration means."""
    part = below(below(root, "Database Changes", notes), "Migration Scripts", notes)
    shown = [one for one in part.everything() if any(labels(one, notes, "bullet").all("Data Impact"))]
    if not shown:
        raise notes.error(part.line, "**Data Impact** is missing under 'Migration Scripts'")
    return notes.changed(shown[0].line, base, **texts(labels(shown[0], notes, "bullet"), base, _LABELS))


def note_edited_script(root: Part, base: Database, notes: Notes) -> None:
    """Note that edits of the script itself are not read: it follows from the tables above it."""
    part = below(below(root, "Database Changes", notes), "Migration Scripts", notes)
    blocks = [node for one in part.everything() for node in one.nodes if node.kind == "fence"]
    if blocks and blocks[0].text.split() != migration_script(base).split():
        notes.unknown(f"line {blocks[0].line}: the migration script, which follows from the tables and is not read")
