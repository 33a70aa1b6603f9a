"""What a design states: each item that can carry a fact of the brief, with the words in it and without quotations."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from draftspec.evals.prose import unquoted
from draftspec.items import field_names, list_items
from draftspec.sections.base import Model
from draftspec.sections.endpoints import RateLimit
from draftspec.spec import Sections

_STATING = ("database", "endpoints", "rules", "validation", "security", "jobs", "integrations")
"""The sections whose items are built; what tests, tasks and alerts repeat of them carries nothing."""

_UNSAID = ("example", "about", "pagination")


class Statement(NamedTuple):
    """An item of the design, and every word and number in it."""

    where: str
    text: str


def statements(sections: Sections) -> Iterator[Statement]:
    """Yield the items of a design that state something."""
    for name in _STATING:
        section = getattr(sections, name)
        if section is not None:
            for path, _, item in list_items(name, section):
                yield Statement(path, unquoted(" ".join(_words(item))))


def _words(item: Model) -> list[str]:
    words: list[str] = []
    _add(item, words)
    return words


def _add(value: object, words: list[str]) -> None:
    """Add the words and numbers inside a value."""
    if isinstance(value, str):
        words.append(value)
    elif isinstance(value, tuple):
        for one in value:
            _add(one, words)
    elif isinstance(value, Model):
        if isinstance(value, RateLimit) and not value.given:
            return  # an assumption of the drafter's, whose number may happen to be the brief's
        for name in _said_names(type(value)):
            _add(getattr(value, name), words)
    elif isinstance(value, int) and not isinstance(value, bool):
        words.append(str(value))


@cache
def _said_names(kind: type[Model]) -> tuple[str, ...]:
    return tuple(name for name in field_names(kind) if name not in _UNSAID)
