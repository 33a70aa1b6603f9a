"""AUTH: who may do what."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.checks.wording import did_you_mean, listed, unknown_column
from draftspec.items import endpoint_name, endpoint_path
from draftspec.sections.security import Ownership


@check("AUTH-01", "error", why="Who owns a row can be asked only if the row leads to its owner.")
def owners(design: Design) -> Iterator[Found]:
    """The owner's column exists, in the table itself or at the end of the foreign keys that lead to it."""
    for owner in design.sections.security.ownership if design.sections.security else ():
        if problem := _owner_problem(design, owner):
            yield Found(f"security.ownership.{owner.table}", *problem)


def _owner_problem(design: Design, owner: Ownership) -> tuple[str, str] | None:
    table = owner.table
    if table not in design.tables:
        message = f"`{table}` has an owner, but is no table of the design."
        return message, did_you_mean(table, design.tables, "Drop the ownership, or design the table.")
    for step in owner.via:
        column = design.column(table, step)
        if column is None:
            message = f"The way from `{owner.table}` to its owner goes over `{table}.{step}`, which does not exist."
            return message, unknown_column(table, step, design.columns[table])
        if column.references is None or column.references.table not in design.tables:
            message = f"The way from `{owner.table}` to its owner goes over `{table}.{step}`, which leads nowhere."
            return message, "Name a foreign key to a table of the design."
        table = column.references.table
    if design.column(table, owner.column) is None:
        message = f"The owner of `{owner.table}` is `{table}.{owner.column}`, which does not exist."
        return message, unknown_column(table, owner.column, design.columns[table])
    return None


@check("AUTH-02", "error", why="A role that nobody declares is given to nobody.")
def roles(design: Design) -> Iterator[Found]:
    """An endpoint for roles names them, and each is declared."""
    security = design.sections.security
    declared = [role.name for role in security.roles] if security else None
    for endpoint in design.endpoints:
        where, name = f"{endpoint_path(endpoint)}.auth", endpoint_name(endpoint)
        if endpoint.auth.level == "role" and not endpoint.auth.roles:
            yield Found(where, f"`{name}` asks for a role and names none.", "Name the roles that may call it.")
        for role in endpoint.auth.roles:
            if declared is not None and role not in declared:
                others = f"Declare it, or use {listed(declared, 'or')}." if declared else "Declare it."
                yield Found(
                    where,
                    f"`{name}` is for `{role}`, a role that is not declared.",
                    did_you_mean(role, declared, others),
                )


@check("AUTH-04", "warning", why="An action that does not exist leaves no trace.")
def audited(design: Design) -> Iterator[Found]:
    """Each action that is logged for audit is an endpoint or a job."""
    for one in design.sections.security.audit if design.sections.security else ():
        path = design.items.resolve(one.action) or ""
        if not path.startswith(("endpoints.", "jobs.")):
            yield Found(
                f"security.audit.{one.action}",
                f"`{one.action}` is logged for audit, but is no endpoint or job.",
                did_you_mean(one.action, _actions(design), "Name the endpoint or job that does it."),
            )


def _actions(design: Design) -> list[str]:
    jobs = design.sections.jobs.jobs if design.sections.jobs else ()
    return [*(endpoint_name(one) for one in design.endpoints), *(job.name for job in jobs)]


@check("AUTH-05", "warning", why="What protects a column that does not exist protects nothing.")
def sensitive(design: Design) -> Iterator[Found]:
    """Each column that is listed as sensitive exists."""
    for one in design.sections.security.sensitive if design.sections.security else ():
        if design.column(one.table, one.column) is None:
            yield Found(
                f"security.sensitive.{one.table}.{one.column}",
                f"`{one.table}.{one.column}` is protected, but does not exist.",
                unknown_column(one.table, one.column, design.columns.get(one.table, {})),
            )
