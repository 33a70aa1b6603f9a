"""Whose a thing is that no entry knows: somebody's own, everybody's, or a record of what somebody did to another thing."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import archetypes
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import ColumnLine, parse_columns, parse_parent
from draftspec.drafters.builtin.entries import Answer, Entry, RuleEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import singular, word_class

_THING = "thing"
_RECORDING = frozenset({"record", "log", "note", "document", "enter", "track", "report", "register", "write", "add", "do", "perform", "carry"})  # fmt: skip


def with_performed(choices: Iterable[Choice], reading: Reading) -> tuple[Choice, ...]:
    """Return the choices; what people record having done ("technicians record repairs") is about the thing before it."""
    recorded = {
        phrase.split()[-1]
        for act in reading.acts
        if act.person and act.verb in _RECORDING
        for phrase in act.objects.phrases
    }
    found: list[Choice] = []
    for choice in choices:
        thing = next((c for c in found if c.archetype in (_THING, "catalog") and c.concept is None), None)
        if _is_performed(choice) and singular(choice.words.split()[-1]) in {singular(word) for word in recorded}:
            about = choice.about or (thing.name if thing is not None else None)
            choice = replace(choice, archetype="performed", about=about)
        found.append(choice)
    return tuple(found)


def _is_performed(choice: Choice) -> bool:
    spoken = singular(choice.words)
    return choice.concept is None and choice.archetype == _THING and spoken in word_class("performed")


def with_shared(resources: list[Resource]) -> list[Resource]:
    """Return the things; one with a number of its own, or that others record something about, is nobody's in particular."""
    told = {r.about: r.acted | r.makers | set(r.guards.values()) for r in resources if r.about is not None}
    return [
        _moved_by(_shared(r), told.get(r.name, frozenset())) if _is_own(r) and (_identities(r) or r.name in told) else r
        for r in resources
    ]


def _moved_by(resource: Resource, roles: Set[str]) -> Resource:
    """Whoever records something about a thing says how it is now."""
    role = next(iter(sorted(roles - {"user"})), None)
    verbs = {
        name: verb.model_copy(update={"by": role}) if role is not None and verb.by is None else verb
        for name, verb in resource.verbs.items()
    }
    return replace(resource, verbs=verbs)


def told_about(resource: Resource) -> Resource:
    """Return a thing that others record something about: nobody's in particular, so that they see it."""
    return _shared(resource) if _is_own(resource) else resource


def _is_own(resource: Resource) -> bool:
    return resource.entry.words[0] == _THING and resource.owner == "user_id" and not resource.there


def _identities(resource: Resource) -> tuple[str, ...]:
    return tuple(c.name for c in resource.columns if c.name in word_class("identities"))


def _shared(resource: Resource) -> Resource:
    entry = archetypes().entry("registered")
    numbers = _identities(resource)
    if numbers:
        entry = entry.model_copy(update={"rules": (_told_apart(numbers[0]),)})
    known = {c.name for c in resource.columns}
    columns = tuple(_numbered(c) if c.name in numbers else c for c in resource.columns)
    fresh = tuple(c for c in parse_columns(entry.columns) if c.name == "name" and c.name not in known and not numbers)
    own = parse_parent(archetypes().entry(_THING).parents[0]).column
    return replace(
        resource,
        entry=_kept(entry, resource),
        columns=(*fresh, *columns),
        parents=tuple(p for p in resource.parents if p.column != own),
        owner=None,
    )


def _kept(entry: Entry, resource: Resource) -> Entry:
    """Return the entry with what the brief itself added to the old one."""
    base = archetypes().entry(_THING)
    added = tuple(rule for rule in resource.entry.rules if rule not in base.rules)
    jobs = resource.entry.jobs
    return entry.model_copy(
        update={
            "archetypes": ("registered",),
            "rules": (*entry.rules, *added),
            "jobs": jobs,
            "uses": resource.entry.uses,
            "standard": resource.standard,
        }
    )


def _numbered(column: ColumnLine) -> ColumnLine:
    return replace(column, flags=column.flags | {"unique", "filter"})


def _told_apart(number: str) -> RuleEntry:
    spoken = number.replace("_", " ")
    return RuleEntry(
        name=f"One {{one}} for each {spoken}",
        description=f"No two {{many}} have the same `{number}`; it is compared as it is written on the {{one}}.",
        implementation=f"Unique key on `{number}`; 23505 becomes the conflict.",
        edge_cases=(f"The same {spoken} with a space or in lower case: trimmed and upper-cased before it is stored.",),
        validation="The unique key.",
        about=(number,),
        answer=Answer(
            status=409,
            code=f"{number.upper()}_TAKEN",
            when=f"another {{one}} has this {spoken}",
            message=f"There is a record with this {spoken} already.",
            at=("create", "update"),
            keys=(number,),
        ),
    )
