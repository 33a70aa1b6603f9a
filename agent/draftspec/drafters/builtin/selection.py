"""Chooses which of the things that a brief speaks of the feature is about, and which it only refers to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from draftspec.drafters.builtin.acted import SURE, with_acted
from draftspec.drafters.builtin.alterations import known_mention, unknown_mention
from draftspec.drafters.builtin.catalogue import Catalogue, concepts
from draftspec.drafters.builtin.changes import changed_thing, own_attributes, requested_change
from draftspec.drafters.builtin.choices import Choice, unknown_choice
from draftspec.drafters.builtin.clause_things import of_clause
from draftspec.drafters.builtin.columns import parse_columns, parse_parent
from draftspec.drafters.builtin.compounds import belongs, is_technical, says_how
from draftspec.drafters.builtin.figures import FOLLOWING, is_looked_at, is_only_seen
from draftspec.drafters.builtin.gridded import with_grids
from draftspec.drafters.builtin.linking import with_link
from draftspec.drafters.builtin.listed import (
    DESCRIBED,
    is_list_of_things,
    listed_places,
    of_title,
)
from draftspec.drafters.builtin.marking import mark_of, with_mark
from draftspec.drafters.builtin.quoted import with_named
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.services import is_service
from draftspec.drafters.builtin.reading.words import singular, snake, table_of_words, word_class
from draftspec.drafters.builtin.returning import with_returning
from draftspec.drafters.builtin.scales import remarked
from draftspec.drafters.builtin.shaping import WORK, shaped
from draftspec.drafters.builtin.standing import is_said_in_full, is_there_already
from draftspec.drafters.builtin.strange import of_strange_tongue
from draftspec.drafters.builtin.subjects import opens_anything, subject_of
from draftspec.drafters.builtin.titled import (
    defined_by,
    heading_of,
    outright_named,
    second_of,
    with_defined,
    with_heading,
    with_title,
    without_told_again,
)
from draftspec.drafters.builtin.weighing import weight_of
from draftspec.drafters.builtin.whole_parts import with_parts

MOST_NAMED = 5


_OF_THE_API = frozenset({"request", "call", "response"})
_ABOUT_API = re.compile(r"\b(?:apis?|endpoints?|https?|rate limit\w*|quotas?|throttl\w*|4\d\d)\b", re.I)
"""Where a brief speaks of these, requests and calls are those that the API serves, and none are stored."""


@dataclass(frozen=True)
class Selection:
    """The things that become tables, the main one first, and the names of things that are referred to."""

    chosen: tuple[Choice, ...] = ()
    referred: tuple[str, ...] = ()
    subject: str | None = None
    """What the main thing is expressly for, on or of ("attachments on posts")."""


def choose(reading: Reading, catalogue: Catalogue) -> Selection:
    """Return what the feature is about, and what it refers to."""
    mark = mark_of(reading, catalogue)
    if mark is None and _is_no_backend(reading):
        return Selection(tuple(of_strange_tongue([], reading)) or outright_named(reading) or shaped(reading))
    if mark is None and (requested := requested_change(reading, catalogue)):
        return Selection(requested)
    changed = changed_thing(reading, catalogue) or own_attributes(reading) if mark is None else None
    if changed is not None:
        return Selection((changed,))
    excluded = _excluded(reading, catalogue)
    candidates = [c for c in _candidates(reading, catalogue) if c.name not in excluded and not _is_outside(c, reading)]
    candidates = [c for c in candidates if c.concept is not None or c.modifiers or not is_technical(c.words)]
    remarks = {word for clause in reading.clauses for word in remarked(clause.acts)}
    served = _OF_THE_API if _ABOUT_API.search(reading.text) else frozenset()
    candidates = [c for c in candidates if not is_looked_at(c, reading, catalogue) and c.words not in remarks]
    headed = heading_of(reading, catalogue)
    chosen = _best(candidates) or [c for c in _promoted(reading, catalogue) if c.name not in excluded and not headed]
    chosen = with_heading(with_title(chosen, reading), headed)
    second = second_of(reading, catalogue) if headed is not None else None
    known = {c.words for c in chosen} | {c.concept for c in chosen}
    if second is not None and not {second.words, second.concept or second.words} & known:
        chosen = [*chosen[:1], second, *chosen[1:]]
    chosen = chosen or list(outright_named(reading)) or list(shaped(reading))
    chosen = [_heard_of(c) if _is_outside(c, reading) else c for c in chosen]
    chosen = _without_tenant(_without_domain(chosen, reading), reading)
    chosen = _without_context(with_acted(chosen, reading, catalogue, excluded), reading)
    chosen = with_defined(without_told_again(chosen, headed, reading), defined_by(reading, catalogue), reading)
    chosen = [c for c in _without_seen(chosen, reading, catalogue) if c.phrase not in served]
    chosen = [c for c in chosen if c.concept is not None or c.modifiers or not is_technical(c.words)] or chosen
    chosen = with_mark(chosen, mark, reading, catalogue) if mark is not None else chosen
    chosen = with_named(with_link(chosen, reading, catalogue), reading, catalogue)
    chosen = [_named_plainly(c) if _is_of_service(c, reading) else c for c in chosen]
    chosen = of_strange_tongue(chosen, reading)
    chosen = [c for c in chosen if not any(is_said_in_full(c, other) for other in chosen)]
    held = {parse_parent(p).target for c in chosen if c.concept for p in catalogue.entry(c.concept).parents}
    chosen = [c for c in chosen if c is chosen[0] or c.concept in held or not is_there_already(c, reading)]
    chosen = [_bringing(c, reading, catalogue) for c in chosen]
    chosen = with_grids(with_parts(chosen, reading, catalogue), reading)
    chosen = with_returning(chosen, reading, catalogue)
    names = {choice.name for choice in chosen}
    chosen = _thing_first(_without_moves(_without_what_is_held(_without_screens(chosen, reading))))
    chosen = _without_written(chosen, reading, catalogue)
    modifiers = [
        m
        for choice in chosen
        for m in _modifiers_of(choice, catalogue)
        if len(m) > 2
        and m not in word_class("masses")
        and not _qualifies(m, choice, catalogue)
        and belongs(choice, m, catalogue)
        and (not reading.is_told or _is_spoken_of(m, reading))
        and not is_technical(m)
        and not says_how(m)
        and m not in word_class("classing")
    ]
    modifiers = [] if reading.foreign else modifiers
    mentions = [m for clause in reading.clauses for m in clause.mentions if not is_technical(m.phrase)]
    beside = [m for m in mentions if m.part == "core" and m.after == "with" and m.concept is not None and not m.plural]
    context = [m.concept or m.words for m in (*beside, *mentions) if m.part == "context" or m in beside]
    modifiers = [m for m in modifiers if catalogue.words.get(m) not in names]
    referred = dict.fromkeys(snake(n) for n in (*modifiers, *context) if snake(n) and snake(n) not in names)
    return Selection(
        tuple(chosen[: MOST_NAMED + 1]),
        tuple(referred),
        subject_of(reading, chosen[0], modifiers, names) if chosen else None,
    )


def _is_spoken_of(modifier: str, reading: Reading) -> bool:
    """Tell whether a brief that tells what it wants has the noun before a thing as a noun of its own: the hives of "hive inspections"."""
    mentions = (m for clause in reading.clauses for m in clause.mentions)
    return any(modifier in (m.words, m.concept, m.phrase) for m in mentions)


def _modifiers_of(choice: Choice, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the nouns before a thing that it may be of: of an "order cancellation request" the order."""
    if choice.concept is not None or len(choice.modifiers) < 2:
        return choice.modifiers
    known = choice.words in _ASKED_OF and choice.modifiers[0] in catalogue.words
    return choice.modifiers[:1] if known else ()


