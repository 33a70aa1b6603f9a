"""A whole Backend Specification, read back into the sections of the design that it was rendered from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from draftspec.errors import InputError
from draftspec.reading_back import keeping
from draftspec.reading_back.database import database
from draftspec.reading_back.derived import note_edits
from draftspec.reading_back.endpoints import endpoints
from draftspec.reading_back.integrations import integrations
from draftspec.reading_back.jobs import jobs
from draftspec.reading_back.migration import migration
from draftspec.reading_back.nodes import nodes
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.observability import observability
from draftspec.reading_back.parts import Part, tree
from draftspec.reading_back.performance import performance
from draftspec.reading_back.rules import rules
from draftspec.reading_back.security import security
from draftspec.reading_back.tasks import tasks
from draftspec.reading_back.tests import tests
from draftspec.reading_back.validation import validation
from draftspec.sections.metadata import Metadata
from draftspec.spec import Sections, Spec

SPECIFICATION = "02_Backend_Specification.md"
"""The document that is read back."""

SIZE_LIMIT = 4_000_000
"""Largest document that is read, in characters; a rendered one is far smaller."""

_TITLE = "Backend Specification for "
_READERS: dict[str, Callable[[Part, Any, Notes], Any]] = {
    "migration": migration,
    "rules": rules,
    "validation": validation,
    "security": security,
    "jobs": jobs,
    "integrations": integrations,
    "performance": performance,
    "tasks": tasks,
    "tests": tests,
    "observability": observability,
}


@dataclass(frozen=True)
class ReadBack:
    """The sections as the document says them, the line of each item by its path, and what the document leaves unknown."""

    sections: Sections
    lines: Mapping[str, int]
    undecidable: tuple[str, ...] = ()


def read_back(text: str, base: Spec, name: str = SPECIFICATION) -> ReadBack:
    """Return what a Backend Specification says; what it does not show comes from `base`, by identity.

    Raises `InputError` with file and line where the text is no such document.
    """
    if len(text) > SIZE_LIMIT:
        message = f"{name}:1: longer than {SIZE_LIMIT // 1_000_000} MB, which no specification is"
        raise InputError(message, "is this the right file?")
    notes = Notes(name)
    root = _document(tree(nodes(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), notes)), notes)
    known = base.sections
    found: dict[str, Any] = {
        "metadata": _metadata(root, known.metadata, notes),
        "database": database(root, known.database, notes),
        "endpoints": endpoints(root, known.endpoints, known.known_tables(), notes),
    }
    note_edits(root, known, notes)
    for section, read in _READERS.items():
        before = getattr(known, section)
        found[section] = read(root, before, notes) if before is not None else None
    return ReadBack(notes.changed(1, known, **found), MappingProxyType(notes.lines), tuple(notes.undecidable))


def _document(root: Part, notes: Notes) -> Part:
    """Return the part of the one specification that a file holds."""
    titles = [part for part in root.parts if part.level == 1]
    if not titles or not titles[0].heading.startswith(_TITLE.strip()):
        line = titles[0].line if titles else 1
        raise notes.error(line, f"this is no Backend Specification: it does not begin with '# {_TITLE}…'")
    if len(titles) > 1:
        raise notes.error(titles[1].line, "a second document begins here", "keep one specification a file")
    return titles[0]


def _metadata(root: Part, base: Metadata | None, notes: Notes) -> Metadata | None:
    title = root.heading.removeprefix(_TITLE.strip()).strip()
    if base is None or not title:
        return base
    return notes.changed(root.line, base, title=keeping.text(title, base.title))
