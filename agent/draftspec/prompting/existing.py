"""The tables that are there, a line each: shorter than SQL, and nothing in it that a design does not use."""

from __future__ import annotations

from draftspec.sections.database import Column, Constraint, Table


def existing_lines(tables: tuple[Table, ...], named_only: tuple[str, ...] = ()) -> str:
    """Return a line for each table, and one with the names of the tables that are only named."""
    lines = [table_line(table) for table in tables]
    if named_only:
        lines.append(f"also there, columns not shown: {', '.join(named_only)}")
    return "\n".join(lines)


def table_line(table: Table) -> str:
    """Return a table on one line, as in `orders(id uuid pk, number text, user_id uuid null -> users.id)`."""
    parts = [_column(column) for column in table.columns]
    parts += [f"unique({', '.join(c.columns)})" for c in table.constraints if c.kind == "unique"]
    parts += [_check(c) for c in table.constraints if c.kind != "unique"]
    parts += [f"unique index({', '.join(k.column for k in i.columns)})" for i in table.indexes if i.unique]
    parts += [f"index({', '.join(k.column for k in i.columns)})" for i in table.indexes if not i.unique]
    return f"{table.name}({', '.join(parts)})"


def _column(column: Column) -> str:
    words = [column.name, column.type]
    words += ["pk"] if column.primary_key else ["null"] if column.nullable else []
    if column.references:
        words += ["->", f"{column.references.table}.{column.references.column}"]
        words += [column.references.on_delete.lower()] if column.references.on_delete else []
    if column.values:
        words.append(f"in ({'|'.join(column.values)})")
    if column.default is not None:
        words.append(f"= {column.default}")
    return " ".join(words)


def _check(constraint: Constraint) -> str:
    return f"{constraint.kind} {constraint.name}({', '.join(constraint.columns)})"
