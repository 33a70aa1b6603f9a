"""The register of scorers, and what a scorer looks like.

A scorer is a function from a sample to what it measured: a value, and the places that speak against the draft. It lies
in a file of its own that gives it its name. Its docstring says in one sentence what is measured, and below that how.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import Literal

from draftspec.evals.sample import Sample

Unit = Literal["share", "count"]
Gate = Literal["hard", "threshold", "trend"]

SHOWN_EVIDENCE = 12
"""How many lines of evidence are kept of one score; the value counts all of them."""


@dataclass(frozen=True)
class Evidence:
    """What speaks against the draft: the words, and the place (a file and line, or an item of the design)."""

    text: str
    where: str


@dataclass(frozen=True)
class Measured:
    """A value: a share between 0 and 1, or a count; and what speaks against the draft."""

    value: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class NotMeasured:
    """Nothing was measured, and why; this is no value, neither a good nor a bad one."""

    why: str


Measure = Callable[[Sample], Measured | NotMeasured]


@dataclass(frozen=True)
class Scorer:
    """A scorer.

    `gate` tells what a value beyond `bound` means: `hard` what no draft may have, `threshold` what is too bad to go on
    with, `trend` nothing: it is shown, and read beside others.
    """

    id: str
    title: str
    notes: str
    unit: Unit
    higher_is_better: bool
    gate: Gate
    bound: float | None
    source: str
    version: int
    measure: Measure
    slack: float = 0.0
    """How much worse than blessed a value may be: nothing, but where a word here or there moves it."""
    needs_every_case: bool = False
    """Whether it compares the drafts of all cases, and so measures nothing when only some are run."""
    waits: bool = False
    """Whether it waits for something outside of this process."""

    def passes(self, value: float) -> bool | None:
        """Tell whether a value keeps the bound; None where there is none."""
        if self.gate == "trend" or self.bound is None:
            return None
        return value >= self.bound - 1e-9 if self.higher_is_better else value <= self.bound + 1e-9

    def is_worse(self, value: float, than: float, slack: float = 1e-9) -> bool:
        """Tell whether a value is worse than another one by more than `slack`."""
        return value < than - slack if self.higher_is_better else value > than + slack


_REGISTERED: dict[str, Scorer] = {}


def scorer(  # noqa: PLR0913 - what a reader of a score must know
    *,
    source: str,
    gate: Gate = "trend",
    bound: float | None = None,
    unit: Unit = "share",
    higher_is_better: bool = True,
    version: int = 1,
    slack: float = 0.0,
    needs_every_case: bool = False,
    waits: bool = False,
) -> Callable[[Measure], Measure]:
    """Register a function as the scorer that its file is called after; its docstring is the title and the notes.

    Args:
        source: Where the measure comes from.
        gate: What a value beyond the bound means.
        bound: The worst value that passes; needed by every gate but `trend`.
        unit: Whether the value is a share or a count.
        higher_is_better: Which way is better.
        slack: How much worse than blessed a value may be without being a regression.
        needs_every_case: Whether it measures nothing when only some cases are run.
        waits: Whether it waits for something outside of this process.
        version: Raised when the same draft gets another value than before, so that old baselines are not compared.

    """
    if (gate == "trend") != (bound is None):
        raise ValueError("a gate has a bound, a trend has none")

    def register(measure: Measure) -> Measure:
        name = measure.__module__.rpartition(".")[2].replace("_", "-")
        if name in _REGISTERED:
            raise ValueError(f"two scorers are called {name}")
        title, _, notes = cleandoc(measure.__doc__ or "").partition("\n\n")
        _REGISTERED[name] = Scorer(
            id=name,
            title=" ".join(title.split()),
            notes=notes,
            unit=unit,
            higher_is_better=higher_is_better,
            gate=gate,
            bound=bound,
            source=source,
            version=version,
            measure=measure,
            slack=slack,
            needs_every_case=needs_every_case,
            waits=waits,
        )
        return measure

    return register


def registered() -> dict[str, Scorer]:
    """Return every scorer by its id, in the order in which they were registered."""
    return dict(_REGISTERED)


def share(good: int, all_: int) -> float:
    """Return a share; that of nothing is whole."""
    return good / all_ if all_ else 1.0


def f1(hits: int, missed: int, extra: int) -> float:
    """Return the harmonic mean of precision and recall; that of nothing expected and nothing drafted is whole."""
    return 2 * hits / (2 * hits + missed + extra) if hits or missed or extra else 1.0
