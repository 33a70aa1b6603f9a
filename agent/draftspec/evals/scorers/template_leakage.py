"""Whether the sample text of the templates stands in a document."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from draftspec.evals.prose import bare
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, scorer

_WORD = re.compile(r"[^\W_]+|[%<>]")
SIZE = 4
LEAST = 0.6
"""What part of a line's runs of words stand in a sample when it says the same with a word changed."""


@scorer(
    gate="hard",
    bound=0,
    unit="count",
    higher_is_better=False,
    source="a prototype on hand-written specs: good 0.00, copied from the template 0.15; SLAs that are copied look measurable",
)
def template_leakage(sample: Sample) -> Measured:
    """Lines that say what a template's sample text says, as a whole, or in three fifths of their runs of four words.

    The sample text lies in template_samples.txt: guidance for whoever fills a document, never a draft's own words.
    """
    whole, runs = _samples()
    found = [line for line in sample.prose if _leaks(line.text, whole, runs)]
    return Measured(len(found), tuple(Evidence(line.text, line.where) for line in found))


@cache
def _samples() -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    text = (resources.files("draftspec.evals.scorers") / "template_samples.txt").read_text(encoding="utf-8")
    lines = [" ".join(_words(bare(line))) for line in text.splitlines() if not line.startswith("#")]
    runs = (run for line in lines for run in _runs(tuple(line.split())))
    return frozenset(line for line in lines if " " in line), frozenset(runs)


def _leaks(text: str, whole: frozenset[str], runs: frozenset[tuple[str, ...]]) -> bool:
    words = _words(text)
    if " ".join(words) in whole:
        return True
    if len(words) <= SIZE:
        return False
    own = _runs(words)
    return sum(map(runs.__contains__, own)) >= LEAST * len(own)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


def _runs(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(zip(*[words[start:] for start in range(SIZE)], strict=False))
