"""How long an evaluation takes, against drafting the same briefs. Bounds, for each model: 3 x as commands, 3 x without.

    python tests/long/eval_time.py [--suite DIR] [--model NAME] [--rounds N]

As commands: one `draftspec` process for each brief against one `draftspec eval run`. Without: both in one process that has
loaded everything; every case drafted by the built-in drafter, one after the other, against a whole evaluation (cases read,
drafted or replayed, scored, held against the baseline, written).

Compared is processor time, which a busy machine does not stretch; the time on the wall is told beside it. The first
evaluation, which runs every migration on PostgreSQL, is told apart; later ones know what the server said.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from draftspec.cli import GARBAGE_THRESHOLD
from draftspec.evals.outcome import measured
from draftspec.evals.planning import planned
from draftspec.evals.suite import read_suite
from draftspec.pipeline import draft_spec, drafter_for

BOUND = 3.0


class Times(NamedTuple):
    """How long something took: processor time of this process, and on the wall; in seconds."""

    processor: float
    wall: float


def times(work: Callable[[], object]) -> Times:
    """Return how long something takes."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Times(time.process_time() - processor, time.perf_counter() - wall)


def draft_all(suite: Path) -> None:
    """Draft every case of a suite with built-in rules."""
    for case in read_suite(suite).cases:
        draft_spec(case.asked, drafter_for("builtin"), model="builtin", schema=case.schema_path)


def evaluate(suite: Path, model: str) -> None:
    """Evaluate a suite as the command does."""
    measured(planned(suite, ([model], None, None, None), {}), lambda line: None)


def ratio(suite: Path, model: str, rounds: int) -> float:
    """Measure one model, print, and return the ratio of the medians."""
    first = times(lambda: evaluate(suite, model))
    pairs = [(times(lambda: draft_all(suite)), times(lambda: evaluate(suite, model))) for _ in range(rounds)]
    drafting, evaluating = (
        Times(*map(statistics.median, zip(*column, strict=True))) for column in zip(*pairs, strict=True)
    )
    found = evaluating.processor / drafting.processor
    print(
        f"{model}: drafting {drafting.processor:.2f} s ({drafting.wall:.2f} on the wall), evaluating "
        f"{evaluating.processor:.2f} s ({evaluating.wall:.2f}): {found:.2f} x (bound {BOUND:g}); "
        f"the first evaluation {first.processor:.2f} s ({first.wall:.2f})"
    )
    return found


def commands(suite: Path, model: str) -> float:
    """Measure one model as commands, print, and return the ratio."""
    program = [sys.executable, "-m", "draftspec.cli"]
    with tempfile.TemporaryDirectory() as out:
        drafts = [
            [*program, "draft", case.brief, "-q", "--out", out, "--slug", case.id] for case in read_suite(suite).cases
        ]
        drafting = sum(children(command) for command in drafts)
    evaluating = children([*program, "eval", "run", "--suite", str(suite), "--model", model])
    found = evaluating / drafting
    print(
        f"{model}, as commands: drafting {drafting:.1f} s, evaluating {evaluating:.1f} s: {found:.2f} x (bound {BOUND:g})"
    )
    return found


def children(command: list[str]) -> float:
    """Return the processor time that a command and what it starts take, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", type=Path, default=Path("evals"))
    parser.add_argument("--model", action="append", help="whose drafts (default: all that are blessed)")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    gc.set_threshold(GARBAGE_THRESHOLD)  # as the program itself
    draft_all(options.suite)  # what is read once is read now
    models = planned(options.suite, (options.model, None, None, None), {}).models
    ratios = []
    for model in models:
        found = ratio(options.suite, model, options.rounds)
        ratios += [commands(options.suite, model), found]
    return 0 if max(ratios) <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
