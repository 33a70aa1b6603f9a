"""Takes what a brief says that a thing has several of for things of their own: the sections of a menu, the days of a trip."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from draftspec.drafters.builtin.alterations import known_mention, unknown_mention
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice, unknown_choice
from draftspec.drafters.builtin.columns import parse_columns
from draftspec.drafters.builtin.compounds import is_technical
from draftspec.drafters.builtin.listed import DESCRIBED
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.defining import Definition
from draftspec.drafters.builtin.reading.mentions import find_mentions
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, snake, word_class


def with_parts(chosen: list[Choice], reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """Return the things with the parts that sentences give them, each behind its whole."""
    for definition in reading.definitions:
        whole = chosen_for(definition.whole, chosen)
        if whole is None and _is_built(definition, reading):
            whole = _named(definition.whole, catalogue)
            chosen = [*chosen, whole] if whole is not None else chosen
        if whole is not None:
            chosen = _with_parts(chosen, definition, whole, reading, catalogue)
    return _with_recorded(chosen, reading, catalogue)


def _with_recorded(chosen: list[Choice], reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """Return the things with what is written down each time, about the main thing where only its name is known."""
    for noun in reading.recorded:
        made = _named(noun, catalogue) if chosen and chosen_for(noun, chosen) is None else None
        if made is not None and made.name not in {c.name for c in chosen}:
            about = chosen[0].name if made.concept is None else None
            chosen = [*chosen, replace(made, about=about)]
    return chosen


def _with_parts(
    chosen: list[Choice], definition: Definition, whole: Choice, reading: Reading, catalogue: Catalogue
) -> list[Choice]:
    for part in definition.parts:
        known = chosen_for(part, chosen)
        if definition.told and _is_column(part, whole, reading, catalogue):
            chosen = [c for c in chosen if c is not known or c is chosen[0]]
        elif known is None and (made := _part_of(part, whole, catalogue)) is not None:
            chosen = chosen if made.name in {c.name for c in chosen} else [*chosen, made]
    return chosen


def chosen_for(words: str, chosen: list[Choice]) -> Choice | None:
    """Return the thing of the feature that a singular phrase names."""
    exact = (c for c in chosen if words in (c.phrase, c.words, c.called, (c.concept or "").replace("_", " ")))
    headed = (c for c in chosen if c.phrase.endswith(f" {words}") or (c.concept or "").endswith(f"_{snake(words)}"))
    return next(chain(exact, headed), None)


def _is_built(definition: Definition, reading: Reading) -> bool:
    """Tell whether a thing that a sentence describes is one of the feature: it is told of at length, and is nobody who keeps it."""
    head = definition.whole.split()[-1]
    kept = is_person(head) or head in word_class("tenancy") | word_class("organisations") | word_class("generic")
    return definition.told and len(definition.parts) + definition.fields > 1 and not kept and head != reading.tenant


def _is_column(part: str, whole: Choice, reading: Reading, catalogue: Catalogue) -> bool:
    """Tell whether the entry of a thing keeps its parts in a column, and the brief says nothing more of them."""
    told = any(definition.whole == part for definition in reading.definitions)
    if told or whole.concept is None or len(re.findall(rf"\b{re.escape(part)}", reading.spoken, re.I)) > 1:
        return False
    names = {column.name for column in parse_columns(catalogue.entry(whole.concept).columns)}
    return bool(names & {snake(part), snake(plural(part))})


def _named(words: str, catalogue: Catalogue) -> Choice | None:
    mention = next(iter(find_mentions(plural(words), catalogue)), None)
    if mention is None or is_technical(words):
        return None
    choice = known_mention(mention, catalogue) if mention.concept is not None else unknown_mention(mention, catalogue)
    return replace(choice, weight=DESCRIBED)


_BARE = frozenset({"change", "line", "entry"})
"""Parts of which the whole says of what they are."""


def _part_of(part: str, whole: Choice, catalogue: Catalogue) -> Choice | None:
    """Return the thing that a part is; one whose name says nothing by itself is named after its whole."""
    compound = f"{whole.words} {part}"
    if compound in catalogue.words:
        return _named(compound, catalogue)
    if part in word_class("generic") | _BARE:
        return replace(unknown_choice(part, (whole.words,)), weight=DESCRIBED)
    return _named(part, catalogue)
