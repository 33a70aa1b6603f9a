"""Reads a brief: which things it speaks of and in which part, what it says explicitly about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.reading.acts import Act, find_acts
from draftspec.drafters.builtin.reading.ahead import Ahead, find_aheads, without_aheads
from draftspec.drafters.builtin.reading.anonymous import AnonymousFact, find_anonymous, without_anonymous
from draftspec.drafters.builtin.reading.bracketed import asked_and_counted, lists_fields
from draftspec.drafters.builtin.reading.clauses import Clause, Story, benefit_last, cut, find_story, without_measures
from draftspec.drafters.builtin.reading.colloquial import formal
from draftspec.drafters.builtin.reading.crossings import Crossing, find_crossing, without_crossing
from draftspec.drafters.builtin.reading.defining import Definition, apart, find_definitions
from draftspec.drafters.builtin.reading.emptiness import rows_among_empty
from draftspec.drafters.builtin.reading.facts import (
    attribute,
    find_attributes,
    find_states,
    find_tenant,
    longest_list,
)
from draftspec.drafters.builtin.reading.fields import fields_of, with_fields
from draftspec.drafters.builtin.reading.framing import rows_of, unframed
from draftspec.drafters.builtin.reading.grids import Grid, find_grids
from draftspec.drafters.builtin.reading.mentions import Mention, find_mentions, verb_nouns
from draftspec.drafters.builtin.reading.moves import is_single_use, with_marks_said
from draftspec.drafters.builtin.reading.negations import find_negations, without_negated
from draftspec.drafters.builtin.reading.nouns import PARTS
from draftspec.drafters.builtin.reading.numbers import NumberFact, find_numbers, find_periods
from draftspec.drafters.builtin.reading.people import participle_of
from draftspec.drafters.builtin.reading.persons import PersonFact, find_persons, without_persons
from draftspec.drafters.builtin.reading.phrasing import plainly, spaced
from draftspec.drafters.builtin.reading.quoting import named_in_brackets, quoted
from draftspec.drafters.builtin.reading.recorded import find_recorded
from draftspec.drafters.builtin.reading.replaced import without_replaced
from draftspec.drafters.builtin.reading.roles import RoleFact, find_roles, full_subjects
from draftspec.drafters.builtin.reading.scenes import without_scene
from draftspec.drafters.builtin.reading.services import find_services
from draftspec.drafters.builtin.reading.short_names import as_two_words, in_full
from draftspec.drafters.builtin.reading.terse import in_sentences
from draftspec.drafters.builtin.reading.titles import without_headings
from draftspec.drafters.builtin.reading.told import find_told, without_messages
from draftspec.drafters.builtin.reading.tongues import is_foreign, is_short_foreign
from draftspec.drafters.builtin.reading.trackers import without_tracker
from draftspec.drafters.builtin.reading.trades import strange_words
from draftspec.drafters.builtin.reading.units import Unit, find_units, without_units
from draftspec.drafters.builtin.reading.values import find_choices, values_of
from draftspec.drafters.builtin.reading.waiting import Wait, find_waits, without_waits
from draftspec.drafters.builtin.reading.words import lifecycle_verb, snake, table_of_words, word_class


@dataclass(frozen=True)
class ReadClause:
    """A clause and what was found in it."""

    text: str
    mentions: tuple[Mention, ...]
    attributes: tuple[ColumnLine, ...]
    named: tuple[str, ...]
    verbs: tuple[str, ...]
    states: tuple[str, ...]
    strong: bool
    acts: tuple[Act, ...] = ()
    title: bool = False
    """Whether it stands before a colon, and what follows names things of its own."""
    listing: bool = False
    """Whether it lists what is written on what its title names ("Site diary: weather, workers, photos")."""
    bracketed: bool = False
    """Whether it lists in brackets what is entered of what the clause before speaks of."""
    listed: tuple[str, ...] = ()
    """The items of the longest list of fields that it spells out."""
    strange: bool = False
    """Whether it is in another language, so that its nouns are known by their places alone."""


@dataclass(frozen=True)
class Reading:
    """Everything that a brief says, as far as it was understood."""

    text: str
    clauses: tuple[ReadClause, ...]
    story: Story | None
    roles: tuple[RoleFact, ...]
    states: tuple[str, ...]
    numbers: tuple[NumberFact, ...]
    periods: tuple[tuple[str, str], ...]
    services: tuple[str, ...]
    tenant: str | None
    negations: tuple[str, ...]
    foreign: bool
    single_use: bool = False
    spoken: str = ""
    """The text without what trackers put before it, and with what it was translated to."""
    names: tuple[str, ...] = ()
    """What the brief itself calls its things, in quotation marks and brackets."""
    definitions: tuple[Definition, ...] = ()
    """What its sentences say of what things have."""
    grids: tuple[Grid, ...] = ()
    """What it sets for pairs of things."""
    recorded: tuple[str, ...] = ()
    """What it wants written down each time, in the singular."""
    crossing: Crossing | None = None
    """Whom it has told when a value crosses a line."""
    units: tuple[Unit, ...] = ()
    """What it measures, and in which unit."""
    persons: tuple[PersonFact, ...] = ()
    """What it says of people themselves."""
    waits: tuple[Wait, ...] = ()
    """What it wants done about what nobody did in time."""
    aheads: tuple[Ahead, ...] = ()
    """Whom it has told ahead of what."""
    anonymous: tuple[AnonymousFact, ...] = ()
    """What it lets people do without an account."""
    strange: frozenset[str] = frozenset()
    """Words of it under which the catalogue has something of another trade."""
    unknown_tongue: bool = False
    """Whether it is in a language of which hardly a word is known."""

    @property
    def is_told(self) -> bool:
        """Tell whether it is long enough to say itself what its things are made of."""
        return len(self.text.split()) > TERSE and not self.foreign

    @property
    def acts(self) -> tuple[Act, ...]:
        """What everybody does, in order."""
        return tuple(act for clause in self.clauses for act in clause.acts)


TERSE = 16
"""Words of a brief that leaves to others what its things are made of."""

READ = 20_000
"""How much of a brief is read for its meaning, in characters: what comes later is kept, and not understood."""

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.S)
"""What the reader of a page does not see, a brief does not ask for."""
WORD = 40
"""Longest word that is read, in characters; a longer one is cut."""


def read_brief(text: str, catalogue: Catalogue) -> Reading:
    """Read a brief of any length and language; nothing is ever refused here.

    Words that stand for something of another trade are read anew, as nouns that nobody knows.
    """
    reading = _read_brief(text, catalogue)
    if not reading.is_told:
        return reading
    mentions = (mention for clause in reading.clauses for mention in clause.mentions)
    strange = strange_words(mentions, reading.text, catalogue.in_context(reading.text))
    return replace(_read_brief(text, catalogue.without(strange)), strange=strange) if strange else reading


def _read_brief(text: str, catalogue: Catalogue) -> Reading:
    text = re.sub(rf"(\S{{{WORD}}})\S+", r"\1", _COMMENT.sub(" ", text[:READ]))
    text = re.sub(r"\b([A-Z])/([A-Z])\b(?! ?/)", r"\1\2", text)
    text = benefit_last(without_replaced(spaced(without_tracker(without_headings(text), catalogue))))
    catalogue = catalogue.in_context(text)
    text = in_full(as_two_words(text, catalogue), catalogue)
    catalogue.rows = rows_among_empty(text)
    named = text.lower().strip(" .!") in catalogue.words
    foreign = is_foreign(text) or (not named and is_short_foreign(text, catalogue))
    called, names = named_in_brackets(rows_of(text if foreign else formal(text), catalogue.words))
    spoken = with_fields(
        _in_english(text)
        if foreign
        else apart(with_marks_said(plainly(text if named else unframed(without_scene(in_sentences(called))))))
    )
    waits = () if foreign else find_waits(spoken)
    timely = without_waits(spoken) if waits else spoken
    anonymous = () if foreign else find_anonymous(timely)
    spoken, timely = (without_anonymous(spoken), without_anonymous(timely)) if anonymous else (spoken, timely)
    story = find_story(text)
    told = find_story(spoken) if foreign else story
    teller = told.role if told else None
    aheads = () if foreign else find_aheads(timely)
    timely = without_aheads(timely) if aheads else timely
    wanted = spoken if foreign else _ANSWERED.sub("", without_units(without_messages(without_crossing(timely))))
    persons = () if foreign else find_persons(wanted)
    clauses = _read_all(without_negated(without_persons(wanted)), catalogue, teller) if persons else ()
    if not any(mention.part == "core" for clause in clauses for mention in clause.mentions):  # it is about the people
        persons = ()
        clauses = _read_all(without_negated(wanted), catalogue, teller)
    if not any(mention.part == "core" for clause in clauses for mention in clause.mentions):
        clauses = _read_all(re.sub(r",? so that\b", ".", spoken, flags=re.I), catalogue, teller)
    clauses = tuple(replace(clause, strange=foreign) for clause in clauses)
    acts = tuple(act for clause in clauses for act in clause.acts)
    full = full_subjects(acts, spoken)
    acts = tuple(_by_full_name(act, full) for act in acts)
    clauses = tuple(replace(c, acts=tuple(_by_full_name(act, full) for act in c.acts)) for c in clauses)
    return Reading(
        text=text,
        clauses=clauses,
        story=story,
        roles=find_roles(spoken, (*acts, *(Act(one.who, True, "receive") for one in find_told(spoken))), teller),
        states=find_states(spoken if foreign else text),
        numbers=tuple(
            quoted(fact, text) for fact in find_numbers(_in_english(text, whole=True) if foreign else timely)
        ),
        periods=find_periods(text),
        services=find_services(text, catalogue),
        tenant=find_tenant(text, renters="tenant" not in catalogue.words),
        negations=find_negations(spoken),
        foreign=foreign,
        single_use=is_single_use(text),
        spoken=without_negated(spoken),
        names=() if foreign else names,
        grids=() if foreign else find_grids(spoken),
        recorded=() if foreign else find_recorded(spoken),
        crossing=None if foreign else find_crossing(spoken),
        units=() if foreign else find_units(spoken),
        definitions=() if foreign else find_definitions(without_negated(spoken)),
        persons=persons,
        waits=waits,
        aheads=aheads,
        anonymous=anonymous,
        unknown_tongue=foreign and not _is_known(text),
    )


_ANSWERED = re.compile(
    r"(?:(?:when|if|once) (?:it is |the limit is )?exceeded,? )?\b(?:return|answer|respond|reply)(?:s|ing)?(?: with)?(?: an?)?(?: http)? [45]\d\d\b[^.;\n]*",
    re.I,
)
"""Which status a refused request gets, and with which header, is part of every call and no thing."""


def _by_full_name(act: Act, full: dict[str, str]) -> Act:
    return replace(act, subject=full[act.subject]) if act.subject in full else act


def _in_english(text: str, *, whole: bool = False) -> str:
    from draftspec.drafters.builtin.reading.in_english import glossed  # here, since an English brief needs none of it

    return glossed(text, whole=whole)


def _is_known(text: str) -> bool:
    from draftspec.drafters.builtin.reading.in_english import is_known

    return is_known(text)


def _read_all(text: str, catalogue: Catalogue, teller: str | None) -> tuple[ReadClause, ...]:
    """Read each clause; the first one of a user story is told by its role."""
    found = [
        _without_work(read)
        for at, clause in enumerate(cut(text))
        for read in _read(clause, catalogue, teller if at == 0 else None)
    ]
    pairs = zip([None, *found], found, strict=False)
    return tuple(replace(c, listing=c.listing or _is_listing(before, c)) for before, c in pairs)


_WORK = re.compile(
    r"\b(?:dao|dtos?|orm|jpa|(?:rest )?controllers?|(?:service|data|persistence|repository|business) layer|entity class(?:es)?|(?:unit|integration|e2e) tests?"
    r"|swagger|code review|pull request|merge request|frontend|docker|flyway|liquibase|ci/cd|pipeline job)\b",
    re.I,
)
"""Words for how software is made, of which nothing is stored."""


def _without_work(clause: ReadClause) -> ReadClause:
    """A clause that says how the feature is made ("DAO layer by developers") names no thing of it."""
    known = any(mention.concept is not None and mention.part == "core" for mention in clause.mentions)
    if known or clause.title or not _WORK.search(clause.text):
        return clause
    return replace(clause, mentions=(), attributes=(), named=(), verbs=(), states=(), acts=())


def _is_listing(title: ReadClause | None, clause: ReadClause) -> bool:
    """Tell whether a clause lists what stands on the paper or record that its title names."""
    if title is None or not title.title or clause.strong or clause.acts or clause.text.count(",") < 2:
        return False
    if re.search(r"\b(?:the|an?|each|every|their|its|all)\b", clause.text, re.I):
        return False
    plain = not {mention.after for mention in clause.mentions} & PARTS
    fields = sum(attribute(mention.spoken) is not None for mention in clause.mentions)
    things = sum(mention.plural and attribute(mention.spoken) is None for mention in clause.mentions)
    if plain and fields and not (things >= _THINGS and things > fields):
        return sum(mention.part == "core" for mention in title.mentions) == 1
    heads = [mention.words.split()[-1] for mention in title.mentions if mention.part == "core"]
    return len(heads) == 1 and heads[0] in word_class("papers")


_THINGS = 3
"""Nouns in the plural that make a list of things of what stands behind a title, though some of them could be columns."""


def _read(clause: Clause, catalogue: Catalogue, teller: str | None) -> list[ReadClause]:
    if (fields := fields_of(clause.whole)) is not None:
        return [_field_list(fields, catalogue)]
    clause = replace(clause, text=without_measures(clause.text))
    acts = find_acts(clause.text, teller)
    done = any(act.person for act in find_acts(clause.tail))
    doing = _DOING.fullmatch(clause.text.strip()) is not None and not _names_known(clause.text, catalogue)
    title = clause.heading or (bool(clause.tail) and (doing or done or _names_things(clause.tail, catalogue)))
    told = title or done
    bracketed = tuple(part for part in clause.inside if lists_fields(part) and not _are_kinds(part, clause))
    inside = tuple(part for part in clause.inside if part not in bracketed)
    listed = (*inside, clause.tail) if clause.tail and not told else inside
    spoken = " ".join((clause.text, *(f"({part})" for part in inside)))
    mentions = find_mentions(clause.text, catalogue, acts)
    states = find_states(spoken)
    named = frozenset(word for m in mentions for word in m.modifiers)
    main = ReadClause(
        text=clause.text,
        mentions=mentions,
        attributes=tuple(column for column in _attributes(clause, listed) if column.name not in states),
        named=verb_nouns(clause.text, catalogue),
        verbs=_verbs(clause.text, named),
        states=states,
        strong=clause.strong,
        acts=acts,
        title=title,
        listed=longest_list(clause.text, listed),
    )
    chosen = {column.values for column in main.attributes if column.values}
    asides = [text for text in inside if not main.states and values_of(text) not in chosen]
    asides = [text for text in asides if not _are_kinds(text, clause)]
    entered = (replace(_field_list(text, catalogue), bracketed=True) for text in bracketed)
    return [main, *entered, *(_aside(text, catalogue) for text in asides)]


_DOING = re.compile(r"(?:[A-Za-z]+ )?(?!training|building|meeting|listing)[a-z]{3,}ing", re.I)
"""A title that names a field of work and no thing ("Progressive billing: …")."""


def _names_known(text: str, catalogue: Catalogue) -> bool:
    return any(mention.concept is not None for mention in find_mentions(text, catalogue))


_KINDS_OF = re.compile(r"\b(?:(?:to|for|on) (?:[a-z]+ ){0,3}objects(?: that [a-z ]+)?|support it|rules|actions|conditions|triggers|types|kinds|levels|options|scopes|contexts|modes|formats|reasons|criteria) *$", re.I)  # fmt: skip
"""Parts of which the parentheses behind them list the kinds, which are no things of the feature ("rules (first order, product)")."""


def _are_kinds(inside: str, clause: Clause) -> bool:
    """Tell whether brackets list of which kinds the parts before them are."""
    return _KINDS_OF.search(clause.whole.partition(f"({inside})")[0]) is not None


def _field_list(listed: str, catalogue: Catalogue) -> ReadClause:
    """Read a list of nothing but fields: known things and people in it are referred to, all else is a column."""
    bare, told = asked_and_counted(re.sub(r"\([^()]*\)", " ", listed))
    columns = {column.name: column for column in (*find_attributes("", (bare,)), *find_choices(listed), *told)}
    named: list[Mention] = []
    for part in re.split(r",|;|\band\b|/|\n", bare):
        if attribute(part) is not None or not re.search(r"[^\W\d_]", part):
            continue
        said = find_mentions(part, catalogue)
        if len(said) == 1 and _is_row(said[0]) and not (said[0].plural and said[0].part != "actor"):
            named.append(replace(said[0], part="context"))
        elif (name := snake(" ".join(re.findall(r"[^\W_]+(?:['’]s)?", part)[-3:]))) and name not in columns:
            columns[name] = _plain_field(name)
    states = find_states(listed)
    kept = tuple(column for column in columns.values() if not (states and column.name in ("status", "state")))
    return ReadClause(listed, tuple(named), kept, (), (), states, strong=False, listing=True)


def _plain_field(name: str) -> ColumnLine:
    """Return the column of a field of which no list says the type: "approved" is a mark, "finished on" a date."""
    if participle_of(name, word_class("acting")) is not None:
        return ColumnLine(name, "flag")
    kind = {"on": "date", "at": "moment"}.get(name.rpartition("_")[2], "name")
    return ColumnLine(name, kind, nullable=True)


def _is_row(mention: Mention) -> bool:
    """Tell whether a field is a person or a thing with a row of its own, and no text that has another thing's name."""
    plain = word_class("valued") | word_class("remarks") | word_class("wrappers")
    named = mention.concept == snake(mention.words) and not mention.modifiers
    return mention.part == "actor" or (named and mention.words not in plain)


