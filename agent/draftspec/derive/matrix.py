"""Which endpoint, job or rule creates, reads, updates and deletes the rows of which table; what nobody does stands out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from draftspec.items import Items, endpoint_name, index_items
from draftspec.markdown import Verbatim, code, prose
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Endpoint
from draftspec.sections.jobs import Job
from draftspec.spec import Sections

LETTERS = "CRUD"
"""Create, read, update, delete."""
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
    hidden: frozenset[str] = frozenset()
    """The tables whose rows a deletion only marks: it updates them, and nobody misses another one."""

    def uncovered(self) -> dict[str, str]:
        """Return for each new table the letters that no endpoint and no job does."""
        missing = {}
        for table in self.tables:
            done = {letter for _, _, cells in self.rows for letter in cells.get(table, "")}
            done |= {"D"} if table in self.hidden else set()
            left = "".join(letter for letter in LETTERS if letter not in done)
            if left and table in self.new:
                missing[table] = left
        return missing


def matrix_of(sections: Sections, items: Items | None = None) -> Matrix:
    """Return the coverage matrix of a design; whoever has its items already gives them."""
    rows = [("endpoint", endpoint_name(one), _endpoint_cells(one)) for one in sections.endpoints.endpoints]
    rows += [("job", one.name, _job_cells(one)) for one in (sections.jobs.jobs if sections.jobs else ())]
    rows = [(kind, name, _with_followers(cells, sections.database.tables)) for kind, name, cells in rows]
    created = {table for _, _, cells in rows for table, letters in cells.items() if "C" in letters}
    rows += list(_rules(sections, items or index_items(sections), created))
    new = [table.name for table in sections.database.tables]
    changed = [change.table for change in sections.database.modifications]
    used = [table for _, _, cells in rows for table in cells]
    tables = tuple(dict.fromkeys((*new, *changed, *used)))
    hidden = {one.table for one in sections.endpoints.endpoints if one.soft_delete and one.table}
    return Matrix(tables, frozenset(new), tuple(rows), frozenset(hidden))


def _with_followers(cells: dict[str, str], tables: Iterable[Table]) -> dict[str, str]:
    """Return the cells of a row with what a deletion does to rows that hang on the deleted ones: they go, or lose their key."""
    found = {table: set(letters) for table, letters in cells.items()}
    gone = [table for table, letters in cells.items() if "D" in letters]
    followed = _followers(tables)
    for table in gone:  # grows while it is gone through: what hangs on what goes may go as well
        for child, letter in followed.get(table, ()):
            if letter == "D" and child not in gone:
                gone.append(child)
            found.setdefault(child, set()).add(letter)
    return {table: _ordered(letters) for table, letters in found.items()}


def _followers(tables: Iterable[Table]) -> dict[str, list[tuple[str, str]]]:
    """Return for each table those that refer to it, each with what its deletion does to their rows."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table in tables:
        for reference in (column.references for column in table.columns if column.references is not None):
            letter = {"CASCADE": "D", "SET NULL": "U"}.get(reference.on_delete or "")
            if letter is not None:
                found.setdefault(reference.table, []).append((table.name, letter))
    return found


def _endpoint_cells(endpoint: Endpoint) -> dict[str, str]:
    cells: dict[str, set[str]] = {table: {"R"} for table in endpoint.reads}
    for table in endpoint.writes:
        main = table == endpoint.table
        letters = "U" if endpoint.soft_delete and main else _OF_ACTION[endpoint.action]
        if main and endpoint.action == "replace" and not endpoint.path.endswith("}"):
            letters = "CU"  # what there is one of is made by the first call that sets it
        if main and endpoint.action in ("command", "transition") and _makes(endpoint, table):
            letters = "C"
        elif main and endpoint.action == "command" and endpoint.responses[0].status == 204:
            letters = "D"  # a command without an answer leaves no row
        elif not main:
            letters = _child_letters(endpoint, table).replace("D", "U" if endpoint.soft_delete else "D")
        cells.setdefault(table, set()).update(letters)
    if endpoint.table and endpoint.method == "GET":
        cells.setdefault(endpoint.table, set()).add("R")
    return {table: _ordered(letters) for table, letters in cells.items()}


def _child_letters(endpoint: Endpoint, table: str) -> str:
    """Return what a change of one table does to another: rows that it gives a key to are new ones."""
    fields = endpoint.request.fields if endpoint.request else ()
    lists = [one for one in fields if one.table == table and one.many]
    if any(part.column == "id" for one in lists for part in one.fields):
        return "U"
    if _makes(endpoint, table):
        return "C"
    if table in endpoint.reads and not lists:
        return "U"  # what is looked up first is there already, as a parent whose total follows
    return _OF_PURE_WRITE.get(endpoint.action, "CD" if lists else "U")


def _makes(endpoint: Endpoint, table: str) -> bool:
    return any(one.table == table and one.column == "created_at" for one in endpoint.server_sets)


def _job_cells(job: Job) -> dict[str, str]:
    cells: dict[str, set[str]] = {one.table: {"R"} for one in job.reads}
    words = f"{job.name} {job.processing}".lower()
    for one in job.writes:
        removes = any(word in words for word in ("delete", "remove", "purge", "prune", "expire_"))
        letters = "D" if removes and not one.columns else "U" if one.columns else "C"
        cells.setdefault(one.table, set()).add(letters)
    return {table: _ordered(letters) for table, letters in cells.items()}


_COUNTS = re.compile(r"`INSERT\b[^`]*\bDO UPDATE\b")
"""What a rule says that writes rows itself, before any call is served: a counter of requests."""


def _rules(sections: Sections, items: Items, created: set[str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield the rules with the tables that they are about; one that counts in rows which nothing else creates does so itself."""
    for rule in sections.rules.rules if sections.rules else ():
        paths = (items.resolve(about) for about in rule.about)
        tables = dict.fromkeys(path.split(".")[2] for path in paths if path and path.startswith("database."))
        counts = _COUNTS.search(rule.implementation) is not None
        if tables:
            yield "rule", rule.name, {table: "CU*" if counts and table not in created else "*" for table in tables}


def _ordered(letters: set[str]) -> str:
    return "".join(letter for letter in LETTERS if letter in letters)


def markdown(matrix: Matrix) -> Verbatim:
    """Return the matrix as a Markdown table whose last row shows what nobody does.

    Nothing where no table is used, or where there is neither an endpoint nor a new table that one could miss.
    """
    if not matrix.tables or not (matrix.new or any(kind == "endpoint" for kind, _, _ in matrix.rows)):
        return Verbatim("")
    missing = matrix.uncovered()
    last = [f"**{missing[table]}**" if table in missing else "" for table in matrix.tables]
    return Verbatim(
        "\n".join(
            (
                _table_row("", map(code, matrix.tables)),
                "|---" * (len(matrix.tables) + 1) + "|",
                *(
                    _table_row(
                        prose(name) if kind == "rule" else code(name), (cells.get(one, "") for one in matrix.tables)
                    )
                    for kind, name, cells in matrix.rows
                ),
                *([_table_row("**nobody**", last)] if missing else []),
            )
        )
    )


def _table_row(first: str, cells: Iterable[str]) -> str:
    """Return a row; a bar inside a cell would end it, even in code."""
    return "".join(f"| {cell.replace('|', chr(92) + '|')} " for cell in (first, *cells)) + "|"
