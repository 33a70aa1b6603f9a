"""A value that the brief puts between two numbers ("a score from 1 to 5") is a column of what it is a value of, with a CHECK."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine, parse_columns
from draftspec.drafters.builtin.entries import Answer, RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.bounds import Bound, find_bounds
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import table_of_words

RANGE = re.compile(r"`[a-z_]+` from (\d+) to (\d+)$")
"""What the rule about the bounds of a value is called."""
_RATED = frozenset({"rating", "score", "star", "grade", "mark", "point"})
"""What a rating goes by."""
_MADE = frozenset(map(str, table_of_words("nominal").values())) | {
    "feedback", "evaluation", "assessment", "report", "answer", "response", "comment", "survey", "check", "test", "record", "inspection",
    "judgement", "opinion", "reading", "measurement", "visit", "log",
}  # fmt: skip
"""Things that somebody makes of another one: a value behind "with" is theirs, and not that of the other one."""
_TEXTS = frozenset({"text", "title"})
_NUMBERS = frozenset({"integer", "quantity", "count", "decimal", "rating", "position", "text", "name", "bigint"})


def with_bounds(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things, each value that the brief puts between two numbers at the thing that it is a value of."""
    built = [resource for resource in resources if not resource.there]
    for bound in () if reading.foreign or not built else find_bounds(reading.spoken):
        named = (r for r in built if r.one.split()[-1] == bound.what.rstrip("s"))
        if any(_column(resource, bound) is None for resource in named):
            continue  # what has a table of its own is no value
        target = next(r for r in resources if r.name == _target(built, bound).name)
        column = _column(target, bound)
        if column is not None and column.kind not in _NUMBERS:
            continue  # its entry gives it values of its own
        resources = [_bounded(r, column, bound) if r is target else _without(r, target, bound) for r in resources]
    return resources


def bounded(fact: NumberFact, resources: tuple[Resource, ...]) -> bool:
    """Tell whether a number is the end of a range that a thing keeps to."""
    if fact.kind not in ("least", "most", "count", "duration") or not (
        fact.unit in ("", "year") or fact.is_size or fact.unit in _RATED
    ):
        return False
    found = (RANGE.match(rule.name) for resource in resources for rule in resource.entry.rules)
    return any(match is not None and fact.value in match.groups() for match in found)


def _target(resources: list[Resource], bound: Bound) -> Resource:
    heads = {resource.one.split()[-1]: resource for resource in reversed(resources)}
    near = [word for word in bound.holders if word in heads]
    made = next((word for word in near if word in _MADE), None)
    rated = next((r for r in resources if bound.what in _RATED and any(c.kind == "rating" for c in r.columns)), None)
    known = next((r for r in resources if any(c.name == bound.what for c in r.columns)), None)
    if made is not None:
        return heads[made]
    return rated or (heads[near[0]] if near else known or resources[0])


def _column(resource: Resource, bound: Bound) -> ColumnLine | None:
    own = next((c for c in resource.columns if c.name == bound.what), None)
    rated = next((c for c in resource.columns if c.kind == "rating" and bound.what in _RATED), None)
    return rated or own


def _bounded(resource: Resource, column: ColumnLine | None, bound: Bound) -> Resource:
    name = column.name if column is not None else bound.what
    line = ColumnLine(name, "integer", nullable=column.nullable if column is not None else False, flags=column.flags if column is not None else frozenset())  # fmt: skip
    rest = tuple(line if c is column else c for c in resource.columns)
    rest = rest if column is not None else (*rest, line)
    rest = tuple(c for c in rest if c is line or c.name != bound.what or name == bound.what)
    texts = any(c.kind in _TEXTS for c in rest)
    if bound.also in ("comment", "note", "remark") and not texts:
        rest = (*rest, ColumnLine(bound.also, "text", nullable=True))
    check = f"{name} >= {bound.low} and {name} <= {bound.high}"
    entry = resource.entry.model_copy(
        update={
            "checks": (*(c for c in resource.entry.checks if not c.startswith(f"{name} ")), check),
            "rules": (*resource.entry.rules, _rule(name, bound)),
            "tests": (*resource.entry.tests, *_tests(name, bound)),
        }
    )
    return replace(resource, columns=rest, entry=entry, asked=resource.asked | {name})


def _rule(name: str, bound: Bound) -> RuleEntry:
    shown = f"from {bound.low} to {bound.high}"
    return RuleEntry(
        name=f"`{name}` {shown}",
        description=f"“{bound.said}”: `{name}` of a {{one}} is a whole number {shown}; both ends are allowed.",
        implementation=f"A CHECK on `{name}`, and the same comparison on input, so that the caller is told the range.",
        edge_cases=(f"{bound.low} and {bound.high} are taken, {bound.low - 1} and {bound.high + 1} are not.",),
        validation=f"`{name}` against both ends.",
        about=(name,),
        answer=Answer(
            status=422,
            code=f"{{ONE}}_{name.upper()}_OUT_OF_RANGE"[:60],
            when=f"`{name}` is not {shown}",
            message=f"Please give a number {shown}.",
            at=("create", "update"),
        ),
    )


def _tests(name: str, bound: Bound) -> tuple[TestEntry, ...]:
    return (
        TestEntry(given=f"{{One}} with `{name}` {bound.low}, and one with {bound.high}.", expect="201 both."),
        TestEntry(
            given=f"{{One}} with `{name}` {bound.low - 1}, and one with {bound.high + 1}.",
            expect=f"422 {{ONE}}_{name.upper()}_OUT_OF_RANGE both, no row.",
        ),
    )


def _without(resource: Resource, target: Resource, bound: Bound) -> Resource:
    """Return another thing without the value, which the brief's list of fields gave to it."""
    if resource.there or not resource.asked & {bound.what}:
        return resource
    known = {column.name for column in parse_columns(resource.entry.columns)}
    gone = {bound.what, *((bound.also,) if bound.also else ())} - known
    kept = tuple(c for c in resource.columns if not (c.name in gone and c.name in resource.asked))
    return replace(resource, columns=kept, asked=resource.asked - gone)
