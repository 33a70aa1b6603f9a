"""A batch with the built-in drafter in two processes against one: throughput and memory.

    python tests/long/batch_builtin.py [--items N] [--rounds N]

Each round drafts a part of the items with one worker process and the next part with two, in one run of this program, so
that whatever else the machine does falls on both; counted are the seconds from the first row to the last. The last round
drafts all items in two processes and reads their memory at a tenth of the way and at the end. Bounds: 1.7 times the
throughput of one process, on the medians; memory of a process (its own and its share of what is shared) growing by less
than 20 %.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from batch_model import memory_of

from draftspec.batch.engines.processes import Processes
from draftspec.batch.order import Job, Order
from draftspec.brief import brief_from_text
from draftspec.settings import Settings

HERE = Path(__file__).parent
BRIEFS = HERE.parent / "data" / "briefs.jsonl"
RATIO = 1.7
GROWTH = 0.2
WARM = 8
"""Rows that are not counted: the processes start with them."""


@dataclass(frozen=True)
class Measured:
    """Drafts a second by round, of one process and of two; memory in KB of each process, early and late."""

    one: list[float]
    two: list[float]
    early: list[int]
    late: list[int]

    @property
    def ratio(self) -> float:
        return statistics.median(two / one for one, two in zip(self.one, self.two, strict=True))

    @property
    def growth(self) -> float:
        return max(late / early - 1 for early, late in zip(self.early, self.late, strict=True))

    @property
    def is_good(self) -> bool:
        return self.ratio >= RATIO and self.growth < GROWTH


def measure(items: int, rounds: int) -> Measured:
    """Draft some items in turns, then all of them."""
    one, two = [], []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds):
            part = max(WARM * 2, items // 10)
            one.append(_rate(Path(folder, f"one-{turn}"), 1, part))
            two.append(_rate(Path(folder, f"two-{turn}"), 2, part))
        early, late = _memory(Path(folder, "all"), items)
    return Measured(one, two, early, late)


def orders(items: int) -> Iterator[Order]:
    """Yield orders for briefs that all differ; each stands twice in a row, so that two processes meet all kinds of them early.

    What knowledge a process has read is kept: where one had met half of the kinds at a tenth of the way, the rest of
    them would count as growth.
    """
    briefs = [json.loads(line)["brief"] for line in BRIEFS.read_text(encoding="utf-8").splitlines()]
    twice = [brief for brief in briefs for _ in range(2)]
    for number, brief in enumerate(islice(cycle(twice), items)):
        yield Order(
            number, brief_from_text(f"{brief}\n\nThe item is number {number} of its kind{number}.", f"item-{number}")
        )


def _rate(out: Path, processes: int, items: int) -> float:
    """Return the drafts a second of so many processes once they are warm."""
    times = []
    for row in Processes(Job(Settings(out=out)), processes, 1).rows(orders(items)):
        assert row.files, row.reason
        times.append(time.monotonic())
    return (len(times) - WARM) / (times[-1] - times[WARM - 1])


def _memory(out: Path, items: int) -> tuple[list[int], list[int]]:
    """Return the memory of each process at a tenth of the way and at the end."""
    engine = Processes(Job(Settings(out=out)), 2, 1)
    early: list[int] = []
    late: list[int] = []
    for done, _ in enumerate(engine.rows(orders(items)), 1):
        if done in (max(WARM, items // 10), items):
            found = [memory_of(worker.process.pid or 0) for worker in engine._workers]
            early, late = (found, late) if done < items else (early, found)
    return early, late


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    found = measure(wanted.items, wanted.rounds)
    for one, two in zip(found.one, found.two, strict=True):
        print(f"one process {one:5.1f}/s   two {two:5.1f}/s   {two / one:.2f} x")
    print(f"ratio   {found.ratio:.2f} x (bound {RATIO}), the median")
    for early, late in zip(found.early, found.late, strict=True):
        print(f"memory  {early / 1024:.0f} MB early, {late / 1024:.0f} MB at the end")
    print(f"growth  {found.growth:.1%} (bound {GROWTH:.0%})")
    return 0 if found.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
