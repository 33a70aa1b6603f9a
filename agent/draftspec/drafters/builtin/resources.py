"""Makes resources of choices: what an entry or archetype says, completed, each table once."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import Catalogue, archetypes, concepts
from draftspec.drafters.builtin.choices import Change, Choice
from draftspec.drafters.builtin.columns import ParentLine, parse_columns, parse_parent
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.languages import short_name
from draftspec.drafters.builtin.reading.words import plural, singular, snake
from draftspec.drafters.builtin.whose import for_actor
from draftspec.sections.base import Model

STANDARD = ("list", "create", "read", "update", "delete")


def each_once(resources: list[Resource], choices: tuple[Choice, ...]) -> list[Resource]:
    """Leave out a table that is there twice, or under its last word as well ("tickets" beside `event_tickets`)."""
    once = [r for at, r in enumerate(resources) if r.table not in {s.table for s in resources[:at]}]
    full = {choice.name for choice in choices if " " in choice.words}  # sales orders beside purchase orders
    named = [
        r
        for at, r in enumerate(once)
        if r.name in full or not any(_says_more(s, r, before=s in once[:at]) for s in once)
    ]
    bare = {choice.name: plural(choice.words) for choice in choices[1:] if not choice.modifiers}
    parts = [r.table for r in named if r.name not in bare]
    kept = [r for r in named if not (r.name in bare and _is_part_of(r, bare[r.name], parts))]
    return [replace(r, main=at == 0) for at, r in enumerate(kept)]


def _is_part_of(resource: Resource, spoken: str, parts: list[str]) -> bool:
    """Tell whether what the brief calls by one word ("variants") is what the main thing brings under a longer name."""
    return snake(spoken) != resource.table and any(table.endswith(f"_{snake(spoken)}") for table in parts)


def _says_more(one: Resource, other: Resource, *, before: bool) -> bool:
    """Tell whether one table is the other under a longer name, and not something that joins it."""
    joins = any(parent.target == other.name for parent in one.parents)
    return one.table.endswith(f"_{other.table}") and not joins and (before or not other.main)


def parents_first(resources: list[Resource]) -> list[Resource]:
    """When the main thing is a detail of another one, that one is the main thing."""
    if not resources:
        return resources
    first = resources[0]
    detail = "line" in first.entry.archetypes
    above = {p.target for p in first.parents if detail or p.column == first.under}
    at = next((i for i, r in enumerate(resources) if r.name in above and r is not first), 0)
    if at == 0:
        return resources
    rest = [replace(r, main=False) for i, r in enumerate(resources) if i != at]
    return [replace(resources[at], main=True), *rest]


def brought(choices: list[Choice], catalogue: Catalogue, reading: Reading) -> list[Choice]:
    """Return the choices with what their entries bring along, always or where the text of the brief says so.

    A longer brief tells its things itself and brings only what it speaks of, and what its main thing is made of: over 265 briefs
    with the tables that they led to, 9 of 75 that came along unsaid in a longer one were wanted, and 15 of 29 in a short one.
    """
    wanted = list(choices)
    names = {choice.concept for choice in choices}
    text = reading.text
    for choice in choices:
        if choice.concept is None or choice.there:
            continue
        entry = catalogue.entry(choice.concept)
        replaced = {parse_parent(parent).target for parent in entry.parents} if choice.modifiers or choice.of else set()
        said = (name for name, words in entry.brings_when.items() if re.search(rf"\b(?:{words})", text, re.I))
        fixed = [
            name
            for name in entry.brings
            if (not reading.is_told and (choice is choices[0] or not _is_talk(name, catalogue)))
            or _is_wanted(name, choice, choices[0], catalogue, text)
        ]
        for name in (*fixed, *said):
            if (
                name in catalogue
                and name not in names | replaced
                and not _is_kept_already(name, choice, choices, catalogue)
            ):
                names.add(name)
                wanted.append(Choice(words=name.replace("_", " "), concept=name))
    return wanted


def _is_talk(name: str, catalogue: Catalogue) -> bool:
    """Tell whether an entry is what people say to each other, which comes unsaid with the main thing of a short brief alone."""
    return catalogue.entry(name).archetypes[:1] == ("conversation",)


def _is_kept_already(name: str, choice: Choice, choices: list[Choice], catalogue: Catalogue) -> bool:
    """Tell whether the brief has rows of its own for who is in something: attendances of a training beside its participants."""
    if catalogue.entry(name).archetypes[:1] != ("membership",):
        return False
    own = [catalogue.entry(c.concept) for c in choices if c.concept is not None and c is not choice]
    joined = (parse_parent(p).target for e in own if e.archetypes[:1] == ("membership",) for p in e.parents)
    return any(target in (choice.concept, _ANY_ROW) for target in joined)


_ANY_ROW = "record"
"""The parent of an entry that may hang on whatever the brief has."""


def _is_wanted(name: str, choice: Choice, main: Choice, catalogue: Catalogue, text: str) -> bool:
    """Tell whether a brief that tells its things speaks of what an entry brings, or the main thing is nothing without it."""
    entry = catalogue.entry(name)
    heads = {name.rpartition("_")[2], *(word.rpartition(" ")[2] for word in entry.words)}
    if any(re.search(rf"\b{re.escape(head)}", text, re.I) for head in heads):
        return True
    if _is_talk(name, catalogue) and _TALK.search(text):
        return True
    return choice is main and not _MADE_OF.isdisjoint(entry.archetypes)


_TALK = re.compile(r"\b(?:canned|chat|convers|discuss|talk|forum|thread|dialog)", re.I)
"""Stems of words for what is made of messages alone."""

_MADE_OF = frozenset({"line", "ledger", "membership", "transfer"})
"""Archetypes of what makes up a thing: the items of an invoice, the transactions of a wallet.

