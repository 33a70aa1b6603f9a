"""The parts of a sentence in another language, each with what it is in English and the part it plays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "noun", "attribute", "person", "own", "quality", "verb", "modal", "joint", "opening", "subject", "frame",
    "number", "stop", "mark", "break", "nothing",
]  # fmt: skip

NOUNS = frozenset({"noun", "attribute", "person", "own"})
"""Roles of what names something; `own` is a word that no list has."""


@dataclass(frozen=True)
class Piece:
    """A word or phrase. `doing` says that it is a verb, or joins something to one; `form` is that of a listed verb."""

    role: Role
    english: str
    own: str
    doing: bool = False
    form: str = ""
