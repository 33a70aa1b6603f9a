"""Decides the `migration` section from what the migration touches."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan
from draftspec.sections.database import Database, Modification
from draftspec.sections.migration import Migration


def draft(plan: Plan, database: Database) -> Migration:
    """Return what the migration means for a system in use."""
    new = {table.name for table in database.tables}
    if not new and not database.modifications:
        return Migration(
            data_impact="None: nothing to migrate.", downtime="None.", rollback_plan="Nothing to roll back."
        )
    referred = sorted({c.references.table for t in database.tables for c in t.columns if c.references} - new)
    listed = ", ".join(f"`{name}`" for name in sorted(new))
    empty = f"{listed} {'begins' if len(new) == 1 else 'begin'} empty" if new else "no table is new"
    changed = ", ".join(f"`{change.table}`" for change in database.modifications)
    impact = f"None; {empty}." if not changed else f"{'; '.join(map(_filled, database.modifications))}; {empty}."
    locks = f"Brief lock on {', '.join(f'`{name}`' for name in referred)}." if referred else "None."
    lost = f"`DROP TABLE {', '.join(sorted(new))}`" if new else f"`DROP COLUMN` in {changed}"
    return Migration(
        data_impact=impact,
        downtime=locks,
        rollback_plan=f"{lost}, {_saved(plan)}",
    )


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
