"""Reads "link requests to articles through citations": what joins two things that are there is what is built."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftspec.drafters.builtin.reading.words import singular

_PHRASE = r"(?:[a-z]+(?: [a-z]+)?)"
_THROUGH = re.compile(
    rf"\b(?:link|connect|associate|relate|attach|tie|match|map|join|assign|pair)(?:s|ed|ing)? (?:the |an? )?(?P<one>{_PHRASE}) (?:to|with|and) (?:the |an? )?(?P<other>{_PHRASE})"
    rf" (?:through|via|by means of|using|by way of|with the help of|by) (?:the |an? |new )?(?P<by>{_PHRASE}s)\b",
    re.I,
)


@dataclass(frozen=True)
class Through:
    """Two things and what links them, each in the singular."""

    one: str
    other: str
    by: str


def find_through(text: str) -> Through | None:
    """Return what a text links by what, or None."""
    found = _THROUGH.search(text)
    return Through(*(_singular(found[name]) for name in ("one", "other", "by"))) if found else None


def _singular(phrase: str) -> str:
    *words, head = phrase.lower().split()
    return " ".join([*words, singular(head)])
