"""Tells which nouns of a clause are things of a list: in the plural, behind a title, a colon or a verb that brings about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from draftspec.drafters.builtin.changes import are_kept, is_list_of_kinds
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.reading import ReadClause
from draftspec.drafters.builtin.reading.attributes import is_attribute
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.nouns import PARTS, classed_gerunds
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import UNCOUNTED, snake, table_of_words, word_class

DESCRIBED = 4.0
"""The weight from which an unknown noun is taken though it is not the first: attributes or states stand beside it."""


def listed_people(mention: Mention, clause: ReadClause, *, explains: bool) -> Iterator[Choice]:
    """Yield people that a clause lists among the things of a feature ("donors, donations, receipts")."""
    nouns = [m for m in clause.mentions if m.plural and m.after is None and m.verb is None]
    if explains and not clause.acts and len(nouns) == len(clause.mentions) > 1 and mention.concept is None:
        yield Choice(mention.words, archetype="person", weight=DESCRIBED)


def is_for(before: Mention | None, mention: Mention) -> bool:
    """Tell whether a longer name only says what the thing before it is for, or where ("tickets for rental units")."""
    held = before is not None and before.part == "core" and before.verb not in table_of_words("nominal")
    done = before is not None and before.verb is not None and mention.after in ("in", "at", "during")
    return held and mention.part == "context" and (mention.after == "for" or done) and " " in mention.words


def is_party(before: Mention | None, mention: Mention) -> bool:
    """Tell whether somebody is whom a thing is made with, and no part of it ("agreements with suppliers")."""
    head = before.words.split()[-1] if before is not None else ""
    return mention.after == "with" and head in _MADE_WITH and mention.words in _PARTIES


_MADE_WITH = frozenset({"agreement", "contract", "deal", "partnership", "negotiation", "arrangement", "meeting", "interview", "call", "appointment", "settlement"})  # fmt: skip
_PARTIES = frozenset({"supplier", "vendor", "partner", "agency", "company", "bank", "provider", "carrier", "sponsor", "organization", "business", "dealer", "contractor"})  # fmt: skip


def lists_known_things(clause: ReadClause) -> bool:
    """Tell whether what stands behind a title is nothing but known things ("zones, geofence events and a state of each")."""
    cores = [mention for mention in clause.mentions if mention.part == "core"]
    known = [mention for mention in cores if mention.concept is not None and mention.verb is None]
    return not clause.strong and not clause.acts and len(known) >= 3 and len(known) == len(cores)


def is_list_of_things(clause: ReadClause) -> bool:
    """Tell whether a clause is nothing but a list of nouns in the plural ("fields, seasons, crops"), or a long one of mostly such."""
    cores = [mention for mention in clause.mentions if mention.part == "core"]
    commas = clause.text.count(",")
    if clause.acts or clause.title or not clause.strong or not commas or any(m.verb is not None for m in cores):
        return False
    several = [m for m in cores if m.plural and m.after is None]
    return len(cores) >= 2 and (len(several) == len(cores) or (commas >= _LONG and 3 * len(several) >= 2 * len(cores)))


_LONG = 3
"""Commas of a list in which a noun in the singular, or with what it is for, is one of the things as well."""


_LISTING = frozenset({"add", "create", "manage", "introduce", "implement", "build", "define", "store", "maintain", "administer", "record", "keep", "managing", "adding", "creating", "storing", "tracking", None})  # fmt: skip
"""Verbs behind which a list of nouns in the plural is one of things ("create tastings, wines and scores")."""


def listed_places(clause: ReadClause) -> frozenset[int]:
    """Return the places of the nouns that a clause begins with, where they are a list of several in the plural."""
    places: list[int] = []
    for mention in clause.mentions:
        plain = mention.part == "core" and mention.after is None and mention.verb in _LISTING
        if not plain or not (mention.plural or mention.words in UNCOUNTED):
            break
        places.append(mention.position)
    things = sum(mention.part == "core" and mention.after is None for mention in clause.mentions)
    listing = len(places) > 2 or len(places) == things == 2
    joined = re.search(r",| and | / ", clause.text) is not None
    return frozenset(places) if listing and joined and not clause.acts and not clause.title else frozenset()


def may_be_thing(mention: Mention, clause: ReadClause) -> bool:
    """Tell whether an unknown noun is no attribute; what a title names in the plural never is."""
    if mention.after is not None and clause.acts and is_person(mention.words):
        return False
    several = mention.plural and (mention.words in _BARE_PARTS or is_list_of_kinds(mention))
    if (
        mention.after in PARTS
        and (mention.words in _ONE_EACH or (is_attribute(mention) and not several))
        and not clause.acts
    ):
        return False
    if mention.words.endswith("ing") and not mention.plural and _only_done(mention, clause):
        return False
    if any(column.kind == "choice" and column.name == snake(mention.phrase) for column in clause.attributes):
        return False
    kinds = is_list_of_kinds(mention) and mention.after is None
    begins = mention.position == 0 or mention.verb in ("create", "define")
    heads = begins and mention.plural and mention.after is None and mention.words in _ROWS
    heads = heads or (mention.after is None and are_kept(mention))
    return not is_attribute(mention) or several or kinds or heads or (clause.title and mention.plural)


def _only_done(mention: Mention, clause: ReadClause) -> bool:
    """Tell whether a doing in a sentence says when or how ("stored while typing"); in a title it is what is built."""
    return not mention.modifiers and bool(clause.acts) and mention.words not in classed_gerunds()


_ROWS = frozenset({"question", "answer", "threshold", "signature", "rating", "score", "label"})
"""Attributes that are things of their own where a brief begins with several of them ("questions asked per ticket")."""


def part_of(clause: ReadClause, mention: Mention) -> Mention:
    """Return a part whose name says nothing by itself with what it is a part of: the rules of promotions are promotion rules."""
    first = next((m for m in clause.mentions if m.part == "core"), None)
    bare = is_part(mention) and not mention.modifiers and mention.words in _BARE_PARTS
    long = first is not None and " " in first.words and (mention.words != "line" or first.concept is None)
    if not bare or first is None or first is mention or long or first.words in word_class("tenancy"):
        return mention
    return replace(mention, modifiers=(first.words,))


def of_title(clause: ReadClause, title: ReadClause) -> ReadClause:
    """Return a clause whose bare parts are those of the one thing that its title names ("Promotions: rules, actions")."""
    named = [m for m in title.mentions if m.part == "core"]
    if len(named) != 1 or not named[0].plural or clause.acts:
        return clause
    whose = (named[0].words,)
    bare = (m.plural and not m.modifiers and m.after is None and m.words in _BARE_PARTS for m in clause.mentions)
    return replace(
        clause,
        mentions=tuple(
            replace(m, modifiers=whose) if is_bare else m for m, is_bare in zip(clause.mentions, bare, strict=True)
        ),
    )


_BARE_PARTS = frozenset({"line", "rule", "action", "operation", "stage", "entry", "alias", "condition", "trigger", "option", "value", "variant", "benefit", "tier", "part", "answer", "choice", "slot", "round", "criterion", "target", "perk", "bracket", "share"})  # fmt: skip
"""Parts that many kinds of things have: a table of nothing but their name would say of none of them."""

_ONE_EACH = frozenset({"limit", "password", "caption"})
"""What each row has one of, though a title has it in the plural ("sharing links with passwords")."""


def is_part(mention: Mention) -> bool:
    """Tell whether a thing stands in the plural behind "with" or "has": it is one of several that the first one has."""
    one = " " not in mention.words or is_list_of_kinds(mention)
    return mention.plural and mention.after in PARTS and one
