"""The kill rates as people read them."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.evals.scorers import SCORERS
from draftspec.evals.selfcheck.counting import LEAST_CAUGHT, LEAST_DEFECTS, Count


def table(count: Count) -> Iterator[str]:
    """Yield one line for each scorer: how many defects it noticed of those that it is there for."""
    yield f"{'scorer':20} {'noticed':>8} {'seeded':>7} {'rate':>6}"
    for name in SCORERS:
        if seeded := count.seeded.get(name):
            caught = count.caught[name]
            yield f"{name:20} {caught:8} {seeded:7} {caught / seeded:6.0%}"


def verdict_line(count: Count) -> str:
    """Return what all scorers together come to, with the bounds."""
    seeded, caught = sum(count.seeded.values()), sum(count.caught.values())
    word = "passed" if count.is_good else "failed"
    return (
        f"{word}: {caught} of {seeded} defects noticed, {count.rate:.1%} (bounds: {LEAST_CAUGHT:.0%}, {LEAST_DEFECTS}), "
        f"{len(count.false_alarms)} false alarms on {count.references} clean drafts and {count.harmless} harmless edits"
    )
