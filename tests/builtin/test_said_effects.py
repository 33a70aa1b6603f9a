"""What an entry says in words that a call or job does stands in fields as well, which bodies, matrix and tests read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from draftspec.drafters.builtin.catalogue import archetypes, concepts
from draftspec.drafters.builtin.columns import parse_columns
from draftspec.drafters.builtin.entries import Entry, JobEntry, RuleEntry, VerbEntry
from draftspec.drafters.builtin.reading.words import plural
from draftspec.drafters.builtin.resources import _complete

Problems = Iterator[str]

ANSWERING = re.compile(
    r"^(?:Returns (?:the|those|which|a) (?!.*\bto\b)|Answers with|Gives (?:the caller |a |an |another )(?:the )?"
    r"(?:short-lived )?(?:link|token)|Previews|Renders|Tells (?:what|for|how|whether))|without (?:saving|storing)"
)
COPYING = re.compile(r"^(?:Copies (?!now)|Makes (?:a copy|another one)|Queues a copy)|\bcopy of it\b")
FREEZING = re.compile(r"\bfreez|\bFixes (?:the|its)|\bare fixed\b")
DELETING = re.compile(
    r"^Deletes (?!files|stored bytes|the object)|\bdeletes (?:rows|views|runs) (?!of a former)(?:older|past|un)"
)
WRITTEN = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM) `?([a-z_]+)")
END_CLOSES = {"document", "moderation", "case", "claim", "schedule", "transfer", "performed"}


@cache
def entries() -> dict[str, Entry]:
    found = {name: _complete(concepts().entry(name)) for name in concepts()}
    return {**found, **{f"archetype {name}": archetypes().entry(name) for name in archetypes()}}


@cache
def by_table() -> dict[str, dict[str, str]]:
    """The entries of each table, with the first word for each."""
    tables: dict[str, dict[str, str]] = {}
    for name in concepts():
        entry = concepts().entry(name)
        table = entry.table or plural(name.replace("_", " ")).replace(" ", "_")
        tables.setdefault(table, {})[name] = entry.words[0]
    return tables


def own_effects(verb: VerbEntry) -> tuple[object, ...]:
    return (verb.to, verb.sets, verb.clears, verb.takes, verb.lines, verb.removes)


def others(entry: Entry) -> set[str]:
    """The entries whose rows its calls and jobs are said to write."""
    verbs = [{*verb.adds, *verb.changes, *verb.lines, *filter(None, [verb.makes])} for verb in entry.verbs.values()]
    standard = [set(names) for told in (entry.adds, entry.touches) for names in told.values()]
    return set().union(*verbs, *standard, *(set(job.adds) for job in entry.jobs))


def idle_verbs(entry: Entry) -> Problems:
    """A verb changes something, answers with something of its own or sets a job off."""
    for name, verb in entry.verbs.items():
        elsewhere = (verb.adds, verb.changes, verb.makes, verb.gives, verb.looks)
        if not any((*own_effects(verb), *elsewhere)) and not any(job.on == name for job in entry.jobs):
            yield f"{name} does nothing"


def silent_answers(entry: Entry) -> Problems:
    """A verb that says what it answers with has fields for it."""
    for name, verb in entry.verbs.items():
        if ANSWERING.search(verb.does) and not (verb.gives or verb.makes or verb.key):
            yield f"{name} answers with the row: {verb.does}"


def copies_without_a_row(entry: Entry) -> Problems:
    """A verb that makes a copy says of which entry the new row is."""
    for name, verb in entry.verbs.items():
        if COPYING.search(verb.does) and not (verb.makes or verb.adds):
            yield f"{name} makes no row: {verb.does}"


def untold_writes(entry: Entry) -> Problems:
    """A statement of a rule that writes another entry's table is told by a call or a job."""
    for rule in entry.rules:
        for table in WRITTEN.findall(rule.implementation):
            names = by_table().get(table, {})
            if names and entry.words[0] not in names.values() and not set(names) & others(entry):
                yield f"{rule.name} writes {table}"


