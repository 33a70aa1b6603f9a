"""Gives what is made of several things rows that say which: a rental of one or more tools has one for each tool.

Where an entry has a single key to the thing, the rows take its place; what the entry rules for that key goes, and what kept two
from having the same thing at once is said of the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.closed_lists import without_columns
from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.entries import Answer, Entry, RuleEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, singular, snake, table_of_words, word_class

_SEVERAL = r"(?:one or (?:more|several|many)|at least one|several|multiple|many|two or more|any number of|more than one|different|up to (?:\d+|two|three|four|five|six|ten))"
_LINES = re.compile(
    rf"\b(?P<whole>[a-z]+(?: [a-z]+)?)(?: (?:for|of|by) (?:an?|the|each|one|its) [a-z]+)?(?: (?:can|may|must|should))? "
    rf"(?:with|of|for|containing|contains?|covers?|covering|has|have|having|includes?|including|holds?|consists of|made up of) "
    rf"{_SEVERAL} (?:[a-z]+ )??(?P<part>[a-z]+s)\b(?= ?(?:$|[.,;:)\n]|and\b|or\b|for\b|at\b|in\b|from\b|to\b|per\b|with\b|each\b))",
    re.I,
)
_MADE_UP = (("schedule",), ("document",), ("loan",), ("lending",), ("placing",), ("agreement",), ("transit",), ("gift",), ("payment",))  # fmt: skip
"""Archetypes of what is arranged about things that are there before and after it."""
_ARRANGED = frozenset({"rental", "booking", "order", "loan", "reservation", "hire", "delivery", "request", "shipment", "invoice", "quote", "offer", "visit", "appointment", "purchase", "sale", "checkout", "return", "transfer", "pickup", "contract", "agreement", "hamper", "package", "bundle", "kit", "set", "lease", "event", "treatment", "repair", "job", "consignment", "collection", "tour", "inspection"})  # fmt: skip
_ITS_OWN = frozenset({"item", "line", "position", "section", "step", "page", "question", "stop", "entry", "payment", "instalment", "installment", "photo", "picture", "image", "file", "document", "attachment", "comment", "note", "tag", "label", "date", "time", "day", "week", "month", "hour", "value", "option", "reason", "change", "part", "task", "message", "email", "address", "number", "way", "state", "status", "stage", "copy", "person", "place"})  # fmt: skip
"""What is of one thing alone and has no life beside it, or no row at all."""


@dataclass(frozen=True)
class Lines:
    """That one of a thing is of several others."""

    whole: Resource
    part: str


def with_several(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Return the resources with rows for what the brief says that one of them is of several of."""
    for lines in _found(resources, reading) if not reading.foreign else ():
        resources = _with_lines(resources, lines, reading, catalogue)
    return resources


def without_keys_back(resources: list[Resource]) -> list[Resource]:
    """Return the resources without a key from a thing to what is of several of them: the rows between the two say that."""
    pairs = [tuple(p.target for p in r.parents) for r in resources if _says_which(r)]
    return [_without_targets(r, {ends[0] for ends in pairs if ends[-1] == r.table}) for r in resources]


def _says_which(resource: Resource) -> bool:
    keys = ", ".join(parent.column for parent in resource.parents)
    return resource.entry.archetypes == ("line",) and resource.entry.unique == (keys,)


def _without_targets(resource: Resource, tables: set[str]) -> Resource:
    kept = tuple(p for p in resource.parents if p.target not in tables)
    columns = {p.column for p in kept}
    return replace(resource, parents=kept, under=resource.under if resource.under in columns else None)


def _found(resources: list[Resource], reading: Reading) -> Iterator[Lines]:
    for found in _LINES.finditer(reading.spoken):
        head, part = singular(found["whole"].lower().split()[-1]), singular(found["part"].lower())
        whole = next((r for r in resources if r.one.split()[-1] == head or r.name.split("_")[-1] == head), None)
        if whole is not None and _is_arranged(whole, head) and _is_there_before(part):
            yield Lines(whole, part)


def _is_arranged(whole: Resource, head: str) -> bool:
    return not whole.there and (whole.entry.archetypes[:1] in _MADE_UP or head in _ARRANGED)


def _is_there_before(part: str) -> bool:
    """Tell whether a thing is one that is there before something is arranged about it."""
    nothing = _ITS_OWN | (word_class("generic") - {"tool"}) | word_class("masses") | word_class("remarks")
    return part not in nothing and not is_person(part) and attribute(part) is None


def _with_lines(resources: list[Resource], lines: Lines, reading: Reading, catalogue: Catalogue) -> list[Resource]:
    whole = next(r for r in resources if r.name == lines.whole.name)
    target = catalogue.words.get(lines.part, snake(lines.part))
    others = [r for r in resources if r is not whole and "line" not in r.entry.archetypes]
    built = next((r for r in others if _is_called(r, lines.part, catalogue) or r.name == target), None)
    target = built.name if built is not None else target
    if any(_is_row_of(r, whole, target) for r in resources):
        return resources
    key = ParentLine(target, f"{snake(lines.part)}_id", nullable=False, on_delete="RESTRICT")
    guess = single_key(whole, target, reading, catalogue)
    rows = next((r for r in resources if _holds(r, whole)), None)
    bare = _without_key(whole, guess) if guess is not None else whole
    fresh = _pointing(rows, key, reading, catalogue) if rows is not None else _row(bare, lines.part, key, whole, guess)
    kept = [_not_below(r, built, whole) for r in resources if r is not rows]
    at = next(i for i, r in enumerate(kept) if r.name == whole.name)
    return [*kept[:at], bare, fresh, *kept[at + 1 :]]


