"""LIFE: the states of a row, from its creation to its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.registry import Found, check
from draftspec.checks.sql_types import base_type
from draftspec.checks.wording import listed, unknown_column
from draftspec.items import endpoint_name, endpoint_path
from draftspec.sections.database import Column
from draftspec.sections.endpoints import Endpoint, Transition


@check("LIFE-01", "error", why="The CHECK would refuse the new state, or no row could ever be in the old one.")
def states_exist(design: Design) -> Iterator[Found]:
    """A change of state is about a column that exists, and its states are among the column's values."""
    for endpoint in design.endpoints:
        if endpoint.transition:
            where = f"{endpoint_path(endpoint)}.transition"
            yield from (Found(where, *problem) for problem in _problems(design, endpoint, endpoint.transition))


def _problems(design: Design, endpoint: Endpoint, transition: Transition) -> Iterator[tuple[str, str]]:
    name = f"{transition.table}.{transition.column}"
    column = design.column(transition.table, transition.column)
    if column is None:
        columns = design.columns.get(transition.table, {})
        advice = unknown_column(transition.table, transition.column, columns)
        yield f"`{endpoint_name(endpoint)}` changes `{name}`, which does not exist.", advice
        return
    if column.values is None:
        if transition.table in design.new_tables and base_type(column.type) != "boolean":
            yield f"`{name}` holds a state, but does not list its values.", "List the states as its values."
        return
    unknown = [state for state in dict.fromkeys((*transition.before, transition.after)) if state not in column.values]
    if unknown:
        advice = f"Use {listed(column.values, 'or')}, or add the state to the column."
        yield f"{listed(unknown)} of `{endpoint_name(endpoint)}` is not among the values of `{name}`.", advice


@check("LIFE-02", "warning", why="A state that nothing leads to was forgotten, or is not needed.")
def states_reached(design: Design) -> Iterator[Found]:
    """Each value of a state's column is its default or is set by an endpoint or a job."""
    reached: dict[tuple[str, str], set[str]] = defaultdict(set)
    for endpoint in design.endpoints:
        if one := endpoint.transition:
            reached[one.table, one.column].add(one.after)
    free = _set_freely(design)
    for where, table, column in design.own_columns:
        if (table, column.name) not in reached or (table, column.name) in free or not column.values:
            continue
        never = [state for state in column.values if state not in {*reached[table, column.name], _default(column)}]
        if never:
            yield Found(
                where,
                f"Nothing sets `{table}.{column.name}` to {listed(never, 'or')}.",
                "Add the endpoint or job that does (a job lists the column among what it writes), or drop the state.",
            )


def _set_freely(design: Design) -> set[tuple[str, str]]:
    """Return the columns that are set to values that the design does not name one by one."""
    jobs = design.sections.jobs.jobs if design.sections.jobs else ()
    free = {(access.table, column) for job in jobs for access in job.writes for column in access.columns}
    for access in (access for job in jobs for access in job.writes if not access.columns):
        free |= {(access.table, column) for column in design.columns.get(access.table, {})}
    for endpoint in design.endpoints:
        free |= {(one.table, one.column) for one in endpoint.server_sets}
        free |= {(one.table, one.column) for one in design.bodies(endpoint).written}
    return free


def _default(column: Column) -> str:
    return (column.default or "").split("'::")[0].strip("'")


@check("LIFE-03", "error", why="A delete must say whether the row is gone or only hidden.")
def soft_delete(design: Design) -> Iterator[Found]:
    """A DELETE stamps a nullable moment that exists, and a table with `deleted_at` is not deleted from otherwise."""
    for endpoint in design.endpoints:
        table = endpoint.table or ""
        if endpoint.soft_delete and table in design.tables:
            yield from _stamp(design, endpoint, table, endpoint.soft_delete)
        elif endpoint.action == "delete" and design.column(table, "deleted_at"):
            yield Found(
                endpoint_path(endpoint),
                f"`{endpoint_name(endpoint)}` removes rows of `{table}`, which has `deleted_at`.",
                "Set `soft_delete` to `deleted_at`, or drop the column.",
            )


def _stamp(design: Design, endpoint: Endpoint, table: str, name: str) -> Iterator[Found]:
    column = design.column(table, name)
    if column is None:
        message = f"`{endpoint_name(endpoint)}` stamps `{table}.{name}`, which does not exist."
        yield Found(endpoint_path(endpoint), message, unknown_column(table, name, design.columns[table]))
    elif not column.nullable and base_type(column.type) not in ("boolean", "text"):
        yield Found(
            endpoint_path(endpoint),
            f"`{endpoint_name(endpoint)}` stamps `{table}.{name}`, which is never NULL, so each row counts as deleted.",
            "Make the column nullable.",
        )
