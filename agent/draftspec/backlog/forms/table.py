"""Tables: CSV and TSV as spreadsheets and trackers export them, whatever their columns are called."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from draftspec.backlog.fields import is_known, is_title, normalized
from draftspec.backlog.forms.found import Found
from draftspec.backlog.item import Item
from draftspec.backlog.noting import some_of
from draftspec.backlog.record import Record, item_from
from draftspec.backlog.source import MOST_BYTES
from draftspec.errors import BacklogError

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = (",", ";", "\t", "|")
_HEADER_WITHIN = 10
"""A header stands within so many rows: some exports begin with the name of the board and a date."""

_MOST_COLUMNS = 2000
"""Jira writes a column for each label, link and comment of the item that has the most; hundreds are common."""

_CELLS = {
    "id": re.compile(r"#?\d+|[A-Z][A-Z0-9]*-\d+"),
    "status": re.compile(r"open|closed|merged|draft|to ?do|done|in progress|new|active|resolved|backlog", re.I),
}
_STAMP = re.compile(r"\d{4}-\d\d-\d\d|https?://|$")
"""What is long and no title: times, addresses, nothing."""

_MOST_LINES_OF_A_ROW = 1000
"""In a table whose quoting is broken, a last row of more lines is taken for a quote that is never closed."""

_LOOKED_AT = 64 * 1024


@dataclass(frozen=True)
class Row:
    """The cells of a row, and the line on which it begins."""

    cells: list[str]
    line: int


def read_csv(text: str) -> Found:
    """Return the rows of a table as items. Raises `BacklogError` when its quoting leaves rows that cannot be told apart."""
    return rows_found(*_rows(text, best_delimiter(text)))


def read_tsv(text: str) -> Found:
    """Return the rows of a table whose cells are separated by tabs."""
    return rows_found(*_rows(text, "\t"))


def best_delimiter(text: str) -> str:
    """Return the delimiter that shows the most columns of known names, then the most columns, in the first rows."""
    if text.lower().startswith("sep=") and len(text) > 5 and text[5] == "\n":
        return text[4]
    return max(DELIMITERS, key=lambda delimiter: _columns(text, delimiter))


def has_header(text: str, delimiter: str) -> bool:
    """Tell whether one of the first rows names a column that titles can stand in, beside another column."""
    return any(len(row.cells) > 1 and _is_header(row.cells) for row in _first_rows(text, delimiter))


def _columns(text: str, delimiter: str) -> tuple[int, int]:
    rows = _first_rows(text, delimiter)
    known = max((sum(map(is_known, row.cells)) for row in rows if len(row.cells) > 1), default=0)
    return known, len(rows[0].cells) if rows else 0


def _first_rows(text: str, delimiter: str) -> list[Row]:
    found: list[Row] = []
    reader = _reader(text[:_LOOKED_AT], delimiter, strict=False)
    for cells in reader:
        found += [Row(cells[:_MOST_COLUMNS], reader.line_num)] if any(cells) else []
        if len(found) == _HEADER_WITHIN:
            break
    return found


def _reader(text: str, delimiter: str, *, strict: bool) -> Reader:
    if csv.field_size_limit() < MOST_BYTES:
        csv.field_size_limit(MOST_BYTES)  # of the whole process, and only ever raised: the file is bounded instead
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict, skipinitialspace=True)


class _Broken(Exception):
    """That quoting is broken in the row that begins on `line`."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line

    def for_people(self) -> BacklogError:
        """Return the error to show."""
        if "unexpected end of data" in str(self):
            message, hint = "a quote is opened and never closed", 'close it; a quote inside a quoted cell is written ""'
            return BacklogError(f"line {self.line}: {message}", hint)
        return BacklogError(f"line {self.line}: {self}", "export the table again as CSV")


def _rows(text: str, delimiter: str) -> tuple[list[Row], list[str]]:
    """Return the rows of a table, and a note where quotes stand in it as they should not. Raises `BacklogError`."""
    if text.lower().startswith("sep="):
        text = "\n" + text.partition("\n")[2]
    try:
        return list(_read(text, delimiter, strict=True)), []
    except _Broken as broken:
        fault = broken
    if "unexpected end of data" in str(fault):
        raise fault.for_people() from fault
    try:
        rows = list(_read(text, delimiter, strict=False))
    except _Broken as broken:
        raise broken.for_people() from broken
    if text.count("\n") - rows[-1].line > _MOST_LINES_OF_A_ROW:
        raise _Broken(rows[-1].line, "unexpected end of data").for_people() from fault
    return rows, [f"line {fault.line}: quotes stand inside a cell as CSV does not have them; look at that row"]


