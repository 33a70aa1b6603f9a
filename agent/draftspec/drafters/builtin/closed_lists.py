"""A brief that lists the fields of a thing means these: what its entry would keep besides goes, with what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import Entry, RuleEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.words import singular, word_class
from draftspec.sections.base import Model

LISTED = 3
"""So many fields named at once are all that are wanted; two may be the two that came to mind."""

_OPEN = re.compile(r"\b(?:such as|including|e\.?g\b|for (?:example|instance)|like|etc|and (?:so on|more|others?|the like)|among others?|among other things|at least|typical|usual|as well as other)\b|…|\.\.\.", re.I)  # fmt: skip
"""Words by which a list says that it names examples."""

_SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)\.(?=\s|$)|[;\n?!]")

_END = 24
"""Characters by which the end of a clause is found in the brief."""

_FILLED = frozenset({"flag", "count", "rating", "choice"})
"""Kinds of columns that describe a row and begin with a default."""


def closed_list(clause: ReadClause, asked: list[ColumnLine], reading: Reading) -> tuple[str, ...]:
    """Return the fields of a thing that a clause lists as they are said, or nothing where it says that these are examples."""
    fields = {column.name for column in asked}
    items = _fields(clause)
    if len(fields) < LISTED and not (len(fields) == LISTED - 1 and len(items) >= LISTED):
        return ()
    if any(_OPEN.search(sentence) for sentence in _around(clause, reading)):
        return ()
    return (*items, *(name.replace("_", " ") for name in fields))


def _fields(clause: ReadClause) -> tuple[str, ...]:
    """Return the items of a clause's list up to where it goes on with something that is done ("with a name, and mark it")."""
    items = clause.listed if clause.strong else tuple(re.split(r",|\band\b", clause.text))
    verbs = {act.verb for act in clause.acts} | {mention.verb for mention in clause.mentions}
    plain = [item.split() for item in items if item.split()]
    end = next((at for at, words in enumerate(plain) if words[0].lower() in verbs), len(plain))
    return tuple(" ".join(words) for words in plain[:end])


def _around(clause: ReadClause, reading: Reading) -> Iterable[str]:
    """Return the sentences that a clause may stand in: those with its last words, or all."""
    said = _SENTENCE.split(reading.text)
    held = [sentence for sentence in said if clause.text[-_END:].lower() in sentence.lower()]
    return held or said


def with_closed_list(resource: Resource, others: list[Resource], reading: Reading) -> Resource:
    """Return a thing of which the brief lists the fields without its entry's other descriptions, and what hangs on them.

    A field that has no column yet may be one that the entry calls otherwise: then nothing goes.
    """
    items = [words for item in resource.listed if (words := _words(item))]
    held = [_words(name.replace("_", " ")) for name in _held(resource, others)]
    if not items or resource.there or not all(any(words & name for name in held) for words in items):
        return resource
    half = [words for words in items if not any(name and name <= words for name in held)]
    spoken = _words(reading.text)
    needed = _Needed(resource, others)
    dropped = {
        c.name
        for c in resource.columns
        if _describes(c) and c.name not in resource.asked and not _is_said(c.name, spoken, half) and not needed(c)
    }
    if not dropped:
        return resource
    kept = tuple(column for column in resource.columns if column.name not in dropped)
    return replace(resource, columns=kept, entry=without_columns(resource.entry, dropped))


def _held(resource: Resource, others: list[Resource]) -> Iterable[str]:
    """Yield the names under which the draft keeps something: columns, keys, other tables."""
    yield from (column.name for column in resource.columns)
    yield from (parent.column for parent in resource.parents)
    yield from (other.table for other in others)
    yield "status"


def _words(text: str) -> frozenset[str]:
    """Return the words of a text that say what something is, in the singular."""
    said = (singular(word) for word in re.findall(r"[a-z0-9]+", text.lower()))
    return frozenset(word for word in said if word not in _SMALL and not word.isdigit())


