"""The brief that an item is drafted with: its title and what its text asks for, and a slug of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from draftspec.backlog.asked import asked_for
from draftspec.backlog.finished import is_over
from draftspec.backlog.item import Backlog, Item
from draftspec.backlog.kinds import is_part
from draftspec.backlog.places import names_place, words_of
from draftspec.backlog.titles import bare_title
from draftspec.brief import SLUG_LENGTH, SLUG_LIMIT, Brief, slug_from_text

BRIEF_LENGTH = 4000
"""Longest brief that is made from an item, in characters: some pages are about more than one feature."""

_FEW_WORDS = 3
_SHORT_PARENT = 60
_NO_PUNCTUATION = re.compile(r"[.!?;:](?=\s)")
"""Before these a slug ends otherwise, and titles of one area ("API: search", "API: export") would share theirs."""


def brief_of(item: Item, backlog: Backlog) -> Brief:
    """Return what an item of a backlog is drafted with.

    The text is the title without what trackers and commits put before it, and what of the body was asked for. The slug
    is unique in the backlog: of two items with one slug, the second gets its id behind it; which items are selected
    changes nothing.
    """
    title = bare_title(item.title)
    steps = _steps(backlog).get(item.id)
    text = f"{item.body}\n\n## Tasks\n\n{steps}" if steps else item.body
    said = _in_context(title, item, backlog)
    body = asked_for(text, title, BRIEF_LENGTH - len(said) - 2)
    return Brief(f"{said}\n\n{body}".strip() or item.id, _slugs(backlog)[item.id])


def _in_context(title: str, item: Item, backlog: Backlog) -> str:
    """Return a title of few words with what it is a part of ("CSV export" under "Orders"), where that says something."""
    parent = _titles(backlog).get(item.parent, item.parent) if item.parent else ""
    above = bare_title(parent) if parent else ""
    if not above or names_place(above) or words_of(above) <= words_of(title):
        return title
    few = len(title.split()) <= _FEW_WORDS and len(above) <= _SHORT_PARENT and not is_over(above)
    return f"{title} (part of {above})" if few else title


@lru_cache(maxsize=4)
def _titles(backlog: Backlog) -> Mapping[str, str]:
    return {item.id: item.title for item in backlog.items}


@lru_cache(maxsize=4)
def _steps(backlog: Backlog) -> Mapping[str, str]:
    """Return the titles of the sub-tasks of each item that has any, as points in Markdown."""
    steps: dict[str, str] = {}
    for item in backlog.items:
        if is_part(item) and item.parent is not None:
            steps[item.parent] = f"{steps.get(item.parent, '')}\n- {bare_title(item.title)}".strip()
    return steps


@lru_cache(maxsize=4)
def _slugs(backlog: Backlog) -> Mapping[str, str]:
    taken: set[str] = set()
    slugs: dict[str, str] = {}
    for item in backlog.items:
        slug = slug_from_text(_NO_PUNCTUATION.sub(" ", bare_title(item.title)) or item.body[:SLUG_LENGTH] or item.id)
        if slug in taken:
            slug = _with_id(slug, item.id, taken)
        taken.add(slug)
        slugs[item.id] = slug
    return slugs


def _with_id(slug: str, identity: str, taken: set[str]) -> str:
    behind = slug_from_text(identity.replace(".", "-"))[: SLUG_LIMIT - SLUG_LENGTH - 8].strip("-")
    slug = f"{slug}-{behind}"
    number = 2
    while slug in taken:
        slug = f"{slug.removesuffix(f'-{number - 1}') if number > 2 else slug}-{number}"
        number += 1
    return slug
