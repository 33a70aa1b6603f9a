"""Weighs what each clause of a brief speaks of: known things, unknown nouns that are described, and what its verbs make."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.alterations import known_mention, unknown_mention
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.listed import (
    DESCRIBED,
    is_for,
    is_list_of_things,
    is_part,
    is_party,
    listed_people,
    listed_places,
    lists_known_things,
    may_be_thing,
    part_of,
)
from draftspec.drafters.builtin.making import made_by_verbs
from draftspec.drafters.builtin.naming import is_name_of_rows
from draftspec.drafters.builtin.reading import ReadClause
from draftspec.drafters.builtin.reading.attributes import is_attribute
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import snake, table_of_words
from draftspec.drafters.builtin.weighing import is_added_to, is_told_of, opens, weight_of

TERSE = 7
"""A clause of so few words names a thing outright; in a longer one only its first things count."""


_ONE_PART = 2.0


def _is_one_part(mention: Mention, cores: int, text: str) -> bool:
    """Tell whether a known thing stands in the singular behind "with": of 13 such nouns in 160 briefs one had a table ("with a goal").

    What there is one of for each of something else has rows ("with a translation per language").
    """
    one = mention.concept is not None and mention.after == "with" and not mention.plural and cores > 1
    if not one or " per " in mention.spoken or mention.words == "quota":
        return False
    of_each = rf"\b{re.escape(mention.spoken)}\b[^.,;]{{0,40}} (?:per|for (?:each|every)) "
    return re.search(of_each, text, re.I) is None


def of_clause(clause: ReadClause, catalogue: Catalogue, *, first: bool, explains: bool) -> list[Choice]:
    """Return what a clause speaks of; one that `explains` a title that names nothing known names things itself."""
    base = (2.0 if clause.strong else 1.0) + (0.5 if first else 0.0)
    found = [Choice(words=n.replace("_", " "), concept=n, weight=base + 2) for n in clause.named if clause.strong]
    found += [replace(choice, weight=base + 2) for choice in made_by_verbs(clause, catalogue)]
    terse = len(clause.text.split()) <= TERSE
    base += 0.5 if lists_known_things(clause) else 0.0
    cores, holder = 0, None
    several = listed_places(clause) if clause.strong else frozenset[int]()
    for before, mention in zip((None, *clause.mentions), clause.mentions, strict=False):
        if mention.part == "actor":
            found += listed_people(mention, clause, explains=explains)
            continue
        if is_party(before, mention) or (
            mention.concept is None and clause.named and mention.phrase == clause.text.lower()
        ):
            continue
        cores += mention.part == "core"
        listed = (explains and is_list_of_things(clause)) or mention.position in several
        weight = base - float(is_for(before, mention))
        early = (
            terse
            or cores <= 2
            or mention.position in several
            or (is_part(mention) and clause.strong and not clause.acts)
        )
        weight += weight_of(
            mention, catalogue, early=early, listed=mention.position in several or is_added_to(mention, clause)
        )
        weight -= _ONE_PART if _is_one_part(mention, cores, clause.text) else 0.0
        described = bool(clause.attributes or clause.states) and cores == 1
        described = described and mention.verb not in table_of_words("nominal")  # of a refund, and not of the payment
        if mention.concept is not None and mention.position in several and _is_another(mention, clause):
            found.append(replace(unknown_mention(replace(mention, concept=None), catalogue), weight=DESCRIBED))
        elif mention.concept is not None:
            known = known_mention(mention, catalogue)
            own = is_name_of_rows(mention, catalogue) and known.called in (None, mention.words)
            called = known.called or (mention.words if own or _defines(mention, clause.text) else None)
            found.append(replace(known, called=called, renamed=own, weight=weight + described))
        elif (
            mention.part == "core"
            and (terse or cores == 1 or listed or is_part(mention))
            and (may_be_thing(mention, clause) or mention.position in several)
        ):
            detailed = 2.0 if clause.attributes or clause.states else 1.0 if len(clause.text.split()) <= 2 else 0.0
            detailed += 1.0 if clause.strange and cores == 1 else 0.0
            heads = explains and not mention.modifiers and (opens(mention, early=True) or _is_created(mention, clause))
            detailed = max(detailed, 1.0) if heads else detailed
            detailed = max(detailed, DESCRIBED - weight) if is_told_of(mention, clause) else detailed
            detailed = 4.0 - weight if listed or (is_part(mention) and cores > 1) else detailed
            about = found[holder].name if holder is not None and is_part(mention) and cores > 1 else None
            thing = _thing_of(part_of(clause, mention), catalogue)
            who = listed and thing.archetype == "thing" and is_person(thing.words)
            kind = "person" if who else thing.archetype
            found.append(replace(thing, archetype=kind, weight=weight + detailed, about=about))
            if cores == 1:
                holder = len(found) - 1
            elif holder is not None and is_part(mention):
                found[holder] = replace(found[holder], weight=max(found[holder].weight, DESCRIBED))
    return found


def _thing_of(mention: Mention, catalogue: Catalogue) -> Choice:
    """Return an unknown noun's choice, or the entry that knows it together with what it is a part of ("poll option")."""
    concept = catalogue.words.get(mention.phrase) if mention.modifiers else None
    concept = None if concept == catalogue.words.get(" ".join(mention.modifiers)) else concept
    known = (
        None
        if concept is None
        else known_mention(replace(mention, words=mention.phrase, modifiers=(), concept=concept), catalogue)
    )
    if known is not None and mention.words == "line":
        return replace(known, called=None)  # lines of a document are called as they mostly are
    return known or unknown_mention(mention, catalogue)


def _is_created(mention: Mention, clause: ReadClause) -> bool:
    """Tell whether a clause begins with making one of a thing ("create a race, a bingo or a randomizer")."""
    return mention.verb == "create" and clause.text.lower().startswith("create ") and not is_attribute(mention)


def _is_another(mention: Mention, clause: ReadClause) -> bool:
    """Tell whether a list names two things that one entry knows ("exchanges and claims"), of which this is not what the entry is called."""
    alike = [m for m in clause.mentions if m.concept == mention.concept and m.part == "core"]
    own = [m for m in alike if snake(m.words) == mention.concept]
    return len({m.words for m in alike}) > 1 and mention is not (own or alike)[0]


def _defines(mention: Mention, text: str) -> bool:
    """Tell whether a clause says of one thing what it is ("A voucher belongs to a shop"), or names nothing else."""
    plain = mention.position == 0 and mention.part == "core" and not mention.modifiers and " " not in mention.words
    plain = (
        plain and re.search(r"(?:i[fsz][a-z]*ation|ility|ing|logy|^totp|^trash)$", mention.words) is None
    )  # gamification is no row
    return plain and (len(text.split()) <= 3 or re.match(r"(?:an?|each|every) ", text, re.I) is not None)
