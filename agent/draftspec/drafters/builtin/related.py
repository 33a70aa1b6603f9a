"""What a brief's things stand beside: "at any exit desk", "for my child", "hive inspections" become optional keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from draftspec.drafters.builtin.acted import choice_of
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.compounds import NAMED_BY_KIND, is_technical
from draftspec.drafters.builtin.connecting import has_items, is_joined, says_of_what
from draftspec.drafters.builtin.joining import is_held
from draftspec.drafters.builtin.limit_texts import FOR_EACH
from draftspec.drafters.builtin.linking import linked
from draftspec.drafters.builtin.listed import is_party
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.lexicon import NOWHERE, is_no_thing, is_rather_verb
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.objects import UNITS_SPOKEN
from draftspec.drafters.builtin.reading.people import is_person, participle_of
from draftspec.drafters.builtin.reading.services import is_service
from draftspec.drafters.builtin.reading.words import lifecycle_verb, singular, snake, table_of_words, word_class

_BESIDE = frozenset({"at", "in", "for", "to", "from", "per", "on", "of"})
_ABSTRACT = re.compile(
    r".{3,}(?:ty|cy|ance|ence|ing|ment|ion|ness|al|ism|ics|ship|age|ure|ware|ible|able|ive|ous|ful|less|ic)$"
)
_COUNTED = frozenset({"property", "facility", "party", "city", "county", "commodity", "activity", "university", "apartment", "shipment", "equipment", "hospital", "garage", "cottage", "village", "terminal", "animal", "journal", "festival", "building", "pharmacy", "agency", "ambulance", "residence", "conference", "province", "department", "instrument", "garment", "monument", "station", "region", "mission", "auction", "plantation", "package", "carriage", "lecture", "picture", "stable", "vegetable", "faculty", "community", "municipality", "canal", "cathedral", "licence", "fence", "ward", "parish", "association", "federation", "institution", "foundation", "nursery"})  # fmt: skip
MOST = 2
"""Most keys that come of what a brief only mentions."""


def with_relations(
    resources: list[Resource], choices: list[Choice], reading: Reading, catalogue: Catalogue
) -> list[Resource]:
    """Return the resources with a key to what the brief puts beside them and nothing else carries."""
    if not resources or reading.foreign:
        return resources
    added = 0
    for name, noun, needed in islice(dict.fromkeys(_found(resources, choices, reading, catalogue)), 50):
        resource = next(r for r in resources if r.name == name)
        if (
            added >= MOST
            or any(choice.about is not None and choice.of == noun for choice in choices)
            or resource.entry.archetypes[:1] == ("transfer",)
            or (not needed and is_joined(resource, resources))
            or is_service(noun.replace("_", " "), reading.services)
            or is_carried(noun, resources, reading)
            or says_of_what(resource)
            or has_items(resource, resources)
        ):
            continue
        added += 1
        fresh = beside(resource, noun, needed=needed)
        resources = [fresh if r is resource else r for r in resources]
    return resources


def beside(resource: Resource, noun: str, *, needed: bool = False) -> Resource:
    """Return a resource with a key to something."""
    column = f"{snake(noun)}_id"
    parent = ParentLine(noun, column, nullable=not needed, on_delete="RESTRICT" if needed else "SET NULL")
    return replace(resource, parents=(*resource.parents, parent), beside=resource.beside | {column})


Found = tuple[str, str, bool]


def _found(resources: list[Resource], choices: list[Choice], reading: Reading, catalogue: Catalogue) -> Iterator[Found]:
    yield from _of_belonging(resources, reading, catalogue)
    yield from _of_parties(resources, reading)
    yield from ((r.name, end, True) for table, end in linked(reading) for r in resources if r.table == table)
    yield from ((*found, False) for found in _of_modifiers(resources, choices, catalogue))
    yield from ((*found, False) for found in _of_titles(resources, reading, catalogue))
    yield from ((*found, False) for found in _of_pairs(resources, reading))
    counted = counted_for_each(reading)
    yield from ((name, noun, noun in counted) for name, noun in _of_places(resources, reading, catalogue))


def _of_belonging(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> Iterator[Found]:
    """Yield what a thing belongs to: it cannot be without."""
    for act in reading.acts:
        for phrase in act.objects.phrases if act.verb == "belong" else ():
            choice = choice_of(phrase, catalogue)
            owner = next((r.name for r in resources if r.one.split()[-1] == act.subject.split()[-1]), None)
            if choice is not None and owner is not None:
                yield owner, choice.name, True


def _of_parties(resources: list[Resource], reading: Reading) -> Iterator[Found]:
    """Yield whom a thing is made with: the supplier of an agreement."""
    for clause in reading.clauses:
        for before, mention in pairwise(clause.mentions):
            made = next((r.name for r in resources if r.one.split()[-1] == before.words.split()[-1]), None)
            if made is not None and is_party(before, mention):
                yield made, mention.concept or snake(mention.words), True


def _of_titles(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield what holds the things: the contest of a "photo contest"."""
    for clause in reading.clauses:
        for mention in clause.mentions if clause.title else ():
            held = any(
                modifier in (*r.one.split(), *r.name.split("_")) for modifier in mention.modifiers for r in resources
            )
            if mention.concept is None and held and not mention.plural and is_thing(mention, catalogue):
                yield resources[0].name, mention.words


