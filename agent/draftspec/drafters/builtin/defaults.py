"""A column that waits for a number gets the brief's: "a time limit of 30 minutes" is the default of `time_limit_minutes`."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import singular

_SPANS = {"minutes": "minute", "hours": "hour", "days": "day", "seconds": "second"}
"""Column types that hold a span, and the unit of each."""

_NEAR = 6
"""How many of the words around a number may name what it is of."""


def with_defaults(resource: Resource, reading: Reading) -> Resource:
    """Return the thing with each span that the brief gives by the name of a column as that column's default."""
    if resource.there:
        return resource
    columns = (_as_called(_with_default(column, reading), resource, reading) for column in resource.columns)
    return replace(resource, columns=tuple(columns))


def _as_called(column: ColumnLine, resource: Resource, reading: Reading) -> ColumnLine:
    """Return a choice with the value that the brief calls the thing by ("private channels") as its default."""
    if len(column.values) < _KINDS or column.default is None or reading.foreign:
        return column
    noun = resource.one.split()[-1]
    called = [
        value
        for value in column.values
        if re.search(rf"\b{re.escape(value.replace('_', ' '))} {re.escape(noun)}", reading.text, re.I)
    ]
    return replace(column, default=called[0]) if len(called) == 1 else column


_KINDS = 2


def _with_default(column: ColumnLine, reading: Reading) -> ColumnLine:
    unit = _SPANS.get(column.kind)
    if unit is None or column.default is not None or "server" in column.flags:
        return column
    words = {singular(word) for word in column_name(column).split("_")} - {unit}
    fact = next((n for n in reading.numbers if n.unit == unit and n.value.isdigit() and _names(n, words)), None)
    return replace(column, default=fact.value) if fact is not None else column


def _names(fact: NumberFact, words: set[str]) -> bool:
    """Tell whether the words around a number are those of a column."""
    return bool(words) and words <= set(fact.nearest[:_NEAR])
