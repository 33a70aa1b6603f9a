"""Modifications of tables that are there, read from their ALTER TABLE and CREATE INDEX statements."""

from __future__ import annotations

from collections.abc import Iterable

from draftspec.derive.specification import alter_statements
from draftspec.existing import columns
from draftspec.existing.trees import Node as SqlNode
from draftspec.existing.trees import constant, kind, unwrapped
from draftspec.reading_back import keeping
from draftspec.reading_back.merging import merged_all
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part
from draftspec.reading_back.plain import plain
from draftspec.reading_back.statements import additions, formless, placed, trees
from draftspec.reading_back.tables import described, meant, note_modified_lines
from draftspec.sections.database import ColumnChange, Database, Modification

_UNSAID = "not said"


def modification(part: Part, known: Modification | None, base: Database, notes: Notes) -> Modification:
    """Return the modification below a heading, which names the table."""
    blocks = [node for node in part.nodes if node.kind == "fence" and node.language == "sql"]
    name = known.table if known is not None else part.heading
    where = f"database.modifications.{name}"
    notes.at(where, part.line)
    after = _read(placed(blocks), name, notes, part.line)
    there = {one.name for one in known.add_columns} if known is not None else set()
    added = [one.name for one in after.add_columns if one.name not in there]
    notes.unknown(*(f"{where}.add_columns.{name}.sensitivity" for name in added))
    if known is None:
        found = after
    else:
        found = _merged(known, _read(alter_statements(known, base), name, notes, part.line), after)
    read = additions(placed(blocks), name, notes)
    if read is not None:
        note_modified_lines(where, read, blocks, notes)
        if formless(placed(blocks), read, notes):
            notes.unknown(f"{where}: a constraint or index that a design has no form for")
    bullets = [Node("bullet", plain(one.text), one.line) for one in part.nodes if one.kind == "bullet"]
    constraints = meant(found.add_constraints, known.add_constraints if known is not None else (), bullets, notes)
    columns = described(found.add_columns, bullets, notes)
    return notes.changed(
        part.line, found, reason=_reason(part, found.reason), add_columns=columns, add_constraints=constraints
    )


def _reason(part: Part, base: str) -> str:
    texts = [plain(one.text) for one in part.paragraphs()]
    if not texts or any(keeping.alike(text, base) for text in texts):
        return base
    return texts[0]


def _read(script: str, table: str, notes: Notes, line: int) -> Modification:
    found = additions(script, table, notes)
    return notes.built(
        line,
        Modification,
        table=table,
        reason=_UNSAID,
        add_columns=found.columns if found else (),
        change_columns=tuple(_changes(trees(script, notes))) if script.strip() else (),
        add_indexes=found.indexes if found else (),
        add_constraints=found.constraints if found else (),
    )


def _changes(nodes: Iterable[SqlNode]) -> Iterable[ColumnChange]:
    """Return the changes of columns in the order in which the columns are first named."""
    found: dict[str, ColumnChange] = {}
    for node in nodes:
        if kind(node) != "AlterTableStmt":
            continue
        for command in (one.alter_table_cmd for one in node.cmds):
            if (update := _update(command)) is not None:
                before = found.get(command.name, ColumnChange(column=command.name))
                found[command.name] = before.model_copy(update=update)
    return found.values()


def _update(command: SqlNode) -> dict[str, object] | None:
    match constant(command, "subtype"):
        case "AT_AlterColumnType":
            return {"type": columns.type_of(unwrapped(getattr(command, "def")), {}).type}
        case "AT_SetNotNull":
            return {"nullable": False}
        case "AT_DropNotNull":
            return {"nullable": True}
    return None


def _merged(base: Modification, before: Modification, after: Modification) -> Modification:
    if before == after:
        return base
    parts = {
        "add_columns": merged_all(base.add_columns, before.add_columns, after.add_columns, lambda one: one.name),
        "change_columns": merged_all(
            base.change_columns, before.change_columns, after.change_columns, lambda one: one.column
        ),
        "add_indexes": merged_all(base.add_indexes, before.add_indexes, after.add_indexes, lambda one: one.name),
        "add_constraints": merged_all(
            base.add_constraints, before.add_constraints, after.add_constraints, lambda one: one.name
        ),
    }
    return base.model_copy(update=parts)
