"""What the answers say beside the sections, brought together: claims, assumptions, open questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from draftspec.chat.answers import Answer
from draftspec.items import Items, index_items
from draftspec.spec import Assumption, Claim, OpenQuestion, Sections

QUESTIONS = 5
"""Most open questions of a draft: those of the sections that are decided first."""

Note = TypeVar("Note", Assumption, OpenQuestion)


@dataclass(frozen=True)
class Notes:
    """What one answer says beside its section, or all of them together."""

    claims: tuple[Claim, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()

    def __add__(self, other: Notes) -> Notes:
        return Notes(
            self.claims + other.claims,
            self.assumptions + other.assumptions,
            self.open_questions + other.open_questions,
        )


def notes_of(answer: Answer) -> Notes:
    """Return the notes of one answer."""
    return Notes(answer.claims, answer.assumptions, answer.open_questions)


def merged(notes: Iterable[Notes], sections: Sections) -> Notes:
    """Return the notes of all answers: each said once, claims with the items of the design that carry them."""
    every = sum(notes, Notes())
    return Notes(
        _claims(every.claims, index_items(sections)),
        _once(every.assumptions),
        _once(every.open_questions)[:QUESTIONS],
    )


def _claims(claims: tuple[Claim, ...], items: Items) -> tuple[Claim, ...]:
    carriers: dict[str, dict[str, None]] = {}
    texts: dict[str, str] = {}
    for claim in claims:
        key = _comparable(claim.text)
        texts.setdefault(key, claim.text)
        found = (items.resolve(reference) for reference in claim.carried_by)
        carriers.setdefault(key, {}).update(dict.fromkeys(path for path in found if path is not None))
    return tuple(Claim(text=text, carried_by=tuple(carriers[key])) for key, text in texts.items())


def _once(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    said: dict[str, Note] = {}
    for note in notes:
        said.setdefault(_comparable(note.text), note)
    return tuple(said.values())


def _comparable(text: str) -> str:
    return " ".join(text.casefold().replace("`", "").split()).rstrip(".?! ")
