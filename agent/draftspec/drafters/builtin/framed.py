"""Which numbers of a brief become a rule: those of which the sentence says what is held against them, and by which rows.

Any other number is asked about in the words of its sentence: a constant that no call compares with anything is no rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from draftspec.drafters.builtin.attending import PLACES
from draftspec.drafters.builtin.limit_texts import (
    counts_by,
    draws_line,
    end_of,
    is_fixed_sum,
    is_held,
    rate_column,
    worth_of,
)
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import singular

_CALLS = frozenset(
    {"request", "call", "message", "attempt", "time", "upload", "download", "login", "mail", "sms", "try"}
)
"""What a caller is held to so many of in a time."""
_EXACTLY = frozenset({"exactly", "need", "needs", "consist", "consists", "require", "requires"})
"""Words beside a number that make it one which has to be met."""
_ROUGHLY = frozenset({"about", "around", "roughly", "approximately", "some", "circa", "nearly", "almost", "over"})
_RANGE = re.compile(r"\d (?:to|and|-|–) \d")
_BEYOND = re.compile(r"\b(?:over|more than)\b", re.I)
"""What is over a size is a case of its own, and no least size."""
_ENDING = re.compile(r"\b(?:valid|expir\w*|lasts?|lifetime|lapses?|time-?out)\b", re.I)


def is_mentioned(fact: NumberFact) -> bool:
    """Tell whether a brief only mentions a number ("about 40,000 rows"), and says of nothing that there have to be so many."""
    return fact.kind == "count" and (bool(fact.words & _ROUGHLY) or not fact.words & _EXACTLY)


def is_framed(fact: NumberFact, resource: Resource) -> bool:
    """Tell whether it is known what a number of the brief decides for a thing."""
    if fact.is_size and fact.kind in ("most", "least"):
        return fact.kind == "most" or _BEYOND.search(fact.text) is None
    known: Callable[[NumberFact, Resource], bool] | None = _KNOWN.get(fact.kind)
    return known is not None and known(fact, resource)


def _counts(fact: NumberFact, resource: Resource) -> bool:
    """Rows are counted that the number speaks of, and by a key that says of whom or what they are."""
    ranged = fact.unit == "" and _RANGE.search(fact.text) is not None  # it is a value that lies between the two
    return not ranged and fact.value.isdigit() and counts_by(fact, resource) is not None and _speaks_of(fact, resource)


def _speaks_of(fact: NumberFact, resource: Resource) -> bool:
    unit = fact.unit
    names = {
        singular(word) for name in (resource.one, resource.name, resource.of or "") for word in re.split(r"[ _]", name)
    }
    return unit in ("", "time", *PLACES) or unit in names or bool(alike(unit) & names)


_ALIKE = (frozenset({"photo", "picture", "image", "screenshot"}), frozenset({"file", "document", "attachment"}))


def alike(unit: str) -> frozenset[str]:
    """Return the words for what goes by several names: a picture is a photo."""
    return next((words for words in _ALIKE if unit in words), frozenset())


def _rated(fact: NumberFact, resource: Resource) -> bool:
    return rate_column(fact, resource) is not None or (fact.unit in _CALLS and fact.value.isdigit())


_ALLOWED = re.compile(r"\b(?:can|may|could|able to|allowed)\b.*\bwithin\b|\bwithin \d+ \w+ (?:after|of|from)\b", re.I)
"""What somebody may do for a while after something else is no time that a row lasts."""


def _ends(fact: NumberFact, resource: Resource) -> bool:
    if _ALLOWED.search(fact.text) and not is_held(fact, resource):
        return False
    if end_of(resource) is not None or is_held(fact, resource):
        return True
    spans = {"starts_at", "ends_at", "started_at", "ended_at"} & {column.name for column in resource.columns}
    return not spans and _ENDING.search(fact.text) is not None


def _compared(fact: NumberFact, resource: Resource) -> bool:
    return worth_of(resource) is not None and (draws_line(fact) or is_fixed_sum(fact))


_KNOWN: dict[str, Callable[[NumberFact, Resource], bool]] = {
    "most": _counts,
    "least": lambda fact, resource: fact.value.isdigit() and bool(fact.unit) and _speaks_of(fact, resource),
    "rate": _rated,
    "lifetime": _ends,
    "money": _compared,
    "count": lambda fact, resource: not is_mentioned(fact),
    "age": lambda fact, resource: True,
    "every": lambda fact, resource: True,
    "gap": lambda fact, resource: True,
    "ahead": lambda fact, resource: True,
    "notice": lambda fact, resource: True,
}