def _attributes(clause: Clause, listed: tuple[str, ...]) -> tuple[ColumnLine, ...]:
    """Return the columns that a clause lists; where values stand in parentheses, they say more than the name."""
    chosen = {column.name: column for column in find_choices(clause.whole)}
    listed = () if chosen else listed
    named = {column.name: column for column in find_attributes(clause.text, listed)}
    return tuple({**named, **chosen}.values())


def _names_things(text: str, catalogue: Catalogue) -> bool:
    """Tell whether a text names more than attributes."""
    mentions = find_mentions(text, catalogue)
    return any(m.part == "core" and attribute(m.spoken) is None for m in mentions)


def _aside(text: str, catalogue: Catalogue) -> ReadClause:
    """Read what stands in parentheses: it says something about the clause, and seldom names a thing of its own."""
    mentions = find_mentions(text, catalogue)
    listed = sum(m.part == "core" and (m.plural or m.concept is not None) for m in mentions) > 1
    if not listed:
        mentions = tuple(replace(m, part="context") if m.part == "core" else m for m in mentions)
    return ReadClause(
        text=text,
        mentions=mentions,
        attributes=(),
        named=(),
        verbs=_verbs(text),
        states=(),
        strong=False,
    )


def _verbs(text: str, named: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the lifecycle verbs of a text; one in its base form that stands before a noun as another noun is none."""
    low = re.sub(r"\ban? ([a-z]+)(?= [a-z])", _unless_verb, _attribute_names().sub(" ", text.lower()))
    words = re.findall(r"[a-z]+", low)
    words = [word for word in words if not word.endswith("ment") and word not in named]  # a shipment is a thing
    return tuple(dict.fromkeys(verb for word in words if (verb := lifecycle_verb(word)) is not None))


def _unless_verb(found: re.Match[str]) -> str:
    """A verb in its base form behind an article says of which kind something is ("a start wave")."""
    return " " if lifecycle_verb(found[1]) == found[1] else found[0]


@cache
def _attribute_names() -> re.Pattern[str]:
    """Attributes of two words may hold a verb that is none there ("start time")."""
    return re.compile(rf"\b(?:{'|'.join(words for words in table_of_words('attributes') if ' ' in words)})\b")