def _describes(column: ColumnLine) -> bool:
    """Tell whether a row does without a column: nobody has to give it, and no statement of the server fills it."""
    if column.flags & {"server", "unique", "hidden", "sent", "given", "once"} or column.sensitivity == "secret":
        return False
    if column.kind == "flag" and "filter" in column.flags:
        return False  # it switches a row on or off
    return (
        column.nullable or column.kind in ("flag", "count") or (column.default is not None and column.kind in _FILLED)
    )


def _is_said(name: str, spoken: frozenset[str], half: list[frozenset[str]]) -> bool:
    """Tell whether a brief says all of a column's name, or a field that no column is called quite as."""
    words = _words(name.replace("_", " "))
    return words <= spoken or any(words & field for field in half)


_SMALL = word_class("stop") | {"at", "on", "is", "has", "minute", "cent", "date", "time", "of", "per", "number", "id", "optional", "not", "or"}  # fmt: skip
"""Words that say nothing of what a field is: its form, and what joins words."""


class _Needed:
    """Whether a call, a job, a key or another thing needs a column."""

    def __init__(self, resource: Resource, others: list[Resource]) -> None:
        entry = resource.entry
        parts = (*resource.verbs.values(), *entry.jobs, *([entry.settings] if entry.settings else []))
        texts = [part.model_dump_json() for part in parts]
        texts += [*entry.unique, *entry.exclude, *entry.shows, *entry.finds, *entry.asks, *entry.supposes.values()]
        for other in others:
            own = {column.name for column in other.columns} | {"status"}
            spoken = re.findall(r"`([^`]*)`", other.entry.model_dump_json())
            texts += [code for code in spoken if code not in own]
        self._text = " ".join(texts)
        self._rules = entry.rules

    def __call__(self, column: ColumnLine) -> bool:
        if re.search(rf"(?<![a-z0-9_]){re.escape(column.name)}(?:_cents)?(?![a-z0-9_])", self._text):
            return True
        return any(_speaks(rule, {column.name}) and not _goes(rule, column) for rule in self._rules)


def _goes(rule: RuleEntry, column: ColumnLine) -> bool:
    """Tell whether a rule is only of what a row may say besides: it looks at what is written, and no other call asks it."""
    answer = rule.answer
    if not column.nullable:
        return False
    return answer is None or (set(answer.at) <= {"create", "update"} and not answer.below and not answer.above)


TEXTS = ("tests", "metrics", "alerts", "pitfalls", "risks", "bottlenecks", "security", "questions", "objectives", "stakeholders", "assumptions")  # fmt: skip
"""Lists of an entry whose items can be left out one by one."""


def without_columns(entry: Entry, names: set[str]) -> Entry:
    """Return an entry without the rules, tests and other texts that speak of some columns."""
    rules = tuple(rule for rule in entry.rules if not _speaks(rule, names))
    codes = {r.answer.code for r in entry.rules if r.answer} - {r.answer.code for r in rules if r.answer}
    told = {key: tuple(i for i in getattr(entry, key) if not _tells(i, names, codes)) for key in TEXTS}
    checks = tuple(check for check in entry.checks if not _names(check, names))
    return entry.model_copy(update={"rules": rules, "checks": checks, **told})


def _speaks(rule: RuleEntry, names: set[str]) -> bool:
    return not names.isdisjoint(rule.about) or _tells(rule, names, set())


def _tells(item: str | Model, names: set[str], codes: set[str]) -> bool:
    """Tell whether a text speaks of a column between backticks, by its words, or of an error."""
    text = item if isinstance(item, str) else item.model_dump_json()
    if any(re.search(rf"\b{re.escape(code)}\b", text) for code in codes):
        return True
    return _names(" ".join(re.findall(r"`[^`]*`", text)), names) or any(
        re.search(rf"\b{re.escape(name.replace('_', ' '))}\b", text, re.I) for name in names if "_" in name
    )


def _names(code: str, names: set[str]) -> bool:
    return any(re.search(rf"(?<![a-z0-9_]){re.escape(n)}(?:_cents)?(?![a-z0-9_])", code) for n in names)
