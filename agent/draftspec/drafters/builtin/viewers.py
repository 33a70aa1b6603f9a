"""Who only looks at rows of others in the brief ("section leaders see the answers") can read them."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.acts import Act
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.words import singular
from draftspec.drafters.builtin.whose import ANYBODY, is_ordinary

_SEES = frozenset({"see", "view", "read", "monitor", "oversee", "inspect", "look_at", "look_through", "check", "track"})


def with_viewers(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; those that somebody of a role looks at, and that are not called his own, know that role."""
    resources = [_shown_own(resource, reading) for resource in resources]
    seen: dict[str, set[str]] = {}
    for act in reading.acts:
        role = role_of(act.subject).name
        if not act.person or act.verb not in _SEES or act.objects.possessed or role in ANYBODY or is_ordinary(role):
            continue
        for resource in _looked_at(act, resources):
            seen.setdefault(resource.name, set()).add(role)
    for role in _telling(reading):
        for resource in resources:
            seen.setdefault(resource.name, set()).add(role)
    return [
        replace(r, viewers=r.viewers | frozenset(seen[r.name])) if r.name in seen and not r.there else r
        for r in resources
    ]


def _looked_at(act: Act, resources: list[Resource]) -> list[Resource]:
    """Return the things that an act names; who sees "who has not booked yet" sees the main thing, where people book."""
    named = [r for r in resources if _is_named(r, act.objects.phrases)]
    return named or ([r for r in resources if r.main] if not act.objects.phrases else [])


def _telling(reading: Reading) -> tuple[str, ...]:
    """Return who tells a user story of what others give: "as a recruiter" somebody needs all that the story speaks of."""
    teller = reading.story.role if reading.story is not None else None
    role = role_of(teller).name if teller is not None else None
    return (role,) if role is not None and role not in ANYBODY and not is_ordinary(role) else ()


def _shown_own(resource: Resource, reading: Reading) -> Resource:
    """Return a thing with the roles that see what is theirs of it: tenants see their own payments, which landlords enter."""
    acts = [act for act in reading.acts if act.person and act.verb in _SEES and act.objects.possessed]
    own = {
        role
        for act in acts
        if (role := role_of(act.subject).name) not in ANYBODY
        and is_ordinary(role)
        and (_is_named(resource, act.objects.phrases) or (resource.main and not act.objects.phrases))
    }
    return replace(resource, shown_own=frozenset(own)) if own else resource


def _is_named(resource: Resource, phrases: tuple[str, ...]) -> bool:
    heads = {singular(phrase.split()[-1]) for phrase in phrases if phrase}
    return resource.one in phrases or resource.one.split()[-1] in heads
