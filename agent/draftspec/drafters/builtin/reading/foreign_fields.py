"""Lists of fields in other languages: each in English where all of it is known, else in its own words."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.arranging import arranged
from draftspec.drafters.builtin.reading.glossing import joined, pieces_of
from draftspec.drafters.builtin.reading.pieces import NOUNS
from draftspec.drafters.builtin.reading.stating import JOINED, marked
from draftspec.drafters.builtin.reading.vocabulary import spelled

_LONGEST = 4
"""Most words that a field may have; what is longer is no list."""


def with_field_lists(text: str, tongue: str) -> str:
    """Return a text in which what stands behind "fields:" is a list of names that are read as they stand."""
    words = "|".join(map(re.escape, sorted(spelled("fields", tongue), key=len, reverse=True)))
    listed = re.compile(rf"(?P<start>^|[.;:!?\n(,] {{0,3}}|\s)(?:{words}) ?: ?(?P<list>[^.;\n]+)", re.I)
    return listed.sub(lambda found: _listed(found, tongue), text)


def _listed(found: re.Match[str], tongue: str) -> str:
    whole = re.split(r",\s*(?![^()]*\))", found["list"].strip())
    parts = [*whole[:-1], *re.split(rf"\s(?:{JOINED[tongue]})\s(?![^()]*\))", whole[-1])]
    return f"{found['start']}fields: {', '.join(_field(part, tongue) for part in parts)}"


def _field(part: str, tongue: str) -> str:
    """Return a field in English when each of its words is listed, else its own words without articles."""
    head, opened, rest = part.partition("(")
    pieces = pieces_of(head, tongue)
    named = [piece for piece in pieces if piece.role in NOUNS]
    if not named or len(head.split()) > _LONGEST + 1:
        return part
    strange = any(
        piece.role in ("own", "break", "verb") or (piece.role == "quality" and not piece.english) for piece in pieces
    )
    own = " ".join(piece.own for piece in pieces if piece.role not in ("opening", "frame", "mark", "nothing"))
    name = own.lower() if strange else joined(arranged(pieces, tongue))
    return f"{marked(name)}{f' ({rest}' if opened else ''}"
