"""Who decides on a thing: whom the brief lets approve or reject it, and never whoever made it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.words import singular
from draftspec.drafters.builtin.whose import is_ordinary, makers_of

_WHO = r"(?:the |an? |their |our |his |her |its )?(?P<who>[a-z]+(?: [a-z]+)?)"
_MUST = r"(?: must| has to| have to| needs? to| can| may| should| then| also| first| either)*"
_DECIDES = re.compile(rf"\b{_WHO}{_MUST} (?P<verb>approve|reject|decline|deny)s?\b", re.I)
_DECIDED = re.compile(r"\b(?P<verb>approved|rejected|declined|denied) by (?:the |an? |their |our |his |her )?(?P<who>[a-z]+(?: [a-z]+)?)\b", re.I)  # fmt: skip
_APPROVAL = re.compile(r"\bapprov(?:e|es|ed|al|als|ing)\b", re.I)
DECISIONS = ("approve", "reject", "decline", "deny")
_OPPOSITE = (("accept", "decline"), ("decline", "accept"), ("approve", "reject"), ("reject", "approve"))
SOMEBODY = "approver"
"""Who decides where the brief names nobody."""


def with_decider(resource: Resource, reading: Reading) -> Resource:
    """Return a thing whose decisions are made by whom the brief names, and not by the owner of a row."""
    resource = _both_ways(resource)
    named = dict(_named(reading.spoken))
    decided = [name for name in DECISIONS if name in resource.verbs and _is_open(resource, name)]
    if not decided or resource.there:
        return resource
    anybody = next((named[name] for name in DECISIONS if name in named), None) or _working(resource, reading)
    verbs = {
        name: verb.model_copy(update={"by": named.get(name, anybody)}) if name in decided else verb
        for name, verb in resource.verbs.items()
    }
    return replace(resource, verbs=verbs)


def _both_ways(resource: Resource) -> Resource:
    """Whom the brief lets accept may decline as well, where the entry has somebody else for it."""
    verbs, usual = dict(resource.verbs), resource.entry.verbs
    for one, other in _OPPOSITE:
        if one in verbs and other in verbs and one in usual and other in usual:
            spoken = verbs[one].by != usual[one].by
            if spoken and verbs[other].by == usual[other].by:
                verbs[other] = verbs[other].model_copy(update={"by": verbs[one].by})
    return replace(resource, verbs=verbs)


def _is_open(resource: Resource, name: str) -> bool:
    """Tell whether a decision is left to whoever owns a row, which no entry knew to be right."""
    known = resource.entry.verbs.get(name)
    return resource.verbs[name].by is None and resource.entry.manages is None and known is None and bool(resource.owner)


def _named(text: str) -> Iterator[tuple[str, str]]:
    """Yield each decision with the role that a text lets make it."""
    for pattern in (_DECIDED, _DECIDES):
        for found in pattern.finditer(text):
            verb = next(name for name in DECISIONS if found["verb"].lower().startswith(name[:4]))
            words = found["who"].lower().split()
            for phrase in (" ".join(words), words[-1]):
                one = " ".join([*phrase.split()[:-1], singular(phrase.split()[-1])])
                if is_person(one) and phrase.split()[0] not in ("by", "and", "or", "the"):
                    yield verb, role_of(one).name
                    break


def _working(resource: Resource, reading: Reading) -> str:
    """Return the first role of the brief that works on what others hand in."""
    made = makers_of(resource)
    working = (fact.name for fact in reading.roles if not is_ordinary(fact.name) and fact.name not in made)
    return next((name for name in working if name not in ("user", "visitor", "guest")), SOMEBODY)


def is_approved_once(reading: Reading) -> bool:
    """Tell whether a brief speaks of one approval only, which then is no second one."""
    return len(_APPROVAL.findall(reading.spoken)) == 1
