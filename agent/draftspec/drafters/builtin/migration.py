"""Decides the `migration` section from what the migration touches."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.there_already import rows_stay, standing
from draftspec.sections.database import Database, Modification
from draftspec.sections.migration import Migration


def draft(plan: Plan, database: Database) -> Migration:
    """Return what the migration means for a system in use."""
    new = {table.name for table in database.tables}
    if not new and not database.modifications:
        return Migration(
            data_impact="None: nothing to migrate.", downtime="None.", rollback_plan="Nothing to roll back."
        )
    listed = ", ".join(f"`{name}`" for name in sorted(new))
    empty = f"{listed} {'begins' if len(new) == 1 else 'begin'} empty" if new else "no table is new"
    changed = ", ".join(f"`{change.table}`" for change in database.modifications)
    impact = f"None; {empty}." if not changed else f"{'; '.join(map(_filled, database.modifications))}; {empty}."
    there = standing(plan)
    impact = impact if there is None else f"{rows_stay(there)} Otherwise: {impact[:1].lower()}{impact[1:]}"
    lost = f"`DROP TABLE {', '.join(sorted(new))}`" if new else f"`DROP COLUMN` in {changed}"
    kept = f" If `{there.table}` was there before, it is not dropped." if there is not None else ""
    return Migration(
        data_impact=impact,
        downtime=_locks(database, new),
        rollback_plan=f"{lost}, {_saved(plan)}{kept}",
    )


def _locks(database: Database, new: set[str]) -> str:
    """Return which tables that are there wait: for a moment where a key or column is added, longer where one is indexed."""
    changes = database.modifications
    columns = [c for t in database.tables for c in t.columns] + [c for change in changes for c in change.add_columns]
    indexed = {change.table for change in changes if change.add_indexes}
    briefly = {c.references.table for c in columns if c.references} | {change.table for change in changes}
    parts = (
        ("Brief lock on", sorted(briefly - new - indexed)),
        (
            "Until its index is built, which takes longer the more rows there are, requests wait that touch",
            sorted(indexed),
        ),
    )
    said = [f"{text} {', '.join(f'`{name}`' for name in tables)}." for text, tables in parts if tables]
    return " ".join(said) or "None."


def _filled(change: Modification) -> str:
    """Return what rows that are there have in the new columns: their default, or nothing."""
    given = [
        f"`{column.name}` {column.default.strip(chr(39))}"
        for column in change.add_columns
        if column.default is not None
    ]
    rest = "other new columns empty" if len(given) < len(change.add_columns) else ""
    if not given:
        return f"`{change.table}`: new columns empty"
    return f"`{change.table}`: rows get {', '.join([*given, *filter(None, [rest])])}"


def _saved(plan: Plan) -> str:
    main = plan.main
    tables = " ".join(f"-t {r.table}" for r in plan.resources)
    return f"after `pg_dump {tables}`." if main else "as written."
