"""What a brief sets for each pair of two things: "a price per room type and season", "for each pupil and subject a grade"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import singular, word_class

_VALUE = r"price|rate|fee|tariff|limit|quota|budget|target|stock level|discount|capacity|allowance|score|grade|mark|fare|commission|cost|threshold"
_THING = r"(?!(?:hour|day|night|week|month|year|person|head|user|minute|unit|item)\b)[a-z]+(?: (?!and\b)[a-z]+)?"
_PAIR = rf"(?:per|for (?:each|every)) (?P<one>{_THING}?) and (?:per |(?:for )?(?:each |every )?)(?P<other>{_THING}?)"
_END = r"(?=[,.;:]|$| (?:there|with|by|the|they|we|he|she|so|in|on|at|and|a|an|to|is|are)\b)"
_BEHIND = rf"\b(?P<value>{_VALUE})s? {_PAIR}{_END}"
_BEFORE = rf"\b{_PAIR},? (?:there (?:is|are|should be) |(?:we|they|the [a-z]+|each [a-z]+|[a-z]+s) (?:can |may |must |should )?(?:sets?|enters?|gives?|records?|defines?|writes?|needs?|keeps?|awards?) )?(?:an? |one |the )(?P<value>{_VALUE})\b(?: and (?:an? |the )?(?P<more>[a-z]+(?: [a-z]+)?))?"


@dataclass(frozen=True)
class Grid:
    """A value that each pair of two things has, with the word that stands beside it."""

    value: str
    one: str
    other: str
    more: str | None = None

    @property
    def row(self) -> tuple[str, str]:
        """The name of a row, as a modifier and a noun."""
        return self.one.split()[-1] if is_person(self.one) else self.one, self.value


_EACH = re.compile(r"\b(?:per|each|every)\b", re.I)


def find_grids(text: str) -> tuple[Grid, ...]:
    """Return the values that a brief sets for pairs, in order."""
    if _EACH.search(text) is None:
        return ()
    found = [*re.finditer(_BEFORE, text, re.I), *re.finditer(_BEHIND, text, re.I)]
    grids = (Grid(match["value"].lower(), _one(match["one"]), _one(match["other"]), _more(match)) for match in found)
    return tuple(dict.fromkeys(grid for grid in grids if _are_things(grid)))


def _more(found: re.Match[str]) -> str | None:
    word = found.groupdict().get("more")
    return word.lower() if word is not None and attribute(word.lower()) is not None else None


def _one(words: str) -> str:
    *before, head = words.lower().split()
    return " ".join([*before, singular(head)])


def _are_things(grid: Grid) -> bool:
    return all(_is_thing(noun) for noun in (grid.one, grid.other))


def _is_thing(noun: str) -> bool:
    *before, head = noun.split()
    named = bool(before) and head in ("type", "kind", "level", "class", "section", "group")
    return named or head not in word_class("stop") | word_class("generic") | word_class("making")
