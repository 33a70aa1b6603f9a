"""What somebody puts into a collection of the feature is there: a row says that it is in it ("add movies to the list": list movies)."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_WHOLES = HOLDERS | frozenset({"list", "watchlist", "circle", "segment", "zone", "channel"})
"""Things that hold others of a kind, which are there before and after."""
_PRONOUNS = frozenset({"it", "them", "this", "these"})
_OWN = frozenset({"item", "entry", "note", "comment", "tag", "column", "step", "section", "photo", "image", "file"})
"""What is made where it is put, so that it has no row elsewhere."""


def with_put(choices: tuple[Choice, ...], reading: Reading, catalogue: Catalogue) -> tuple[Choice, ...]:
    """Return the choices with a row for each thing that somebody puts into one of them, without the things themselves.

    A thing that the brief makes as well, and one whose holder brings rows of its own, changes nothing.
    """
    for held, whole in () if reading.foreign else _puts(reading.spoken, choices):
        known = catalogue.words.get(held)
        if held.split()[-1] in _OWN or is_same_thing(held, known, whole) or _is_made(held, reading):
            continue
        choices = tuple(c for c in choices if c is whole or not is_same_thing(held, known, c))
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


def _puts(text: str, choices: tuple[Choice, ...]) -> Iterator[tuple[str, Choice]]:
    """Yield what is put, in the singular, and the thing of the feature that it is put into."""
    for found in _PUT.finditer(text):
        said = found["whole"].lower().split()
        names = {" ".join(said), singular(" ".join(said)), said[0], singular(said[0])}
        holders = [c for c in choices if c.words.split()[-1] in _WHOLES and not c.there]
        meant = holders[:1] if said[0] in _PRONOUNS else [c for c in holders if {c.words, c.phrase, c.called} & names]
        words = found["held"].lower().split()
        words = words[1:] if len(words) > 1 and words[0] in word_class("adjectives") else words
        if meant:
            yield " ".join([*words[:-1], singular(words[-1])]), meant[0]


def is_same_thing(words: str, concept: str | None, choice: Choice) -> bool:
    """Tell whether a choice is the thing of these words, or of the entry that they name."""
    return choice.phrase == words or (concept is not None and choice.concept == concept)


def _is_made(held: str, reading: Reading) -> bool:
    """Tell whether a brief says that the thing itself is brought about."""
    made = word_class("bringing") - {"add", "collect", "organize", "save", "keep", "put", "include", "gather"}
    acts = (act for act in reading.acts if held in act.objects.phrases)
    return any(act.verb in made for act in acts)
