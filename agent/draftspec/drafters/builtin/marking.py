"""What somebody marks is there already: what is built is the mark, with a key to it ("bookmark lessons": bookmarks of lessons)."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.acted import SURE, choice_of, is_same
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice, known_choice
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.marking import LATER, Mark, find_mark
from draftspec.drafters.builtin.reading.mentions import GROWING
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, snake, table_of_words, word_class

_TERSE = 2
"""A brief of so few words that speaks of saving a search means saved searches, and no new kind of them."""
_ASKED_AGAIN = frozenset({"search", "filter", "view", "query"})
"""What somebody keeps to ask it again: the row holds what was asked."""
_EARLY = 2
"""Among how many clauses the one is looked for that says what the brief is about."""
_OWN_PLACE = re.compile(
    r"\b(?:my|their|sidebar|dashboard|home ?page|start ?page|profile|quick access|quickly|later)\b", re.I
)
"""Where somebody puts what he wants at hand; without such a place, what is pinned or hidden is so for everybody."""
_SHARED = frozenset({"pin", "hide"})
_COMPARED = re.compile(r"like an? ", re.I)
"""How a clause behind the first one says what something resembles ("Choice module: like a poll")."""
_MODERATED = re.compile(r"\bas an? (?:[a-z]+ )?(?:moderator|admin\w*|editor|manager),? i (?:want|need|would like)(?: to be able)? to hide\b|\b(?:moderators?|admins?) (?:can |may )?hide\b", re.I)  # fmt: skip
_BY_READER = re.compile(
    r"\b(?:users?|readers?|members?|people|i|visitors?|viewers?|listeners?|players?) (?:(?:can|may|to|want|able|be) )*hide (?!passwords?|secrets?)\b",
    re.I,
)
"""Whoever only reads hides something from himself; moderators hide it from everybody."""


def mark_of(reading: Reading, catalogue: Catalogue) -> Mark | None:
    """Return the mark that a brief is about, or None; what people do to each other has entries of its own."""
    if reading.foreign or reading.spoken.lower().strip(" .!") in catalogue.words:
        return None
    early = (c for at, c in enumerate(reading.clauses[:_EARLY]) if not (at and _COMPARED.match(c.text)))
    found = next((m for c in early if (m := find_mark(c.text)) is not None), None)
    if found is not None and found.thing is None and "noun" not in table_of_words("marks")[found.verb]:
        return None
    if found is None or (found.thing is not None and (is_person(found.thing) or _is_empty(found.thing, catalogue))):
        return None
    own = _OWN_PLACE.search(reading.text) or (found.verb == "hide" and _BY_READER.search(reading.spoken))
    moderated = found.verb == "hide" and _MODERATED.search(reading.text) and not _OWN_PLACE.search(reading.text)
    if found.verb in _SHARED and not found.participle and (moderated or not own):
        return None
    terse = len(reading.text.split()) <= _TERSE and found.thing in _ASKED_AGAIN
    meant = found.verb not in _MEANT or re.search(_MEANT[found.verb], reading.text, re.I) is not None
    meant = meant or (found.verb == "watch" and found.thing is not None and found.thing.split()[-1] in _WATCHED)
    if not (found.participle or meant or terse):
        return None
    return None if found.thing is not None and _is_known(found.verb, found.thing, catalogue) else found


_MEANT = {
    "save": r"\b(?:later|favou?rites|read(?:ing)? list|wish ?list|bookmark)",
    "watch": r"\b(?:notif|e-?mail|alert|inform|updates?|follow|changes|watch ?list|unwatch)",
}
"""Verbs that mean something else unless one of these stands beside them: who saves a query writes it, who watches a film sees it."""


_WATCHED = frozenset({"page", "thread", "topic", "issue", "ticket", "repository", "project", "article", "discussion", "post", "task", "card", "board", "listing", "auction", "item", "product", "book", "chapter", "document", "wiki"})  # fmt: skip
"""What somebody watches in order to be told of changes; a film is seen."""


def _is_known(verb: str, thing: str, catalogue: Catalogue) -> bool:
    """Tell whether an entry says itself what somebody does to just this thing: enrolments are in courses."""
    if f"{verb} {thing}" in catalogue.words:
        return True
    noun = str(table_of_words("marks")[verb].get("noun", verb))
    concept, of = catalogue.words.get(noun), catalogue.words.get(thing)
    return concept is not None and of is not None and of in {p.split()[0] for p in catalogue.entry(concept).parents}


def _is_empty(thing: str, catalogue: Catalogue) -> bool:
    head = thing.split()[-1]
    known = thing == head and (thing in catalogue.words or plural(thing) in catalogue.words)
    return head in word_class("generic") and head not in GROWING and not known


def with_mark(chosen: list[Choice], mark: Mark, reading: Reading, catalogue: Catalogue) -> list[Choice]:
    """Return the choices with the mark first, and without what it is made of unless the brief asks for that as well."""
    thing = choice_of(mark.thing, catalogue) if mark.thing is not None else None
    made = _made(mark, reading, catalogue)
    noun = table_of_words("marks")[mark.verb].get("noun")
    entry = catalogue.words.get(str(noun))
    rest = [c for c in chosen if not is_same(c, made) and c.phrase != made.phrase]
    rest = [c for c in rest if (entry is None or c.concept != entry) and not _is_said_again(c, mark)]
    marked = _marked(mark, reading)
    kept = [
        c
        for c in rest
        if not (c.name in marked or (thing is not None and is_same(c, thing))) or _is_asked_for(c, mark, reading)
    ]
    built = next((c for c in kept if thing is not None and is_same(c, thing)), None)
    return (
        [*kept, replace(made, of=built.name if made.concept and made.of else made.of, about=made.about and built.name)]
        if built
        else [made, *kept]
    )


def _marked(mark: Mark, reading: Reading) -> set[str]:
    """Return the names of the things that a list has as what is marked ("watch pages, chapters and books")."""
    clauses = [c for c in reading.clauses[:_EARLY] if mark.thing is None and find_mark(c.text) is not None]
    return {
        m.concept or snake(m.words)
        for c in clauses
        for m in c.mentions
        if m.verb in (mark.verb, None) and m.after is None and m.plural
    }


def _made(mark: Mark, reading: Reading, catalogue: Catalogue) -> Choice:
    said = table_of_words("marks")[mark.verb]
    spoken = mark.thing or ""
    noun = said.get("noun")
    named = noun if noun is not None and not mark.participle else None
    if named is None and mark.thing is not None:
        return _kept(str(said["past"]), spoken, catalogue)
    named = str(named or said["past"])
    plain = mark.thing is None or re.search(rf"(?<!-)\b{plural(named)}\b", reading.spoken, re.I) is not None
    name = named if plain else f"{spoken} {named}"
    concept = catalogue.words.get(named)
    of = snake(spoken) or None
    if (
        concept is not None
        and not catalogue.joins_people(concept)
        and str(said.get("kind", "reaction")) == "reaction"
        and named != "subscription"
    ):
        known = known_choice(named, concept, (of,) if of else (), catalogue)
        return replace(known, weight=SURE, of=of, called=name, prefixed=True)
    kind = str(said.get("kind", "reaction"))
    return Choice(name, None, (), kind, weight=SURE, about=of, of=catalogue.words.get(spoken))


def _kept(past: str, spoken: str, catalogue: Catalogue) -> Choice:
    """Return what somebody keeps of a thing under the name that says so ("pinned searches")."""
    name = f"{past} {spoken}"
    known = next(
        (n for n in (name, *([f"saved {spoken}"] if spoken in _ASKED_AGAIN else ()), past) if n in catalogue.words),
        None,
    )
    if known is not None:
        choice = known_choice(known, catalogue.words[known], (snake(spoken),) if known == past else (), catalogue)
        of = snake(spoken) if catalogue.marks_anything(choice.concept) else None
        return replace(choice, weight=SURE, of=of, called=name, prefixed=True)
    return Choice(name, None, (), "reaction", weight=SURE, about=snake(spoken), of=catalogue.words.get(spoken))


def _is_said_again(choice: Choice, mark: Mark) -> bool:
    """Tell whether a choice is only what the mark is called or is for: a "dislike answer", the review of "flag for review"."""
    words = choice.phrase.split()
    doing = words[-1].endswith("ing") and words[-1][:3] == mark.verb[:3]
    return (
        doing or (mark.thing is None and words[-1] in LATER) or (len(words) > 1 and words[0] in table_of_words("marks"))
    )


_ASKING = word_class("bringing") - {"save", "nominate", "keep", "give", "report", "request"}


def _is_asked_for(choice: Choice, mark: Mark, reading: Reading) -> bool:
    """Tell whether a brief says of what is marked as well that it is brought about, or what it has."""
    for clause in reading.clauses:
        cores = [m for m in clause.mentions if m.part == "core"]
        spoken = [m for m in cores if (m.concept or m.words) == (choice.concept or choice.words)]
        if find_mark(clause.text) is not None:
            continue
        if any(m.verb in _ASKING or (m.plural and m.verb is None and m.position == 0) for m in spoken):
            return True
        if spoken and (clause.attributes or clause.states) and len(cores) == 1:
            return True
    return False
