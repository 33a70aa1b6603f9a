"""Gives each thing the attributes, states and moves that the clauses about it name."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.closed_lists import closed_list, with_closed_list
from draftspec.drafters.builtin.columns import ColumnLine, ParentLine
from draftspec.drafters.builtin.joining import place_of
from draftspec.drafters.builtin.lifecycle import brief_lifecycle, with_aged_move, with_marks, with_states
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.attributes import column_of
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.moves import marked_states
from draftspec.drafters.builtin.reading.nouns import PARTS
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.services import is_service
from draftspec.drafters.builtin.reading.units import unit_of
from draftspec.drafters.builtin.reading.words import plural, singular, snake, table_of_words, word_class
from draftspec.drafters.builtin.said_columns import with_said_columns
from draftspec.drafters.builtin.scales import remarks_of
from draftspec.drafters.builtin.synonyms import in_brief_words
from draftspec.drafters.builtin.twins import without_twins
from draftspec.drafters.builtin.without_states import without_states


def with_brief(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Give each thing the attributes, states and verbs that the clauses about it name."""
    if not resources:
        return resources
    given: dict[str, Resource] = {resource.name: resource for resource in resources}
    main = resources[0].name
    things = {r.name for r in resources} | {snake(r.one) for r in resources}
    for before, clause in zip((None, *reading.clauses), reading.clauses, strict=False):
        spoken = replace(before, attributes=clause.attributes) if before and clause.bracketed else clause
        name = _before_brackets(spoken, given, reading) or place_of(spoken, given) or _told_of(spoken, given) or main
        asked = [
            c for c in _asked(clause, given, reading) if not _is_held(c, [r for r in given.values() if r.name != name])
        ]
        asked = [c for c in asked if not _is_spoken_in_full(c, given[name], reading.spoken)]
        given[name] = in_brief_words(given[name], asked)
        given[name] = _with_references(_with_columns(given[name], asked, things), clause)
        given[name] = replace(given[name], listed=(*given[name].listed, *closed_list(clause, asked, reading)))
        if clause.states:
            given = _with_states(given, name, clause.states)
        given[name] = with_marks(given[name], marked_states(clause.text))
    if not any(clause.states for clause in reading.clauses):
        given[main] = brief_lifecycle(given[main], reading)
    if "session" in given:
        given["session"] = _with_idle_limit(given["session"], reading)
    if reading.single_use and "coupon_redemption" not in given:
        given[main] = _used_once(given[main])
    closed = [with_closed_list(given[r.name], [o for n, o in given.items() if n != r.name], reading) for r in resources]
    told = without_twins([with_said_columns(resource, reading) for resource in closed])
    return [with_aged_move(_with_ages(resource, reading, main)) for resource in told]


def _with_states(given: dict[str, Resource], name: str, states: tuple[str, ...]) -> dict[str, Resource]:
    """Return the things, one with the states that the brief lists; what belongs to it says nothing of those that are gone either."""
    known = given[name]
    changed = with_states(known, states)
    gone = frozenset(known.states) - set(changed.states)
    below = (r for n, r in given.items() if n != name and any(parent.target == name for parent in r.parents))
    return {**given, name: changed, **{r.name: without_states(r, gone - set(r.states)) for r in below}}


_IDLE = re.compile(r"\b(?:inactiv|idle|without (?:any )?activity|no activity)", re.I)


