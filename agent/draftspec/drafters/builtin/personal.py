"""Finds what is about people though no column says so by its type: what they write, how they do, what is filed of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.columns import is_signature
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.words import singular, table_of_words
from draftspec.sections.database import Column, Database, Table
from draftspec.sections.endpoints import Endpoints
from draftspec.sections.security import SensitiveColumn

_WRITTEN = frozenset(
    {
        "message",
        "body",
        "comment",
        "comments",
        "note",
        "notes",
        "feedback",
        "answer",
        "answers",
        "text",
        "transcript",
        "reason",
        "remark",
        "remarks",
        "bio",
        "response",
        "reply",
        "memo",
        "instructions",
    }
)
"""Ends of names of what people write to or about each other, whoever the row belongs to."""

_MADE = frozenset(
    {
        "error",
        "failure",
        "output",
        "log",
        "stack",
        "trace",
        "sql",
        "query",
        "url",
        "key",
        "prefix",
        "id",
        "hash",
        "last",
        "public",
        "value",
    }
)
"""Words in the names of texts that programs write."""

_MEASURED = frozenset({"progress", "score", "points", "grade", "rating", "salary", "wage", "mood", "weight"})
"""Words in the names of figures that tell how somebody does."""

_FILED = frozenset(
    {"receipt", "invoice", "certificate", "contract", "letter", "payslip", "statement", "report", "document", "import"}
)
"""Words in the names of tables whose files and imported rows name people."""


def about_people(plan: Plan, database: Database, endpoints: Endpoints) -> Iterator[SensitiveColumn]:
    """Yield the columns of the tables that not everybody may read, each with what is done about it."""
    opened = {call.table for call in endpoints.endpoints if call.method == "GET" and call.auth.level == "public"}
    for resource in plan.resources:
        table = next((one for one in database.tables if one.name == resource.table), None)
        if table is None or table.name in opened:
            continue
        for column in table.columns:
            said = _said(column, table, resource) if column.sensitivity == "none" else None
            if said is not None:
                yield SensitiveColumn(table=table.name, column=column.name, kind="personal", protection=said)


def _said(column: Column, table: Table, resource: Resource) -> str | None:
    words = set(column.name.split("_"))
    whose = _whose(table, resource)
    if column.type == "text" and not words & _MADE and _is_told(column, table, whose):
        return "free text, never logged"
    if whose and words & _MEASURED and re.match(r"numeric|integer|smallint", column.type):
        return f"about `{whose}`, never logged"
    if set(table.name.split("_")) & {*_FILED, *(f"{word}s" for word in _FILED)}:
        if column.name.endswith("_key") and column.type.startswith("varchar"):
            return "its file names people: short-lived links only"
        if column.type == "jsonb" and column.name in ("data", "row", "content", "payload"):
            return "rows as sent, never logged"
    return None


def _is_told(column: Column, table: Table, whose: str | None) -> bool:
    """Tell whether people write a text: of what a user keeps for himself a bare description says little."""
    if column.name.split("_")[-1] in _WRITTEN:
        return True
    target = next((c.references.table for c in table.columns if c.references and c.name == whose), None)
    return target is not None and (target != "users" or column.name != "description")


def _whose(table: Table, resource: Resource) -> str | None:
    """Return the column that says about whom a row is, and not only who entered it."""
    people = {str(actor["table"]) for actor in table_of_words("actors").values()}
    for column in table.columns:
        at = column.references
        if at and at.table in people and not column.nullable and not is_signature(column.name):
            return None if singular(at.table) == resource.name else column.name
    return None
