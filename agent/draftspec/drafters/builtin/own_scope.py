"""Who sees rows "of their own branch" reads those whose key is that of his account, and no others."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.entries import RuleEntry, TestEntry
from draftspec.drafters.builtin.given import Givens
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.words import plural, singular, snake
from draftspec.drafters.builtin.related import beside
from draftspec.drafters.builtin.whose import OPEN, is_ordinary
from draftspec.sections.database import Column

_MAY = r"(?: only| can| may| should| must| be| are| is| able| allowed| to)*"
_SCOPED = rf"\b(?P<who>[a-z]+(?: [a-z]+)??){_MAY} (?:see|view|read|access)(?: only)?(?: all| any| the| every)?(?: [a-z-]+){{0,2}}? (?P<what>[a-z]+) (?:of|from|in|for|at) (?:their|his|her) own (?P<place>[a-z]+)"
_STEMS = ("their own", "his own", "her own")


def with_scopes(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one that some see of their own place only has a key to it, and knows whom that is for."""
    found = seldom(reading.text, _STEMS, _SCOPED) if not reading.foreign else None
    who = _role(found["who"]) if found is not None else None
    place = singular(found["place"].lower()) if found is not None else ""
    if found is None or who is None or is_person(place):
        return resources
    head = singular(found["what"].lower())
    target = next((r for r in resources if r.one.split()[-1] == head), next((r for r in resources if r.main), None))
    shown = target is not None and (target.entry.public or target.entry.readers == OPEN)
    if target is None or target.there or shown or place in target.one.split():
        return resources
    return [_scoped(r, who, place, found[0]) if r is target else r for r in resources]


def presume_scopes(resources: list[Resource], givens: Givens) -> None:
    """Let accounts have the key of the place that their owners see rows of."""
    for _, column in (scope for resource in resources for scope in resource.scoped):
        givens.presume("users", (Column(name=column, type="uuid", nullable=True),))


def _role(words: str) -> str | None:
    spoken = words.lower().split()
    for length in (len(spoken), 1):
        one = " ".join([*spoken[-length:-1], singular(spoken[-1])])
        if is_person(one):
            return role_of(one).name
    return None


def _scoped(resource: Resource, who: str, place: str, said: str) -> Resource:
    column = f"{snake(place)}_id"
    if column not in {parent.column for parent in resource.parents}:
        resource = beside(resource, place)
    rule = RuleEntry(
        name=f"Only of the own {place}",
        description=f"“{' '.join(said.split())}”: {plural(who)} read {{many}} whose `{column}` is that of their account.",
        implementation=f"Reading and listing carry `{column} = <users.{column} of the caller>`; an account without one sees none by it.",
        edge_cases=(
            f"Whoever moves to another {place} sees its {{many}} from then on, and those of the former no longer.",
        ),
        validation=f"`users.{column}` is read in the same statement and never taken from the request.",
        about=(column,),
    )
    test = TestEntry(
        given=f"Two {{many}} of two {plural(place)}; a {who} of the first one lists them and reads both.",
        expect="One is listed and read, the other is 404.",
    )
    added: dict[str, object] = {"rules": (rule, *resource.entry.rules), "tests": (test, *resource.entry.tests)}
    if is_ordinary(who):
        added["finds"] = {**resource.entry.finds, column: "from the caller's account"}
    entry = resource.entry.model_copy(update=added)
    return replace(resource, entry=entry, scoped=((who, column),), viewers=resource.viewers - {who})
