"""Decides the `migration` section from what the migration touches."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan
from draftspec.sections.database import Database
from draftspec.sections.migration import Migration


def draft(plan: Plan, database: Database) -> Migration:
    """Return what the migration means for a system in use."""
    new = {table.name for table in database.tables}
    if not new and not database.modifications:
        return Migration(
            data_impact="None: there is no migration.", downtime="None.", rollback_plan="Nothing to roll back."
        )
    referred = sorted({c.references.table for t in database.tables for c in t.columns if c.references} - new)
    listed = ", ".join(f"`{name}`" for name in sorted(new))
    empty = f"{listed} {'begins' if len(new) == 1 else 'begin'} empty" if new else "no table is new"
    changed = ", ".join(f"`{change.table}`" for change in database.modifications)
    impact = (
        f"No row changes; {empty}."
        if not changed
        else f"{changed}: new columns are empty in the rows that are there; {empty}."
    )
    locks = (
        f"The foreign keys lock {', '.join(f'`{name}`' for name in referred)} against writes for the moment of their creation (SHARE ROW EXCLUSIVE)."
        if referred
        else "Only the new tables are locked."
    )
    lost = (
        f"Down drops {listed}: whatever they hold by then is lost."
        if new
        else f"Down drops the new columns of {changed} and what they hold."
    )
    return Migration(
        data_impact=impact,
        downtime=f"None. {locks}",
        rollback_plan=f"{lost} Release the code without the calls first; {_saved(plan)}",
    )


def _saved(plan: Plan) -> str:
    main = plan.main
    return f"dump `{main.table}` if it was in use." if main else "then run it."
