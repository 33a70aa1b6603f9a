"""Whoever joins, enters or signs up for something has a place in it: a row of its own, with what is said about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from draftspec.drafters.builtin.acted import choice_of
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import parse_parent
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.acts import Act
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import singular, snake, word_class

PLACE = "place in something"
"""By what the archetype of participations is known."""

_NOUNS = {"join": "entry", "enter": "entry", "attend": "registration", "register": "registration", "sign_up": "signup"}  # fmt: skip
_NOTHING = frozenset({"account", "newsletter", "service", "app", "platform", "site", "website", "update", "notification", "alert", "beta", "trial", "plan", "email", "system", "result", "data", "time", "code", "number", "room", "session", "call", "queue", "waiting list", "waitlist"})  # fmt: skip
_GIVEN_ONCE = frozenset({"bib", "start", "starting", "race", "seat", "matriculation", "entry", "registration", "table", "participant", "startlist"})  # fmt: skip
"""Whose numbers are given once in what people take part in; two teams may both have a jersey 7."""
_WITH = re.compile(r"\bwith\b", re.I)


GIVEN = "thing given to a person"
"""By what the archetype of links between a thing and whom it is given to is known."""

_GIVING = frozenset({"assign", "give", "prescribe", "set"})
_REUSED = frozenset({"plan", "template", "program", "programme", "exercise", "workout", "form", "survey", "checklist", "badge", "training", "module", "test", "diet", "menu", "routine", "policy", "questionnaire", "playlist", "quiz", "exam", "course", "lesson"})  # fmt: skip
"""What is made once and given to many people; a task or a room is given to one of them at a time."""


def with_places(choices: tuple[Choice, ...], reading: Reading, catalogue: Catalogue) -> tuple[Choice, ...]:
    """Return the choices with a row for each place that somebody takes in one of them, and for each one that is given."""
    for clause in reading.clauses:
        choices = _with_contents(choices, clause, catalogue)
        for act in clause.acts:
            choices = _with_gift(choices, act, clause, catalogue)
            joined = _joined(act, clause, choices, catalogue)
            if joined is None:
                continue
            signs = act.verb in ("sign_up", "register") and _keeps_signups(joined, catalogue, reading)
            if signs or _has_places(joined, choices, catalogue):
                choices = tuple(c for c in choices if c is joined or not _is_bare_place(c))
                continue
            if joined.archetype == "log":  # who signs up for activities takes part in them
                thing = replace(joined, archetype="thing")
                choices, joined = tuple(thing if c is joined else c for c in choices), thing
            place = Choice(_NOUNS[act.verb], None, (joined.words,), "participation", about=joined.name)
            said = {column.name.rpartition("_")[2] for column in clause.attributes}
            rest = tuple(c for c in choices if c is joined or not (_is_bare_place(c) or c.words in said))
            at = rest.index(joined) + 1
            choices = (*rest[:at], place, *rest[at:])
    return choices


def _with_contents(choices: tuple[Choice, ...], clause: ReadClause, catalogue: Catalogue) -> tuple[Choice, ...]:
    """Return the choices with a row for each thing that one of them holds several of ("cycles of issues")."""
    for holder, held in pairwise(clause.mentions):
        whole = next((c for c in choices if c.name == (holder.concept or c.name) and c.words == holder.words), None)
        if whole is None or whole.there or not is_held(holder, held) or is_person(held.words):
            continue
        brings = catalogue.entry(whole.concept).brings if whole.concept is not None else ()
        if brings or (len(clause.mentions) > 2 and clause.acts):
            continue
        held_as = held.concept or snake(held.phrase)
        place = Choice(held.words, None, (whole.words,), "placing", about=whole.name, to=held_as)
        at = choices.index(whole) + 1
        choices = (*choices[:at], place, *choices[at:])
    return choices


HOLDERS = frozenset({"cycle", "sprint", "batch", "collection", "bundle", "set", "series", "package", "kit", "league", "cohort", "catalogue", "catalog", "portfolio", "stack", "pool", "season", "itinerary", "playlist", "menu", "album", "compilation", "anthology", "shelf", "binder", "folder", "release", "milestone"})  # fmt: skip
"""What is made of several things of another kind, each of which may be in more than one."""


def is_held(holder: Mention, held: Mention) -> bool:
    """Tell whether a noun is in the plural what another one holds several of ("cycles of issues")."""
    return held.after == "of" and held.plural and holder.words.split()[-1] in HOLDERS


def _with_gift(choices: tuple[Choice, ...], act: Act, clause: ReadClause, catalogue: Catalogue) -> tuple[Choice, ...]:
    """Return the choices with a link between what somebody gives to several people and each of them."""
    given = (
        choice_of(act.objects.phrases[0], catalogue) if act.verb in _GIVING and len(act.objects.phrases) == 1 else None
    )
    thing = next((c for c in choices if given is not None and c.name == given.name and not c.there), None)
    whom = _given_to(act, clause)
    if thing is None or whom is None or any(c.archetype == "gift" and c.about == thing.name for c in choices):
        return choices
    if "assign" in (catalogue.entry(thing.concept).verbs if thing.concept is not None else ()):
        return choices
    if thing.words.split()[-1] not in _REUSED and act.objects.plural:
        return choices
    spoken = (thing.words,) if thing.concept is not None else (*thing.modifiers, thing.words)
    link = Choice("assignment", None, spoken, "gift", about=thing.name, to=whom)
    at = choices.index(thing) + 1
    return (*choices[:at], link, *choices[at:])


def _given_to(act: Act, clause: ReadClause) -> str | None:
    """Return the people, in the singular, that an act gives something to."""
    found = re.search(
        rf"\b{act.verb}\w*\b[^.;]*?\bto (?:their |the |several |many |his |her |our )?([a-z]+s)\b", clause.text, re.I
    )
    whom = singular(found[1].lower()) if found else ""
    return whom if is_person(whom) else None


def _joined(act: Act, clause: ReadClause, choices: tuple[Choice, ...], catalogue: Catalogue) -> Choice | None:
    """Return the thing that an act takes a place in."""
    somebody = act.person or act.subject in word_class("containers")
    said = (
        act.objects.behind in ("for", "to", "in")
        if act.verb in ("register", "sign_up")
        else act.verb == "join" or _WITH.search(clause.text)
    )
    if act.verb not in _NOUNS or not somebody or not said or len(act.objects.phrases) != 1:
        return None
    phrase = act.objects.phrases[0]
    found = choice_of(phrase, catalogue) or next((c for c in choices if c.phrase == phrase), None)
    if found is None or found.words.split()[-1] in _NOTHING:
        return None
    return next((c for c in choices if c.name == found.name and not c.there), None)


def _keeps_signups(joined: Choice, catalogue: Catalogue, reading: Reading) -> bool:
    """Tell whether an entry brings the rows of who signed up: the bookings of a class."""
    brought = _brought(catalogue.entry(joined.concept), reading) if joined.concept is not None else ()
    return any(_is_place(catalogue.entry(name), joined.name) for name in brought if name in catalogue)


def _has_places(joined: Choice, choices: tuple[Choice, ...], catalogue: Catalogue) -> bool:
    """Tell whether an entry knows how places in it are kept: the participants of a tournament."""
    own = tuple(catalogue.entry(joined.concept).brings) if joined.concept is not None else ()
    known = (*own, *(c.concept for c in choices if c.concept is not None))
    entries = (catalogue.entry(name) for name in known if name != joined.concept and name in catalogue)
    return any(
        joined.name in {parse_parent(p).target for p in e.parents} and "membership" in e.archetypes for e in entries
    ) or any(c.archetype == "participation" and c.about == joined.name for c in choices)


def _is_place(entry: Entry, whole: str) -> bool:
    """Tell whether rows of an entry are somebody's place in something: the bookings of a class."""
    return entry.owner == "user_id" and whole in {parse_parent(parent).target for parent in entry.parents}


