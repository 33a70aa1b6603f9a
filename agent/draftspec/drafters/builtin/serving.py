"""Says what an index serves by what there is to serve: a list that filters by it, a job that looks by it, a key."""

from __future__ import annotations

from draftspec.drafters.builtin.plan import Plan
from draftspec.sections.database import Index, Table
from draftspec.sections.endpoints import Endpoint, Endpoints


def served_by(index: Index, table: Table, plan: Plan, endpoints: Endpoints) -> str | None:
    """Return what an index is for: its own purpose where a call or key bears it out, else the job that reads by it."""
    column = next((c for c in table.columns if c.name == index.columns[0].column), None)
    said = index.purpose or ""
    listed = any(_filters(call, table.name, index) for call in endpoints.endpoints if call.action == "list")
    if column is None or not said.startswith(("List by", "Joins")) or (said.startswith("List by") and listed):
        return index.purpose
    if column.references is not None:
        return "Joins and deletes."
    job = _job(table.name, column.name, plan)
    return f"Job `{job}`." if job else f"Rows by `{column.name}`."


def _filters(call: Endpoint, table: str, index: Index) -> bool:
    """Tell whether a list is narrowed by a column of an index: by a filter, by its path, or to the caller's own rows."""
    columns = {key.column for key in index.columns if key.column not in ("created_at", "id")}
    asked = any(one.table == table and one.column in columns for one in call.query)
    owned = any(f"`{column}`" in (call.auth.owner or "") for column in columns)
    return call.table == table and (asked or owned or any(one.table != table for one in call.path_parameters))


def _job(table: str, column: str, plan: Plan) -> str | None:
    resource = plan.by_table(table)
    jobs = resource.entry.jobs if resource else ()
    return next((resource.fill(job.name) for job in jobs if resource and column in job.reads), None)
