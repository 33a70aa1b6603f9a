"""QRY-02 on a server: whether the planner finds an index for the filters and the order of each page.

On empty tables with sequential and bitmap scans and sorts off, a plan that filters without an index condition, or that
sorts all the same, means that no index can serve.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from draftspec.checks.design import Design
from draftspec.checks.sql_types import base_type
from draftspec.derive.column_types import is_array
from draftspec.derive.conditions import literal
from draftspec.derive.example_rows import Facts, Rows
from draftspec.derive.names import index as index_name
from draftspec.derive.names import quote
from draftspec.items import endpoint_name, endpoint_path
from draftspec.sections.endpoints import Endpoint, Pagination, QueryParameter
from draftspec.spec import Finding

if TYPE_CHECKING:
    from draftspec.postgres.scratch import Scratch

_COMPARES = {"filter": "=", "from": ">=", "to": "<="}
_SCALAR = (str, int, float)
_OFF = ("enable_seqscan", "enable_bitmapscan", "enable_sort", "enable_incremental_sort", "jit")


def find(design: Design, scratch: Scratch) -> Iterator[Finding]:
    """Yield a finding for each filter and each order of a page over a new table that no index serves.

    Raises:
        StatementError: The database is of no more use.

    """
    rows = Rows(Facts(design.tables))
    with scratch.rolled_back():
        for switch in _OFF:
            scratch.query(f"SET LOCAL {switch} = off")
        for endpoint in design.endpoints:
            if endpoint.pagination and endpoint.table in design.new_tables:
                yield from _Page(design, scratch, endpoint, rows).findings(endpoint.pagination)


class _Page:
    """The queries of one collection."""

    def __init__(self, design: Design, scratch: Scratch, endpoint: Endpoint, rows: Rows) -> None:
        self.design, self.scratch, self.endpoint, self.rows = design, scratch, endpoint, rows
        self.table = endpoint.table or ""

    def findings(self, page: Pagination) -> Iterator[Finding]:
        """Yield what no index serves."""
        always = [*self._always(), *(f"{quote(name)} IS NULL" for name in self._deleted())]
        filters = [(one, texts) for one in self.endpoint.query if (texts := self._filters(one))]
        for parameter, texts in filters:
            if not any(self._is_served([*always, text]) for text in texts):
                yield self._finding(f"query.{parameter.name}", f"the filter `{parameter.name}`", parameter.column)
        if all(self.design.column(self.table, name) for name in page.sort):
            direction = " DESC" if page.descending else ""
            order = " ORDER BY " + ", ".join(f"{quote(name)}{direction}" for name in page.sort)
            equal = [texts[0] for one, texts in filters if one.use == "filter"]
            tries = chain([[]], ([text] for text in equal), [equal])
            if all("Sort" in self._plan([*always, *some], order) for some in tries):
                yield self._finding("pagination", f"the order {', '.join(page.sort)}", *page.sort)

    def _always(self) -> Iterator[str]:
        """Yield the conditions of every call: the keys of the path, and who calls."""
        owners = self.design.owner_columns(self.table) if self.endpoint.auth.owner else frozenset()
        keys = {
            column.name
            for parameter in self.endpoint.path_parameters
            for column in self.design.references(self.table, parameter.table)
        }
        for name in sorted(keys | owners):
            if (value := self._value(name)) is not None:
                yield f"{quote(name)} = {value}"

    def _deleted(self) -> list[str]:
        return sorted(self.design.soft_delete_columns(self.table))

    def _filters(self, parameter: QueryParameter) -> list[str]:
        """Return a filter as conditions, one for each value that may be asked for; none if it needs no index."""
        column = self.design.column(self.table, parameter.column)
        if parameter.table != self.table or column is None or parameter.use not in _COMPARES:
            return []
        if base_type(column.type) == "boolean":
            return []
        compared = f"{quote(parameter.column)} {_COMPARES[parameter.use]}"
        if column.values and not is_array(column.type):
            return [f"{compared} {literal(value)}::{column.type}" for value in column.values]
        value = self._value(parameter.column)
        return [] if value is None else [f"{compared} {value}"]

    def _is_served(self, conditions: list[str]) -> bool:
        plan = self._plan(conditions, "")
        return "Index Cond" in plan or "Filter" not in plan  # without a filter, a partial index holds just these rows

    def _value(self, name: str) -> str | None:
        column = self.design.column(self.table, name)
        value = next((one for row in range(3) if (one := self.rows.value(self.table, name, row)) is not None), None)
        if column is None or isinstance(value, bool) or not isinstance(value, _SCALAR):
            return None
        return f"{literal(str(value))}::{column.type}"

    def _plan(self, conditions: list[str], order: str) -> str:
        where = " WHERE " + " AND ".join(conditions) if conditions else ""
        text = f"EXPLAIN (COSTS off) SELECT * FROM {quote(self.table)}{where}{order} LIMIT 25"  # noqa: S608 - quoted
        return "\n".join(str(line) for (line,) in self.scratch.query(text))

    def _finding(self, part: str, what: str, *columns: str) -> Finding:
        return Finding(
            check="QRY-02",
            severity="warning",
            where=f"{endpoint_path(self.endpoint)}.{part}",
            message=f"PostgreSQL finds no index of `{self.table}` for {what} of `{endpoint_name(self.endpoint)}`.",
            hint=f"Add an index such as `{index_name(self.table, *columns)}` on ({', '.join(columns)}).",
        )
