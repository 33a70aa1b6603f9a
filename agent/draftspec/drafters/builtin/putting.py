"""What somebody puts into a collection of the feature is there: a row says that it is in it ("add movies to the list": list movies)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.joining import HOLDERS
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import singular, snake, word_class

_PUT = re.compile(
    r"\b(?:add|put|assign|place|include|collect|gather)(?:s|ed|ing)?(?:(?:,| and| or|/)+ ?(?:remove|delete|reorder|unassign|take)\w*)*"
    r" (?:(?:the|their|several|multiple|other|own|existing|more|any|some|selected|individual|one or more|up to \d+) )*"
    r"(?P<held>[a-z]+(?: [a-z]+)?s) (?:to|in|into|inside|within|to/from|to and from|to or from)"
    r" (?:(?:an?|the|their|each|one or more|several|multiple|different|my|his|own) )*(?P<whole>[a-z]+(?: [a-z]+)?)\b",
    re.I,
)
_SORTED = re.compile(
    r"\b(?:organi[sz]e|group|sort|arrange|file|classify|categori[sz]e)(?:s|d|ing)?"
    r" (?:(?:the|their|our|your|all|own|existing) )*(?P<held>[a-z]+(?: [a-z]+)?s) (?:in|into|by|with|using|under)"
    r" (?:(?:an?|the|their|own|custom|nested) )*(?P<whole>folders|categories|collections|portfolios)\b"
    r"|^(?:(?:add|manage|create|support|implement|introduce|custom|nested|hierarchical) )*(?P<kinds>folders|categories|collections|portfolios)"
    r" (?:for|of) (?:(?:the|their|our|all) )*(?P<kept>[a-z]+(?: [a-z]+)?s)(?=$|[.,;:])",
    re.I,
)
"""What is kept in order by a tree or a catalog: "organise dashboards in folders", "categories for products"."""
_ONE_AT_A_TIME = frozenset({"milestone", "folder", "sprint", "release", "cycle"})
"""What holds a thing alone: a document lies in one folder."""
_WHOLES = (HOLDERS | frozenset({"list", "watchlist", "circle", "segment", "zone", "channel"})) - _ONE_AT_A_TIME
"""Things that hold others of a kind, which are there before and after."""
_LINES = frozenset(
    {"waiting list", "wait list", "mailing list", "price list", "guest list", "block list", "packing list"}
)
"""Lists of which an entry says what is on them."""
_PRONOUNS = frozenset({"it", "them", "this", "these"})
_OWN = frozenset({"item", "entry", "note", "comment", "tag", "column", "step", "section", "photo", "image", "file"})
"""What is made where it is put, so that it has no row elsewhere."""


def with_put(choices: tuple[Choice, ...], reading: Reading, catalogue: Catalogue) -> tuple[Choice, ...]:
    """Return the choices with a row for each thing that somebody puts into one of them, without the things themselves.

    A thing that the brief makes as well, and one whose holder brings rows of its own, changes nothing.
    """
    found = () if reading.foreign else (*_sorted(reading.spoken, choices), *_puts(reading, choices))
    for held, whole in found:
        known = catalogue.words.get(held)
        if is_same_thing(held, known, whole):
            continue
        free = replace(whole, about=None) if whole.about in (snake(held), known) else whole
        choices = tuple(free if c is whole else c for c in choices if c is whole or not is_same_thing(held, known, c))
        whole = free
        brings = catalogue.entry(whole.concept).brings if whole.concept is not None else ()
        if brings or any(c.archetype == "placing" and c.about == whole.name for c in choices):
            continue
        row = Choice(
            held,
            None,
            (whole.words,),
            "placing",
            about=whole.name,
            to="user" if is_person(held) else known or snake(held),
        )
        at = choices.index(whole) + 1
        choices = (*choices[:at], row, *choices[at:])
    return choices


def _sorted(text: str, choices: tuple[Choice, ...]) -> Iterator[tuple[str, Choice]]:
    """Yield what is kept in order and no thing of the feature, in the singular, and the thing that it is kept in order by."""
    for found in _SORTED.finditer(text):
        kind = singular((found["whole"] or found["kinds"]).lower())
        words = (found["held"] or found["kept"]).lower().split()
        held = " ".join([*words[:-1], singular(words[-1])])
        meant = [c for c in choices if c.words.split()[-1] == kind and not c.there]
        if meant and not any(held in (c.words, c.phrase) for c in choices):
            yield held, meant[0]


def _puts(reading: Reading, choices: tuple[Choice, ...]) -> Iterator[tuple[str, Choice]]:
    """Yield what is put and not made, in the singular, and the thing of the feature that it is put into."""
    for found in _PUT.finditer(reading.spoken):
        said = found["whole"].lower().split()
        names = {" ".join(said), singular(" ".join(said)), said[0], singular(said[0])}
        holders = [c for c in choices if c.words.split()[-1] in _WHOLES and not c.there and c.words not in _LINES]
        meant = holders[:1] if said[0] in _PRONOUNS else [c for c in holders if {c.words, c.phrase, c.called} & names]
        words = found["held"].lower().split()
        words = words[1:] if len(words) > 1 and words[0] in word_class("adjectives") else words
        held = " ".join([*words[:-1], singular(words[-1])])
        if meant and singular(words[-1]) not in _OWN and not _is_made(held, reading):
            yield held, meant[0]


def is_same_thing(words: str, concept: str | None, choice: Choice) -> bool:
    """Tell whether a choice is the thing of these words, or of the entry that they name."""
    return choice.phrase == words or (concept is not None and choice.concept == concept)


def _is_made(held: str, reading: Reading) -> bool:
    """Tell whether a brief says that the thing itself is brought about, or names it among its things."""
    made = (word_class("bringing") | {"upload", "create"}) - _PUTTING
    acts = (act for act in reading.acts if held in act.objects.phrases)
    mentions = [m for clause in reading.clauses for m in clause.mentions if m.words == held and m.part == "core"]
    titled = any(clause.title and held in {m.words for m in clause.mentions} for clause in reading.clauses)
    return titled or any(act.verb in made for act in acts) or any(m.verb in made for m in mentions)


_PUTTING = frozenset({"add", "collect", "organize", "save", "keep", "put", "include", "gather"})
"""Verbs that say that something is put somewhere, and not that it comes about."""
