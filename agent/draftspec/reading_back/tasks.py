"""The tasks, ticked or not; what a reworded one covers is found by its id."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftspec.derive.tasks import numbered_tasks
from draftspec.reading_back import keeping
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.plain import plain
from draftspec.reading_back.records import bullets
from draftspec.sections.tasks import Task, Tasks

_TASK = re.compile(r"(?:\[[ xX]?\] *)?(?:\*\*(.+?)\*\*: *)?(.*)")
_FIELDS = ("database", "api", "business_logic", "integration")


def tasks(root: Part, base: Tasks, notes: Notes) -> Tasks:
    """Return the tasks of a document."""
    part = below(root, "Implementation Tasks", notes)
    found = {}
    for name, group in zip(_FIELDS, numbered_tasks(base), strict=True):
        known = getattr(base, name)
        ids = {one.id: task for one, task in zip(group.tasks, known, strict=True)}
        shown = [_shown(node) for node in bullets(below(part, group.heading, notes)) if node.depth < 2]
        found[name] = keeping.items(
            [Node("bullet", text, line, language=id_) for id_, text, line in shown if text],
            known,
            lambda node, left, ids=ids: _task(node, left, ids.get(node.language), notes),  # type: ignore[misc]
            lambda one: str(one.text),
        )
        for id_, _, line in shown:
            notes.at(f"tasks.{id_}", line)
    return notes.changed(part.line, base, **found)


def _shown(node: Node) -> tuple[str, str, int]:
    match = _TASK.fullmatch(node.text)
    return (plain(match[1] or ""), plain(match[2]).strip(), node.line) if match else ("", plain(node.text), node.line)


def _task(node: Node, left: Sequence[Task], known: Task | None, notes: Notes) -> Task:
    if known is not None and known in left:
        return notes.changed(node.line, known, text=node.text)
    notes.unknown(f"tasks.{node.language or 'line ' + str(node.line)}.covers")
    return notes.built(node.line, Task, text=node.text, covers=(node.language or "unknown",))
