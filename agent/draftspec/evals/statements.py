"""What a design states: each item that can carry a fact of the brief, with the words in it and without quotations."""

from __future__ import annotations

from collections.abc import Iterator
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


def _words(value: object) -> Iterator[str]:
    if isinstance(value, RateLimit) and not value.given:
        return  # an assumption of the drafter's, whose number may happen to be the brief's
    if isinstance(value, Model):
        for name in field_names(type(value)):
            if name not in _UNSAID:
                yield from _words(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
    elif isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        yield str(value)
