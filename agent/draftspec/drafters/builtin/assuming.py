"""Marks what nobody gave: a time or share in an entry's text is an assumption unless the brief says it."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.numbers import in_digits

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety"
_FIGURE = re.compile(
    rf"`[^`]*`|“[^”]*”|(?<![\w.-])(?P<count>\d[\d,.]*|{_NUMBERS}) (?:(?:second|minute|hour|day|week|month|year)s?\b|%)",
    re.I,
)


def assumed(text: str, plan: Plan) -> str:
    """Return a text of which the first time or share that is not the brief's own says that it is an assumption."""
    if "assumption" in text:
        return text
    said = f"{plan.reading.text} {in_digits(plan.reading.text)}".lower()
    for found in _FIGURE.finditer(text):
        if found["count"] is not None and not re.search(rf"\b{re.escape(found['count'].lower())}\b", said):
            return f"{text[: found.end()]} (assumption){text[found.end() :]}"
    return text
