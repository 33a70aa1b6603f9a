"""Joins two things of a feature by a key, in the place of what an entry guessed that one of them hangs on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from draftspec.drafters.builtin.belonging import told_about
from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.naming import in_other_words
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.pointing import pointing_at
from draftspec.drafters.builtin.reading.words import singular, table_of_words
from draftspec.sections.database import OnDelete


@dataclass(frozen=True)
class Tie:
    """A key from the table of one thing to another one."""

    held: Resource
    whole: Resource
    needed: bool
    told: bool = False
    """Whether others say or do something about the whole, so that it is nobody's own."""
    part: bool = False
    """Whether the brief says that the whole has it, which then says whose it is."""


def joined(resources: list[Resource], tie: Tie, text: str) -> list[Resource]:
    """Return the resources with the key of a tie; a row that says what is in the whole gets it where there is one.

    `text` is the brief: what an entry guesses and the brief never speaks of gives way.
    """
    if any(_is_row_in(r, tie.held) for r in resources):  # "reading lists of books": a book lies in many of them
        tie = replace(tie, held=tie.whole, whole=tie.held)
    row = next((r for r in resources if _is_row_in(r, tie.whole)), None)
    fresh = _pointing(row, tie.held) if row else _with_key(tie, _guess(tie, resources, text))
    changed = row or tie.held
    resources = [fresh if r is changed else r for r in resources]
    return [told_about(r) if r is tie.whole and tie.told else r for r in resources]


def _is_row_in(resource: Resource, whole: Resource) -> bool:
    """Tell whether the rows of a thing say, of things of any kind, which are in another one: the items of a collection."""
    rows = resource.entry.archetypes[:1] == ("membership",) and [p.target for p in resource.parents] == [whole.table]
    return rows and {"item_type", "item_id"} <= {column.name for column in resource.columns}


def _pointing(row: Resource, held: Resource) -> Resource:
    """Return the rows of what is in a whole with a key to the one kind of things that the brief puts there."""
    pointed = pointing_at(row, held.name, sure=True)
    parents = (replace(p, target=held.table) if p.target == held.name else p for p in pointed.parents)
    return replace(pointed, parents=tuple(parents))


def _guess(tie: Tie, resources: list[Resource], text: str) -> ParentLine | None:
    """Return the parent that an entry guesses for what the brief ties to something else."""
    known = {r.table for r in resources} | {parent.target for parent in tie.whole.parents}
    guesses = [
        parent
        for parent in tie.held.parents
        if not parent.nullable
        and parent.target not in known
        and singular(parent.target) not in table_of_words("actors")
    ]
    if not tie.needed or len(guesses) != 1:
        return next((p for p in guesses if tie.needed and p.column == tie.held.under), None)
    spoken = singular(guesses[0].target).replace("_", " ")
    unsaid = re.search(rf"\b{re.escape(spoken)}", text, re.I) is None
    return guesses[0] if unsaid or guesses[0].column == tie.held.under else None


def _with_key(tie: Tie, guess: ParentLine | None) -> Resource:
    held, key = _plainly(tie), f"{_row_of(tie.whole)}_id"
    on_delete: OnDelete = "CASCADE" if tie.needed else "SET NULL"
    parent = ParentLine(tie.whole.table, key, nullable=not tie.needed, on_delete=on_delete)
    if guess is None:
        under = held.under or (key if tie.needed and not tie.told else None)
        return replace(held, parents=(parent, *held.parents), under=under)
    kept = tuple(parent if p is guess else p for p in held.parents)
    under = key if held.under in (None, guess.column) and not tie.told else held.under
    return replace(held, parents=kept, under=under, entry=in_other_words(held.entry, guess.column, key))


def _row_of(whole: Resource) -> str:
    """Return the name of one row of a table, as keys to it have it."""
    start, joint, last = whole.table.rpartition("_")
    return f"{start}{joint}{singular(last)}"


def _plainly(tie: Tie) -> Resource:
    return without_owner(tie.held) if tie.part else tie.held


def without_owner(held: Resource) -> Resource:
    """Return a part of something: where only its name is known, its whole says whose it is."""
    if held.main or held.entry.words[0] != "thing" or held.owner is None:
        return held
    if any(p.column == held.owner and p.nullable for p in held.parents):
        return held  # with whom it is shared
    return replace(held, owner=None, parents=tuple(p for p in held.parents if p.column != held.owner))
