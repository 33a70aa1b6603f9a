"""ERR-06 and TAB-05 on a server: what a DELETE does when another row refers to the row that goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from draftspec.checks.design import Child, Design
from draftspec.checks.probe_rows import Seeds, under_savepoint
from draftspec.checks.tried import short, told
from draftspec.derive.names import foreign_key, quote
from draftspec.items import endpoint_name, endpoint_path
from draftspec.sections.endpoints import Endpoint
from draftspec.spec import Finding

if TYPE_CHECKING:
    from draftspec.postgres.fault import Fault
    from draftspec.postgres.scratch import Scratch


def find(design: Design, scratch: Scratch) -> Iterator[Finding]:
    """Yield a finding for each DELETE that fails in a way that the endpoint does not tell.

    Raises:
        StatementError: The database is of no more use.

    """
    for endpoint in design.endpoints:
        if endpoint.action != "delete" or endpoint.soft_delete or endpoint.table not in design.new_tables:
            continue
        for child in design.children(endpoint.table):
            if child.table == endpoint.table or child.table in endpoint.writes:
                continue
            with scratch.rolled_back():
                fault = _fault(design, scratch, endpoint.table, child)
            if fault is not None and (found := _finding(endpoint, child, design, fault)) is not None:
                yield found


def _fault(design: Design, scratch: Scratch, table: str, child: Child) -> Fault | None:
    """Return why the row cannot go, None when it can or when no child row could be made."""
    from draftspec.postgres.fault import StatementError

    seeds = Seeds(design, scratch)
    reference = child.column.references
    if reference is None or not seeds.planted(table):
        return None
    key = seeds.rows.value(table, reference.column)
    if not seeds.planted(child.table, given={child.column.name: key}):
        return None
    ((count,),) = scratch.query(f"SELECT count(*) FROM {quote(child.table)}")  # noqa: S608 - quoted
    if not count:
        return None
    try:
        under_savepoint(
            scratch,
            f"DELETE FROM {quote(table)} WHERE {quote(reference.column)}::text = $1::text",  # noqa: S608 - quoted
            (str(key),),
        )
    except StatementError as error:
        if error.fault.sqlstate[:2] in ("08", "57"):
            raise
        return error.fault
    return None


def _finding(endpoint: Endpoint, child: Child, design: Design, fault: Fault) -> Finding | None:
    name = endpoint_name(endpoint)
    if fault.sqlstate in ("23502", "23514"):
        return Finding(
            check="TAB-05",
            severity="error",
            where=design.items.resolve(f"{child.table}.{child.column.name}") or design.table_path(child.table),
            message=short(f"`{name}` fails when `{child.table}` refers to the row: {told(fault)}"),
            hint="Make the column nullable, or choose RESTRICT or CASCADE.",
        )
    if fault.sqlstate not in ("23503", "23001") or any(error.status == 409 for error in endpoint.errors):
        return None
    constraint = fault.constraint or foreign_key(child.table, child.column.name)
    return Finding(
        check="ERR-06",
        severity="error",
        where=endpoint_path(endpoint),
        message=short(f"`{name}` is refused while `{child.table}` has a row, and no error says so: {told(fault)}"),
        hint=f"Add a 409 with `constraint`: `{constraint}`.",
    )
