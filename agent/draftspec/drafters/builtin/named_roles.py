"""Who keeps or decides on rows by an entry is whom the brief names for it: no second role stands beside that one."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.words import word_class
from draftspec.drafters.builtin.whose import ANYBODY, column_of, is_ordinary, makers_of

_RUNNING = frozenset({"admin", "administrator", "manager", "moderator", "staff", "office", "supervisor", "operator", "coordinator", "resource manager", "warehouse manager", "shop manager", "maintenance lead", "rental clerk", "desk"})  # fmt: skip
"""Roles by which entries say that somebody runs things, whoever that is; what a hiring manager does needs one."""


def with_named_roles(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; a role that runs them and that the brief does not name is the one that it names."""
    named = [fact.name for fact in reading.roles if fact.name not in ANYBODY and not is_ordinary(fact.name)]
    doing = {role_of(act.subject).name for act in reading.acts if act.verb not in word_class("viewing")}
    return [
        _with_named(resource, [n for n in named if n in doing]) if named and not resource.there else resource
        for resource in resources
    ]


def _with_named(resource: Resource, named: list[str]) -> Resource:
    unnamed = {role for role in _roles(resource) if role not in named and _runs(role, resource)}
    meant = {role: one for role in unnamed if (one := _meant(role, resource, named)) is not None}
    if not meant:
        return resource
    manages = resource.entry.manages
    entry = resource.entry.model_copy(update={"manages": meant.get(manages or "", manages)})
    verbs = {
        name: verb.model_copy(update={"by": meant.get(verb.by or "", verb.by)}) for name, verb in resource.verbs.items()
    }
    guards = {action: meant.get(role, role) for action, role in resource.guards.items()}
    return replace(resource, entry=entry, verbs=verbs, guards=guards)


def _roles(resource: Resource) -> list[str]:
    calls = (*resource.guards.values(), *(verb.by for verb in resource.verbs.values()), resource.entry.manages)
    return [role for role in calls if role is not None]


def _runs(role: str, resource: Resource) -> bool:
    """Tell whether a role stands for whoever runs things, and no column names one of them."""
    columns = (parent.column for parent in resource.parents)
    return role in _RUNNING and column_of(role, columns) is None


def _meant(role: str, resource: Resource, named: list[str]) -> str | None:
    """Return the one role of the brief that works on the rows, or that has the same rank."""
    working = {*resource.acted, *_roles(resource)} - set(makers_of(resource))
    own = [name for name in named if name in working and column_of(name, (p.column for p in resource.parents)) is None]
    ranked = [name for name in own if name.rpartition(" ")[2] in _RUNNING | word_class("ranks") | word_class("offices")]
    alike = [name for name in named if name.rpartition(" ")[2] == role]
    listed = resource.entry.archetypes[:1] in (("catalog",), ("tree",), ("registered",), ("settings",))
    found = (ranked, alike) if listed else (own, ranked, alike)  # who works with what is listed need not keep the list
    return next((names[0] for names in found if len(names) == 1), None)
