"""The SQL blocks of the document, read with PostgreSQL's grammar; faults stand at their line of the document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

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
    if all(column.references is None or column.references.on_delete != "NO ACTION" for column in table.columns):
        return table
    said = set(_columns_with_no_action(script))
    return table.model_copy(update={"columns": tuple(_with_said_rule(one, said) for one in table.columns)})


def _with_said_rule(column: Column, said: Collection[str]) -> Column:
    if column.references is None or column.references.on_delete != "NO ACTION" or column.name in said:
        return column
    return column.model_copy(update={"references": column.references.model_copy(update={"on_delete": None})})


def _columns_with_no_action(script: str) -> Iterator[str]:
    """Yield the columns of the foreign keys that say NO ACTION."""
    raw = script.encode()
    for column, key in _foreign_keys(parse(script)):
        if "NO ACTION" in " ".join(_clause(raw[key.location :].decode()).upper().split()):
            yield column


def _foreign_keys(nodes: Iterable[SqlNode]) -> Iterator[tuple[str, SqlNode]]:
    """Yield the foreign keys of one column, each with that column's name."""
    for part in (part for node in nodes for part in _parts(node)):
        if kind(part) == "ColumnDef":
            inner = ((part.colname, one.constraint) for one in part.constraints)
            yield from ((name, one) for name, one in inner if constant(one, "contype") == "CONSTR_FOREIGN")
        elif kind(part) == "Constraint" and constant(part, "contype") == "CONSTR_FOREIGN" and len(part.fk_attrs) == 1:
            yield part.fk_attrs[0].string.sval, part


def _clause(text: str) -> str:
    """Return what belongs to a constraint that a text begins with: all up to a comma, semicolon or bracket of others."""
    depth, quoted = 0, ""
    for place, character in enumerate(text):
        if quoted:
            quoted = "" if character == quoted else quoted
        elif character in "\"'":
            quoted = character
        elif depth == 0 and character in ",;)":
            return text[:place]
        else:
            depth += (character == "(") - (character == ")")
    return text


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
    return sum(map(_element, _parts(node)))


def _parts(node: SqlNode) -> Iterator[SqlNode]:
    """Yield the columns and constraints that a statement makes a table of, or adds to one."""
    if kind(node) == "CreateStmt":
        yield from map(unwrapped, node.table_elts)
    elif kind(node) == "AlterTableStmt":
        commands = (getattr(one.alter_table_cmd, "def") for one in node.cmds)
        yield from (unwrapped(one) for one in commands if one.WhichOneof("node"))


def _element(node: SqlNode) -> int:
    if kind(node) == "Constraint":
        return int(constant(node, "contype") in _CHECKED)
    if kind(node) == "ColumnDef":
        return sum(constant(one.constraint, "contype") in _CHECKED for one in node.constraints)
    return 0
