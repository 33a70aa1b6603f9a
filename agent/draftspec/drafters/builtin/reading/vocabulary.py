"""The words of six languages with their English ones, as foreign_words.yaml and foreign_nouns.yaml list them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from draftspec.drafters.builtin.catalogue import data, text_of
from draftspec.drafters.builtin.reading.inflecting import agreeing, finite, infinitives, participles, plurals
from draftspec.drafters.builtin.reading.people import as_participle
from draftspec.drafters.builtin.reading.words import plural

TONGUES = ("es", "pt", "fr", "de", "it", "nl")
"""Spanish, Portuguese, French, German, Italian, Dutch: the order of the columns of both files."""

Kind = Literal["frame", "modal", "nothing", "adjective", "person", "noun", "attribute", "infinitive", "finite", "done"]


@dataclass(frozen=True)
class Sense:
    """What a word of another language may be, and what it is in English."""

    kind: Kind
    english: str


_Words = dict[str, tuple[Sense, ...]]


_ELIDED = re.compile(
    r"\b(l|d|j|n|m|t|s|c|qu|jusqu|lorsqu|puisqu|dell|all|nell|sull|dall|quell|quest|un)['’](?=\w)", re.I
)
_WHOLE = {"l": "le", "d": "de", "j": "je", "qu": "que", "dell": "della", "all": "alla", "nell": "nella", "sull": "sulla", "dall": "dalla"}  # fmt: skip


def unelided(text: str, tongue: str) -> str:
    """Return a French or Italian text with a space where a vowel was left out: "d'échéance" gives "de échéance"."""
    if tongue not in ("fr", "it"):
        return text
    whole = {**_WHOLE, "d": "di"} if tongue == "it" else _WHOLE
    return _ELIDED.sub(lambda found: whole.get(found[1].lower(), found[1]) + " ", text)


@cache
def vocabulary(tongue: str) -> _Words:
    """Return every form of every listed word or phrase of a language, in small letters, with what it may mean."""
    found: dict[str, list[Sense]] = {}
    for form, sense in _listed(tongue):
        senses = found.setdefault(unelided(form.lower(), tongue), [])
        if all(other.kind != sense.kind for other in senses):
            senses.append(sense)
    return {form: tuple(senses) for form, senses in found.items()}


def senses_of(spoken: str, tongue: str) -> tuple[Sense, ...] | None:
    """Return what a word or phrase may mean, also where it is written without its accents; None when it is not listed."""
    low = spoken.lower()
    return vocabulary(tongue).get(low) or (_unaccented(tongue).get(low) if low.isascii() else None)


@cache
def _unaccented(tongue: str) -> _Words:
    found: _Words = {}
    for form, senses in vocabulary(tongue).items():
        if not form.isascii():
            found.setdefault(bare(form), senses)
    return found


def bare(word: str) -> str:
    """Return a word without its accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


@cache
def longest(tongue: str) -> int:
    """Return how many words the longest listed phrase has."""
    return max(form.count(" ") + 1 for form in vocabulary(tongue))


@cache
def framing(tongue: str) -> frozenset[str]:
    """Return the small words by which a language is known: articles, pronouns, prepositions, what is wanted."""
    at = TONGUES.index(tongue)
    listed = [*_rows("foreign_words", "frame", at), *_rows("foreign_words", "modal", at)]
    said = [word for _, words in listed for word in words]
    return frozenset(unelided(word.lower(), tongue) for word in (*said, *_nothing(at)))


def _listed(tongue: str) -> Iterator[tuple[str, Sense]]:
    """Yield forms with their senses; singulars stand before plurals, so that one noun's plural hides no other noun."""
    at = TONGUES.index(tongue)
    for english, words in _rows("foreign_words", "frame", at):
        yield from ((word, Sense("frame", english)) for word in words)
    for english, words in _rows("foreign_words", "modal", at):
        yield from ((word, Sense("modal", english)) for word in words)
    yield from ((word, Sense("nothing", "")) for word in _nothing(at))
    named = list(_nouns(tongue, at))
    yield from ((form, Sense(kind, english)) for kind, english, one, _ in named for form in one)
    yield from ((form, Sense(kind, plural(english))) for kind, english, _, many in named for form in many)
    for english, words in _rows("foreign_words", "adjectives", at):
        said = "" if english.startswith("_") else english
        yield from ((form, Sense("adjective", said)) for word in words for form in agreeing(word, tongue))
    yield from _verbs(tongue, at)