def _read(text: str, delimiter: str, *, strict: bool) -> Iterator[Row]:
    reader, line = _reader(text, delimiter, strict=strict), 1
    try:
        for cells in reader:
            if len(cells) > _MOST_COLUMNS:
                reason = f"the row has {len(cells):,} cells, more than {_MOST_COLUMNS:,}"
                raise BacklogError(f"line {line}: {reason}", "export fewer columns")
            yield Row(cells, line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _Broken(line, str(error)) from error


def rows_found(rows: Sequence[Row], notes: Sequence[str], places: Iterator[int] | None = None) -> Found:
    """Return the items of rows, the header among the first of them or missing; `places` counts items without an id."""
    found = Found(notes=list(notes))
    rows = [row for row in rows if any(cell.strip() for cell in row.cells)]
    at = _header(rows[:_HEADER_WITHIN])
    if at is None:
        names, notes_of_names = _guessed(rows)
        found.notes += notes_of_names
    else:
        names = [normalized(cell) for cell in rows[at].cells]
    body = rows if at is None else rows[at + 1 :]
    long: list[str] = []
    found.add(_items(body, names, long, places or count(1)))
    found.notes += some_of(long)
    return found


def names_items(cells: Sequence[str]) -> bool:
    """Tell whether the cells of a header name a column for titles, beside another that is known."""
    return len(cells) > 1 and _is_header(cells)


def _header(rows: Sequence[Row]) -> int | None:
    """Return where the header stands: the row with the most columns of known names, the first of several."""
    known = [sum(map(is_known, row.cells)) if _is_header(row.cells) else 0 for row in rows]
    return known.index(max(known)) if any(known) else None


def _is_header(cells: Sequence[str]) -> bool:
    known = [cell for cell in cells if is_known(cell)]
    return any(is_title(cell) for cell in known) and (len(known) > 1 or len(cells) < 3)


def _items(rows: Sequence[Row], names: Sequence[str], notes: list[str], places: Iterator[int]) -> Iterator[Item]:
    numbers = _numbers(rows, names)
    for row in rows:
        if len(row.cells) > len(names) and any(cell.strip() for cell in row.cells[len(names) :]):
            notes.append(f"line {row.line}: the row has {len(row.cells)} cells under {len(names)} columns")
        yield item_from(_record(row.cells, names, numbers), str(next(places)), row.line)


def _record(cells: Sequence[str], names: Sequence[str], numbers: dict[str, str]) -> Record:
    """Return the cells of a row by their columns; those of one name stand together, those beyond the header with the last."""
    gathered: dict[str, list[str]] = {}
    for at, cell in enumerate(cells):
        if cell.strip():
            gathered.setdefault(names[min(at, len(names) - 1)], []).append(_unescaped(cell))
    record: dict[str, object] = {name: found[0] if len(found) == 1 else found for name, found in gathered.items()}
    if numbers and (parent := next((name for name in ("parent", "parent id") if record.get(name) in numbers), None)):
        record["parent key"] = numbers[str(record[parent])]
    return record


def _numbers(rows: Sequence[Row], names: Sequence[str]) -> dict[str, str]:
    """Return the keys of items by the inner numbers that Jira's exports name parents with."""
    if "issue id" not in names or "issue key" not in names:
        return {}
    number, key = names.index("issue id"), names.index("issue key")
    return {row.cells[number]: row.cells[key] for row in rows if len(row.cells) > max(number, key)}


def _unescaped(cell: str) -> str:
    """Return a cell without the apostrophe by which spreadsheets say that a formula is meant as text."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@" else cell


def _guessed(rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Return names for the columns of a table without a header, and a note about them.

    The column with the longest texts is the title; of those before it, one of numbers or keys is the id, one of states
    the status (as `gh issue list` prints them).
    """
    width = max((len(row.cells) for row in rows), default=0)
    if width < 2:
        return ["title"] * width, []
    columns = [[row.cells[at].strip() for row in rows if at < len(row.cells)] for at in range(width)]
    lengths = [sum(map(len, column)) / max(len(column), 1) for column in columns]
    lengths = [
        0 if all(_STAMP.match(cell) for cell in column) else length
        for column, length in zip(columns, lengths, strict=True)
    ]
    title = lengths.index(max(lengths))
    names = [f"column {at + 1}" for at in range(width)]
    for at, column in enumerate(columns[:title]):
        names[at] = next((name for name, cell in _CELLS.items() if all(map(cell.fullmatch, column))), names[at])
    names[title] = "title"
    return names, [f"no header was recognised; column {title + 1} is taken for the titles"]
