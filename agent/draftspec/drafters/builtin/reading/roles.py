"""The roles of a brief: people that it names, and whoever does something in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.acts import Act
from draftspec.drafters.builtin.reading.languages import foreign_people
from draftspec.drafters.builtin.reading.words import TOKEN, plural, singular, snake, table_of_words, word_class


@dataclass(frozen=True)
class RoleFact:
    """A role of the brief, and the table that people of that kind are taken from."""

    word: str
    name: str
    table: str


def role_of(phrase: str) -> RoleFact:
    """Return the role that a singular phrase for people stands for; a known head gives its table."""
    actors = table_of_words("actors")
    head = phrase.rpartition(" ")[2]
    if phrase in actors:
        return RoleFact(phrase, actors[phrase]["role"], actors[phrase]["table"])
    if phrase in foreign_people():
        english = foreign_people()[phrase]
        return RoleFact(
            phrase, snake(phrase).replace("_", " "), actors[english]["table"] if english in actors else "users"
        )
    return RoleFact(phrase, phrase, actors[head]["table"] if head in actors else "users")


def find_roles(text: str, acts: Iterable[Act] = (), teller: str | None = None) -> tuple[RoleFact, ...]:
    """Return the roles that a brief names, in order, each once; `teller` is who tells a user story."""
    acts = tuple(acts)
    active = {act.subject for act in acts if act.person and act.verb not in _UNDERGONE}
    doing = [act.subject for act in acts if act.person and (act.subject in active or not _is_data(act.subject, text))]
    longer = [phrase for phrase in (teller, *doing) if phrase is not None and " " in phrase]
    found: dict[str, RoleFact] = {}
    for phrase in (*_named(_without(text, longer)), *((teller,) if teller else ()), *doing):
        if _in_full(phrase, text, longer) != phrase or (phrase not in active and _is_data(phrase, text)):
            continue
        fact = role_of(phrase)
        found.setdefault(fact.name, fact)
    return tuple(sorted(found.values(), key=lambda fact: _position(text, fact.word)))


_UNDERGONE = frozenset({"get", "have", "need", "receive", "own"})
"""Verbs of those who do nothing themselves ("each child gets one lesson")."""


def _is_data(phrase: str, text: str) -> bool:
    """Tell whether people stand in a brief only as whose something is, or as those of whom each gets something."""
    said = re.findall(
        rf"(\b(?:each|every|per|a|an|the|one) )?\b{re.escape(phrase)}(['’]s\b|\b(?!['’]))([^\n.;,]*)", text, re.I
    )
    spoken = [(before.strip().lower(), mark, rest.split()[:1]) for before, mark, rest in said]
    owned = any(mark.startswith(("'", "’")) for _, mark, _ in spoken)
    counted = ("each", "every", "per")
    data = (mark.startswith(("'", "’")) or before in counted for before, mark, _ in spoken)
    return owned and all(data) and not re.search(rf"\b{re.escape(plural(phrase))}\b(?!['’])", text, re.I)


def full_subjects(acts: Iterable[Act], text: str) -> dict[str, str]:
    """Return the subjects that stand for a longer one before them, with it: "directors" after "funeral directors"."""
    subjects = [act.subject for act in acts if act.person]
    longer = [subject for subject in subjects if " " in subject]
    full = {subject: _in_full(subject, text, longer) for subject in subjects}
    return {short: name for short, name in full.items() if short != name}


def _in_full(phrase: str, text: str, longer: list[str]) -> str:
    """Return the one longer name in a sentence before that a bare rank repeats; alone it says nothing of what."""
    names = {name for name in longer if name.endswith(f" {phrase}")}
    if phrase not in word_class("ranks") or len(names) != 1:
        return phrase
    name = names.pop()
    bare = re.search(rf"(?<!{re.escape(name.rpartition(' ')[0])} )\b{re.escape(phrase)}", text, re.I)
    between = text[_position(text, name) : bare.start()] if bare is not None else ""
    return name if re.search(r"[.;\n]", between) else phrase


def _named(text: str) -> Iterable[str]:
    """Yield the words for people wherever they stand."""
    actors = table_of_words("actors")
    words = [token.lower() for token in TOKEN.findall(text)]
    for at, word in enumerate(words):
        pair = f"{word} {singular(words[at + 1])}" if at + 1 < len(words) else ""
        one = singular(word)
        known = next((name for name in (pair, one) if name in actors), None)
        if known is not None:
            yield known
        elif one in word_class("people"):
            yield one
        elif word in foreign_people() or one in foreign_people():
            yield word if word in foreign_people() else one


def _without(text: str, phrases: list[str]) -> str:
    """Leave the longer names out, so that "lab manager" is not a manager as well."""
    for phrase in phrases:
        head = phrase.rpartition(" ")
        text = re.sub(rf"\b{re.escape(head[0])} {re.escape(head[2])}\w*", " ", text, flags=re.I)
    return text


def _position(text: str, word: str) -> int:
    low = text.lower()
    at = low.find(word) if " " in word else -1
    found = re.search(rf"\b{re.escape(word.rpartition(' ')[2][:5])}", low)
    return at if at >= 0 else found.start() if found else len(text)
