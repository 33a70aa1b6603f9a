"""Which endpoint, job or rule creates, reads, updates and deletes the rows of which table; what nobody does stands out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from draftspec.items import endpoint_name, index_items
from draftspec.sections.endpoints import Endpoint
from draftspec.sections.jobs import Job
from draftspec.spec import Sections

LETTERS = "CRUD"
_OF_ACTION = {
    "list": "R",
    "read": "R",
    "report": "R",
    "create": "C",
    "update": "U",
    "replace": "U",
    "delete": "D",
    "transition": "U",
    "command": "U",
}
_OF_PURE_WRITE = {"create": "C", "delete": "D", "replace": "CD"}


@dataclass(frozen=True)
class Matrix:
    """The tables of a design, and for each row (an endpoint, job or rule) what it does to which of them."""

    tables: tuple[str, ...]
    new: frozenset[str]
    rows: tuple[tuple[str, str, Mapping[str, str]], ...]
    """`(kind, name, letters by table)`; a rule is marked with `*` at the tables that it is about."""

    def uncovered(self) -> dict[str, str]:
        """Return for each new table the letters that no endpoint and no job does."""
        missing = {}
        for table in self.tables:
            done = {letter for kind, _, cells in self.rows if kind != "rule" for letter in cells.get(table, "")}
            left = "".join(letter for letter in LETTERS if letter not in done)
            if left and table in self.new:
                missing[table] = left
        return missing


def matrix_of(sections: Sections) -> Matrix:
    """Return the coverage matrix of a design."""
    rows = [("endpoint", endpoint_name(one), _endpoint_cells(one)) for one in sections.endpoints.endpoints]
    rows += [("job", one.name, _job_cells(one)) for one in (sections.jobs.jobs if sections.jobs else ())]
    rows += list(_rules(sections))
    new = [table.name for table in sections.database.tables]
    changed = [change.table for change in sections.database.modifications]
    used = [table for _, _, cells in rows for table in cells]
    tables = tuple(dict.fromkeys((*new, *changed, *used)))
    return Matrix(tables, frozenset(new), tuple(rows))


def _endpoint_cells(endpoint: Endpoint) -> dict[str, str]:
    cells: dict[str, set[str]] = {table: {"R"} for table in endpoint.reads}
    for table in endpoint.writes:
        main = table == endpoint.table
        letters = "U" if endpoint.soft_delete and main else _OF_ACTION[endpoint.action]
        if not main:
            letters = _OF_PURE_WRITE.get(endpoint.action, _child_letters(endpoint, table))
        cells.setdefault(table, set()).update("D" if endpoint.soft_delete and main else letters)
    if endpoint.table and endpoint.method == "GET":
        cells.setdefault(endpoint.table, set()).add("R")
    return {table: _ordered(letters) for table, letters in cells.items()}


def _child_letters(endpoint: Endpoint, table: str) -> str:
    """Return what a change of one table does to another: rows that it gives a key to are new ones."""
    makes = any(one.table == table and one.column == "created_at" for one in endpoint.server_sets)
    fields = endpoint.request.fields if endpoint.request else ()
    return "CD" if any(one.table == table and one.many for one in fields) else "C" if makes else "U"


def _job_cells(job: Job) -> dict[str, str]:
    cells: dict[str, set[str]] = {one.table: {"R"} for one in job.reads}
    words = f"{job.name} {job.processing}".lower()
    for one in job.writes:
        removes = any(word in words for word in ("delete", "remove", "purge", "prune", "expire_"))
        letters = "D" if removes and not one.columns else "U" if one.columns else "C"
        cells.setdefault(one.table, set()).add(letters)
    return {table: _ordered(letters) for table, letters in cells.items()}


def _rules(sections: Sections) -> Iterator[tuple[str, str, dict[str, str]]]:
    items = index_items(sections)
    for rule in sections.rules.rules if sections.rules else ():
        paths = (items.resolve(about) for about in rule.about)
        tables = dict.fromkeys(path.split(".")[2] for path in paths if path and path.startswith("database."))
        if tables:
            yield "rule", rule.name, dict.fromkeys(tables, "*")


def _ordered(letters: set[str]) -> str:
    return "".join(letter for letter in LETTERS if letter in letters)


def matrix_lines(matrix: Matrix) -> Iterator[str]:
    """Yield the matrix as lines of equal columns; what is uncovered is told below the table's name."""
    if not matrix.tables:
        yield "no table is used"
        return
    first = max(len(name) for _, name, _ in (*matrix.rows, ("", "uncovered", {})))
    widths = [max(len(table), 4) for table in matrix.tables]
    yield _row("", matrix.tables, first, widths)
    for _, name, cells in matrix.rows:
        yield _row(name, [cells.get(table, "·") for table in matrix.tables], first, widths)
    missing = matrix.uncovered()
    yield _row("uncovered", [f"!{missing[one]}" if one in missing else "" for one in matrix.tables], first, widths)


def _row(name: str, cells: tuple[str, ...] | list[str], first: int, widths: list[int]) -> str:
    return "  ".join(
        (name.ljust(first), *(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)))
    ).rstrip()


def matrix_document(matrix: Matrix) -> dict[str, object]:
    """Return the matrix for scripts."""
    return {
        "tables": list(matrix.tables),
        "rows": [{"kind": kind, "name": name, "tables": dict(cells)} for kind, name, cells in matrix.rows],
        "uncovered": matrix.uncovered(),
    }
