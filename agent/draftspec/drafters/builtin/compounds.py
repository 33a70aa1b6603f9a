"""Tells compounds from the things that their heads name: an exit interview is none for a job, a standing order no order."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import parse_parent
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.words import singular, snake, table_of_words, word_class

HANGING = frozenset(
    {"log", "journal", "check", "rating", "reaction", "membership", "line", "attachment", "conversation", "schedule", "measurement", "sharing", "relation", "settings", "case"}
)  # fmt: skip
"""Archetypes of what is always of something else: the noun before it is that."""

_CLASSES = frozenset({"category", "type", "status", "level", "tier", "class", "grade", "component"})
"""Heads of what only sorts the things that stand before them."""

MAKERS = frozenset(
    {"user", "author", "creator", "owner", "admin", "administrator", "staff", "moderator", "reviewer", "organizer"}
)
"""Who makes a thing, and is not whom it is about."""

_SET = frozenset({"user_preference", "app_setting"})
"""What somebody sets for himself or for all; what is set for a team or a household is another thing."""

_WHOSE = MAKERS | {"member", "account", "app", "application", "system", "site", "global", "general", "notification", "email", "privacy", "display", "language", "platform", "server", "customer"}  # fmt: skip

_DEEDS = ("ion", "ment", "ance", "ence", "al", "ing", "age", "ship", "ure", "ery", "tenance")


NAMED_BY_KIND = frozenset({"form", "banner", "template", "letter", "pass", "appointment", "newsletter", "campaign"})  # fmt: skip
"""Things before which a noun says of which kind they are: intake forms, promo banners."""


def compound(choice: Choice, mention: Mention, catalogue: Catalogue) -> Choice:
    """Return a choice under its own name where what stands before its head makes another thing of it."""
    if mention.kind is not None and mention.kind in word_class("recurrent"):
        return _recurring(choice, mention)
    choice = _by_head(choice, mention)
    if choice.concept is None:
        classed = mention.kind is not None and not mention.modifiers and mention.part == "core"
        return replace(choice, words=f"{mention.kind} {choice.words}") if classed else choice
    set_for = (
        choice.concept in _SET and bool(mention.modifiers) and _has_settings(mention.modifiers[-1], choice, catalogue)
    )
    if set_for or _is_another(choice, mention, catalogue):
        kind = "settings" if set_for else str(table_of_words("heads")[choice.words])
        return Choice(choice.words, None, mention.modifiers, archetype=kind, weight=choice.weight)
    if mention.kind is not None and not mention.modifiers and mention.part == "core" and " " not in choice.words:
        return replace(choice, called=f"{mention.kind} {_head(choice, catalogue)}", prefixed=True)
    if mention.modifiers and (choice.words in word_class("prefixed") or _names_another(choice, mention, catalogue)):
        own = mention.modifiers if choice.words == "integration" else mention.modifiers[-1:]
        return replace(choice, called=" ".join((*own, _head(choice, catalogue))), prefixed=True)
    return choice


def _has_settings(whose: str, choice: Choice, catalogue: Catalogue) -> bool:
    """Tell whether settings are those of a thing, and no settings of the application of some kind ("branding settings")."""
    thing = whose in catalogue.words or whose in word_class("tenancy") | word_class("organisations")
    return whose not in _WHOSE and (thing or choice.concept == "user_preference")


def _by_head(choice: Choice, mention: Mention) -> Choice:
    """Return a choice as its head is meant here: an activity that people take part in, a link that leads somewhere."""
    if choice.words == "point" and mention.modifiers and mention.modifiers[-1] not in _COUNTED:
        choice = replace(choice, archetype="thing")
    if choice.words == "activity" and choice.concept is None and mention.plural and not mention.modifiers:
        choice = replace(choice, archetype="thing")  # what people take part in, and no log of what they did
    if choice.words == "collaboration" and choice.concept is None:
        choice = replace(choice, words="collaborator")  # of which each row is one
    if (
        choice.words == "link"
        and choice.archetype == "relation"
        and mention.modifiers[-1:]
        and mention.modifiers[-1].endswith("ing")
    ):
        choice = replace(choice, archetype="thing")  # a trending link leads somewhere, and joins nothing
    if choice.words == "sharing":
        choice = replace(choice, words="share")
    if choice.words == "log" and mention.modifiers and not set(mention.modifiers) & word_class("machine_logs"):
        choice = replace(choice, archetype="journal")
    return choice


def _head(choice: Choice, catalogue: Catalogue) -> str:
    """Return the head of a compound; of a doing it is what comes of it ("message muting": mutes)."""
    usual = catalogue.entry(str(choice.concept)).words[0].split()[-1]
    return usual if choice.words.endswith("ing") and usual[:3] == choice.words[:3] else choice.words


def says_how(modifier: str) -> bool:
    """Tell whether a word with a hyphen is an adjective ("multi-tenant", "low-stock") and no noun ("check-in", "e-bike")."""
    return "-" in modifier and re.fullmatch(r"[a-z]-[a-z]+|.*-(?:up|in|out|off|down|back|over|on)", modifier) is None


_RATHER_NOUNS = frozenset({"group", "report", "request", "message", "test", "study", "class", "contract", "price", "stock", "game", "email", "value"})  # fmt: skip
"""Words that at the start of a brief are rather nouns than verbs."""

_RATHER_VERBS = frozenset({"plan", "store", "track", "host", "label", "list", "schedule", "view"})
"""Words that there are rather verbs ("plan shifts")."""

_OF_THE_SYSTEM = frozenset({"webhook", "settings", "transfer"})
"""Archetypes of what the system itself has for all of its things: the noun before says for which events."""


def _is_row(words: str, concept: str, entry: Entry) -> bool:
    """Tell whether an entry's word is one for its rows: a guest list is made of them."""
    heads = [concept.split("_")[-1], entry.words[0].split()[-1]]
    return " " not in words or words.split()[-1] in heads