def thawed_states(entry: Entry) -> Problems:
    """What a verb says to freeze is not changed in the state that it leads to."""
    refused = any(
        rule.answer is not None
        and "update" in {*rule.answer.at, *(at for ats in rule.answer.below.values() for at in ats)}
        for rule in entry.rules
    )
    left = {state for verb in entry.verbs.values() if verb.to not in verb.before for state in verb.before}
    ends = set(entry.states) - left if END_CLOSES & set(entry.archetypes[:1]) else set()
    for name, verb in entry.verbs.items():
        frozen = verb.to in {*entry.frozen.get("update", ()), *ends}
        if verb.to and FREEZING.search(verb.does) and "update" in (entry.standard or ()) and not (refused or frozen):
            yield f"{name} freezes nothing in {verb.to}"


def kept_rows(entry: Entry) -> Problems:
    """A job that says it deletes rows is marked so."""
    yield from (f"{job.name} deletes nothing" for job in entry.jobs if DELETING.search(job.does) and not job.deletes)


def unknown_names(entry: Entry) -> Problems:
    """Entries that are written, states that are frozen and calls of standard are there."""
    yield from (f"no entry {name}" for name in sorted({*others(entry), *entry.shown_from}) if name not in concepts())
    yield from (f"no state {one}" for told in entry.frozen.values() for one in told if one not in entry.states)
    calls = {*entry.frozen, *entry.adds, *entry.touches}
    yield from (f"no call {call}" for call in sorted(calls) if call not in (entry.standard or ()))


def shown_twice(entry: Entry) -> Problems:
    """What an entry shows beside its columns has no column's name."""
    columns = {line.name for line in parse_columns(entry.columns)} | ({"status"} if entry.states else set())
    yield from (f"{name} is a column" for name in entry.shows if name in columns)


LINTS: list[Callable[[Entry], Problems]] = [
    idle_verbs,
    silent_answers,
    copies_without_a_row,
    untold_writes,
    thawed_states,
    kept_rows,
    unknown_names,
    shown_twice,
]


@pytest.mark.parametrize("lint", LINTS)
def test_what_is_said_is_told(lint: Callable[[Entry], Problems]) -> None:
    found = [f"{name}: {problem}" for name, entry in entries().items() for problem in lint(entry)]
    assert found == []


def made(**parts: object) -> Entry:
    return Entry.model_validate(
        {"words": ("sketch",), "purpose": "A drawing.", "standard": ("list", "create", "update"), **parts}
    )


def doing(does: str, **parts: object) -> Entry:
    return made(states=("open", "held"), verbs={"hold": VerbEntry.model_validate({"does": does, **parts})})


def writing(statement: str) -> Entry:
    rule = RuleEntry(name="Kept", description="It is kept.", implementation=statement, validation="A row.")
    return made(rules=(rule,))


SWEEP = JobEntry(name="sweep", schedule="daily", does="Deletes old rows.", failure="Next day.", watch="Rows.")


@pytest.mark.parametrize(
    ("lint", "entry", "problem"),
    [
        (idle_verbs, doing("Holds it."), "hold does nothing"),
        (
            silent_answers,
            doing("Gives a short-lived link to it."),
            "hold answers with the row: Gives a short-lived link to it.",
        ),
        (copies_without_a_row, doing("Copies it.", sets=("held_at",)), "hold makes no row: Copies it."),
        (untold_writes, writing("`UPDATE channels SET name = 'x'` in the transaction."), "Kept writes channels"),
        (thawed_states, doing("Fixes the lines.", before=("open",), to="held"), "hold freezes nothing in held"),
        (kept_rows, made(jobs=(SWEEP,)), "sweep deletes nothing"),
        (unknown_names, made(adds={"create": ("no_such_thing",)}), "no entry no_such_thing"),
        (unknown_names, made(states=("open",), frozen={"update": ("shut",)}), "no state shut"),
        (unknown_names, made(states=("open",), frozen={"delete": ("open",)}), "no call delete"),
        (shown_twice, made(columns="size name", shows={"size": "string L"}), "size is a column"),
    ],
)
def test_a_seeded_fault_is_found(lint: Callable[[Entry], Problems], entry: Entry, problem: str) -> None:
    assert list(lint(entry)) == [problem]
