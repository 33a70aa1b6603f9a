"""How long `draftspec check` takes on PostgreSQL, against what the server itself costs, in one run.

    python tests/long/check_time.py [--rounds N] [--drafts N] [--briefs N]

Turn by turn, so that whatever else the machine does falls on each alike:
- a server is started and stopped again, with nothing in between; and the same with one draft checked on it, from
  reading its folder to located findings. Bound on the medians: 2 times;
- on one running server, as many databases as drafts are created and dropped; and each draft is checked in one. Bound: 4
  times;
- briefs of every style in `tests/data/briefs.jsonl` are drafted, each once, and each draft is checked once without
  execution, right after it was made. Compared is the processor time of all checks with that of all drafts, files read
  and written included. Bound: 0.3 times. No brief comes twice, and there are no rounds: the words of a brief that was
  drafted before are remembered, and drafting it again takes less. Another brief of each style is drafted and checked
  before, so that what is loaded once, such as the words of other languages, is not counted.
Importing is not counted: it is done before the first turn. The interpreter looks for cycles as seldom as in the program.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from draftspec.brief import brief_from_text
from draftspec.checking.config import Config
from draftspec.checking.executing import Wish, executor, parsed
from draftspec.checking.loading import load
from draftspec.checking.reading import read
from draftspec.checking.run import checked
from draftspec.cli import GARBAGE_THRESHOLD
from draftspec.pipeline import draft_spec, drafter_for
from draftspec.postgres.allowed import judged
from draftspec.postgres.scratch import scratch_database
from draftspec.postgres.server import running_server
from draftspec.spec import Finding, Sections
from draftspec.write import write

WANTED = 16
BOUNDS = {"whole": 2.0, "batch": 4.0, "read only": 0.3}
BRIEFS = (
    "add invoices",
    "let users book rooms",
    "refund orders after approval",
    "a help desk with tickets",
    "add a blog",
)
STYLES = 12
STYLED = Path(__file__).parents[1] / "data" / "briefs.jsonl"


def drafted(out: Path, brief: str, slug: str) -> Path:
    """Make a draft and return its folder."""
    made = draft_spec(brief_from_text(brief, slug), drafter_for("builtin"), model="builtin")
    return write(made.spec, made.files, out, force=True).folder


def styled() -> list[str]:
    """Return the briefs of all styles, one of each in turn."""
    by_style: dict[str, list[str]] = {}
    for line in STYLED.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        by_style.setdefault(one["style"], []).append(one["brief"])
    return [brief for turn in zip(*by_style.values(), strict=True) for brief in turn]


def check(folder: Path, run: Callable[[Sections], tuple[Finding, ...]]) -> None:
    """Check a folder with what runs its design, as the first of a run: what one before it has parsed is forgotten."""
    judged.cache_clear()
    reading = read(load(folder))
    checked(reading, Config({}), run(reading.spec.sections), None)


def whole(folder: Path) -> None:
    """Check one folder on a server of its own."""
    with executor(Wish(execute=True), WANTED) as server:
        check(folder, server.run)


def empty_server() -> None:
    """Start a server and stop it."""
    with running_server(None, WANTED):
        pass


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def read_only(wanted: int, out: Path) -> tuple[float, float]:
    """Return the processor time of checking drafts of so many briefs for the first time, and of making them."""
    checking = drafting = 0.0
    briefs = styled()
    for number, brief in enumerate((*briefs[-STYLES:], *briefs[:wanted]), -STYLES):
        start = time.process_time()
        folder = drafted(out, brief, f"styled-{number}")
        made = time.process_time()
        check(folder, parsed)
        if number >= 0:
            drafting, checking = drafting + made - start, checking + time.process_time() - made
    return checking, drafting


def on_servers(rounds: int, folders: list[Path]) -> dict[str, tuple[float, float]]:
    """Return the medians by what was compared on a server: what is bounded, and what it is bounded by."""
    times: dict[str, list[tuple[float, float]]] = {"whole": [], "batch": []}
    whole(folders[0])
    for _ in range(rounds):
        times["whole"].append((seconds(lambda: whole(folders[0])), seconds(empty_server)))
    with running_server(None, WANTED) as server, executor(Wish(execute=True), WANTED) as ours:
        for _ in range(max(1, rounds // 4)):

            def empty() -> None:
                for _ in folders:
                    with scratch_database(server):
                        pass

            def batch() -> None:
                for folder in folders:
                    check(folder, ours.run)

            times["batch"].append((seconds(batch), seconds(empty)))
    medians = {
        name: tuple(statistics.median(part) for part in zip(*pairs, strict=True)) for name, pairs in times.items()
    }
    return {name: (ours, theirs) for name, (ours, theirs) in medians.items()}


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--drafts", type=int, default=20)
    parser.add_argument("--briefs", type=int, default=24, help="at most 48")
    given = parser.parse_args()
    gc.set_threshold(GARBAGE_THRESHOLD)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        compared = read_only(given.briefs, out)
        folders = [drafted(out, BRIEFS[number % len(BRIEFS)], f"draft-{number}") for number in range(given.drafts)]
        found = {"read only": compared, **on_servers(given.rounds, folders)}
    for name, (ours, theirs) in found.items():
        times = f"{ours * 1000:7.0f} ms against {theirs * 1000:7.0f} ms"
        print(f"{name:<10} {times}: {ours / theirs:.2f} x (bound {BOUNDS[name]})")
    return 0 if all(ours <= BOUNDS[name] * theirs for name, (ours, theirs) in found.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
