"""TAB-04 on a server: whether what a row holds by default passes the CHECKs of its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from draftspec.checks.design import Design
from draftspec.spec import Finding

if TYPE_CHECKING:
    from draftspec.postgres.scratch import Scratch

# A CHECK is decided when each of its columns has a default. Others may ask for a value by refusing NULL.
_CHECKS = """
SELECT c.conname, r.relname, pg_get_expr(c.conbin, c.conrelid), string_agg(format('%s::%s AS %I',
    pg_get_expr(d.adbin, d.adrelid), format_type(a.atttypid, a.atttypmod), a.attname), ', '),
    min(a.attname)
FROM pg_constraint c
JOIN pg_class r ON r.oid = c.conrelid
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = ANY (c.conkey)
LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum AND a.attgenerated = ''
WHERE c.contype = 'c' AND r.relnamespace = 'public'::regnamespace
GROUP BY c.oid, r.oid
HAVING bool_and(d.adbin IS NOT NULL)
"""


def find(design: Design, scratch: Scratch) -> Iterator[Finding]:
    """Yield a finding for each CHECK of a new table that refuses a row of defaults.

    Raises:
        StatementError: The database is of no more use.

    """
    places = {(own.table, own.column.name): own.where for own in design.own_columns}
    for name, table, condition, defaults, column in scratch.query(_CHECKS):
        where = places.get((str(table), str(column)))
        if where is None:
            continue
        ((holds,),) = scratch.query(f"SELECT {condition} FROM (SELECT {defaults}) AS defaults")  # noqa: S608 - its own words
        if holds is False:
            yield Finding(
                check="TAB-04",
                severity="error",
                where=where,
                message=f"`{name}` refuses a row of `{table}` that leaves its columns to their defaults ({defaults}).",
                hint="Choose a default that the CHECK allows, or let the CHECK allow it.",
            )
