"""Says which large decisions of a draft no word of the brief carries: roles, calls for everybody, services, tables that come along."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.words import in_words, table_of_words
from draftspec.grants import grants
from draftspec.sections.endpoints import Endpoint
from draftspec.spec import Assumption, Sections

_STEM = 5
"""Letters by which words are held together: whoever moderates is the moderator."""
_OPEN = re.compile(r"\b(?:public\w*|anybody|anyone|everybody|everyone|visitors?|guests?|anonymous\w*|customers?|without (?:an? )?(?:account|signing in|login|logging in)|status pages?|sign(?:ing)? ?(?:in|up)|log(?:ging)? ?in|websites?|embed\w*|storefronts?|shoppers?)\b", re.I)  # fmt: skip
"""Words of a brief that open something to whoever is not signed in."""
_TOLD = re.compile(r"\b(?:e-?mail\w*|mail\w*|notif\w*|remind\w*|alert\w*|tell\w*|told|inform\w*|messag\w*|newsletter\w*|invit\w*|confirm\w*|send\w*|sent|digest\w*|warn\w*)\b", re.I)  # fmt: skip
"""Words of a brief by which somebody is told something, however."""
_MAIL = "E-mail delivery"
MOST_ROLES = 3
"""Roles that get a line each: further ones stand in the access lists of the document."""


def silent_decisions(plan: Plan, sections: Sections) -> tuple[Assumption, ...]:
    """Return what the draft takes for granted beside tables, each with the reason why the brief does not decide it."""
    if plan.reading.foreign:
        return ()
    endpoints = sections.endpoints.endpoints
    found = (_roles(plan, endpoints), _open(plan, endpoints), _mail(plan, sections), _along(plan), _deleted_today(plan))
    return tuple(one for part in found for one in part)


def _roles(plan: Plan, endpoints: tuple[Endpoint, ...]) -> Iterator[Assumption]:
    """Yield the roles that no word of the brief names, each with the calls that are for it."""
    calls: dict[str, list[Endpoint]] = {}
    for endpoint in endpoints:
        for role in {*endpoint.auth.roles, *(name.strip("`") for name in grants(endpoint.auth).all_rows)}:
            calls.setdefault(role, []).append(endpoint)
    unnamed = [role for role in calls if not _is_named(role, plan)]
    for role in unnamed[:MOST_ROLES]:
        tables = in_words(list(dict.fromkeys(f"`{e.table}`" for e in calls[role] if e.table)))
        yield Assumption(
            text=f"Accounts have a role `{role}`; {_count(calls[role])} on {tables} are for it.",
            why="The brief names nobody for them.",
        )


def _count(calls: list[Endpoint]) -> str:
    return "1 call" if len(calls) == 1 else f"{len(calls)} calls"


def _is_named(role: str, plan: Plan) -> bool:
    """Tell whether the brief speaks of a role, or of those whom it stands for."""
    told = [role.split()[-1], *(word for said, word in _SYNONYMS if said in role.lower())]
    return any(re.search(rf"\b{re.escape(word[:_STEM].lower())}", plan.reading.text, re.I) for word in told)


_SYNONYMS = (
    ("admin", "manager"),
    ("manager", "admin"),
    ("staff", "employee"),
    ("agent", "support"),
    ("librar", "library"),
)


def _deleted_today(plan: Plan) -> Iterator[Assumption]:
    """Yield that calls which are there already keep their permissions: a bin changes what they do, and not for whom."""
    tables = [f"`{r.table}`" for r in plan.resources if r.there and r.binned is not None and r.owner is not None]
    if tables:
        yield Assumption(
            text=f"Whoever may delete rows of {in_words(tables)} today still may; their owner stands for that here.",
            why="The brief changes what these calls do, and not who makes them.",
        )


def _open(plan: Plan, endpoints: tuple[Endpoint, ...]) -> Iterator[Assumption]:
    """Yield what everybody may read or do without signing in, where the brief opens nothing."""
    if _OPEN.search(plan.reading.text):
        return
    read = [e for e in endpoints if e.auth.level == "public" and e.method == "GET"]
    tables = list(dict.fromkeys(f"`{e.table}`" for e in read if e.table))
    if tables:
        yield Assumption(
            text=f"Anybody may read {in_words(tables)} without signing in.",
            why="The brief does not say who sees them; close these calls if they are internal.",
        )


def _mail(plan: Plan, sections: Sections) -> Iterator[Assumption]:
    services = sections.integrations.integrations if sections.integrations else ()
    found = next((one for one in services if one.service == _MAIL), None)
    if found is None or _TOLD.search(plan.reading.text):
        return
    jobs = [f"`{name}`" for name in found.used_by if " " not in name]
    sender = f"{in_words(jobs)} send{'s' if len(jobs) == 1 else ''}" if jobs else "The feature sends"
    why = "The brief does not ask for it; without it the service and its settings go."
    yield Assumption(text=f"{sender} e-mail.", why=why)


def _along(plan: Plan) -> Iterator[Assumption]:
    """Yield the tables that an entry brings and that the brief has no word for."""
    main = plan.main
    if main is None:
        return
    brought = set().union(*(_brought(r) for r in plan.resources))
    along = [r for r in plan.resources if r is not main and r.name in brought and r.entry.archetypes[:1] not in _NEEDED]
    names = [f"`{r.table}`" for r in along if not _is_said(r, plan)]
    if names:
        yield Assumption(
            text=f"{in_words(names)} come{'s' if len(names) == 1 else ''} along with {main.many}.",
            why=f"No word of the brief asks for {'it' if len(names) == 1 else 'them'}.",
        )


_NEEDED = (("line",), ("membership",), ("token",), ("pipeline",))
"""Archetypes of rows without which what brings them is of no use: the items of an invoice, the members of a channel."""


def _brought(resource: Resource) -> set[str]:
    return set(resource.entry.brings) if resource.name in concepts() else set()


def _is_said(resource: Resource, plan: Plan) -> bool:
    """Tell whether the last word of a thing's name stands in the brief: items of invoices where it speaks of items."""
    heads = {resource.one.split()[-1], *(words.split()[-1] for words in resource.entry.words)}
    heads -= set(table_of_words("generic"))
    return any(re.search(rf"\b{re.escape(head[:_STEM].rstrip('y'))}", plan.reading.text, re.I) for head in heads)
