"""States that a brief does not list as such: "from requested to quoted", "mark as lost", "single use"."""

from __future__ import annotations

import itertools
import re

from draftspec.drafters.builtin.reading.people import participle_of
from draftspec.drafters.builtin.reading.words import snake, table_of_words, word_class

_STEP = r"(?:in |under |on )?[a-z-]+"
_SINGLE = re.compile(r"\b(?:single[- ]use|one[- ]time[- ]use|used? (?:only )?once|usable once|works? once)\b", re.I)
_MARKS = re.compile(
    r"\b(?:mark|set|flag|declare|report|put)(?:s|ed)? (?:(?:an?|the|it|them|each|their|as|[a-z]+) ){1,4}?(?:as|to|on) ([a-z-]+(?: up| out)?(?:(?:, ?| or |, or )(?:as )?[a-z-]+(?: up| out)?)*)",
    re.I,
)
_OTHER = re.compile(r",\s*(?:or\s+)?(?:as\s+)?|\s+(?:or|and)\s+(?:as\s+)?", re.I)
"""What stands between two states of which somebody marks a thing with one."""
_PARTICLE = r"(?: (?:out|up|in|off|back|over|away)(?=\s*(?:[,.;)]|$|(?:and|then|or|to|into|finally)\b)))?"
_STATE = rf"{_STEP}{_PARTICLE}"
_TO = r"(?:(?:\s*,\s*|\s+)(?:and |then |finally |or |it |they |goes |go |moves |is |are |becomes |become |gets )*(?:from [a-z-]+ )?(?:in)?to (?:be )?|\s*,\s*(?:(?:and|then|finally|or) )+|\s*,\s*|\s+(?:and|or)? ?(?:then|finally) |\s+(?:and|or) )"
_MOVES = re.compile(rf"\bfrom (?P<first>{_STATE}) (?:in)?to (?P<second>{_STATE})(?P<more>(?:{_TO}{_STATE})*)", re.I)
_GOES = re.compile(
    r"\b(?:goes|go|moves?|moved|passe?s|passed|changes?|changed|runs?|progress(?:es)?|advances?|comes?|travels?|proceeds?) (?:on )?$",
    re.I,
)
_BECOMES = re.compile(
    rf"\b(?:starts?|begins?|is created|are created|opens?)(?: out| off)? (?:as|in) (?P<first>{_STATE})(?P<more>(?:,? (?:and )?(?:then )?(?:it |they )?(?:goes to|moves? to|go to|turns?(?: in)?to|becomes?|gets?|ends? (?:as|in|up as)|finish(?:es)? as|is|are)(?: then)? {_STATE}|,? (?:and )?(?:then|finally) (?:to )?{_STATE})+)",
    re.I,
)
_LINK = re.compile(r"\b(?:starts?|begins?|as|it|they|goes|moves?|go|turns?|becomes?|gets?|ends?|up|finish(?:es)?|is|are|to|into|then|finally|and|or|from|be)\b|,", re.I)  # fmt: skip
"""What joins the states of a chain."""


def moved_states(text: str) -> tuple[str, ...]:
    """Return the states of "move from requested to quoted, then to delivered", or nothing.

    What goes from one to another and on is a chain, whatever its steps are called, if one of them is a word for a state.
    """
    begun = _BECOMES.search(text)
    if begun is not None:
        return _chain((begun["first"], *_LINK.split(begun["more"])), told=True)
    found = _MOVES.search(text)
    if found is None:
        return ()
    more = [part for part in _LINK.split(found["more"]) if part.strip()]
    goes = _GOES.search(text[: found.start()]) is not None and bool(more)
    return _chain((found["first"], found["second"], *more), told=goes)


def _chain(parts: tuple[str, ...], *, told: bool) -> tuple[str, ...]:
    states = [state for part in parts if (state := snake(part.strip())) and part.strip()]
    if told and any(map(_is_state, states)):
        kept = list(itertools.takewhile(lambda state: state not in word_class("stop") - word_class("states"), states))
        return tuple(dict.fromkeys(kept)) if len(kept) > 1 else ()
    if not all(_is_state(state) for state in states[:2]):
        return ()
    return tuple(dict.fromkeys((*states[:2], *itertools.takewhile(_is_state, states[2:]))))


_ITEM = r"(?:in |under |on |out for |to )?[a-z-]+"
_THEN = r"(?:\s*(?:,|/|;)\s*(?:and |or |then |finally )*|\s+(?:and then|and finally|and|or|then|finally)\s+)"
_LIST = rf"({_ITEM}(?:{_THEN}{_ITEM}){{2,}})"
_STEPS = re.compile(
    rf"\b(?:mov|go|goes|pass|run|progress|advanc|travel)(?:e|es|ed|ing|s)?(?: through| from| via)?(?: the (?:steps|stages))? {_LIST}",
    re.I,
)
_ORDERED = re.compile(
    rf"\b(?:is|are|be|gets?|being) first ({_ITEM}{_PARTICLE}(?:,? (?:and )?(?:then|finally) {_ITEM}{_PARTICLE}(?: or {_ITEM}{_PARTICLE})?){{1,9}})",
    re.I,
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


_PARTICLES = frozenset({"out", "up", "in", "off", "back", "over", "away"})


def _is_state(state: str) -> bool:
    first, _, rest = state.partition("_")
    done = first if rest in _PARTICLES else state
    past = participle_of(done, word_class("acting") | word_class("happening")) is not None or done.endswith("ed")
    return past or first in ("in", "under", "on", "out") or state in word_class("states")


_MARKS_PLAINLY = re.compile(r"\b(marks?|sets?) (it|them|(?:the|an?|each|their|every) [a-z]+)? ?(done|finished|completed?|resolved|solved|paid|fixed|closed|handled)(?=\s*(?:[.,;)\n]|$|\b(?:and|or|when|once|after|if|with)\b))", re.I)  # fmt: skip


def with_marks_said(text: str) -> str:
    """Return a text in which what is marked done is marked as that ("marks it done", "marks done and enters the cost")."""
    return _MARKS_PLAINLY.sub(lambda found: f"{found[1]} {found[2] or 'it'} as {found[3]}", text)


def marked_states(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the states that somebody marks a thing with, those of one choice together ("marks it as held or no-show")."""
    return tuple(group for found in _MARKS.findall(text) if (group := _choice(found)))


def _choice(found: str) -> tuple[str, ...]:
    """Return the states of a choice; a verb behind "or" is something else that people do ("mark tasks as done or reopen them")."""
    none = word_class("stop") | word_class("no_marks")
    parts = [snake(part) for part in _OTHER.split(found)]
    listed = len(parts) > 1 and re.search(r"\bor\b", found, re.I) is not None
    more = itertools.takewhile(lambda state: state not in none and not _is_doing(state), parts[1:] if listed else ())
    return tuple(dict.fromkeys(s for s in (parts[0], *more) if s and s not in none))


def _is_doing(word: str) -> bool:
    return word in table_of_words("lifecycle") or word in word_class("acting") | word_class("removing") | word_class(
        "altering"
    )


def is_single_use(text: str) -> bool:
    """Tell whether something may be used only once."""
    return _SINGLE.search(text) is not None
