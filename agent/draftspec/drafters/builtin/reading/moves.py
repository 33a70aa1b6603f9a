"""States that a brief does not list as such: "from requested to quoted", "mark as lost", "single use"."""

from __future__ import annotations

import itertools
import re

from draftspec.drafters.builtin.reading.people import participle_of
from draftspec.drafters.builtin.reading.words import snake, word_class

_STEP = r"(?:in |under |on )?[a-z-]+"
_SINGLE = re.compile(r"\b(?:single[- ]use|one[- ]time[- ]use|used? (?:only )?once|usable once|works? once)\b", re.I)
_MARKS = re.compile(
    r"\b(?:mark|set|flag|declare|report|put)(?:s|ed)? (?:(?:an?|the|it|them|each|their|as|[a-z]+) ){1,4}?(?:as|to|on) ([a-z-]+(?: up| out)?)\b",
    re.I,
)
_MOVES = re.compile(
    rf"\bfrom ({_STEP}) (?:in)?to ({_STEP})((?:(?:,|,? (?:and|then|or))(?: (?:and|then|or))?(?: from {_STEP})?(?: (?:in)?to)? {_STEP})*)",
    re.I,
)


def moved_states(text: str) -> tuple[str, ...]:
    """Return the states of "move from requested to quoted, then to delivered", or nothing."""
    found = _MOVES.search(text)
    if found is None:
        return ()
    parts = re.split(r",|\b(?:and|or|then|from|to|into)\b", found[3])
    first = tuple(dict.fromkeys(snake(state) for state in (found[1], found[2])))
    more = [snake(part.strip()) for part in parts if part.strip()]
    known = list(itertools.takewhile(_is_state, more))
    return tuple(dict.fromkeys((*first, *known))) if all(_is_state(state) for state in first) else ()


_ITEM = r"(?:in |under |on |out for |to )?[a-z-]+"
_THEN = r"(?:\s*(?:,|/|;)\s*(?:and |or |then )*|\s+(?:and then|and|or|then)\s+)"
_LIST = rf"({_ITEM}(?:{_THEN}{_ITEM}){{2,}})"
_STEPS = re.compile(
    rf"\b(?:mov|go|goes|pass|run|progress|advanc|travel)(?:e|es|ed|ing|s)?(?: through| from| via)?(?: the (?:steps|stages))? {_LIST}",
    re.I,
)
_ORDERED = re.compile(
    rf"\b(?:is|are|be|gets?|being) first ({_ITEM}(?:,? (?:and )?then {_ITEM}(?: or {_ITEM})?){{1,9}})", re.I
)
_VIA = re.compile(
    rf"\bfrom ({_ITEM} (?:via|over|through) {_ITEM}(?:{_THEN}{_ITEM})* to {_ITEM}(?: or {_ITEM})?)\b", re.I
)
_BEING = re.compile(
    rf"(?:\b(?:can be|may be|is|are|as|either|they are|it is)(?: either)? |:\s*|^\s*){_LIST}(?=\s*(?:[.;)]|$))", re.I
)


def listed_states(text: str) -> tuple[str, ...]:
    """Return the states of a list that does not say that it is one ("repairs: open, in work, done"), or nothing.

    What is merely done to a thing ("can be created, edited and deleted") is no state: one of the listed must be a word
    for a state, unless the brief says that things go through them.
    """
    for pattern, sure in ((_STEPS, True), (_ORDERED, True), (_VIA, True), (_BEING, False)):
        found = pattern.search(text)
        parts = re.split(rf"{_THEN}|\s+(?:via|over|through|to)\s+", found[1], flags=re.I) if found else ()
        states = tuple(dict.fromkeys(snake(part.strip()) for part in parts if part.strip()))
        told = sure or any(state in word_class("states") or state.startswith("in_") for state in states)
        plain = all(_is_state(state) and state not in word_class("handled") for state in states)
        if len(states) > 2 and told and plain:
            return states
    return ()


def _is_state(state: str) -> bool:
    first = state.partition("_")[0]
    past = participle_of(state, word_class("acting") | word_class("happening")) is not None or state.endswith("ed")
    return past or first in ("in", "under", "on", "out") or state in word_class("states")


def marked_states(text: str) -> tuple[str, ...]:
    """Return the states that somebody marks a thing with ("mark an item as lost")."""
    found = (snake(state) for state in _MARKS.findall(text))
    return tuple(dict.fromkeys(s for s in found if s and s not in word_class("stop") | word_class("no_marks")))


def is_single_use(text: str) -> bool:
    """Tell whether something may be used only once."""
    return _SINGLE.search(text) is not None