_ASKED_OF = frozenset({"request", "approval", "log", "notice", "reminder", "history"})
"""What somebody asks, is told or keeps about what is done to a thing."""


def _without_context(chosen: list[Choice], reading: Reading) -> list[Choice]:
    """What an act's thing is of ("request transfers of equipment") was taken for want of anything better: it is not built."""
    if not any(choice.weight >= SURE for choice in chosen):
        return chosen
    mentions = [m for clause in reading.clauses for m in clause.mentions]
    parts = {(m.concept or m.words, m.after if m.part == "context" else m.part) for m in mentions}
    known = any(choice.weight >= SURE and choice.concept is not None for choice in chosen)
    said = {c.name: {part for name, part in parts if name == c.name} for c in chosen}
    return [
        c
        for c in chosen
        if c.weight >= CHOSEN or not said[c.name] or not said[c.name] <= {"of", "to" if known else "of"}
    ]


def _without_seen(chosen: list[Choice], reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """Whoever follows something sees what is there already: posts are not built for it."""
    if not chosen or chosen[0].words.split()[-1] not in FOLLOWING:
        return chosen
    return [c for c in chosen if c is chosen[0] or c.concept is None or not is_only_seen(c.concept, reading, catalogue)]


def _thing_first(chosen: list[Choice]) -> list[Choice]:
    """What something is made of comes before it, where the feature has both: stops before the ratings of stops, classes before their bookings."""
    attended = word_class("attended")
    things = (c for c in chosen[1:] if c.concept is None or c.words.split()[-1] in attended)
    thing = next((c for c in things if c.name == chosen[0].of), None)
    return [thing, *(c for c in chosen if c is not thing)] if thing is not None else chosen


def _bringing(choice: Choice, reading: Reading, catalogue: Catalogue) -> Choice:
    """Where the rows that join a thing to others are meant by what is done to it, it is built and brings them: tags and their taggings."""
    if choice.concept is None or "membership" not in catalogue.entry(choice.concept).archetypes:
        return choice
    mentions = (m for clause in reading.clauses for m in clause.mentions if m.part == "core" and m.concept is not None)
    bringing = (m for m in mentions if choice.concept in catalogue.entry(str(m.concept)).brings and m.plural)
    thing = next(bringing, None) if choice.words.replace(" ", "_") == choice.concept else None
    return choice if thing is None else replace(known_mention(thing, catalogue), weight=choice.weight)


def _is_outside(choice: Choice, reading: Reading) -> bool:
    """Tell whether what looks like a thing is the name of a service."""
    return choice.concept is None and is_service(choice.words, reading.services)


def _is_of_service(choice: Choice, reading: Reading) -> bool:
    """Tell whether it is the name of a service that stands before a thing ("Stripe webhooks")."""
    return choice.prefixed and (reading.foreign or any(is_service(m, reading.services) for m in choice.modifiers))


def _named_plainly(choice: Choice) -> Choice:
    return replace(choice, called=None, prefixed=False)


def _heard_of(choice: Choice) -> Choice:
    """Where a brief names nothing but a service, what comes from it is what can be kept."""
    return Choice(f"{choice.words} event", archetype="log")


def _without_what_is_held(chosen: list[Choice]) -> list[Choice]:
    """A booking of a place keeps who waits for one."""
    known = {choice.concept for choice in chosen}
    kept = {of for of, by in _HELD if by in known}
    kept |= {"approval_request"} if any(map(_is_approved_itself, known - {"approval_request"})) else set()
    return [c for c in chosen if c.concept not in kept]


def _is_approved_itself(concept: str | None) -> bool:
    """Tell whether a known thing, or what comes with it, has an approval of its own: hats and the requests for them."""
    if concept is None:
        return False
    entries = [concepts().entry(name) for name in (concept, *concepts().entry(concept).brings)]
    return any({"approve", "reject"} <= set(entry.verbs) for entry in entries)


_HELD = (
    ("waiting_list_entry", "place_booking"),
    ("waiting_list_entry", "class_session"),
    ("refund", "return_request"),
)
"""What a thing keeps itself: who waits for a place, the money of a return."""


def _without_screens(chosen: list[Choice], reading: Reading) -> list[Choice]:
    """A dashboard or chart beside things of the feature shows them; it is kept only where somebody arranges it."""
    rest = [c for c in chosen if c.words.split()[-1] not in ("dashboard", "chart", "graph")]
    return chosen if not rest or _ARRANGED.search(reading.text) else rest


_ARRANGED = re.compile(
    r"\b(?:widgets?|tiles?|panels?|layouts?|custom\w*|arrang\w*|config\w*|dashboards|saved?|build\w*)\b", re.I
)
"""Words of a brief whose dashboards are rows that somebody makes."""


def _without_domain(chosen: list[Choice], reading: Reading) -> list[Choice]:
    """A title that names a field of work ("Equipment maintenance: machines with …; repairs with …") is no thing beside those."""
    first = chosen[0] if chosen else None
    if first is not None and len(chosen) > 1 and _is_kind_of_software(first, reading):
        return [replace(c, about=None) if c.about == first.name else c for c in chosen[1:]]
    if first is not None and len(chosen) > 1 and _is_planning(first, chosen[1:], reading):
        return chosen[1:]
    if first is not None and first.phrase in _FIELDS and any(first.words in c.modifiers for c in chosen[1:]):
        return chosen[1:]
    if first is None or not reading.clauses[0].title or first.words.split()[-1] not in _FIELDS:
        return chosen
    described = [c for c in chosen[1:] if c.concept is None and c.weight >= DESCRIBED]
    return chosen[1:] if len(described) > 1 else chosen


def _is_planning(first: Choice, rest: list[Choice], reading: Reading) -> bool:
    """Tell whether a title says that something is planned ("Crematorium scheduling: …") of which the brief says how: it is booked."""
    title = reading.clauses[0]
    doing = first.words in _PLANNED or (first.words == "plan" and "planning" in reading.text.lower().split(":")[0])
    planned = first.concept is None and doing and title.title
    return planned and any(c.concept is not None and c.archetype == "schedule" for c in rest)


_PLANNED = frozenset({"schedule", "scheduling", "calendar", "timetable"})


def _is_kind_of_software(choice: Choice, reading: Reading) -> bool:
    """Tell whether a doing only says what a program is for ("lending app with …")."""
    doing = choice.concept is None and not choice.modifiers and choice.words.endswith("ing")
    return (
        doing
        and re.search(
            rf"\b{choice.words} (?:app|application|system|tool|platform|site|website|service|portal)\b",
            reading.spoken,
            re.I,
        )
        is not None
    )


_FIELDS = frozenset({"maintenance", "management", "administration", "tracking", "planning"})


def _without_moves(chosen: list[Choice]) -> list[Choice]:
    """What the main thing's own calls say ("with check-in and check-out") is no thing beside it."""
    main = next((c for c in chosen[:1] if c.concept is not None), None)
    moves = set(concepts().entry(main.concept).verbs) if main is not None and main.concept is not None else set()
    said = {choice: snake(choice.words) for choice in chosen if choice is not main}
    return [c for c in chosen if c is main or not any(said[c] == m or said[c].startswith(f"{m}_and_") for m in moves)]


def _without_written(chosen: list[Choice], reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """What the main thing has a column for is written on it: "report cards with comments" have one each."""
    main = chosen[0].concept if chosen else None
    if main is None:
        return chosen
    written = {column.name for column in parse_columns(catalogue.entry(main).columns)}
    mentions = [m for clause in reading.clauses for m in clause.mentions]
    said = {
        c.name: {m.after for m in mentions if (m.concept or m.words) == c.name} for c in chosen if c.words in written
    }
    return [c for c in chosen if c is chosen[0] or said.get(c.name) != {"with"}]


def _without_tenant(chosen: list[Choice], reading: Reading) -> list[Choice]:
    """Whoever keeps things apart is no thing of the feature: what each of them has is."""
    rest = [choice for choice in chosen if choice.words != reading.tenant or choice.concept is not None]
    if rest or not chosen:
        return rest
    mentions = (m for clause in reading.clauses for m in clause.mentions if m.part == "core" and m.plural)
    counted = (unknown_choice(m.words, ()) for m in mentions if m.words != reading.tenant and m.concept is None)
    held = any(act.objects.phrases for act in reading.acts)
    return list(counted)[:1] or ([] if held else chosen)


def _candidates(reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """Return every thing that may be meant; the order of the brief decides between equals."""
    found: dict[str, Choice] = {}
    spoken = Counter(said for c in reading.clauses for m in c.mentions for said in {m.words, m.phrase})
    clauses = [
        _outright(
            clause,
            reading.clauses[at - 1 : at] if at else (),
            spoken,
            next(iter(reading.clauses[at + 1 : at + 2]), None),
        )
        for at, clause in enumerate(reading.clauses)
    ]
    for at, clause in enumerate(clauses):
        explains = clause.strong and not reading.clauses[at].strong
        before = set(found)
        for choice in of_clause(clause, catalogue, first=at == 0, explains=explains):
            known = found.get(choice.name)
            if known is not None and known.prefixed and choice.prefixed and known.called != choice.called:
                found[choice.name] = _named_plainly(max(known, choice, key=lambda c: c.weight))
            elif known is None or choice.weight > known.weight:
                plain = known is not None and choice.name not in before and snake(known.called or "") == known.concept
                own = known.called if known is not None and plain else None
                found[choice.name] = replace(choice, called=own or choice.called or (known.called if known else None))
            elif known.called is None and choice.called is not None:
                found[choice.name] = replace(known, called=choice.called)
    return list(found.values())


def _outright(
    clause: ReadClause, before: tuple[ReadClause, ...], spoken: Counter[str], following: ReadClause | None
) -> ReadClause:
    """After a title that names nothing known ("Library: books with …") the things themselves follow.

    What such a title names in the plural, or what the brief speaks of again, is one of them.
    """
    if clause.title and following is not None and following.listing:
        return clause
    if clause.listing:
        return replace(clause, mentions=())
    if clause.title and not any(m.concept for m in clause.mentions):
        kept = (m for m in clause.mentions if m.part == "core" and (m.plural or spoken[m.words] > 1))
        heads = table_of_words("heads")
        return replace(
            clause,
            mentions=tuple(
                m
                if (m.words in heads or (m.plural and spoken[m.words] == 1) or spoken[m.phrase] > 1)
                and len(m.modifiers) == 1
                else replace(m, modifiers=())
                for m in kept
            ),
        )
    titled = bool(before) and before[0].title
    clause = of_title(clause, before[0]) if titled else clause
    made = any(act.person and act.verb in _BOOKING for act in clause.acts)
    if titled and (made or not any(m.concept for m in before[0].mentions) or _lists_many(clause)):
        return replace(clause, strong=True)
    return clause


_BOOKING = frozenset({"book", "reserve", "rent", "borrow", "lend", "order"})
"""What people do to a thing of a title ("Meeting rooms: employees book a room") is what is wanted of it."""


def _lists_many(clause: ReadClause) -> bool:
    """Tell whether a clause is a list of at least four things in the plural ("playlists, tracks, shows, requests")."""
    several = [m for m in clause.mentions if m.plural and m.after is None and attribute(m.spoken) is None]
    strong = replace(clause, strong=True)
    return len(several) > 3 and (is_list_of_things(strong) or len(listed_places(strong)) > 3)


CHOSEN = 3.5
"""The weight from which a thing is taken; a known core thing of a plain clause has 4."""


def _best(candidates: list[Choice]) -> list[Choice]:
    """Return what weighs enough: known things, and unknown nouns only where they come first or are described."""
    enough = [c for c in candidates if c.weight >= CHOSEN]
    taken = [c for c in enough if c.concept is not None or c is candidates[0] or c.weight >= DESCRIBED]
    if taken:
        return taken
    likely = max(candidates, key=lambda c: c.weight, default=None)
    return [likely] if likely is not None and likely.weight >= 2.5 else []


def _qualifies(modifier: str, choice: Choice, catalogue: Catalogue) -> bool:
    """Tell whether a modifier says what kind a thing is ("image attachment") rather than what it belongs to."""
    if choice.concept is None:
        if choice.archetype in ("catalog", "measurement") and modifier not in catalogue:
            return True
        return table_of_words("heads").get(modifier) == choice.archetype
    if opens_anything(choice):
        return False
    if modifier not in catalogue:
        return modifier in table_of_words("heads") or modifier not in catalogue.words.values()
    return catalogue.entry(modifier).archetypes[:1] == catalogue.entry(choice.concept).archetypes[:1] == ("attachment",)


def _promoted(reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """When nothing is the object of a verb, what the brief refers to is what it is about."""
    mentions = [m for clause in reading.clauses for m in clause.mentions if m.part != "actor"]
    if mentions and _heads_brief(mentions[0]):
        return [unknown_mention(mentions[0], catalogue)]
    known = sorted((m for m in mentions if m.concept is not None), key=lambda m: -weight_of(m, catalogue, early=True))
    if known:
        first = known[0]
        choice = known_mention(first, catalogue)
        return [replace(choice, called=choice.called or (first.words if first.plural else None))]
    mentions = [m for m in mentions if m.plural or not is_technical(m.words)]
    strangers = [m for m in mentions if attribute(m.phrase) is None] or mentions
    return [unknown_mention(strangers[0], catalogue)] if strangers else []


def _heads_brief(mention: Mention) -> bool:
    """Tell whether a name of several nouns, in the plural, is what a brief begins with ("permission sets that …")."""
    opens_it = mention.position == 0 and mention.part == "core" and mention.verb is None and mention.plural
    return opens_it and mention.concept is None and bool(mention.modifiers) and not is_technical(mention.words)


def _excluded(reading: Reading, catalogue: Catalogue) -> set[str]:
    words = [" ".join(n.lower().split()[:k]) for n in reading.negations for k in (1, 2, 3)]
    singulars = {" ".join(singular(w) for w in phrase.split()) for phrase in words}
    return {catalogue.words[w] for w in (*words, *singulars) if w in catalogue.words}


def _is_no_backend(reading: Reading) -> bool:
    """Tell whether a brief speaks of looks, texts or the code itself and of nothing that is stored."""
    mentions = [m for clause in reading.clauses for m in clause.mentions]
    work = WORK.search(reading.text) is not None
    if any(m.concept is not None and (m.part == "core" or not work) for m in mentions):
        return False
    words = {word for m in mentions for word in m.phrase.split()} | set(re.findall(r"[a-z]+", reading.text.lower()))
    made = any(act.person and act.verb in table_of_words("nominal") and act.objects.phrases for act in reading.acts)
    return not (mentions or made) or bool(words & word_class("appearance"))
