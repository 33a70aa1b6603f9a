"""Lets examples show what the brief is about: private channels have the kind `private`, a phone factor the type `phone`."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.words import singular
from draftspec.sections.database import Column

_STATES = ("status", "state", "stage", "phase")


def illustrated(columns: list[Column], plan: Plan) -> list[Column]:
    """Return the columns, each choice of which the brief names one value with that value as its example."""
    said = frozenset(singular(word) for word in re.findall(r"[a-z]+", plan.reading.text.lower()))
    return [_with_value(column, said) for column in columns]


def _with_value(column: Column, said: frozenset[str]) -> Column:
    if not column.values or column.example is not None or column.name.split("_")[-1] in _STATES:
        return column
    named = [value for value in column.values if set(value.split("_")) <= said]
    return column.model_copy(update={"example": named[0]}) if len(named) == 1 else column
