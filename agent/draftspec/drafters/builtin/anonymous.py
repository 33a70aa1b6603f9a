"""Who sends something "without logging in" has no account: the call is for anybody, and the row is whose work it is."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.acting import aimed
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.entries import RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.acts import Act
from draftspec.drafters.builtin.reading.anonymous import AnonymousFact
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.words import word_class
from draftspec.drafters.builtin.whose import ANYBODY, is_ordinary

_STAFF = "staff"
"""Who works on rows that nobody has an account for, where the brief names nobody."""


def with_anonymous(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Return the things; what the brief lets people make, or look at, without an account needs none."""
    given = {resource.name: resource for resource in resources}
    for fact in reading.anonymous if resources else ():
        name, act = _meant(fact, resources, reading, catalogue)
        looks = act is not None and act.verb in word_class("viewing") - word_class("bringing")
        role = role_of(act.subject).name if act is not None else None
        if given[name].there:
            continue
        given[name] = _shown(given[name]) if looks else _opened(given[name], fact, role)
    return [given[resource.name] for resource in resources]


def _meant(
    fact: AnonymousFact, resources: list[Resource], reading: Reading, catalogue: Catalogue
) -> tuple[str, Act | None]:
    """Return the thing that the sentence is about, and what is done to it; the main thing where it names none."""
    words = {word[:_STEM] for word in fact.sentence.lower().replace(",", " ").split()}
    done = [(name, act) for name, act in aimed(resources, reading, catalogue) if act.person and _is_in(act, words)]
    ordinary = [(name, act) for name, act in done if is_ordinary(role_of(act.subject).name) or act.subject in ANYBODY]
    making = [one for one in ordinary or done if "create" in next(r for r in resources if r.name == one[0]).standard]
    return next(iter(making or ordinary or done), (resources[0].name, None))


_STEM = 5


def _is_in(act: Act, words: set[str]) -> bool:
    return act.subject.split()[-1][:_STEM] in words and act.verb.partition("_")[0][:_STEM] in words


def _shown(resource: Resource) -> Resource:
    return replace(resource, entry=resource.entry.model_copy(update={"public": True}))


def _opened(resource: Resource, fact: AnonymousFact, role: str | None) -> Resource:
    """Return a thing that anybody makes: it has no owner, and whoever works on it keeps it."""
    entry = resource.entry
    keeper = entry.manages or _worker(resource, role)
    gone = {key for key in (resource.owner, "user_id", "creator_id") if key is not None}
    held = tuple(parent for parent in resource.parents if parent.column not in gone)
    kept = resource.owner is not None and entry.words[0] != "thing"
    parents = tuple(replace(p, nullable=True) if p.column in gone else p for p in resource.parents) if kept else held
    added = {
        "open": tuple(dict.fromkeys((*entry.open, "create"))),
        "manages": keeper,
        "rules": (_rule(fact, role), *(rule for rule in entry.rules if not set(rule.about) & gone)),
        "tests": (_TEST, *entry.tests),
    }
    guards = {name: by for name, by in resource.guards.items() if name != "create" and by != role}
    verbs = {
        name: verb.model_copy(update={"by": keeper}) if verb.by in (None, role) else verb
        for name, verb in resource.verbs.items()
    }
    return replace(
        resource,
        entry=entry.model_copy(update=added),
        owner=None,
        parents=parents,
        guards=guards,
        verbs=verbs,
        makers=frozenset(),
        acted=resource.acted - {role or ""},
    )


def _worker(resource: Resource, role: str | None) -> str:
    """Return the role that works on the rows: the first that a call is for, and is not who sends them."""
    named = [
        *resource.guards.values(),
        *(verb.by for verb in resource.verbs.values() if verb.by),
        *sorted(resource.acted),
    ]
    return next((one for one in named if one != role and one not in ANYBODY and not is_ordinary(one)), _STAFF)


def _rule(fact: AnonymousFact, role: str | None) -> RuleEntry:
    return RuleEntry(
        name="Sent without an account",
        description=f"“{fact.said.strip()}”: {f'a {role}' if role else 'whoever sends one'} creates a {{one}} without a session; nobody owns the row, and the sender cannot read or change it afterwards.",
        implementation="The creating call asks for no session and is limited by address; all other calls ask for their role.",
        edge_cases=("A session that is sent along is ignored: the row is the same.",),
        validation="The body alone is looked at; nothing of it is taken from a session.",
    )


_TEST = TestEntry(given="A {one} is created without a session, then read without one.", expect="201, then 401.")
