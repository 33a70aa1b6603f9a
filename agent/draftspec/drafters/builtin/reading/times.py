"""A time that a brief gives ("24h", "a week"), as an expression that finds it and in the words of a document."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.numbers import UNITS
from draftspec.drafters.builtin.reading.words import plural, singular

TIME = r"(?P<number>\d+|an?|one) ?(?P<unit>s|sec|seconds?|min|mins|minutes?|h|hrs?|hours?|d|days?|weeks?|months?)\b"
"""A number, or a word for one, and its unit."""


def time_of(found: re.Match[str]) -> str:
    """Return a time that `TIME` found as a document says it: `24 hours`."""
    number = "1" if found["number"].lower() in ("a", "an", "one") else found["number"]
    unit = found["unit"].lower()
    unit = UNITS.get(unit, singular(unit))
    return f"{number} {unit if number == '1' else plural(unit)}"