def _nouns(tongue: str, at: int) -> Iterator[tuple[Kind, str, list[str], list[str]]]:
    """Yield nouns with their forms in the singular and in the plural."""
    kinds: tuple[tuple[str, Kind], ...] = (("people", "person"), ("nouns", "noun"), ("attributes", "attribute"))
    for section, kind in kinds:
        for english, words in _rows("foreign_nouns", section, at):
            for word in words:
                one, _, many = word.partition(" + ")
                yield kind, english, [one], _many(one, many, tongue) if english != plural(english) or many else []


def _many(one: str, many: str, tongue: str) -> list[str]:
    if not many:
        return sorted(plurals(one, tongue))
    return [many, f"{many}n"] if tongue == "de" else [many]


def _verbs(tongue: str, at: int) -> Iterator[tuple[str, Sense]]:
    for english, words in _rows("foreign_words", "verbs", at):
        verb = "" if english.startswith("_") else english
        for word in words:
            base, _, irregular = word.partition(" + ")
            yield from ((form, Sense("infinitive", verb)) for form in infinitives(base, tongue))
            yield from (
                (form, Sense("done", as_participle(verb) if verb else "")) for form in participles(base, tongue)
            )
            yield from ((form, Sense("finite", verb)) for form in finite(base, tongue))
            yield from ((form, Sense("finite", verb)) for form in irregular.split())


def _nothing(at: int) -> list[str]:
    return [word.strip() for word in str(data("foreign_words")["nothing"]).split(";")[at].split(",")]


def _rows(name: str, section: str, at: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the English words of a section with those of the language whose column is asked for."""
    for english, row in _sections(name)[section].items():
        words = [word.strip() for word in str(row).split(";")[at].split(",")]
        yield str(english), [word for word in words if word]


@cache
def _sections(name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = data(name)
    return found


@cache
def purposes(tongue: str) -> tuple[str, ...]:
    """Return how a user story of a language says what it is wanted for."""
    listed = str(data("foreign_words")["purpose"]).split(";")[TONGUES.index(tongue)]
    return tuple(word.strip() for word in listed.split(","))


@cache
def states(tongue: str) -> dict[str, str]:
    """Return the listed states of a language, in all their forms, with the English ones."""
    listed = _rows("foreign_words", "states", TONGUES.index(tongue))
    return {form.lower(): english for english, words in listed for word in words for form in agreeing(word, tongue)}


@cache
def english_nouns() -> frozenset[str]:
    """Return the last words of everything that a listed noun may become in English."""
    listed = (english for section in ("people", "nouns") for english in _sections("foreign_nouns")[section])
    return frozenset(english.rpartition(" ")[2] for english in listed)


@cache
def spelled(english: str, tongue: str) -> tuple[str, ...]:
    """Return the words of a language's frame that stand for an English one."""
    rows = _rows("foreign_words", "frame", TONGUES.index(tongue))
    return tuple(unelided(word.lower(), tongue) for key, words in rows if key == english for word in words)


@cache
def _other_senses() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return words of two meanings with the other English word, and the stems beside which they mean that."""
    listed = data("foreign_words")["senses"].items()
    parted = ((str(word), *str(said).split(":")) for word, said in listed)
    return {word: (english.strip(), tuple(stems.split())) for word, english, stems in parted}


def other_sense(word: str, text: str) -> str | None:
    """Return what a word of two meanings is in English in this text; None where it is what the lists say."""
    english, stems = _other_senses().get(word, ("", ()))
    return english if any(re.search(rf"\b{stem}", text) for stem in stems) else None


@cache
def listed_text() -> str:
    """Return the lists as they are written, in small letters: what does not stand there is no word of them."""
    return (text_of("foreign_nouns") + text_of("foreign_words")).lower()