What people say in it is none: whoever wants messages in a brief of some length speaks of them (0 of 5 that came unsaid were wanted)."""


def _complete(entry: Entry) -> Entry:
    """Return the entry with what it leaves open taken from its first archetype, as far as it fits its columns."""
    name = entry.archetypes[0] if entry.archetypes else "thing"
    base = archetypes().entry(name if name in archetypes() else "thing")
    columns = {column_name(line) for line in parse_columns(entry.columns)} | {"id", "created_at", "updated_at"}
    columns |= {parse_parent(parent).column for parent in entry.parents} | ({"status"} if entry.states else set())
    taken: dict[str, object] = {
        key: tuple(item for item in getattr(base, key) if _fits(item, columns))
        for key in ("rules", "pitfalls", "metrics", "objectives", "risks")
        if not getattr(entry, key)
    }
    if entry.standard is None:
        taken["standard"] = base.standard or STANDARD
    if base.singleton:
        taken["singleton"] = True
    return entry.model_copy(update=taken)


def _fits(item: object, columns: set[str]) -> bool:
    """Tell whether an archetype's text speaks only of columns that the entry has."""
    text = item if isinstance(item, str) else item.model_dump_json() if isinstance(item, Model) else ""
    return set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", text)) <= columns


def resource_of(choice: Choice, reading: Reading, *, main: bool) -> Resource:
    """Return the resource that a choice becomes."""
    foreign = reading.foreign and choice.concept is None and not _is_english(choice.phrase)
    if choice.concept is not None:
        entry = _complete(concepts().entry(choice.concept))
        name = choice.concept
    else:
        entry = archetypes().entry(choice.archetype)
        entry = entry.model_copy(update={"standard": entry.standard or STANDARD, "archetypes": (choice.archetype,)})
        name = short_name(choice.phrase) or "item"
    table = (entry.table if choice.concept else None) or (name if foreign else snake(plural(name.replace("_", " "))))
    named = entry.called or _named(entry, choice)
    one = singular_words("_".join(named.split())) if choice.concept else singular_words(table)
    detail = "line" in entry.archetypes
    if choice.there:
        return for_actor(_changed(choice, entry, name, table, one), entry, reading)
    return Resource(
        name=name,
        table=table[:50].rstrip("_"),
        one=one,
        many=one if foreign else plural(one),
        entry=entry,
        columns=parse_columns(entry.columns),
        parents=(*_given_to(choice), *(parse_parent(parent, detail=detail) for parent in entry.parents)),
        owner=entry.owner,
        under=entry.under,
        states=entry.states,
        verbs=dict(entry.verbs),
        standard=_calls(entry, main=main),
        main=main,
        there=choice.there,
        about=choice.about,
        of=choice.of if choice.concept is not None else None,
        beside=frozenset(parent.column for parent in _given_to(choice)),
    )


