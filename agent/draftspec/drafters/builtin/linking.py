"""What links two things is built with a key to each; the things themselves are there ("link cases to articles through citations")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from draftspec.drafters.builtin.acted import choice_of, is_same
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.through import find_through
from draftspec.drafters.builtin.reading.words import plural, snake


def with_link(chosen: list[Choice], reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """Return the choices with what links two things first, and without the two unless the brief describes them."""
    found = None if reading.foreign else find_through(reading.spoken)
    link = choice_of(found.by, catalogue) if found is not None else None
    if found is None or link is None:
        return chosen
    ends = [end for phrase in (found.one, found.other) if (end := choice_of(phrase, catalogue)) is not None]
    described = [m for clause in reading.clauses[1:] for m in clause.mentions if m.part == "core"]
    told = {word for m in described for word in (m.words, m.concept)}
    rest = [c for c in chosen if not is_same(c, link)]
    rest = [c for c in rest if not any(is_same(c, end) for end in ends) or {c.words, c.concept} & told]
    return [replace(link, called=found.by if link.concept is not None else None), *rest]


def linked(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the table of a link with each of the things that it links."""
    found = None if reading.foreign else find_through(reading.spoken)
    for end in (found.one, found.other) if found is not None else ():
        yield snake(plural(found.by)) if found is not None else "", end.split()[-1]
