"""A batch on its way: what came of each item so far, on disk as it is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from draftspec.batch.engines.engine import Engine
from draftspec.batch.index import Line
from draftspec.batch.index_files import IndexFiles
from draftspec.batch.ledger import Entry, Ledger
from draftspec.batch.planning import Planned, orders
from draftspec.batch.row import Row
from draftspec.batch.stopping import Stop

WAITING = "waiting"
"""The status of an item that is going to be drafted when the batch goes on."""


class Running:
    """The items of a plan and the rows of those that this run has done."""

    def __init__(self, planned: Sequence[Planned], ledger: Ledger, index: IndexFiles) -> None:
        self.planned = planned
        self.in_order = sorted(planned, key=lambda one: one.wanted.place)
        self.rows: dict[int, Row] = {}
        self._ledger = ledger
        self._index = index

    def run(self, engine: Engine, stop: Stop, watch: Callable[[Planned, Row], None], *, fail_fast: bool) -> None:
        """Draft what is to be drafted, and write the ledger and the index. Raises what the engine raises.

        Nothing further begins once somebody asks to stop, a row says that the others would fail alike, or, with
        `fail_fast`, one is not fine.
        """
        self._index.write(self.lines())
        for row in engine.rows(stop.until(orders(self.planned))):
            one = self.planned[row.number]
            self._take(one, row)
            watch(one, row)
            if row.halts or (fail_fast and row.status != "drafted"):
                stop.ask()
        self._index.write(self.lines())

    def _take(self, one: Planned, row: Row) -> None:
        self.rows[row.number] = row
        if row.files and one.slug is not None and one.inputs is not None:
            self._ledger.add(Entry(one.slug, one.wanted.id, one.inputs, row))
        self._index.refresh(self.lines)

    def lines(self) -> list[Line]:
        """Return the line of each item, as the index shows it: in the order of the backlog."""
        return [self.line(one) for one in self.in_order]

    def line(self, one: Planned) -> Line:
        """Return the line of one item."""
        if (row := self.rows.get(one.number)) is not None:
            return line_of(one, row.status, row.reason, row)
        if one.order is not None:
            return line_of(one, WAITING)
        if one.need in ("unchanged", "skipped") and one.before is not None:
            return line_of(one, one.before.status, one.before.reason, one.before)
        return line_of(one, one.need, one.reason, one.before if one.need == "edited" else None)

    @property
    def exit_code(self) -> int:
        """3 when a service failed, 1 when an item is not fine, else 0."""
        codes = [row.exit_code for row in self.rows.values()]
        codes += [one.before.exit_code for one in self.planned if one.need == "unchanged" and one.before is not None]
        codes += [1 for one in self.planned if one.need == "failed"]
        return 3 if 3 in codes else int(any(codes))


def line_of(one: Planned, status: str, reason: str = "", row: Row | None = None) -> Line:
    """Return a line of the index; what was drafted is shown where there is a row of it."""
    result = row.result if row is not None and row.files else None
    return Line(one.wanted.id, one.wanted.title, status, reason, one.slug, result)


def spent_before(planned: Sequence[Planned]) -> float:
    """Return the US dollars that drafts have cost which stay as they are."""
    kept = (one.before for one in planned if one.need in ("unchanged", "edited") and one.before is not None)
    return sum(row.result.usd or 0.0 for row in kept)


def folder_of(out: Path, one: Planned) -> str | None:
    """Return the folder of an item as scripts get it."""
    return None if one.slug is None else (out / one.slug).as_posix()
