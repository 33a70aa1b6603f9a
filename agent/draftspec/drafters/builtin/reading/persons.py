"""What a brief says of people themselves: "each driver has a licence class", "who's coming per voice (soprano, alto)".

It is the same for whatever they do, so it belongs to a row for each of them and to nothing that they make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from draftspec.drafters.builtin.columns import ColumnLine, parse_columns
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import singular, snake, word_class

_HAVE = re.compile(
    r"(?:^|(?<=[.;\n]))[ \-*•]*(?:(?:each|every|all|the|our|an?) )?(?P<who>[a-z]+(?: [a-z]+)?) (?:has|have) (?P<list>(?:an?|the|their|his|her|one) [^.;:\n]{2,120})(?=[.;\n]|$)",
    re.I,
)
_PER = re.compile(
    r"(?:(?P<seen>\bwho(?:['’]s| is| are| has| have| will be)? [a-z]+(?: up)?) (?:per|by|for each)|\. persons have an?) (?P<one>[a-z]+(?: [a-z]+)?) ?\((?P<values>[a-z][^()]{2,80})\)",
    re.I,
)
"""By what somebody looks at people: as the brief says it, or as the reader of answers put it."""
_OF = re.compile(
    r"(?:see|view|read|know|show)s? (?:the |any |all |each other['’]s |others['’] )*(?P<what>(?:[a-z-]+ ){0,1}[a-z]+)(?: of (?:the |other |our |all )*(?P<who>[a-z]+))?$",
    re.I,
)
_PARTS = re.compile(r",(?: and\b)?|\band\b", re.I)
_LEADING = re.compile(r"^(?:(?:an?|the|their|his|her|its|one|optional|also) )+", re.I)
_GRADED = frozenset({"class", "type", "level", "grade", "rank", "position", "size", "category", "group", "part", "status", "contact", "number", "name", "code", "role"})  # fmt: skip
"""Heads of what is only written down of somebody, whatever stands before them."""
_PERSONAL = {"phone": "phone phone", "mobile": "phone phone", "mail": "email email", "address": "address text personal", "birth": "birth_date date personal"}  # fmt: skip
"""Words of what tells who somebody is or how to reach them, with its column."""


@dataclass(frozen=True)
class PersonFact:
    """Something that is kept of each person of a kind; who they are is left open where the brief does not say it."""

    who: str | None
    column: ColumnLine
    seen: bool = False
    """Whether it is what somebody looks at others by ("who's coming per voice")."""


def find_persons(text: str) -> tuple[PersonFact, ...]:
    """Return what the brief says of people themselves."""
    facts = (*_had(text), *_looked_at_by(text))
    return tuple({(fact.who, fact.column.name): fact for fact in facts}.values())


def without_persons(text: str) -> str:
    """Return a text without what it says of people themselves, so that no thing is taken to have it."""
    text = _HAVE.sub(lambda found: found[0] if not _columns(found, text) else "", text)
    return _PER.sub(lambda found: found["seen"] or "", text)


def hidden_of_people(negations: tuple[str, ...]) -> Iterator[tuple[str, str | None, ColumnLine]]:
    """Yield what tells how to reach people and some may not see: the words, of whom, and its column."""
    for words in negations:
        found = _OF.fullmatch(words)
        line = _personal(found["what"]) if found is not None else None
        if found is not None and line is not None:
            who = singular(found["who"].lower()) if found["who"] else None
            yield words, who if who is not None and is_person(who) else None, line


def _had(text: str) -> Iterator[PersonFact]:
    for found in _HAVE.finditer(text):
        yield from (PersonFact(_who(found["who"]), column) for column in _columns(found, text))


def _looked_at_by(text: str) -> Iterator[PersonFact]:
    for found in _PER.finditer(text):
        values = [snake(_LEADING.sub("", part.strip())) for part in re.split(r"[,/]|\bor\b|\band\b", found["values"])]
        values = [value for value in values if value]
        if len(values) > 1:
            line = f"{snake(found['one'])} choice({'|'.join(values)}) filter"
            yield PersonFact(None, parse_columns(line)[0], seen=True)


def _who(words: str) -> str | None:
    spoken = words.lower().split()
    whole = " ".join([*spoken[:-1], singular(spoken[-1])])
    return whole if is_person(whole) and spoken[0] not in word_class("stop") else None


def _columns(found: re.Match[str], text: str) -> list[ColumnLine]:
    """Return the columns that a list of what people have stands for; none where one of them is a thing of its own."""
    if _who(found["who"]) is None:
        return []
    parts = [_LEADING.sub("", part.strip()).lower() for part in _PARTS.split(found["list"])]
    parts = [part for part in parts if part]
    known = [_known(part) for part in parts]
    if not any(known):
        return []
    lines = [line or _written(part, text) for part, line in zip(parts, known, strict=True)]
    return [line for line in lines if line is not None] if all(lines) else []


def _known(part: str) -> ColumnLine | None:
    plain = re.fullmatch(r"[a-z-]+(?: [a-z-]+){0,2}", part) is not None
    if not plain:
        return None
    graded = part.split()[-1] in _GRADED and " " in part
    return _personal(part) or (parse_columns(f"{snake(part)} name")[0] if graded else attribute(part))


def _personal(words: str) -> ColumnLine | None:
    low = words.lower()
    line = next((column for word, column in _PERSONAL.items() if word in low), None)
    return parse_columns(line)[0] if line is not None else None


def _written(part: str, text: str) -> ColumnLine | None:
    """Return the column of something that is spoken of nowhere else, and so has no rows of its own: an instrument."""
    if re.fullmatch(r"[a-z]+", part) is None or singular(part) != part or len(re.findall(rf"\b{part}", text, re.I)) > 1:
        return None
    return parse_columns(f"{part} name filter")[0]
