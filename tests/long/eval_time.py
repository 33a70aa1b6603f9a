"""How long an evaluation takes, against drafting the same briefs. Bound: 3 x, for each model.

    python tests/long/eval_time.py [--suite DIR] [--rounds N]

In one process and in turn: every case of the suite drafted by the built-in drafter, one after the other; and a whole
evaluation as `draftspec eval run` makes it (cases read, drafted or replayed, scored, held against the baseline, written).
Compared is processor time of this process, which a busy machine does not stretch; the time on the wall is told beside it.
The first evaluation, which runs every migration on PostgreSQL, is told apart; later ones know what the server said.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

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


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", type=Path, default=Path("evals"))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    draft_all(options.suite)  # what is read once is read now
    models = planned(options.suite, (None, None, None, None), {}).models
    ratios = [ratio(options.suite, model, options.rounds) for model in models]
    return 0 if max(ratios) <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