def _names_another(choice: Choice, mention: Mention, catalogue: Catalogue) -> bool:
    """Tell whether the noun before a known thing makes a kind of its own of it ("asset reminders"), with a table of that name.

    Whom or what every one of them is of anyway, and who keeps things apart, says nothing new: a project's tasks are tasks.
    """
    before = mention.modifiers[-1]
    name = catalogue.words.get(before, snake(before))
    entry = catalogue.entry(str(choice.concept))
    if mention.part != "core" or entry.singleton or before in word_class("tenancy") or is_technical(before):
        return False
    joined = choice.words == "integration" and len(mention.modifiers) > 1  # "fuel provider integrations"
    if (set(entry.archetypes[:1]) & _OF_THE_SYSTEM and not joined) or not _is_row(
        choice.words, str(choice.concept), entry
    ):
        return False
    begins = mention.position == 0 and mention.verb is None and mention.after is None
    verbs = (word_class("acting") - word_class("places") - _RATHER_NOUNS) | _RATHER_VERBS if begins else frozenset()
    if before in word_class("adjectives") | verbs or says_how(before) or before in str(choice.concept).split("_"):
        return False
    keys = [parse_parent(parent) for parent in entry.parents]
    whose = {text for key in keys for text in (key.target, key.column.removesuffix("_id"))}
    if before in MAKERS:
        return False
    own = before in table_of_words("actors") and whose & (set(table_of_words("actors")) - MAKERS)
    return not own and not {name, snake(before)} & whose and choice.words.split()[-1] == mention.words.split()[-1]


_COUNTED = frozenset({"loyalty", "reward", "bonus", "karma", "reputation", "experience", "credit", "user", "member"})
"""What points are given for; any other point is a place."""


def _recurring(choice: Choice, mention: Mention) -> Choice:
    """Return what makes one of the things again and again; it has what they have, and a schedule."""
    like = choice.concept or (choice.archetype if choice.archetype != "thing" else None)
    words = " ".join((str(mention.kind), *mention.modifiers, mention.words))
    return Choice(words, None, (), archetype="recurring", like=like, weight=choice.weight)


def _is_another(choice: Choice, mention: Mention, catalogue: Catalogue) -> bool:
    """Tell whether an entry is known by its head alone, and the noun before it is nothing that the entry is of."""
    if choice.words not in word_class("split") or not mention.modifiers:
        return False
    before = mention.modifiers[-1]
    known = before in catalogue.words or before in table_of_words("actors") or says_how(before)
    return not known and before not in word_class("splitting") and choice.words in table_of_words("heads")


def belongs(choice: Choice, modifier: str, catalogue: Catalogue) -> bool:
    """Tell whether the noun before a thing is what the thing is of, and no mere kind of it ("piggy banks")."""
    if (choice.concept is None or choice.prefixed) and choice.words.split()[-1] in _CLASSES:
        return False
    if choice.concept is None and _is_figure(modifier):
        return False
    if choice.concept is not None or modifier in catalogue or modifier in catalogue.words:
        return True
    if modifier.endswith("ing"):
        return False
    if modifier in table_of_words("actors") or choice.about is not None or choice.of is not None:
        return True
    head = singular(choice.words.split()[-1])
    deed = head not in _NO_DEEDS and (head.endswith(_DEEDS) or head in word_class("acting"))
    return choice.archetype in HANGING or (choice.archetype == "thing" and deed)


_NO_DEEDS = frozenset({"licence", "license", "test", "audience", "conference", "residence", "science", "sentence", "goal", "meal", "animal", "journal", "medal", "picture", "furniture", "feature", "village", "page", "station", "gallery", "battery", "question", "ring", "string", "building"})  # fmt: skip
"""Nouns that end as those for deeds do."""


def _is_figure(modifier: str) -> bool:
    """Tell whether a noun stands for a number that things have: a price history is of no price."""
    known = attribute(modifier)
    return known is not None and known.kind.rstrip("?") in ("money", "percent", "decimal", "count", "integer")


def is_technical(phrase: str) -> bool:
    """Tell whether a noun phrase stands for a technique or a part of a screen."""
    words = phrase.replace("_", " ").split()
    return any(" ".join(words[-length:]) in word_class("technical") for length in (1, 2)) if words else False