def is_carried(noun: str, resources: list[Resource], reading: Reading) -> bool:
    """Tell whether a noun is a word of a table, column, key, state or tenant already."""
    words = set(snake(noun).split("_"))
    spoken = [reading.tenant or "", *reading.services]
    for r in resources:
        keys = (text for parent in r.parents for text in (parent.column, parent.target))
        named = [] if _is_named_after(r, noun) else [r.table, r.one]
        spoken += [*named, r.name, *(c.name for c in r.columns), *keys, *r.states, *r.verbs]
    return any(words <= set(re.split(r"[_ ]", text)) or snake(noun) == text for text in spoken)


def _is_named_after(resource: Resource, noun: str) -> bool:
    """Tell whether a noun stands only in the longer name that the brief has for a known thing ("lab bookings")."""
    return resource.table.startswith(f"{snake(noun)}_") and snake(noun) not in resource.name


def _of_places(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    counted = counted_for_each(reading)
    for clause in reading.clauses:
        if clause.title:
            continue
        name = None
        for before, mention in zip((None, *clause.mentions), clause.mentions, strict=False):
            held = is_thing(mention, catalogue) or mention.words in counted
            part_of_it = before is not None and is_held(before, mention)
            if mention.part == "context" and mention.after in _BESIDE and held and not part_of_it:
                name = name or _named_in(clause, resources)
                taker = next((r.name for r in resources if mention.after == "per" and r.of == name), name)
                own = mention.words == "account" and set(mention.modifiers) & set(table_of_words("actors"))
                seen = bool(own) or (mention.verb in word_class("viewing") and mention.words.split()[-1] in _VIEWS)
                seen = seen or (mention.after == "for" and _is_tariff(clause, mention))
                seen = seen or (mention.concept is not None and _is_row_about(mention.concept, catalogue))
                seen = seen or _is_named(mention, clause) or mention.words in NOWHERE or _is_itself(mention, resources)
                if seen or _is_ours(mention, clause) or (mention.after == "to" and _is_mark(name, resources)):
                    continue
                if not (mention.after == "to" and is_person(mention.words) and _has_assignee(name, resources)):
                    yield taker, snake(mention.concept or mention.phrase)


def counted_for_each(reading: Reading) -> set[str]:
    """Return what the brief gives a number of something to: each family of "at most 3 slots per family"."""
    most = (FOR_EACH.search(fact.text) for fact in reading.numbers if fact.kind == "most" and fact.per is None)
    nouns = {found[1].lower() for found in most if found is not None}
    return {noun for noun in nouns if not is_person(noun) and noun not in UNITS_SPOKEN}


def _is_row_about(concept: str, catalogue: Catalogue) -> bool:
    """Tell whether the rows of an entry are about other things, so that nothing refers to one ("you go on a waiting list")."""
    kinds = catalogue.entry(concept).archetypes[:1]
    return kinds in (("membership",), ("reaction",), ("log",), ("rating",)) or concept == "waiting_list_entry"


def _is_itself(mention: Mention, resources: list[Resource]) -> bool:
    """Tell whether a longer name ends in a thing of the feature ("fill in an intake form": one of the forms)."""
    *before, head = mention.spoken.split()
    if any(set(r.one.split()) <= set(mention.phrase.split()) and r.one.split()[-1] == head for r in resources):
        return True  # a free trial lesson is one of the trial lessons
    return bool(before) and mention.words != head and any(r.one.split()[-1] == head for r in resources)


def _is_named(mention: Mention, clause: ReadClause) -> bool:
    """Tell whether an unknown noun is somebody's name ("free storage on Ente"), in a text that is no headline."""
    spoken = mention.spoken.capitalize()
    if mention.concept is not None or spoken not in clause.text:
        return False
    if re.search(rf"(?<=[a-z,] ){re.escape(spoken)}\b", clause.text) is None:
        return False
    words = [word for word in clause.text.split() if word[:1].isalpha()]
    return sum(word[0].isupper() for word in words) * 2 <= len(words)


def _is_tariff(clause: ReadClause, mention: Mention) -> bool:
    """Tell whether people are those whom a price is for ("rates for adults, children and families"), and no rows."""
    people = is_person(mention.words) or mention.words in _PAYING
    earlier = [m for m in clause.mentions if m.position < mention.position and m.after != "for"]
    return people and bool(earlier) and earlier[-1].words.split()[-1] in _PRICED


_PRICED = frozenset({"rate", "price", "fee", "discount", "tariff", "fare"})
_PAYING = frozenset({"child", "family", "senior", "pensioner", "group", "adult"})


def _is_ours(mention: Mention, clause: ReadClause) -> bool:
    """Tell whether somebody speaks of what is theirs, of which there is one ("for our mobile game", "at our food bank")."""
    said = " our " in f" {clause.text.lower()}" or " my " in f" {clause.text.lower()}"
    return said and re.search(rf"\b(?:our|my) (?:[a-z]+ )?{re.escape(mention.spoken)}\b", clause.text, re.I) is not None


_VIEWS = frozenset({"calendar", "list", "table", "map", "dashboard", "feed", "overview", "timeline", "chart", "report", "grid", "board"})  # fmt: skip
"""In what people look at things, which are in none of it."""


def _is_mark(name: str, resources: list[Resource]) -> bool:
    """Tell whether a thing marks another one: where it is put ("to the sidebar") is no thing that it is of."""
    return any(r.name == name and r.entry.archetypes[:1] == ("reaction",) for r in resources)


def _has_assignee(name: str, resources: list[Resource]) -> bool:
    """Tell whether a thing knows by itself whose work it is ("assign tasks to employees")."""
    keys = {parent.column for r in resources if r.name == name for parent in r.parents}
    return bool(keys & {"assignee_id", "assigned_to_id"})


def with_goods(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources; lines refer to what somebody adds where there are lines: those of a bill to dishes."""
    names = {r.name for r in resources}
    line = next((r for r in resources if "line" in r.entry.archetypes and {p.target for p in r.parents} & names), None)
    added = {p for act in reading.acts if act.person and act.verb == "add" for p in act.objects.phrases}
    thing = next((r for r in resources if r is not line and (r.name in added or r.one in added)), None)
    if (
        line is None
        or thing is None
        or any(p.target in {line.name, thing.name} for p in (*thing.parents, *line.parents))
    ):
        return resources
    key = f"{snake(thing.one)}_id"
    parent = ParentLine(thing.name, key, nullable=True, on_delete="SET NULL")
    held = replace(line, parents=(*line.parents, parent), beside=line.beside | {key})
    return [held if r is line else r for r in resources]


_PAIR = re.compile(r"\b(?:per|for each|for every) ([a-z]+) and (?:per |each |every )?([a-z]+)\b(?= ?([a-z]*))", re.I)
_ON_LAND = re.compile(r"\b(?:farm|crop|harvest|soil|seed|yield|tractor|irrigat)", re.I)


def _of_pairs(resources: list[Resource], reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield both of what something is kept "per field and crop"; on a farm a field is a thing."""
    for found in _PAIR.finditer(reading.spoken):
        one, other, behind = (word.lower() for word in found.groups())
        acts = other in word_class("making") | word_class("acting") and singular(behind) != behind
        for noun in (one,) if acts else (one, other):
            if is_count_noun(noun) or (noun == "field" and _ON_LAND.search(reading.spoken)):
                yield resources[0].name, noun


def _named_in(clause: ReadClause, resources: list[Resource]) -> str:
    """Return the thing that a clause is about: the first that it names, or the main one."""
    names = {name for m in clause.mentions for name in (m.concept, snake(m.phrase), snake(m.words))}
    return next((r.name for r in resources if r.name in names), resources[0].name)


def is_thing(mention: Mention, catalogue: Catalogue) -> bool:
    """Tell whether a noun stands for something that has a table of its own somewhere."""
    if is_technical(mention.phrase):
        return False
    if mention.concept is not None:
        return mention.concept not in word_class("weak") and not catalogue.entry(mention.concept).singleton
    head = mention.words.split()[-1]
    return not (
        attribute(mention.spoken) is not None
        or is_no_thing(head)
        or is_rather_verb(head)
        or head in word_class("deeds") | word_class("happened")
        or head
        in word_class("generic")
        | word_class("adjectives")
        | UNITS_SPOKEN
        | word_class("apparatus")
        | word_class("appearance")
        or head in table_of_words("actors")
        or head in word_class("people") | NOWHERE
        or lifecycle_verb(head) is not None
        or participle_of(head, word_class("acting")) is not None
        or (head not in _COUNTED and _ABSTRACT.match(head) is not None)
        or not head.isascii()
    )


def _of_modifiers(resources: list[Resource], choices: list[Choice], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the nouns before a known thing that it belongs to ("hive inspections"), and no mere kinds of it."""
    names = {resource.name for resource in resources}
    for choice in choices:
        if choice.concept is None or choice.name not in names or choice.words.split()[-1] in NAMED_BY_KIND:
            continue
        outside = [m for m in choice.modifiers[-1:] if not f"_{choice.of}".endswith(f"_{m}")]
        unknown = [m for m in outside if m not in catalogue and m not in catalogue.words and is_count_noun(m)]
        for noun in unknown:
            if noun not in names and noun not in word_class("weak"):
                yield choice.name, noun


def is_count_noun(word: str) -> bool:
    """Tell whether a singular noun stands for things that can be counted and told apart."""
    kinds = (
        word_class("adjectives")
        | word_class("generic")
        | word_class("people")
        | word_class("offices")
        | word_class("acting")
    )
    heads = table_of_words("heads")
    return (
        word not in kinds | word_class("masses") | word_class("stop")
        and not is_no_thing(word)
        and word not in heads
        and (word in _COUNTED or not _ABSTRACT.match(word))
        and attribute(word) is None
        and not is_technical(word)
        and word.isalpha()
    )
