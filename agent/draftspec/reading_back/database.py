"""The section `database`: new tables and modifications; what is assumed or exists is not shown and stays."""

from __future__ import annotations

from draftspec.reading_back import keeping
from draftspec.reading_back.modifications import modification
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.plain import plain
from draftspec.reading_back.tables import table
from draftspec.sections.database import Database, Modification, Table


def database(root: Part, base: Database, notes: Notes) -> Database:
    """Return the tables and modifications of a document."""
    part = below(root, "Database Changes", notes)
    new, changed = below(part, "New Tables/Collections", notes), below(part, "Schema Modifications", notes)
    below(part, "Migration Scripts", notes)
    tables = _tables(new, base, notes)
    modifications = _modifications(changed, base, notes)
    return notes.changed(
        part.line,
        base,
        tables=tables,
        modifications=modifications,
        none_because=_reason(new, "No new table", base.none_because) if not tables else base.none_because,
        unmodified_because=_reason(changed, "No table that is there changes", base.unmodified_because)
        if not modifications
        else base.unmodified_because,
    )


def _reason(part: Part, what: str, base: str | None) -> str | None:
    paragraphs = (Node("paragraph", plain(node.text), node.line) for node in part.paragraphs())
    return keeping.reason(paragraphs, what, base)


def _tables(part: Part, base: Database, notes: Notes) -> tuple[Table, ...]:
    found: dict[str, Table] = {}
    for one in part.parts:
        read = table(one, base, notes)
        if read.name in found:
            raise notes.error(one.line, f"the table {read.name!r} is created a second time", "keep each table once")
        found[read.name] = read
    return tuple(found.values())


def _modifications(part: Part, base: Database, notes: Notes) -> tuple[Modification, ...]:
    left = list(base.modifications)
    found = []
    for one in part.parts:
        known = next((change for change in left if " ".join(change.table.split()) == one.heading), None)
        if known is not None:
            left.remove(known)
        found.append(modification(one, known, base, notes))
    return tuple(found)
