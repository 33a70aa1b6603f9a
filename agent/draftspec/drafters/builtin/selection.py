"""Chooses which of the things that a brief speaks of the feature is about, and which it only refers to."""

from __future__ import annotations

import re

from dataclasses import dataclass, replace

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.words import singular, snake, table_of_words, word_class

TERSE = 7
"""A clause of so few words names a thing outright; in a longer one only its first things count."""
MOST_NAMED = 5


@dataclass(frozen=True)
class Choice:
    """A thing that becomes a table: a catalogue entry, or an unknown noun with the archetype that fits it."""

    words: str
    concept: str | None = None
    modifiers: tuple[str, ...] = ()
    archetype: str = "thing"
    table: str | None = None
    there: bool = False
    """Whether the brief speaks of it as something that is there and gets another attribute."""

    @property
    def phrase(self) -> str:
        """The whole phrase."""
        return " ".join((*self.modifiers, self.words))


def choose(reading: Reading, catalogue: Catalogue) -> tuple[list[Choice], tuple[str, ...]]:
    """Return the things that become tables, the main one first, and the names of things that are referred to."""
    if _is_no_backend(reading):
        return [], ()
    excluded = _excluded(reading, catalogue)
    known: list[Choice] = []
    unknown: list[Choice] = []
    context: list[str] = []
    for clause in reading.clauses:
        _from_clause(clause, known, unknown, context, catalogue)
    chosen = [c for c in _distinct(known) if c.concept not in excluded]
    strangers = [c for c in _distinct(unknown) if snake(c.words) not in excluded]
    if (changed := _changed(reading, catalogue)) is not None:
        chosen, strangers = [changed], []
    if not chosen:
        chosen = strangers[:1] or [c for c in _promoted(reading, catalogue) if c.concept not in excluded]
    elif strangers and strangers[0].words in _first_words(reading):
        chosen.insert(0, strangers[0])
    names = {choice.concept or snake(choice.phrase) for choice in chosen}
    named = [m for choice in chosen for m in choice.modifiers]
    referred = tuple(dict.fromkeys(snake(n) for n in (*named, *context) if snake(n) and snake(n) not in names))
    return chosen[:MOST_NAMED], referred


def _changed(reading: Reading, catalogue: Catalogue) -> Choice | None:
    """Read "add a due date to tasks": an attribute for something that is there, and no thing of its own."""
    mentions = [m for clause in reading.clauses for m in clause.mentions if m.part != "actor"]
    cores = [m for m in mentions if m.part == "core"]
    targets = [m for m in mentions if m.part == "context" and m.after in ("to", "on", "for", "of", "in")]
    if not targets or not cores or any(attribute(core.phrase) is None for core in cores):
        return None
    target = targets[0]
    if target.concept is not None:
        return replace(_known(target, catalogue), there=True)
    return replace(_unknown(target), there=True)


def _from_clause(
    clause: ReadClause, known: list[Choice], unknown: list[Choice], context: list[str], catalogue: Catalogue
) -> None:
    if clause.strong:
        known.extend(Choice(words=name.replace("_", " "), concept=name) for name in clause.named)
    terse = len(clause.text.split()) <= TERSE
    cores = 0
    for mention in clause.mentions:
        if mention.part in ("context",):
            context.append(mention.concept or mention.words)
            continue
        if mention.part != "core":
            continue
        cores += 1
        if mention.concept is not None and (terse or cores <= 2) and clause.strong:
            known.append(_known(mention, catalogue))
        elif mention.concept is not None:
            context.append(mention.concept)
        elif clause.strong and (terse or cores == 1) and attribute(mention.phrase) is None:
            unknown.append(_unknown(mention))


def _known(mention: Mention, catalogue: Catalogue) -> Choice:
    return Choice(words=mention.words, concept=mention.concept, modifiers=_things(mention, catalogue))


def _things(mention: Mention, catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(catalogue.words.get(modifier, modifier) for modifier in mention.modifiers)


def _unknown(mention: Mention) -> Choice:
    head = mention.words.split()[-1]
    archetype = str(table_of_words("heads").get(singular(head), "thing"))
    return Choice(words=mention.words, modifiers=mention.modifiers, archetype=archetype)


def _promoted(reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """When nothing is the object of a verb, what the brief refers to is what it is about."""
    mentions = [m for clause in reading.clauses for m in clause.mentions if m.part != "actor"]
    known = [m for m in mentions if m.concept is not None]
    if known:
        return [_known(known[0], catalogue)]
    strangers = [m for m in mentions if attribute(m.phrase) is None] or mentions
    return [_unknown(strangers[0])] if strangers else []


def _distinct(choices: list[Choice]) -> list[Choice]:
    seen: dict[str, Choice] = {}
    for choice in choices:
        seen.setdefault(choice.concept or snake(choice.phrase), choice)
    return list(seen.values())


def _excluded(reading: Reading, catalogue: Catalogue) -> set[str]:
    words = [" ".join(n.lower().split()[:k]) for n in reading.negations for k in (1, 2, 3)]
    return {catalogue.words[w] for w in words if w in catalogue.words}


def _first_words(reading: Reading) -> set[str]:
    """Return the words of the first noun phrase of the brief: what comes first is what it is about."""
    for clause in reading.clauses:
        for mention in clause.mentions:
            if mention.part == "core":
                return {mention.words}
    return set()


def _is_no_backend(reading: Reading) -> bool:
    """Tell whether a brief speaks of looks, texts or the code itself and of nothing that is stored."""
    mentions = [m for clause in reading.clauses for m in clause.mentions]
    if any(m.concept is not None for m in mentions):
        return False
    words = {word for m in mentions for word in m.phrase.split()} | set(re.findall(r"[a-z]+", reading.text.lower()))
    return not mentions or bool(words & word_class("appearance"))
