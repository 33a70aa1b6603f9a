"""Gives a thing what it has by its kind: what recurs the columns of what it makes, a relation both of its ends."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.catalogue import archetypes, concepts
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import ColumnLine, ParentLine, parse_columns, parse_parent
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.naming import renamed
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.pointing import pointing_at
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import snake, table_of_words, word_class
from draftspec.drafters.builtin.resources import resource_of

MOST = 7
"""Most columns that are taken over: what makes orders needs not all that an order comes to have."""

_MADE = frozenset({"code", "moment", "token_hash"})
"""Types of columns that each of those that are made gets for itself."""


def by_kind(resource: Resource, choice: Choice) -> Resource:
    """Return a resource of a choice with what its kind brings."""
    if choice.like is not None:
        base = concepts().entry(choice.like) if choice.like in concepts() else archetypes().entry(choice.like)
        return _like(resource, base)
    if choice.archetype == "relation" and choice.concept is None and choice.modifiers:
        return _with_ends(resource, snake(choice.modifiers[-1]))
    if choice.prefixed and choice.words not in word_class("prefixed"):
        return pointing_at(resource, choice.modifiers[-1]) if choice.modifiers else resource
    return _of_any_domain(resource) if choice.prefixed else resource


def _like(resource: Resource, base: Entry) -> Resource:
    known = {column.name for column in resource.columns}
    given = {name for verb in base.verbs.values() for name in verb.takes}
    lines = (c for c in parse_columns(base.columns) if _is_taken(c))
    taken = [c for c in lines if c.name not in known | given][:MOST]
    parents = [p for p in map(parse_parent, base.parents) if p.target not in ("user", "self")]
    return replace(resource, columns=(*taken, *resource.columns), parents=(*resource.parents, *parents))


def _is_taken(column: ColumnLine) -> bool:
    made = column.kind in _MADE or column.name.endswith("_at") or column.name.endswith("_total")
    return not made and not column.flags & {"server", "unique"} and not column.unique_with


def _with_ends(resource: Resource, thing: str) -> Resource:
    keys = (f"{thing}_id", f"related_{thing}_id")
    ends = tuple(ParentLine(thing, key, nullable=False, on_delete="CASCADE") for key in keys)
    entry = resource.entry.model_copy(
        update={
            "unique": (", ".join((*keys, "kind")),),
            "checks": (f"{keys[0]} <> {keys[1]}",),
            "parents": tuple(f"{thing} as {key.removesuffix('_id')} cascade" for key in keys),
        }
    )
    return replace(resource, parents=ends, under=keys[0], entry=entry, beside=resource.beside | set(keys))


def _of_any_domain(resource: Resource) -> Resource:
    """Return a thing under a longer name without the ties of the domain that its entry stands in."""
    people = set(table_of_words("actors")) | {"self", "post", "record", "item"}
    parents = (
        p if p.nullable or p.target in people else replace(p, nullable=True, on_delete="SET NULL")
        for p in resource.parents
    )
    return replace(resource, parents=tuple(parents))


def with_lines(resources: list[Resource], choices: list[Choice], reading: Reading) -> list[Resource]:
    """Return the resources; what recurs has lines where what it makes has them ("standing order lines")."""
    found = list(resources)
    for choice in choices:
        made = choice.like
        recurring = next((r for r in resources if r.name == choice.name), None)
        if recurring is not None and made is not None and made in concepts():
            found += [_line(name, recurring, made, reading) for name in _lines(made)]
    return found


def _lines(made: str) -> list[str]:
    return [n for n in concepts().entry(made).brings if concepts().entry(n).archetypes[:1] == ("line",)]


def _line(name: str, recurring: Resource, made: str, reading: Reading) -> Resource:
    bare = resource_of(Choice(name.replace("_", " "), name), reading, main=False)
    line = renamed(bare, replace(recurring, name=made), recurring.one)
    parents = tuple(replace(p, target=recurring.name) if p.target == made else p for p in line.parents)
    return replace(line, parents=parents, name=snake(line.one))
