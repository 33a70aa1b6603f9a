"""Takes the nouns that a brief comes back to, and those that somebody does something to, for things of the feature.

Over 160 briefs with the tables that an engineer expects, 21 of 27 nouns that stood in a brief twice and were no thing yet
had a table, and 12 of 16 that no entry knows and that somebody did something to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from draftspec.drafters.builtin.alterations import known_mention, unknown_mention
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.compounds import is_technical
from draftspec.drafters.builtin.listed import DESCRIBED
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.lexicon import NOWHERE, is_no_thing
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.objects import UNITS_SPOKEN
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.services import is_service
from draftspec.drafters.builtin.reading.words import table_of_words, word_class

_AGAIN = 2
_TOLD, _LONG = 12, 30
"""Words from which on a brief tells of things that no entry knows, and of all of its things; a shorter one comes back to what is there."""


def with_returning(chosen: list[Choice], reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """Return the things with those that the brief speaks of more than once, or that people do something to."""
    if reading.foreign or not chosen:
        return chosen
    mentions = [mention for clause in reading.clauses for mention in clause.mentions]
    spoken = Counter(map(_head, mentions))
    length = len(reading.spoken.split())
    done = set(_done_to(reading)) if length >= _TOLD else set()
    for mention in mentions[:_READ]:
        known = mention.concept is not None
        again = spoken[_head(mention)] >= _AGAIN and length >= (_LONG if known else _TOLD)
        named = is_service(mention.words, reading.services) or _head(mention) in _CARRIED
        if (again or mention in done) and not named and _is_thing(mention) and not _is_among(mention, chosen):
            made = known_mention(mention, catalogue) if known else unknown_mention(mention, catalogue)
            if made.name not in {choice.name for choice in chosen}:
                chosen = [*chosen, replace(made, weight=DESCRIBED)]
    return chosen


_CARRIED = frozenset(
    {"file", "row", "sheet", "spreadsheet", "mail", "message", "link", "list", "name", "webhook", "map", "screen"}
)
"""What something is brought, told or shown in, however often a brief speaks of it."""
_READ = 200
"""Nouns of a brief that are looked at: what comes later is no main thing of it."""


def _head(mention: Mention) -> str:
    return mention.words.split()[-1]


def _done_to(reading: Reading) -> Iterator[Mention]:
    """Yield the nouns that no entry knows and that people do something to other than look at them."""
    for clause in reading.clauses:
        acts = (act for act in clause.acts if act.person and act.verb not in _silent())
        objects = {phrase for act in acts for phrase in act.objects.phrases}
        for mention in clause.mentions:
            if mention.concept is None and mention.part == "core" and mention.phrase in objects:
                yield mention


@cache
def _silent() -> frozenset[str]:
    """Return the verbs whose objects are there: what is looked at, chosen or ended, and what a booking, loan or report is made of."""
    made = (
        frozenset(table_of_words("nominal")) | frozenset(table_of_words("voiced")) | frozenset(table_of_words("marks"))
    )
    return made | word_class("viewing") | word_class("removing") | word_class("altering") | _OF_OTHERS


_OF_OTHERS = frozenset({"choose", "select", "pick", "request", "report", "complete", "close", "reject", "approve", "confirm", "accept", "decline", "attend", "join", "leave", "cancel", "filter", "export", "assign", "receive", "get", "open", "hide", "block", "mark"})  # fmt: skip


def _is_thing(mention: Mention) -> bool:
    head = _head(mention)
    nothing = (
        word_class("generic") | word_class("technical") | word_class("tenancy") | word_class("organisations")
        | word_class("happened") | word_class("stop") | NOWHERE | UNITS_SPOKEN
    )  # fmt: skip
    plain = head in nothing or is_technical(mention.phrase) or is_no_thing(head)
    somebody = mention.part == "actor" or is_person(mention.words)
    return not plain and not somebody and attribute(mention.spoken) is None


def _is_among(mention: Mention, chosen: list[Choice]) -> bool:
    """Tell whether a noun names a thing of the feature already, alone or as the end of its name."""
    head = _head(mention)
    names = {word for c in chosen for word in (c.words, c.concept, c.called, c.of, c.about, *c.modifiers) if word}
    return mention.concept in names or any(head in (*name.replace("_", " ").split(),) for name in names)