def _named(entry: Entry, choice: Choice) -> str:
    """Return what one row is called: as its table, where the brief's word is that and the entry's first word another."""
    usual, spoken = entry.words[0], choice.words.split()[-1]
    rows = entry.table is not None and "_" not in entry.table and singular(entry.table) == spoken
    return spoken if rows and usual.split()[-1] != spoken else usual


_KEPT_SHORT = ("reaction", "log", "line")
"""Archetypes whose rows nobody asks for one at a time: marks, entries of a log, lines of a document."""


def _calls(entry: Entry, *, main: bool) -> tuple[str, ...]:
    """Return the standard calls of an entry; what is changed by its id is read by it as well, and so is the main thing."""
    calls = STANDARD if entry.standard is None else entry.standard
    short = any(kind in entry.archetypes for kind in _KEPT_SHORT)
    readable = "list" in calls and ((main and "create" in calls) or "update" in calls) and not short
    return tuple(name for name in STANDARD if name in calls or (name == "read" and readable)) if readable else calls


def _is_english(phrase: str) -> bool:
    """Tell whether a noun phrase of a brief in another language was put into English."""
    from draftspec.drafters.builtin.reading.vocabulary import (
        english_nouns,  # here, since English briefs need none of it
    )

    return phrase.rpartition(" ")[2] in english_nouns()


def _given_to(choice: Choice) -> tuple[ParentLine, ...]:
    """Return the key to whom a link gives something."""
    return (ParentLine(choice.to, f"{snake(choice.to)}_id", nullable=False, on_delete="CASCADE"),) if choice.to else ()


def _changed(choice: Choice, entry: Entry, name: str, table: str, one: str) -> Resource:
    """Return a thing that is there: of its entry only the words are kept, the rest is what the brief changes."""
    change = choice.change or Change()
    bare = Entry(
        words=entry.words,
        archetypes=entry.archetypes,
        purpose=entry.purpose,
        manages=entry.manages,
        public=entry.public,
        rules=change.rules,
        tests=change.tests,
        pitfalls=change.pitfalls,
        metrics=change.metrics,
    )
    lines = (*change.columns, *change.presumed)
    owner = (
        next((p for p in map(parse_parent, entry.parents) if p.column == entry.owner), None) if choice.change else None
    )
    return Resource(
        name=name,
        table=table[:50].rstrip("_"),
        one=one,
        many=plural(one),
        entry=bare,
        columns=lines or parse_columns(entry.columns),
        parents=(owner, *change.parents) if owner is not None else change.parents,
        owner=owner.column if owner is not None else None,
        under=None,
        states=(),
        verbs=dict(change.calls),
        standard=change.standard,
        main=True,
        there=True,
        asked=frozenset(line.name for line in lines),
        presumed=change.presumed,
    )


def singular_words(table: str) -> str:
    """Return the words for one row of a table ("invoice item" for invoice_items)."""
    words = table.split("_")
    return " ".join([*words[:-1], singular(words[-1])])
