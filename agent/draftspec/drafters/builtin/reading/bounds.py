"""Between which numbers a value lies by the brief ("feedback with a score from 1 to 5"), and what it is a value of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.numbers import SCALES
from draftspec.drafters.builtin.reading.words import singular, snake

VALUED = SCALES | {
    "severity", "difficulty", "urgency", "importance", "satisfaction", "mood", "pain", "effort", "quality", "risk", "likelihood",
    "probability", "condition", "confidence", "intensity", "stress", "fitness", "point", "spiciness", "strength",
}  # fmt: skip
"""Nouns for what is given as a number on a scale."""
_RANGE = re.compile(
    r"\b(?P<what>[a-z]+)(?: \(|,? )?(?:(?:is |are |goes |lies |runs )?(?:from|between|of|in the range (?:of|from)|on a scale (?:of|from)|ranging from|is|as)? ?)"
    r"(?<![\d.])(?P<low>\d{1,4}) ?(?:to|and|-|–|through) ?(?P<high>\d{1,4})\b(?![.:]\d)(?P<behind>[^.;:\n]*)",
    re.I,
)
_OTHER = re.compile(r"^ ?(?:%|€|\$|£|(?:eur|usd|gbp|euros?|dollars?|seconds?|minutes?|mins?|hours?|days?|weeks?|months?|am|pm|o'clock|km|kg|items?|pieces?|people|persons?|guests?|times?)\b)", re.I)  # fmt: skip
_ALSO = re.compile(r"^(?: stars| points)?(?:,| and)+ (?:an? |the |optional )*(?P<also>[a-z]+)")
_RATES = re.compile(r"\b(?:rate|score|grade|judge|evaluate|mark|assess)s?\b", re.I)


@dataclass(frozen=True)
class Bound:
    """The least and the greatest number that a value may be."""

    what: str
    low: int
    high: int
    holders: tuple[str, ...]
    """The words before it in its sentence, the nearest first: one of them is what has the value."""
    also: str | None
    """What the same thing has beside it ("a score from 1 to 5 and a comment")."""
    said: str


def find_bounds(text: str) -> tuple[Bound, ...]:
    """Return the ranges of a brief, each once."""
    found = (_bound(match, text) for match in _RANGE.finditer(text))
    return tuple({bound.what: bound for bound in found if bound is not None}.values())


def _bound(found: re.Match[str], text: str) -> Bound | None:
    before = re.split(r"[.;:\n]", text[: found.start()])[-1]
    low, high = int(found["low"]), int(found["high"])
    what = singular(found["what"].lower())
    aged = what in ("aged", "age") or re.match(r" years? old\b", found["behind"]) is not None
    if low >= high or (_OTHER.match(found["behind"]) and not aged):
        return None
    if aged:
        what = "age"
    elif what not in VALUED:
        if not _RATES.search(before) or found.re.search(found[0]) is None:
            return None
        what = "rating"
    words = [singular(word) for word in reversed(re.findall(r"[a-z]+", before.lower()))]
    words = [singular(found["what"].lower()), *words] if what in ("rating", "age") else words
    also = _ALSO.match(found["behind"])
    said = text[found.start() : found.end("high")]
    what = f"{what}s" if what == "point" else what
    return Bound(snake(what), low, high, tuple(words), also["also"].lower() if also else None, said)
