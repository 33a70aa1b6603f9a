"""Words of headings and columns that say where an item stands ("To do", "Q3", "Must have"), and not what it is about."""

from __future__ import annotations

import re

from draftspec.backlog.words import words

_PLACES = words(
    """backlog roadmap todo todos do doing done next now later soon someday open planned plan progress review ready blocked icebox inbox wishlist wish
    features feature requests stories story tasks task items ideas idea list board sprint iteration milestone release releases version status project
    product must should could nice have mvp phase stage priority prioritized high medium low critical week month quarter q1 q2 q3 q4 current future
    upcoming new misc miscellaneous other general various section table goals scope requirements notes epic epics part chapter work remaining v1 v2 v3
    acceptance criteria offen geplant aufgaben à faire pendiente"""
)


def words_of(title: str) -> set[str]:
    """Return the words of a title in lower case."""
    return set(re.findall(r"\w+", title.casefold()))


def names_place(title: str) -> bool:
    """Tell whether a title names a place in a backlog, whatever else it says ("Shop backlog")."""
    return not _PLACES.isdisjoint(words_of(title))


def is_place(title: str) -> bool:
    """Tell whether a title names nothing but a place ("In progress")."""
    return words_of(title) <= _PLACES | {"in", "to", "the", "of", "this", "for", "and"}
