"""The blocks that follow from the rest of a document: shown, never read, and said so where somebody edited one."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.derive.diagram import relationships
from draftspec.derive.matrix import markdown, matrix_of
from draftspec.derive.specification import migration_script
from draftspec.markdown import fenced
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.spec import Sections


def note_edits(root: Part, base: Sections, notes: Notes) -> None:
    """Note each derived block that does not read as it was rendered."""
    for node, rendered, what in (
        (_diagram(root, notes), relationships(base.database), "the diagram, which follows from the tables"),
        (_script(root, notes), migration_script(base.database), "the migration script, which follows from the tables"),
        (_coverage(root, notes), markdown(matrix_of(base)), "the coverage matrix, which follows from the endpoints"),
    ):
        if node is not None and node.text.split() != rendered.split():
            notes.unknown(f"line {node.line}: {what} and is not read")


def renewed(text: str, before: Sections, after: Sections) -> str:
    """Return a document with its derived blocks as a changed design gives them; a block that somebody edited stays."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    for old, new in zip(_blocks(before), _blocks(after), strict=True):
        if old and new:
            text = text.replace(old.replace("\n", line_end), new.replace("\n", line_end), 1)
    return text


def _blocks(sections: Sections) -> tuple[str, ...]:
    diagram, script = relationships(sections.database), migration_script(sections.database)
    return (
        fenced(diagram, "mermaid") if diagram else "",
        fenced(script, "sql") if script else "",
        markdown(matrix_of(sections)),
    )


def _diagram(root: Part, notes: Notes) -> Node | None:
    new = below(below(root, "Database Changes", notes), "New Tables/Collections", notes)
    return next((node for node in new.nodes if node.kind == "fence" and node.language == "mermaid"), None)


def _script(root: Part, notes: Notes) -> Node | None:
    part = below(below(root, "Database Changes", notes), "Migration Scripts", notes)
    return next(_fences(part), None)


def _fences(part: Part) -> Iterator[Node]:
    return (node for one in part.everything() for node in one.nodes if node.kind == "fence")


def _coverage(root: Part, notes: Notes) -> Node | None:
    return next((node for node in below(root, "API Endpoints", notes).paragraphs() if node.text.startswith("|")), None)