def _with_idle_limit(resource: Resource, reading: Reading) -> Resource:
    """A time-out after inactivity is a setting that each session keeps, so that a change of it reaches the next ones."""
    if not _IDLE.search(reading.text):
        return resource
    seconds = next((n.seconds for n in reading.numbers if n.seconds), None)
    limit = ColumnLine(
        "idle_limit_minutes",
        "minutes",
        default=str(max(1, seconds // 60)) if seconds else "30",
        flags=frozenset({"server"}),
        purpose="how long it may rest, from the setting `idle_limit_minutes` of the application at sign-in",
    )
    return replace(resource, columns=(*resource.columns, limit), asked=resource.asked | {limit.name})


def _used_once(resource: Resource) -> Resource:
    """What is for a single use keeps when it was used."""
    if any(column.name in ("used_at", "redeemed_at", "consumed_at") for column in resource.columns):
        return resource
    used = ColumnLine(
        "used_at", "moment", nullable=True, flags=frozenset({"server"}), purpose="the time of its only use"
    )
    return replace(resource, columns=(*resource.columns, used))


def _before_brackets(clause: ReadClause, given: dict[str, Resource], reading: Reading) -> str | None:
    """Return the thing that a clause ends with where its fields stand in brackets behind it ("several expenses (date, amount)")."""
    end = re.search(r"([a-z]+)$", clause.text, re.I)
    if end is None or not clause.attributes or f"{clause.text[-_END:]} (" not in reading.spoken:
        return None
    head = singular(end[1].lower())
    known = {m.concept for m in clause.mentions if m.words.split()[-1] == head}
    return next((name for name, r in given.items() if head == r.one.split()[-1] or name in known), None)


_END = 24
"""Characters by which the end of a clause is found in the brief."""


def _told_of(clause: ReadClause, given: dict[str, Resource]) -> str | None:
    """Return the thing that a clause describes: what has something, what is brought into being, or the first one."""
    spoken = [act.subject for act in clause.acts if act.verb == "have" and not act.person]
    brought = word_class("bringing") | {"mark"}
    spoken += [p for act in clause.acts if act.verb in brought for p in act.objects.phrases]
    for phrase in spoken:
        head = phrase.split()[-1]
        found = next((name for name, r in given.items() if snake(phrase) == name or head == r.one.split()[-1]), None)
        if found is not None:
            return found
    return next((n for m in clause.mentions if m.part != "actor" and (n := _named(m, given)) is not None), None)


def _named(mention: Mention, given: dict[str, Resource]) -> str | None:
    names = (mention.concept, snake(mention.phrase), snake(mention.words))
    found = next((name for name in names if name in given), None)
    return found or next(
        (name for name, r in given.items() if r.table.endswith(f"_{snake(plural(mention.words))}")), None
    )


def _asked(clause: ReadClause, given: dict[str, Resource], reading: Reading) -> list[ColumnLine]:
    shown = {column.name for resource in given.values() for column in resource.columns}
    mentioned = [
        m
        for m in clause.mentions
        if not (m.verb in word_class("viewing") and (m.words in data("figures") or m.words in _COUNTED | shown))
        and _named(m, given) is None
        and not is_service(m.phrase, reading.services)
    ]
    if clause.listing:
        return [
            *clause.attributes,
            *(
                attribute(m.spoken) or ColumnLine(snake(m.phrase), "text", nullable=True)
                for m in mentioned
                if m.part != "context"
            ),
        ]
    mentioned = [replace(m, part="core") if _is_plainly_written(m) else m for m in mentioned]
    named = [*clause.attributes, *(column for m in mentioned if (column := column_of(m)) is not None)]
    return [*remarks_of(clause.acts), *(_several(column, clause.text) for column in named)]


def _with_references(resource: Resource, clause: ReadClause) -> Resource:
    """A thing in a list of fields, and a person in a list of what something has, is a key to its row."""
    held = {parent.column for parent in resource.parents} | {column.name for column in resource.columns}
    targets = {parent.target for parent in resource.parents} - {"user"}
    named = [m for m in clause.mentions if clause.listing and m.part == "context" and m.concept not in targets]
    doing = {act.subject for act in clause.acts if act.verb != "have"}
    had = (m for m in clause.mentions if m.part == "actor" and m.after in PARTS and m.words not in doing)
    named += [m for m in had if _is_another(m, resource)]
    named = [m for m in named if snake(m.words) not in held]  # a company that is written down
    fresh = [
        ParentLine(_row_of(m), f"{snake(m.words)}_id", nullable=True, on_delete="SET NULL")
        for m in named
        if f"{snake(m.words)}_id" not in held and m.concept != resource.name
    ]
    columns = frozenset(parent.column for parent in fresh)
    return replace(resource, parents=(*resource.parents, *fresh), beside=resource.beside | columns)


def _is_another(person: Mention, resource: Resource) -> bool:
    """Tell whether a person that something has is not whoever made it."""
    return not person.plural and not resource.there and person.words not in ("user", "owner", "author", "creator")


def _row_of(mention: Mention) -> str:
    """Return what a key refers to: the entry, the kind of people where they have a table, or an account."""
    return mention.concept or (mention.words if mention.words in table_of_words("actors") else "user")


_COUNTED = frozenset({"position", "rank", "place"})
"""What people see of themselves in a row, and what nobody writes down."""

_FILES = frozenset({"photo", "picture", "image", "screenshot", "video"})


def _several(column: ColumnLine, text: str) -> ColumnLine:
    """Several pictures of one thing are a list of keys in the object store, and no single address."""
    head = column.name.rpartition("_")[2]
    if head not in _FILES or not re.search(rf"\b{head}s\b", text, re.I):
        return column
    return ColumnLine(
        f"{column.name}_keys", "list", purpose=f"keys of the {head}s in the object store, first one first"
    )


def _is_plainly_written(mention: Mention) -> bool:
    """Tell whether something behind "for" or "by" is only written down ("a spot for a license plate")."""
    known = attribute(mention.spoken) if mention.after in ("for", "under", "by") and not mention.plural else None
    return known is not None and known.kind == "name" and " " in mention.spoken


def _with_columns(resource: Resource, asked: list[ColumnLine], things: set[str]) -> Resource:
    asked = [replace(c, name="name") if c.name == f"{snake(resource.one)}_name" else c for c in asked]
    known = {column.name for column in resource.columns}
    taken = {parent.column.removesuffix("_id") for parent in resource.parents} | things | {"status", resource.table}
    taken |= _OWN | ({"password"} if "password_hash" in known else set())
    taken |= {thing.rpartition("_")[2] for thing in things} | {singular(thing) for thing in things}
    said = {meaning(name) for name in known}
    named = {column.name for column in asked}
    held = {thing.rpartition("_")[2] for thing in things if "_" in thing}
    asked = [c for c in asked if c.kind != "text" or "_" not in c.name or c.name.rpartition("_")[2] not in held]
    asked = [c for c in asked if c.kind != "text" or c.name not in table_of_words("results")]
    kinds = {meaning(value) for column in resource.columns for value in column.values}
    fresh = [c for c in asked if c.name not in known | taken and meaning(c.name) not in said]
    fresh = [c for c in fresh if c.kind == "choice" or meaning(c.name) not in kinds]
    sorts = any(c.values and c.name.rpartition("_")[2] in _SORTS for c in resource.columns)
    fresh = [c for c in fresh if not (sorts and c.name in _SORTS)]
    words = {*resource.one.split(), *resource.name.split("_")}
    fresh = [c for c in fresh if not _says_again(c.name, known | named, words)]
    unique = {column.name: column for column in reversed(fresh)}
    plain = resource.entry.words[0] == "thing" and unique
    told = any(c.kind != "list" for c in unique.values())
    titled = plain and "title" in unique and "name" not in {a.name for a in asked}
    chosen = {c.name: c for c in asked if c.values}
    spoken = tuple(chosen.get(c.name, c) if c.kind == "name" else c for c in resource.columns)
    kept = tuple(
        c for c in spoken if not (plain and told and c.name == "description" and c.name not in {a.name for a in asked})
    )
    titled = titled or (plain and "name" not in named and any(_names_somebody(c.name) for c in unique.values()))
    kept = tuple(c for c in kept if not (titled and c.name == "name"))
    return replace(
        resource,
        columns=(*kept, *reversed(unique.values())),
        asked=resource.asked | {column.name for column in asked},
        beside=resource.beside | {p.column for p in resource.parents if p.column.removesuffix("_id") in named},
    )


def _is_spoken_in_full(column: ColumnLine, resource: Resource, text: str) -> bool:
    """Tell whether a thing has the column that a brief speaks of under its full name ("the daily rate" is `daily_rate`, and no rate)."""
    longer = (c.name for c in resource.columns if c.name.endswith(f"_{column.name}"))
    return any(re.search(rf"\b{re.escape(name.replace('_', ' '))}\b", text, re.I) for name in longer)


def _names_somebody(column: str) -> bool:
    """Tell whether a column holds whose row it is ("child_name"), so that the row needs no name of its own."""
    who, _, last = column.rpartition("_")
    return last == "name" and is_person(who.replace("_", " "))


def _says_again(name: str, others: set[str], words: set[str]) -> bool:
    """Tell whether a column has nothing to keep beside others: a date beside a beginning, a comment beside the note of a decision.

    `words` are those of the thing: an expense with an expense date needs no date.
    """
    again = any(f"{word}_{form}" in others for word in words for form in _AGAIN.get(name, ()))
    if again or any(o.startswith(f"{name}_") and unit_of(o.removeprefix(f"{name}_")) for o in others):
        return True  # a weight beside `weight_grams`
    if name == "date":
        return bool(others & {"starts_at", "starts_on", "start_date", "scheduled_at", "takes_place_at"})
    if name in ("comment", "note", "remark"):
        return bool(others & {"decision_note", "decision_comment"})
    if name in ("link", "url"):
        return bool(others & {"share_token", "public_token"})
    if name in ("validity", "validity_date"):
        return any(other.startswith("valid_") for other in others)
    return f"is_{name}" in others


_AGAIN = {"date": ("date",), "category": ("type", "category"), "type": ("type", "kind", "category")}
"""Forms under which an entry has a column with the word for the thing before it."""


_OWN = frozenset({"id", "created_at", "updated_at"})
"""Columns that each table has by itself, whatever a brief calls them ("a unique ID")."""

_SORTS = frozenset({"kind", "type", "sort"})
"""Columns that say of which kind a row is, one of which is enough."""

_FORMS = frozenset({"at", "on", "is", "has", "flag", "minutes", "cents", "text", "html", "key", "id", "date", "time"})


_ALIKE = {
    "expiry": "expires",
    "expiration": "expires",
    "start": "starts",
    "end": "ends",
    "number": "code",
    "purchase": "purchased",
}


def meaning(column: str) -> frozenset[str]:
    """Return what a column's name says apart from its form, so that `duration` is not added to `duration_minutes`, nor `scope` to `scopes`."""
    words = [singular(_ALIKE.get(word, word)) for word in column.split("_")]
    return frozenset(word for word in words if word not in _FORMS) or frozenset(words)


def _is_held(column: ColumnLine, others: list[Resource]) -> bool:
    """Tell whether one of the other things has a column by its own name ("OTP expiry" where a challenge holds the OTP and expires)."""
    words = meaning(column.name)
    for resource in others if len(words) > 1 else ():
        names = [meaning(c.name) for c in resource.columns]
        spoken = {*resource.name.split("_"), *(word for name in names for word in name)}
        if any(len(name) == 1 and name < words and words - name <= spoken - name for name in names):
            return True
    return False


def _with_ages(resource: Resource, reading: Reading, main: str) -> Resource:
    words = {singular(resource.one.split()[-1])}
    ages = tuple(
        n for n in reading.numbers if n.kind == "age" and n.seconds and (words & n.words or resource.name == main)
    )
    return replace(resource, ages=ages)