def _is_called(resource: Resource, part: str, catalogue: Catalogue) -> bool:
    """Tell whether a thing is what a noun says: by its own words, or by those of its entry (rooms are bookable resources)."""
    if resource.one.split()[-1] == part:
        return True
    return resource.name in catalogue and any(word.split()[-1] == part for word in catalogue.entry(resource.name).words)


def _not_below(resource: Resource, part: Resource | None, whole: Resource) -> Resource:
    """Return a thing without its key to what is of several of them: a tool is of no one rental."""
    mine = part is not None and resource.name == part.name
    return _without_targets(resource, {whole.name, whole.table}) if mine else resource


def _is_row_of(resource: Resource, whole: Resource, target: str) -> bool:
    return {whole.name, target} <= {parent.target for parent in resource.parents}


def _holds(resource: Resource, whole: Resource) -> bool:
    """Tell whether a thing is the lines of another one already."""
    return "line" in resource.entry.archetypes and any(parent.target == whole.name for parent in resource.parents)


def single_key(whole: Resource, target: str, reading: Reading, catalogue: Catalogue) -> ParentLine | None:
    """Return the key of a thing to the one other that its entry thinks it is about."""
    named = next((p for p in whole.parents if p.target == target), None)
    guesses = [p for p in whole.parents if not p.nullable and _is_unspoken(p.target, reading, catalogue)]
    return named or (guesses[0] if len(guesses) == 1 else None)


def _is_unspoken(target: str, reading: Reading, catalogue: Catalogue) -> bool:
    if target == "user" or target in table_of_words("actors") or target == reading.tenant:
        return False
    words = catalogue.entry(target).words if target in catalogue else (target.replace("_", " "),)
    return not any(re.search(rf"\b{re.escape(word)}", reading.text, re.I) for word in words)


def _without_key(whole: Resource, key: ParentLine) -> Resource:
    entry = without_columns(whole.entry, {key.column})
    said = {"exclude": _without(entry.exclude, key.column), "unique": _without(entry.unique, key.column)}
    said["parents"] = tuple(p for p in entry.parents if p.split()[0].rstrip("?") != key.target)
    parents = tuple(p for p in whole.parents if p is not key)
    under = None if whole.under == key.column else whole.under
    return replace(whole, parents=parents, under=under, of=None, entry=entry.model_copy(update=said))


def _without(texts: tuple[str, ...], column: str) -> tuple[str, ...]:
    return tuple(text for text in texts if re.search(rf"\b{column}\b", text) is None)


def _pointing(rows: Resource, key: ParentLine, reading: Reading, catalogue: Catalogue) -> Resource:
    """Return the lines that a thing has with a key to what they are of, in the place of what their entry guesses."""
    guess = next(
        (
            p
            for p in rows.parents
            if not p.nullable and p.column != rows.under and _is_unspoken(p.target, reading, catalogue)
        ),
        None,
    )
    return replace(
        _without_key(rows, guess) if guess else rows, parents=(*(p for p in rows.parents if p is not guess), key)
    )


def _row(whole: Resource, part: str, key: ParentLine, before: Resource, guess: ParentLine | None) -> Resource:
    """Return the rows that say which things one is of."""
    one = f"{whole.one} item"
    table = snake(plural(one))
    mine = ParentLine(whole.name, f"{snake(whole.one)}_id", nullable=False, on_delete="CASCADE")
    spans = [text for text in before.entry.exclude if guess is not None and text.startswith(f"{guess.column} during")]
    entry = Entry(
        words=(one,),
        archetypes=("line",),
        purpose=f"One {part} of {{parent}}.".replace("{parent}", f"one {whole.one}"),
        unique=(f"{mine.column}, {key.column}",),
        standard=("list", "create", "delete"),
        rules=(_rule(whole, part, key, before),) if spans else (),
    )
    return Resource(
        name=snake(one),
        table=table[:50].rstrip("_"),
        one=one,
        many=plural(one),
        entry=entry,
        columns=(),
        parents=(mine, key),
        owner=None,
        under=mine.column,
        states=(),
        verbs={},
        standard=("list", "create", "delete"),
        beside=frozenset({key.column}),
    )


def _rule(whole: Resource, part: str, key: ParentLine, before: Resource) -> RuleEntry:
    """Say of the rows what an exclusion said of the single key: nothing is in two of them at once."""
    ended = [state for state in before.states if any(f"'{state}'" in text for text in before.entry.exclude)]
    open_ones = f" that is not {' or '.join(f'`{state}`' for state in ended)}" if ended else ""
    return RuleEntry(
        name=f"A {part} is in one {whole.one} at a time",
        description=f"No two {whole.many} with overlapping spans hold the same {part}; a {whole.one}{open_ones} counts.",
        implementation=f"The row of the {part} is locked with `SELECT … FOR UPDATE` before the {whole.one} item is inserted, then the spans of "
        f"its other {whole.many} are compared.",
        edge_cases=(
            f"Two clerks add the same {part} at the same moment: the second one waits for the lock and is refused.",
        ),
        validation="The look for an overlap after the lock, in the same transaction.",
        about=(key.column,),
        answer=Answer(
            status=409,
            code=f"{snake(part).upper()}_TAKEN",
            when=f"the {part} is in another {whole.one.split()[-1]} at that time",
            message=f"This {part} is taken at that time.",
            at=("create",),
        ),
    )
