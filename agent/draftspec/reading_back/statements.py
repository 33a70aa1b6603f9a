"""The SQL blocks of the document, read with PostgreSQL's grammar; faults stand at their line of the document."""

from __future__ import annotations

from collections.abc import Iterable

from draftspec.derive.names import quote
from draftspec.errors import InputError, SchemaError
from draftspec.existing.grammar import SqlSyntaxError
from draftspec.existing.schema import schema_of
from draftspec.existing.trees import Node as SqlNode
from draftspec.existing.trees import constant, kind, parse, unwrapped
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.sections.database import Column, Table

_FOREIGN = "This looks like another database's SQL: draftspec reads PostgreSQL's."
_STUB = "the rest of the table"
_CHECKED = ("CONSTR_CHECK", "CONSTR_EXCLUSION", "CONSTR_FOREIGN", "CONSTR_UNIQUE")


def one_table(script: str, notes: Notes, line: int) -> Table:
    """Return the one table of a script whose lines are those of the document."""
    found = _schema(script, notes)
    if len(found) != 1:
        count = "no table" if not found else f"{len(found)} tables"
        raise notes.error(line, f"{count} in the SQL below this heading", "keep one CREATE TABLE under each heading")
    return _with_said_rules(found[0], script)


def _schema(script: str, notes: Notes) -> tuple[Table, ...]:
    try:
        return schema_of(script, notes.name)
    except SchemaError as error:
        foreign = f"{_FOREIGN} " if error.hint.startswith(_FOREIGN) else ""
        raise InputError(str(error), f"{foreign}Write PostgreSQL's SQL in this block.") from error


def _with_said_rules(table: Table, script: str) -> Table:
    """Return a table without delete rules that nobody wrote: to the grammar, saying nothing is NO ACTION."""
    if "NO ACTION" in " ".join(script.upper().split()):
        return table
    return table.model_copy(update={"columns": tuple(map(_with_said_rule, table.columns))})


def _with_said_rule(column: Column) -> Column:
    if column.references is None or column.references.on_delete != "NO ACTION":
        return column
    return column.model_copy(update={"references": column.references.model_copy(update={"on_delete": None})})


def additions(script: str, table: str, notes: Notes) -> Table | None:
    """Return the columns, constraints and indexes that a script adds to a table that is there; None without SQL."""
    stub = f"CREATE TABLE {quote(table)} ({quote(_STUB)} int);"
    found = next((one for one in _schema(stub + script, notes) if one.name == table), None)
    if found is None:
        return None
    return _with_said_rules(
        found.model_copy(update={"columns": tuple(one for one in found.columns if one.name != _STUB)}), script
    )


def placed(blocks: Iterable[Node]) -> str:
    """Return the text of blocks as one script in which each stands at its line of the document."""
    script = ""
    for block in sorted(blocks, key=lambda one: one.line):
        missing = block.line - script.count("\n")
        script += "\n" * missing + block.text.rstrip().removesuffix(";") + ";\n"
    return script


def trees(script: str, notes: Notes) -> list[SqlNode]:
    """Return the syntax trees of a script whose lines are those of the document."""
    try:
        return parse(script)
    except SqlSyntaxError as error:
        raise InputError(f"{notes.name}:{error.fault.line}: {error.fault.message}", "write PostgreSQL's SQL") from error


def formless(script: str, read: Table, notes: Notes) -> int:
    """Return how many constraints and indexes of a script a design has no form for, so that they were passed over."""
    nodes = trees(script, notes)
    indexes = sum(kind(node) == "IndexStmt" for node in nodes)
    constraints = sum(map(_constraints, nodes))
    kept = sum(one.references is not None for one in read.columns) + sum(one.values is not None for one in read.columns)
    return max(indexes - len(read.indexes), 0) + max(constraints - len(read.constraints) - kept, 0)


def _constraints(node: SqlNode) -> int:
    if kind(node) == "CreateStmt":
        return sum(map(_element, map(unwrapped, node.table_elts)))
    if kind(node) == "AlterTableStmt":
        commands = (getattr(one.alter_table_cmd, "def") for one in node.cmds)
        return sum(_element(unwrapped(one)) for one in commands if one.WhichOneof("node"))
    return 0


def _element(node: SqlNode) -> int:
    if kind(node) == "Constraint":
        return int(constant(node, "contype") in _CHECKED)
    if kind(node) == "ColumnDef":
        return sum(constant(one.constraint, "contype") in _CHECKED for one in node.constraints)
    return 0
