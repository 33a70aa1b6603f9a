"""Takes what a title, a heading or a brief of nothing but names says that the feature is about."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.alterations import known_mention
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice, known_choice, unknown_choice
from draftspec.drafters.builtin.compounds import is_technical
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.lexicon import is_rather_verb
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import singular, word_class

_ADDED = re.compile(
    r"(?:please |we need |i want |let'?s )?(?:to )?(?:(?:add|create|implement|build|introduce|support|manage|track|store|list|crud|new|basic|simple|own|some|the|a|an|for|of|:) )*(?P<noun>[a-z]+(?: [a-z]+){0,2}?)(?: (?:management|module|feature|functionality|crud|api|support|administration|section|page))?",
    re.I,
)
"""A brief that is nothing but the name of what is to be kept, with or without a verb before it."""


def with_title(chosen: list[Choice], reading: Reading) -> list[Choice]:
    """What a first line or sentence is nothing but the name of is the main thing, whatever is said behind it."""
    title, body = [*re.split(r"(?<=[a-z])\. |\n", reading.spoken.strip(), maxsplit=1), ""][:2]
    named = outright_named(reading, title) if body and title else ()
    heads = {choice.words.split()[-1] for choice in chosen}
    plain = (
        c
        for c in named
        if c.words not in heads and not is_technical(c.words) and not set(c.modifiers) & word_class("prepositions")
    )
    return [*(c for c in plain if c.words.split()[-1] not in _OF_THE_WORK), *chosen]


_OF_THE_WORK = frozenset({"table", "update", "command", "feature", "improvement", "enhancement", "fix"})
"""What a first line names of the work itself and not of the feature ("database tables", "many updates")."""


def outright_named(reading: Reading, text: str | None = None) -> tuple[Choice, ...]:
    """Return what a brief of nothing but nouns in the plural names ("customers", "add board members and managers"): common words are things here."""
    said = _WHICH.sub("", (reading.spoken if text is None else text).strip(" .!"))
    named = [_one_named(part, reading) for part in re.split(r",? and |, ", said)]
    return tuple(choice for choice in named if choice is not None) if None not in named else ()


_WHICH = re.compile(r"(?<=s) (?:that|which) (?:an? |the )?[a-z]+ [a-z]+$", re.I)
"""Who does what with the things that a brief names ("statuses that admins configure")."""


def _one_named(said: str, reading: Reading) -> Choice | None:
    """Return what a part of a brief names, where it is nothing but a noun in the plural."""
    found = _ADDED.fullmatch(said)
    words = found["noun"].lower().split() if found is not None else []
    head = singular(words[-1]) if words else ""
    if (
        words[:1] in (["our"], ["my"])
        or any(act.person and act.subject in words for act in reading.acts)
        or _is_told(words)
    ):
        return None  # "admins invite members": somebody does something
    if not words or head == words[-1] or head in word_class("chores") or {words[-1], head} & word_class("appearance"):
        return None
    if set(words) & word_class("prepositions"):
        return None
    named = unknown_choice(head, tuple(words[:-1]))
    return replace(named, archetype="person") if is_person(head) and named.archetype == "thing" else named


def _is_told(words: list[str]) -> bool:
    """Tell whether words begin with people in the plural and a verb of theirs, so that they name no thing."""
    return (
        len(words) > 2
        and is_person(singular(words[0]))
        and singular(words[0]) != words[0]
        and words[1] in word_class("acting")
    )


_HEADING = re.compile(r"(?P<name>[A-Za-z][a-z-]+(?: [A-Za-z][a-z-]+){0,2}): (?=\S)")
"""What stands before the first colon of a brief, where it is nothing but a name."""

_DEFINED = re.compile(
    r"(?P<name>[A-Z][a-z-]+(?: [A-Za-z][a-z-]+){0,2}) (?:are (?![a-z]+ed\b)|represent |allow |let |enable |help |make (?:it |[a-z]+ easy )|to (?:automatically |manually )?(?P<verb>[a-z]+) )"
)
"""What a first sentence says what it is or does ("Recipe actions are …", "Automation rules allow …", "Rules to match …")."""


def heading_of(reading: Reading, catalogue: Catalogue) -> Choice | None:
    """Return the thing that a brief names in the plural before its first colon ("References: show which pages …")."""
    found = None if reading.foreign else _HEADING.match(reading.spoken)
    return _named_by(found["name"].lower().split(), reading, catalogue) if found is not None else None


def second_of(reading: Reading, catalogue: Catalogue) -> Choice | None:
    """Return the second thing of a heading that names two in the plural ("Consumables and accessories: …")."""
    found = None if reading.foreign else _HEADING.match(reading.spoken)
    first, both, second = found["name"].lower().partition(" and ") if found is not None else ("", "", "")
    several = bool(both) and singular(first.split()[-1]) != first.split()[-1] and second not in _ONE_NAME
    return _named_by(second.split(), reading, catalogue) if several else None


_ONE_NAME = frozenset({"conditions", "answers", "regulations", "controls", "facilities"})
"""The second half of names that mean one thing ("terms and conditions")."""


def defined_by(reading: Reading, catalogue: Catalogue) -> Choice | None:
    """Return the thing in the plural of which the first sentence says what it is or does."""
    found = None if reading.foreign else _DEFINED.match(reading.text)
    if found is None or (found["verb"] and not _is_done(found["verb"])):
        return None
    words = found["name"].lower().split()
    somebody = words[0] in ("our", "my", "we", "their") or singular(words[-1]) in ("want", "need", "like", "wish")
    return None if somebody or words[0] in word_class("making") else _named_by(words, reading, catalogue)


def _is_done(verb: str) -> bool:
    return verb in word_class("acting") | word_class("making") or is_rather_verb(verb)


def _named_by(words: list[str], reading: Reading, catalogue: Catalogue) -> Choice | None:
    added = len(words) > 1 and words[0] in ("add", "added", "create", "implement", "introduce", "support", "manage")
    words = words[1:] if added else words
    words = words[
        : next((at for at, word in enumerate(words) if at and word in {"and", *word_class("prepositions")}), len(words))
    ]
    head = singular(words[-1])
    if head == words[-1] or head in word_class("chores") | word_class("appearance") | _OF_THE_WORK or is_person(head):
        return None
    again = len(re.findall(rf"\b{words[-1]}\b", reading.spoken, re.I)) > 1
    if len(words) == 1 and head in word_class("generic") and not ((added or again) and head in word_class("things")):
        return None
    phrase = " ".join([*words[:-1], head])
    if phrase in catalogue.words:
        return known_choice(phrase, catalogue.words[phrase], (), catalogue)
    said = next((m for m in reading.clauses[0].mentions if phrase in (m.phrase, m.words)), None)
    if said is not None and said.concept is not None:
        return known_mention(said, catalogue)
    return None if is_technical(phrase) or head in _SCREENS else unknown_choice(head, tuple(words[:-1]))


_SCREENS = frozenset({"page", "screen", "view", "tab", "menu", "form"})
"""What a heading names of how something is shown, and no rows."""


def with_defined(chosen: list[Choice], defined: Choice | None, reading: Reading) -> list[Choice]:
    """Return the choices led by what the first sentence defines, without what that sentence only says of it."""
    if defined is None:
        return chosen
    told = {m.concept or m.words for m in reading.clauses[0].mentions}
    own = next((c for c in chosen if c.words.split()[-1] == defined.words.split()[-1]), defined)
    return [own, *(c for c in chosen if c is not own and c.name not in told)]


_TOLD = frozenset({"report", "submit", "raise", "file", "post"})
"""What somebody does to bring about what the heading names ("Issues: drivers report a problem")."""


def without_told_again(chosen: list[Choice], headed: Choice | None, reading: Reading) -> list[Choice]:
    """Return the choices without what a sentence calls the things of the heading."""
    if headed is None or not chosen or chosen[0].words != headed.words:
        return chosen
    again = {act.objects.phrases[0] for act in reading.acts[:1] if act.verb in _TOLD and act.objects.phrases}
    return [c for c in chosen if c.concept is not None or c.phrase not in again]


def with_heading(chosen: list[Choice], headed: Choice | None) -> list[Choice]:
    """Return the choices with what the heading names, unless it is one of them; one that a sentence made goes by its name."""
    if headed is None or any(headed.words.split()[-1] in (*c.phrase.split(), c.concept, c.called) for c in chosen):
        return chosen
    made = [c for c in chosen if c.concept is None]
    if len(chosen) == 1 and (made or chosen[0].weight <= 0.0):
        return [headed]
    return [headed, *chosen]
