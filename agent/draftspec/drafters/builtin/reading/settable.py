"""Reads what a brief lets somebody set once for all: "admins can configure a maximum length", "a configurable delay"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.reading.words import singular, snake, word_class

_TIMES = frozenset({"time", "period", "delay", "interval", "duration", "timeout", "retention", "validity", "cooldown"})
_BOUNDS = frozenset({"limit", "maximum", "minimum", "max", "min", "number", "cap", "quota"})
_MEASURES = frozenset({"length", "size", "threshold"})
_UNSAID = _BOUNDS | {"time", "period", "duration"}
"""Words that a column's name says in another way."""
_WHO = r"(?:admin|administrator|manager|operator|moderator|organi[sz]er|teacher|trainer|owner|editor)"
_PATTERNS = (
    re.compile(rf"\b(?P<who>{_WHO})s? (?:can |may |should )?(?:configure|set|define|adjust|specify)s? (?P<list>[a-z ,-]+?)(?: per (?P<place>[a-z]+))?(?=[.;]|$)", re.I),
    re.compile(rf"\b(?P<who>{_WHO})? ?settings? (?:for|of) (?P<list>[a-z -]+? after (?:x|n|some|a number of|[0-9]+) (?:minute|hour|day|week)s)(?P<place>(?!))?", re.I),
    re.compile(r"\b(?P<who>(?!))?configurable (?P<list>[a-z -]+?)(?: per (?P<place>[a-z]+))?(?=[,.;]|$| and | for | in | between )", re.I),
)  # fmt: skip
_AFTER = re.compile(r"^(?P<what>.+?) after (?:x|n|some|a number of|[0-9]+) (?P<unit>minute|hour|day|week)s$")
MOST = 4
BY_ITSELF = "how long until"
"""How the purpose of a time begins after which something happens by itself."""


@dataclass(frozen=True)
class Settable:
    """One thing that is set: its column, the stem by which the brief speaks of it, who sets it and for each of what."""

    line: ColumnLine
    stem: str
    who: str | None
    place: str | None


def find_settable(text: str) -> tuple[Settable, ...]:
    """Return what is set, in order; what counts or measures nothing is left out."""
    found: dict[str, Settable] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for phrase in re.split(r",| and ", match["list"].lower()):
                one = _settable(phrase.strip(), match["who"], match["place"])
                if one is not None:
                    found.setdefault(one.line.name, one)
    return tuple(found.values())[:MOST]


def _settable(phrase: str, who: str | None, place: str | None) -> Settable | None:
    after = _AFTER.match(phrase)
    if after is not None:
        words = _content(after["what"])
        name = f"{snake(' '.join(words))}_{after['unit']}s"
        kind = "days" if after["unit"] in ("day", "week") else f"{after['unit']}s"
        line = ColumnLine(name, kind, nullable=True, purpose=f"{BY_ITSELF} {' '.join(words)}; empty: not at all")
        return Settable(line, words[0], who, place) if words else None
    words = _content(re.sub(r"\b(?:between|for|of the|in|on) .*$", "", phrase))
    kinds = {singular(word) for word in words}
    rest = [word for word in words if singular(word) not in _UNSAID]
    if not rest or not kinds & (_TIMES | _BOUNDS | _MEASURES):
        return None
    name = snake(" ".join(rest))
    if kinds & _TIMES:
        return Settable(ColumnLine(f"{name}_minutes", "minutes", nullable=True), rest[0], who, place)
    bound = "min_" if kinds & {"minimum", "min"} else "max_" if kinds & (_BOUNDS | {"length", "size"}) else ""
    line = ColumnLine(f"{bound}{name}", "quantity", nullable=True, purpose="empty: no limit")
    return Settable(line, rest[0], who, place)


def _content(phrase: str) -> list[str]:
    return [w for w in re.findall(r"[a-z-]+", phrase) if w not in word_class("stop") and w not in ("of", "the")]
