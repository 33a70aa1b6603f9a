"""Weighs how much a noun of a clause is what the clause is about: the object of a verb, a part of the thing before, or only mentioned."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.listed import is_part
from draftspec.drafters.builtin.reading import ReadClause
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import table_of_words, word_class


def weight_of(mention: Mention, catalogue: Catalogue, *, early: bool, listed: bool = False) -> float:
    """Return the weight of a noun in its clause, beside that of the clause itself.

    `early` ones come first or stand in a short clause; `listed` ones stand in a list of things in the plural.
    """
    weight = 2.0 if mention.part == "core" and early else 0.5 if mention.part == "core" else 0.0
    if mention.verb in table_of_words("nominal") or (mention.verb == "request" and mention.concept is None):
        weight -= 1.5
    if mention.verb in _IMPROVING and mention.position > 0:
        weight -= 2.0
    if mention.concept is None:
        return weight - 1.0
    if " " in mention.words:
        weight += 1.0
    kept = early and mention.plural and mention.part == "core" and mention.after is None and mention.verb in _KEEPING
    kept = kept or (mention.plural and is_part(mention) and mention.concept in _PARTS_BUILT)
    if mention.concept in word_class("weak") and not kept and not listed and not opens(mention, early=early):
        weight -= 2.0
    return weight


_IMPROVING = frozenset({"improve", "enhance", "simplify", "refactor", "polish", "fix", "optimise", "optimize", "tweak", "restrict", "limit"})  # fmt: skip
"""Verbs whose objects are there: what else a brief names is what it builds."""

_KEEPING = frozenset({"leave", "store", "record", "create", "manage", "introduce", "build"})
"""Verbs behind which what is named in the plural is kept, however common it is."""


_PARTS_BUILT = frozenset({"tag", "comment", "category", "image", "document", "reminder", "note", "media"})
"""What is built with a thing where the brief says that the thing has several of it."""


def is_added_to(mention: Mention, clause: ReadClause) -> bool:
    """Tell whether a sentence adds several of what things commonly have to one of them ("add tags to articles")."""
    added = mention.verb in ("add", "assign", "attach", "put") and mention.plural and mention.concept in _PARTS_BUILT
    if not added:
        return False
    following = next((m for m in clause.mentions if m.position == mention.position + 1), None)
    return following is not None and following.after == "to" and following.concept is not None


def opens(mention: Mention, *, early: bool) -> bool:
    """Tell whether a clause is headed by a noun ("tags for support articles"), so that it is what the clause is about."""
    heads = mention.position == 0 or (mention.position == 1 and mention.after is None)
    return early and heads and mention.plural and mention.verb is None and mention.part == "core"


def is_told_of(mention: Mention, clause: ReadClause) -> bool:
    """Tell whether a sentence says what each one has or belongs to ("a case belongs to a family"), so that it is a row."""
    told = any(act.verb in ("have", "belong", "contain") and act.subject == mention.phrase for act in clause.acts)
    one = re.search(rf"\b(?:an?|each|every) {re.escape(mention.phrase)}\b", clause.text, re.I) is not None
    return told and one and not is_person(mention.words) and mention.words not in word_class("tenancy")
