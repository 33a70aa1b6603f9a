"""Whether the source of a body's field exists."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found
from draftspec.checks.wording import did_you_mean, unknown_column
from draftspec.sections.endpoints import BodyField


def field_problems(design: Design, where: str, field: BodyField) -> Iterator[Found]:
    """Yield what is wrong with the source of one field."""
    if field.source in ("computed", "transient"):
        if field.type is None:
            message = f"`{field.name}` is {field.source}, so nothing says which JSON type it has."
            yield Found(where, message, "Give its `type`.")
        return
    if field.table is None or (field.source == "column" and field.column is None):
        yield Found(
            where,
            f"`{field.name}` does not say which {field.source} it comes from.",
            "Give its `table` and `column`, or use `computed` or `transient`.",
        )
    elif field.table not in design.tables:
        yield Found(
            where,
            f"`{field.name}` comes from `{field.table}`, which is no table of the design.",
            did_you_mean(field.table, design.tables, f"Design `{field.table}`, or name another source."),
        )
    else:
        yield from _unknown_columns(design, where, field, field.table)


def _unknown_columns(design: Design, where: str, field: BodyField, table: str) -> Iterator[Found]:
    columns = design.columns[table]
    if field.source == "column":
        named = [(where, field.name, field.column or "")]
    else:
        named = [(f"{where}.{one.name}", f"{field.name}.{one.name}", one.column) for one in field.fields]
    for place, name, column in named:
        if column not in columns:
            yield Found(
                place,
                f"`{name}` comes from `{table}.{column}`, which does not exist.",
                unknown_column(table, column, columns),
            )