def _brought(entry: Entry, reading: Reading) -> tuple[str, ...]:
    """Return what an entry brings along in this brief."""
    said = (name for name, words in entry.brings_when.items() if re.search(rf"\b(?:{words})", reading.text, re.I))
    return (*(() if reading.is_told else entry.brings), *said)


def _is_bare_place(choice: Choice) -> bool:
    """Tell whether a choice is what a verb alone made ("signup", a registration of no event)."""
    return choice.words in ("signup", "registration") and not choice.modifiers


def place_of(clause: ReadClause, given: dict[str, Resource]) -> str | None:
    """Return the row that the attributes of a clause belong to, where somebody joins something with them."""
    for act in clause.acts:
        heads = {phrase.split()[-1] for phrase in act.objects.phrases} if act.verb in _NOUNS else set()
        found = next(
            (name for name in _places(given) if given[name].one.split()[0] in heads or _of(given[name], heads)), None
        )
        if found is not None:
            return found
    return None


def _places(given: dict[str, Resource]) -> Iterator[str]:
    for name, resource in given.items():
        if resource.entry.words[0] == PLACE or "membership" in resource.entry.archetypes:
            yield name


def _of(resource: Resource, heads: set[str]) -> bool:
    keys = (resource.about or "", *(parent.target for parent in resource.parents))
    return any(key.split("_")[-1] in heads for key in keys if key)


