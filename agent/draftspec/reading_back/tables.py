"""New tables: purpose from the paragraph, columns and keys from the SQL, what a constraint means from its bullet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from draftspec.derive.specification import create_statements, index_statements
from draftspec.reading_back import keeping
from draftspec.reading_back.labels import Labels, labels
from draftspec.reading_back.merging import merged_all
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part
from draftspec.reading_back.plain import leading_code, plain
from draftspec.reading_back.statements import formless, one_table, placed
from draftspec.sections.database import Column, Constraint, Database, Table

_CREATE_TABLE = re.compile(r"(?im)^\s*create\s+table\b")


def table(part: Part, base: Database, notes: Notes) -> Table:
    """Return the table below a heading."""
    labelled = labels(part, notes, "paragraph")
    blocks = _blocks(part, labelled, notes)
    script = placed(blocks)
    after = one_table(script, notes, part.line)
    where = f"database.tables.{after.name}"
    notes.at(where, part.line)
    _note_lines(where, after, blocks, notes)
    known = next((one for one in base.tables if one.name == after.name), None)
    shown = part.paragraphs()
    if known is None:
        found = _new(after, where, notes)
        purpose = _purpose(shown, None) or found.purpose
    else:
        before = one_table(f"{create_statements(known, base)}\n{index_statements(known)}", notes, part.line)
        found = _merged(known, before, after)
        added = {one.name for one in found.columns} - {one.name for one in known.columns}
        notes.unknown(*(f"{where}.columns.{name}.sensitivity" for name in sorted(added)))
        purpose = _purpose(shown, known.purpose) or known.purpose
        if after != before and formless(script, after, notes):
            notes.unknown(f"{where}: a constraint or index that a design has no form for")
    bullets = labelled_bullets(labelled, "Constraints")
    constraints = meant(found.constraints, known.constraints if known is not None else (), bullets, notes)
    columns = described(found.columns, labelled_bullets(labelled, "Columns"), notes)
    return notes.changed(part.line, found, purpose=purpose, columns=columns, constraints=constraints)


def _blocks(part: Part, labelled: Labels, notes: Notes) -> list[Node]:
    first = next((node for node in part.nodes if node.kind == "fence" and node.language == "sql"), None)
    if first is None:
        raise notes.error(part.line, f"no SQL block below {part.heading!r}", "show its CREATE TABLE in a ```sql block")
    fences = (node for node in part.nodes if node.kind == "fence" and node.language == "sql")
    for other in fences:
        if other is not first and _CREATE_TABLE.search(other.text):
            raise notes.error(
                other.line,
                f"a second table stands below {part.heading!r}",
                "give it a heading of its own, as in `#### invoice_lines`",
            )
    later = (one.fence("sql") for one in labelled.all("Indexes"))
    return [first, *(one for one in later if one is not None and one.line != first.line)]


def _note_lines(where: str, read: Table, blocks: Iterable[Node], notes: Notes) -> None:
    """Note the line of each column, index and constraint: the first one in the SQL that begins with, or names it."""
    named = {one.name: f"{where}.columns.{one.name}" for one in read.columns}
    later = {one.name: f"{where}.indexes.{one.name}" for one in read.indexes}
    later |= {one.name: f"{where}.constraints.{one.name}" for one in read.constraints}
    for block in blocks:
        for number, text in enumerate(block.text.split("\n"), block.line + 1):
            word = text.strip().removeprefix("ADD COLUMN ").lstrip('"')
            for name, path in named.items():
                if word.startswith((f"{name} ", f'{name}" ')):
                    notes.at(path, number)
            for name, path in later.items():
                if f" {name} " in f"{text} ".replace('"', ""):
                    notes.at(path, number)


def note_modified_lines(where: str, read: Table, blocks: Iterable[Node], notes: Notes) -> None:
    """Note the line of each thing that a modification adds."""
    _note_lines(where, read, blocks, notes)


def _new(read: Table, where: str, notes: Notes) -> Table:
    notes.unknown(f"{where}.internal", *(f"{where}.columns.{one.name}.sensitivity" for one in read.columns))
    return read


def _merged(base: Table, before: Table, after: Table) -> Table:
    if before == after:
        return base
    return base.model_copy(
        update={
            "columns": merged_all(base.columns, before.columns, after.columns, _name),
            "indexes": merged_all(base.indexes, before.indexes, after.indexes, _name),
            "constraints": merged_all(base.constraints, before.constraints, after.constraints, _name),
        }
    )


def _name(one: object) -> object:
    return getattr(one, "name", None)


def _purpose(paragraphs: Iterable[Node], base: str | None) -> str | None:
    """Return the purpose among the paragraphs of a table: the one that is known, else the first."""
    texts = [plain(one.text) for one in paragraphs if not one.text.startswith("**")]
    if base is not None and any(keeping.alike(text, base) for text in texts):
        return base
    return texts[0] if texts else None


def meant(
    found: tuple[Constraint, ...], base: tuple[Constraint, ...], bullets: Iterable[Node], notes: Notes
) -> tuple[Constraint, ...]:
    """Return constraints with what their bullets say that they mean; a bullet may still mean what stood there before."""
    meanings = dict(filter(None, map(_meaning, bullets)))
    before = {one.name: one for one in base}
    read = tuple(_with_meaning(one, meanings, notes) for one in found)
    for one in read:
        known = before.get(one.name)
        if known is not None and one != known and one.meaning == known.meaning:
            notes.unknown(f"whether {one.name} still means: {one.meaning}")
    return read


def labelled_bullets(labelled: Labels, name: str) -> list[Node]:
    """Return the bullets below the labels that begin with a name."""
    return [node for one in labelled.all(name) for node in one.bullets()]


def described(columns: tuple[Column, ...], bullets: Iterable[Node], notes: Notes) -> tuple[Column, ...]:
    """Return columns with what their bullets say that they hold; a column without a bullet stays as it is."""
    shown = dict(filter(None, map(_meaning, bullets)))
    return tuple(
        one
        if (node := shown.get(" ".join(one.name.split()))) is None
        else notes.changed(node.line, one, purpose=keeping.text(node.text, one.purpose))
        for one in columns
    )


def _meaning(bullet: Node) -> tuple[str, Node] | None:
    found = leading_code(bullet.text)
    if found is None or not found[1].startswith(":") or not found[1][1:].strip():
        return None
    return found[0], Node("bullet", found[1][1:].strip(), bullet.line)


def _with_meaning(one: Constraint, meanings: Mapping[str, Node], notes: Notes) -> Constraint:
    shown = meanings.get(" ".join(one.name.split()))
    if shown is None:
        return one
    return notes.changed(shown.line, one, meaning=keeping.text(shown.text, one.meaning))
