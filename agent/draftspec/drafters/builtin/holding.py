"""Gives the parts of a thing their key to it, where a sentence says what has them: dishes are of a section, and sections of a menu."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.keying import Tie, joined, without_owner
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.defining import Definition
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, snake, word_class


def held_by_wholes(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources in which each part that the brief defines refers to its whole."""
    for definition in reading.definitions:
        for part in definition.parts:
            whole, held = _called(definition.whole, resources), _called(part, resources)
            if whole is None or held is None or whole is held or whole.there or held.there:
                continue
            if _have_rows_between(held, whole, resources):
                continue  # a rental of several tools has rows that say which
            if _are_joined(held, whole):
                below = definition.told and any(p.target == whole.table for p in held.parents)
                resources = [without_owner(r) if r is held and below else r for r in resources]
                continue
            named_after = held.table.startswith(f"{snake(whole.one)}_")
            if held.entry.singleton or whole.entry.singleton or not (definition.told or named_after):
                continue  # what stands behind "with" is tied by what it is
            resources = [
                _without_list(r, held) if r.table == whole.table else _through(r, held.table, whole)
                for r in joined(resources, Tie(held, whole, needed=True, part=True), reading.text)
            ]
    return resources


def with_given_wholes(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things with a key to what the brief says that has them and that is there already: menus of a restaurant."""
    given = [one for one in reading.definitions if _called(one.whole, resources) is None]
    return [_with_given(resource, given) for resource in resources]


def _with_given(resource: Resource, definitions: list[Definition]) -> Resource:
    for definition in definitions:
        head = definition.whole.split()[-1]
        told = definition.told and resource.name in {snake(part) for part in definition.parts} and not resource.there
        if not told or is_person(head) or head in word_class("generic"):
            continue
        column = f"{snake(definition.whole)}_id"
        usual = next((p for p in resource.parents if p.column == column), None)
        key = ParentLine(
            usual.target if usual else snake(definition.whole), column, nullable=False, on_delete="CASCADE"
        )
        rest = tuple(p for p in resource.parents if p is not usual)
        return replace(resource, parents=(key, *rest), beside=resource.beside | {column})
    return resource


def _called(words: str, resources: list[Resource]) -> Resource | None:
    """Return the thing of the feature that a singular phrase names; "day" is a trip day where nothing else is one."""
    exact = next(
        (r for r in resources if words == r.one or snake(words) == r.name or snake(plural(words)) == r.table), None
    )
    headed = [
        r for r in resources if r.table.endswith(f"_{snake(plural(words))}") or r.name.endswith(f"_{snake(words)}")
    ]
    return exact or (headed[0] if len(headed) == 1 else None)


def _are_joined(one: Resource, other: Resource) -> bool:
    """Tell whether a key leads from one of two things straight to the other."""
    ends = {(one.table, other.table), (other.table, one.table)}
    return any((r.table, parent.target) in ends for r in (one, other) for parent in r.parents)


def _have_rows_between(one: Resource, other: Resource, resources: list[Resource]) -> bool:
    """Tell whether the rows of a third thing are of both."""
    return any(
        {one.table, other.table} <= {p.target for p in r.parents} for r in resources if "line" in r.entry.archetypes
    )


def _through(resource: Resource, held: str, whole: Resource) -> Resource:
    """Return a part without the key to what its whole is of: a dish of a section is of the section's menu."""
    above = {parent.target for parent in whole.parents if not parent.nullable}
    if resource.table != held or not above:
        return resource
    key = next((p.column for p in resource.parents if p.target == whole.table), None)
    kept = tuple(p for p in resource.parents if p.target not in above or p.column in (key, resource.owner))
    columns = {p.column for p in kept}
    return replace(resource, parents=kept, under=resource.under if resource.under in columns else key)


def _without_list(whole: Resource, held: Resource) -> Resource:
    """Return a whole without the column in which its entry would list what has rows of its own now."""
    names = {held.table, held.table.rpartition("_")[2]}
    return replace(
        whole,
        columns=tuple(c for c in whole.columns if c.name not in names or c.kind not in ("list", "json", "json_list")),
    )
