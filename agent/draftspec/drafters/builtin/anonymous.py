"""Who sends something "without logging in" has no account: the call is for anybody, and the row is whose work it is."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.access import BEARER
from draftspec.drafters.builtin.acting import aimed
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.closed_lists import without_columns
from draftspec.drafters.builtin.entries import Entry, RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.acts import Act
from draftspec.drafters.builtin.reading.anonymous import AnonymousFact
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.words import article, word_class
from draftspec.drafters.builtin.whose import ANYBODY, OPEN, column_of, is_ordinary

_STAFF = "staff"
"""Who works on rows that nobody has an account for, where the brief names nobody."""


def with_anonymous(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Return the things; what the brief lets people make, do or look at without an account needs none."""
    given = {resource.name: resource for resource in resources}
    for fact in reading.anonymous if resources else ():
        done = _done(fact, resources, reading, catalogue)
        looks = not done and _LOOKS.search(fact.before) is not None
        name, act = done[-1] if done else (_named(fact, resources) if looks else resources[0].name, _act(fact, reading))
        if given[name].there:
            continue
        if looks:
            given[name] = _shown(given[name])
        elif act is not None and act.verb in given[name].verbs and not _makes(act, given[name]):
            given[name] = _called(given[name], act.verb)
        else:
            given[name] = _opened(given[name], fact, role_of(act.subject).name if act is not None else None)
    return [given[resource.name] for resource in resources]


_LOOKS = re.compile(
    r"\b(?:browses?|sees?|views?|reads?|looks?|search(?:es)?|finds?|checks?|tracks?|watch(?:es)?)\b", re.I
)


def _done(
    fact: AnonymousFact, resources: list[Resource], reading: Reading, catalogue: Catalogue
) -> list[tuple[str, Act]]:
    """Return what the sentence says that people do before it comes to the account, with the thing that it is done to."""
    words = _stems(fact.before)
    found = [(name, act) for name, act in aimed(resources, reading, catalogue) if act.person and _is_in(act, words)]
    return [(name, act) for name, act in found if act.verb not in word_class("viewing") - word_class("bringing")]


def _act(fact: AnonymousFact, reading: Reading) -> Act | None:
    """Return what is done to nothing that the feature has ("fill in a form")."""
    words = _stems(fact.before)
    return next((act for act in reading.acts if act.person and _is_in(act, words)), None)


def _named(fact: AnonymousFact, resources: list[Resource]) -> str:
    """Return the thing that the sentence names; the main one where it names none."""
    words = _stems(fact.before)
    named = (r.name for r in resources if all(word[:_STEM] in words for word in r.one.split()))
    return next(named, resources[0].name)


_STEM = 5


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"[a-z]+", text.lower())}


def _is_in(act: Act, words: set[str]) -> bool:
    return act.subject.split()[-1][:_STEM] in words and act.verb.partition("_")[0][:_STEM] in words


def _makes(act: Act, resource: Resource) -> bool:
    """Tell whether what somebody does makes a row, rather than that it does something to one."""
    verb = act.verb.replace("_", " ")
    return verb in word_class("bringing") or act.verb in resource.entry.made_by or verb in ("fill in", "fill out")


def _shown(resource: Resource) -> Resource:
    return replace(resource, entry=resource.entry.model_copy(update={"public": True}))


def _called(resource: Resource, name: str) -> Resource:
    verb = resource.verbs[name].model_copy(update={"public": True, "by": None})
    return replace(resource, verbs={**resource.verbs, name: verb})


def _opened(resource: Resource, fact: AnonymousFact, role: str | None) -> Resource:
    """Return a thing that anybody makes: nobody owns its rows, and whoever works on them keeps them."""
    keeper = resource.entry.manages or _worker(resource, role)
    gone = {key for key in (resource.owner, "user_id", "creator_id") if key is not None}
    entry = _without_keys(resource.entry, gone)
    for_all = any(verb.by in ANYBODY for verb in resource.verbs.values())  # who does something to any row reads all
    added = {
        "open": tuple(dict.fromkeys((*entry.open, "create"))),
        "manages": entry.manages if for_all else keeper,
        "readers": OPEN if for_all else None,
        "rules": (_rule(fact, role), *entry.rules),
        "tests": (_TEST, *entry.tests),
    }
    guards = {name: by for name, by in resource.guards.items() if name != "create" and by != role}
    guards.update({name: keeper for name in ("update", "delete") if for_all and name not in guards})
    verbs = {
        name: verb.model_copy(update={"by": keeper}) if verb.by in (None, role) else verb
        for name, verb in resource.verbs.items()
    }
    return replace(
        resource,
        entry=entry.model_copy(update=added),
        owner=None,
        parents=tuple(parent for parent in resource.parents if parent.column not in gone),
        guards=guards,
        verbs=verbs,
        makers=frozenset(),
        acted=resource.acted - {role or ""},
        sender=role,
    )


def without_senders(resources: list[Resource]) -> list[Resource]:
    """Return the things; what later sentences let senders do to a row is done by whoever keeps it: they have no account."""
    return [_kept(resource) if resource.sender is not None else resource for resource in resources]


def _kept(resource: Resource) -> Resource:
    sender, keeper = resource.sender, resource.entry.manages or _STAFF
    verbs = {
        name: verb.model_copy(update={"by": keeper}) if verb.by == sender and not verb.public else verb
        for name, verb in resource.verbs.items()
    }
    guards = {name: keeper if by == sender else by for name, by in resource.guards.items() if name != "create"}
    left = {name: getattr(resource, name) - {sender} for name in ("acted", "makers", "viewers", "shown_own")}
    return replace(resource, verbs=verbs, guards=guards, **left)


def _without_keys(entry: Entry, gone: set[str]) -> Entry:
    """Return an entry without what it says of whose a row is."""
    entry = without_columns(entry, gone)
    keys = {
        kind: tuple(key for key in getattr(entry, kind) if not gone & set(re.findall(r"\w+", key)))
        for kind in ("unique", "again", "exclude")
    }
    finds = {column: said for column, said in entry.finds.items() if column not in gone}
    return entry.model_copy(update={**keys, "finds": finds, "owner": None})


def _worker(resource: Resource, role: str | None) -> str:
    """Return the role that works on the rows: the first that a call is for, and is not who sends them."""
    assigning = resource.verbs["assign"].by if "assign" in resource.verbs else None
    calls = (assigning, *resource.guards.values(), *(v.by for v in resource.verbs.values()), *sorted(resource.acted))
    named = [one for one in calls if one is not None and one != role and not one.startswith(("any ", "the ", BEARER))]
    working = [one for one in named if one not in ANYBODY and not is_ordinary(one)]
    held = [parent.column for parent in resource.parents]
    return next((one for one in working if column_of(one, held) is None), next(iter(working), _STAFF))


def _rule(fact: AnonymousFact, role: str | None) -> RuleEntry:
    return RuleEntry(
        name="Sent without an account",
        description=f"“{fact.said.strip()}”: {f'{article(role)} {role}' if role else 'whoever sends one'} creates a {{one}} without a session; nobody owns the row, and the sender cannot read or change it afterwards.",
        implementation="The creating call asks for no session and is limited by address; all other calls ask for their role.",
        edge_cases=("A session that is sent along is ignored: the row is the same.",),
        validation="The body alone is looked at; nothing of it is taken from a session.",
    )


_TEST = TestEntry(given="A {one} is created without a session, then read without one.", expect="201, then 401.")