_PUT = "thing in a collection"
"""The first word of what is put into something: it is listed there, for whoever may see what it is in."""


def taken_once(resource: Resource) -> Resource:
    """Return a place with its keys: one for each person, and numbers that are given once ("bib number")."""
    if resource.entry.words[0] == GIVEN:
        keys = ", ".join(p.column for p in resource.parents if p.column not in (resource.owner, resource.tenant))
        entry = resource.entry.model_copy(update={"unique": (f"{keys} where ended_at is null",)})
        return replace(resource, entry=entry)
    if resource.entry.words[0] == _PUT and f"{resource.about}_id" in {p.column for p in resource.parents}:
        return replace(resource, under=f"{resource.about}_id")
    if resource.entry.words[0] != PLACE or resource.about is None:
        return resource
    of = next((p.column for p in resource.parents if p.column not in (resource.owner, resource.tenant)), None)
    if of is None or resource.owner is None:
        return resource
    numbers = tuple(c.name for c in resource.columns if c.name in resource.asked and _is_number(c.name))
    unique = (f"{of}, {resource.owner} where withdrawn_at is null", *(f"{of}, {number}" for number in numbers))
    entry = resource.entry.model_copy(update={"unique": unique})
    return replace(resource, entry=entry, under=of)


def _is_number(name: str) -> bool:
    return name.endswith("_number") and name.split("_")[0] in _GIVEN_ONCE


def is_taking(act: Act, resources: list[Resource]) -> bool:
    """Tell whether an act takes a place that is kept, so that it is no call on what the place is in."""
    given = {resource.name: resource for resource in resources}
    heads = {phrase.split()[-1] for phrase in act.objects.phrases} if act.verb in _NOUNS else set()
    return any(_of(given[n], heads) for n in _places(given))


def given_by(act: Act, resources: list[Resource]) -> str | None:
    """Return the link that an act of giving makes a row of, so that it is no call on what is given."""
    heads = {phrase.split()[-1] for phrase in act.objects.phrases} if act.verb in _GIVING else set()
    return next((r.name for r in resources if r.entry.words[0] == GIVEN and _of(r, heads)), None)


_PUTTING = frozenset({"assign", "unassign", "attach", "detach", "apply", "remove", "add", "link", "unlink", "put"})
"""Verbs that make or delete the row which joins a thing to another one."""


def is_put(verb: str, resource: Resource, resources: list[Resource]) -> bool:
    """Tell whether a verb puts a thing to others of which rows of the feature say so: who assigns a tag makes a tagging."""
    rows = (r for r in resources if "membership" in r.entry.archetypes)
    return verb in _PUTTING and any(p.target == resource.name for r in rows for p in r.parents)
