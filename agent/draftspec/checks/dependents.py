"""MIG: what hangs on the tables that a migration changes."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check


@check("MIG-15", "error", why="PostgreSQL refuses to change the type of a column that a view or trigger reads (0A000).")
def read_columns(design: Design) -> Iterator[Found]:
    """No column gets another type while a view or trigger of the existing schema reads it.

    A design has no form for dropping a view and creating it again; a new column beside the old one needs neither.
    """
    for change in design.database.modifications:
        for one in change.change_columns:
            readers = [
                f"the {other.kind} `{other.name}`"
                for other in design.database.dependents
                if f"{change.table}.{one.column}" in other.columns
            ]
            verb = "reads" if len(readers) == 1 else "read"
            if one.type is not None and readers:
                yield Found(
                    f"database.modifications.{change.table}.change_columns.{one.column}",
                    f"`{change.table}.{one.column}` becomes {one.type}, but {' and '.join(readers)} {verb} it.",
                    "Add a column of the new type instead, or drop and create what reads it by hand around the migration.",
                )
