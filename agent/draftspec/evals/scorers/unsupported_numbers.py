"""Figures that nobody gave."""

from __future__ import annotations

import re

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, scorer

_UNIT = (
    r"%|percent|ms|milliseconds?|s|sec|seconds?|min|minutes?|h|hours?|days?|weeks?|months?|years?"
    r"|[kMGT]i?B|KB|bytes|EUR|USD|GBP|€|\$|°C|req/s(?:ec)?|attempts?|retries"
)
_FIGURE = re.compile(rf"(?<![\w.,#-])(\d+(?:[.,]\d+)*)\s*(?:{_UNIT})(?![\w])")
_DIGIT = re.compile(r"\d")
_OWNED = ("assum", "estimat", "recommended", "for example", "e.g.")


@scorer(
    unit="count",
    higher_is_better=False,
    source="a prototype on hand-written specs: good 0, generic 1, copied from the template 4",
)
def unsupported_numbers(sample: Sample) -> Measured:
    """Numbers with a unit in the prose that neither the brief nor a line marked as an assumption or estimate gives.

    A number that some line marks as assumed may be repeated elsewhere. Code, fences with a language, examples and
    quotations do not count. A trend: a figure may follow from others.
    """
    given = _numbers(sample.spec.brief)
    for line in sample.prose:
        if _DIGIT.search(line.text) and _is_owned(line.text.lower()):
            given |= _numbers(line.text)
    notes = (*sample.spec.assumptions, *sample.spec.open_questions)
    given |= {number for note in notes for number in _numbers(" ".join(map(str, note.model_dump().values())))}
    found = [
        Evidence(match[0], line.where)
        for line in sample.said
        for match in (_FIGURE.finditer(line.text) if _DIGIT.search(line.text) else ())
        if _plain(match[1]) not in given
    ]
    return Measured(len(found), tuple(found))


def _is_owned(text: str) -> bool:
    return any(mark in text for mark in _OWNED)


def _numbers(text: str) -> set[str]:
    return {_plain(number) for number in re.findall(r"\d+(?:[.,]\d+)*", text)}


def _plain(number: str) -> str:
    return re.sub(r",(?=\d{3}\b)", "", number)
