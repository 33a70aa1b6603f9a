"""Briefs that only change something that is there: an attribute for tasks, somebody's own nickname."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.alterations import ALTERATIONS, known_mention, thing_of, unknown_mention, with_method
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice, known_choice
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.changing import find_change
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.words import singular, table_of_words, word_class


def changed_thing(reading: Reading, catalogue: Catalogue) -> Choice | None:
    """Read "add a due date to tasks": an attribute for something that is there, and no thing of its own."""
    mentions = [m for clause in reading.clauses for m in clause.mentions if m.part != "actor"]
    cores = [m for m in mentions if m.part == "core"]
    targets = [m for m in mentions if m.part == "context" and m.after in ("to", "on", "for", "of", "in")]
    plain = all(core.concept is None and attribute(core.spoken) is not None for core in cores)
    verbs = table_of_words("nominal")
    voiced = table_of_words("voiced")
    made = any(a.person and (a.verb in verbs or (a.verb in voiced and a.objects.behind)) for a in reading.acts)
    kinds = any(is_list_of_kinds(core) for core in cores)
    told = bool(cores) and cores[0].plural and (cores[0].words in _GIVEN or _WHICH.match(reading.spoken) is not None)
    if made or told or not targets or not cores or not plain or mentions[0] is not cores[0] or are_kept(cores[0]):
        return None
    if kinds and targets[0].after == "for":
        return None
    target = targets[0]
    return replace(
        known_mention(target, catalogue) if target.concept is not None else unknown_mention(target, catalogue),
        there=True,
    )


_GIVEN = frozenset({"rating", "signature", "answer", "question"})
"""Attributes that in the plural are rows, of which somebody gives each."""

_WHICH = re.compile(r"(?:[a-z-]+ ){0,2}[a-z-]+s (?:that|which) ", re.I)
"""The beginning of a brief that says which things it is about ("permission sets that can be assigned")."""


def are_kept(mention: Mention) -> bool:
    """Tell whether what may be an attribute is a list of rows ("manage semantic links for variants")."""
    head = mention.words.split()[-1] in table_of_words("heads")
    named = bool(mention.modifiers) or mention.kind is not None
    return (
        head and named and mention.plural and mention.verb in ("manage", "create", "store", "make", "record", "define")
    )


_OF_KINDS = frozenset({"hour", "type", "rate", "category", "level", "status", "kind", "reason"})


def is_list_of_kinds(mention: Mention) -> bool:
    """Tell whether an attribute in the plural, with a noun before it, is a list of its own ("property types for foods")."""
    return mention.plural and " " in mention.spoken and mention.spoken.split()[-1] in _OF_KINDS


def own_attributes(reading: Reading) -> Choice | None:
    """Read "users can change their nickname": an attribute of whoever does it, and nothing else is spoken of."""
    acts = [act for act in reading.acts if act.person and act.verb not in ("see", "view", "show")]
    plain = all(a.objects.possessed and a.verb in _CHANGING and _attributes_only(a.objects.phrases) for a in acts)
    if not acts or not plain or any(m.concept for c in reading.clauses for m in c.mentions if m.part != "actor"):
        return None
    return Choice(words=acts[0].subject.rpartition(" ")[2], there=True)


_CHANGING = word_class("altering") | word_class("removing") | {"upload", "choose", "hide", "add", "verify", "confirm"}


def _attributes_only(phrases: tuple[str, ...]) -> bool:
    return bool(phrases) and all(attribute(phrase) is not None for phrase in phrases)


_VIEWED = re.compile(r"(?:view|list|browse)\b", re.I)
"""Verbs whose objects are rows rather than a figure beside other rows."""


def _names_rows(detail: str, catalogue: Catalogue) -> bool:
    """Tell whether what is to be seen is rows of their own ("view sessions of customers"), and no figure."""
    head = detail.split()[-1] if detail else ""
    return singular(head) != head and singular(head) in catalogue.words


def _named_custom(detail: str) -> str:
    return f"custom {' '.join(singular(word) for word in detail.partition(' with ')[0].split())}"


def requested_change(reading: Reading, catalogue: Catalogue) -> tuple[Choice, ...]:
    """Return what a brief that asks for a change makes it to, or nothing where it describes something new."""
    request = None if reading.foreign else find_change(reading.spoken)
    if request is None or (request.thing in catalogue.words and catalogue.words.get(reading.spoken.lower())):
        return ()
    rows = request.kind == "show" and _VIEWED.match(reading.spoken) and _names_rows(request.detail, catalogue)
    if rows or (request.kind == "custom" and _named_custom(request.detail) in catalogue.words):
        return ()
    if request.kind == "method":
        return with_method(request, catalogue)
    choice = thing_of(request.thing, catalogue)
    if choice is None:
        return ()
    change = ALTERATIONS[request.kind](request, choice, catalogue)
    if change is None:
        return ()
    export = known_choice("data export", "data_export", (), catalogue) if request.detail == "export" else None
    changed = replace(choice, there=True, change=change)
    return (export, changed) if export is not None else (changed,)
