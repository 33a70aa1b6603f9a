"""MIG: what a migration costs a system in use, and whether its notes say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.checks.sql_types import SERIALS, TEXTS, base_type, written_type
from draftspec.checks.wording import listed
from draftspec.sections.database import Column, ColumnChange, Modification

_ADMITTED = re.compile(
    r"\b(lost|lose[sd]?|losing|loss|drop\w*|delet\w*|remov\w*|discard\w*|destroy\w*|gone|back-?ups?|pg_dump|dump\w*|"
    r"export\w*|restor\w*|snapshot\w*|archiv\w*|irreversible|empty|while no|as long as|until|before any|"
    r"before the first)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(no (data )?loss|no data (is|are|gets?) lost|nothing is lost|lossless|without (any |data )*loss|"
    r"loses nothing|no rows? (is|are) lost)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\b(existing|other|already|current|previous|until|before|empty|while)\b", re.IGNORECASE)


@check(
    "MIG-06", "warning", why="Whoever rolls back at night learns from the notes what is lost by it, or from the users."
)
def lossy_way_back(design: Design) -> Iterator[Found]:
    """A way back that loses rows or values is admitted in the rollback plan.

    The way back drops new tables and added columns. The plan admits it when it speaks of what is dropped or lost, of a
    backup, or of the time up to which nothing is; a sentence that denies any loss is found all the same.
    """
    notes = design.sections.migration
    lost = [f"`{table.name}`" for table in design.database.tables]
    lost += [f"`{change.table}.{one.name}`" for change in design.database.modifications for one in change.add_columns]
    if notes is None or not lost:
        return
    plan = notes.rollback_plan
    denials = [one for one in re.split(r"(?<=[.;])\s+", plan) if _DENIED.search(one) and not _OF_OTHERS.search(one)]
    names = listed(name.strip("`") for name in lost)
    hint = "Say which rows and values are lost, and how to save them."
    if denials:
        yield Found("migration.rollback_plan", f"The plan denies any loss, but the way back drops {names}.", hint)
    elif not _ADMITTED.search(plan):
        yield Found("migration.rollback_plan", f"The plan does not say that the way back drops {names}.", hint)


@check("MIG-09", "warning", why="A lock on a table in use makes every request wait behind it.")
def locks(design: Design) -> Iterator[Found]:
    """What rewrites, scans or indexes a table that is there is named under Downtime, and so is nothing else promised.

    These take as long as the table is large: another type (but for a longer text), NOT NULL on a column that is there,
    a UNIQUE, CHECK or EXCLUDE, an index, and a new column with a default that differs by row. The notes name the table.
    As the migration runs in one transaction, they cannot promise an index that is made CONCURRENTLY.
    """
    notes = design.sections.migration
    if notes is None:
        return
    for change in design.database.modifications:
        work = list(_work(design, change))
        if work and change.table in design.tables and not _names_table(notes.downtime, change.table):
            yield Found(
                "migration.downtime",
                f"`{change.table}` is locked while PostgreSQL {_and(work)}, but the notes say: {notes.downtime}",
                f"Say that requests to `{change.table}` wait, and for how long.",
            )
    for name in ("data_impact", "downtime", "rollback_plan"):
        if _promises_concurrency(getattr(notes, name)):
            yield Found(
                f"migration.{name}",
                "The notes promise an index that is made CONCURRENTLY, which a migration in one transaction cannot.",
                "Say that writes wait while the index is made, or make it in a migration of its own.",
            )


def _and(parts: list[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _names_table(text: str, table: str) -> bool:
    if re.match(r"(none|no downtime|zero downtime|no locks?)\W*$", text, re.IGNORECASE):
        return False
    return re.search(rf"(?<![A-Za-z0-9_]){re.escape(table)}(?![A-Za-z0-9_])", text, re.IGNORECASE) is not None


def _work(design: Design, change: Modification) -> Iterator[str]:
    columns = {one.name: one for table in _there(design, change.table) for one in table}
    for one in change.change_columns:
        yield from _changed(columns.get(one.column), one)
    for column in change.add_columns:
        if column.identity or written_type(column.type) in SERIALS or _differs_by_row(column.default):
            yield f"fills `{column.name}` row by row"
    yield from (
        f"checks every row for `{one.name}`"
        for one in change.add_constraints
        if one.columns and not _new(change, one.columns)
    )
    yield from (f"builds `{one.name}`" for one in change.add_indexes)


def _there(design: Design, name: str) -> Iterator[tuple[Column, ...]]:
    for table in (*design.database.existing, *design.database.assumed):
        if table.name == name:
            yield table.columns


def _new(change: Modification, columns: tuple[str, ...]) -> bool:
    """A constraint over columns that are added and empty is still checked, but there is nothing in them to refuse."""
    return {one.name for one in change.add_columns if one.nullable and one.default is None}.issuperset(columns)


def _changed(before: Column | None, change: ColumnChange) -> Iterator[str]:
    old = change.old_type or (before.type if before else None)
    if change.type and old and not _is_longer_text(old, change.type):
        yield f"rewrites `{change.column}` from {old} to {change.type}"
    if change.nullable is False and (before is None or before.nullable):
        yield f"looks for NULL in `{change.column}`"


def _is_longer_text(old: str, new: str) -> bool:
    """Tell whether a type is changed without touching rows: the same one, a longer one, or text."""
    before, after = base_type(old), base_type(new)
    if written_type(old) == written_type(new) and old.lower() == new.lower():
        return True
    if before in TEXTS and after in ("text", "character varying") and before != "character":
        return after == "text" or _size(new) >= _size(old)
    return before == after == "numeric" and _size(new) >= _size(old) and _scale(new) == _scale(old)


def _size(sql_type: str) -> int:
    found = re.search(r"\((\d+)", sql_type)
    return int(found[1]) if found else 1 << 30


def _scale(sql_type: str) -> str:
    found = re.search(r",\s*(\d+)\)", sql_type)
    return found[1] if found else ""


def _differs_by_row(default: str | None) -> bool:
    """`now()` is the same in every row; what draws a number or a key is not."""
    called = (default or "").removesuffix("()")
    return called.startswith(("gen_random", "uuid", "random", "nextval", "clock_timestamp")) and called != default


def _promises_concurrency(text: str) -> bool:
    sentences = re.split(r"(?<=[.;])\s+", text)
    return any(_is_promise(one) for one in sentences)


def _is_promise(sentence: str) -> bool:
    named = re.search(r"\bCONCURRENTLY\b", sentence) or re.search(r"(?i)\bindex\w*\b.*\bconcurrently\b", sentence)
    return named is not None and re.search(r"(?i)\b(not|no|cannot|never|without|instead|later)\b", sentence) is None
