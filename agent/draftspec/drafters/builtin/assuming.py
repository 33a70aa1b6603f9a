"""Marks what nobody gave: a time, share or size in an entry's text is an assumption unless the brief says it."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.numbers import in_digits

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety"
_TIME = r"(?:(?:milli)?second|minute|hour|day|week|month|year)s?\b|%"
_SIZE = r"(?:ms|KB|MB|GB)\b|/s\b"
_MANY = r"(?:people|users|rows|requests|calls|runs|mails|messages)\b"
_FIGURE = re.compile(
    rf"`[^`]*`|“[^”]*”|(?<![\w.-])(?:(?P<count>\d[\d,.]*|{_NUMBERS}) (?:{_TIME})|(?P<size>\d[\d,.]*) ?(?:{_SIZE})|(?P<many>\d[\d,]{{2,}}) {_MANY})",
    re.I,
)
"""Times and shares, sizes, and how many there are of what comes in great numbers."""


_ONE = re.compile(rf"\b(?:an?|one)\b(?= {_TIME})", re.I)
"""Words for a single one of a time ("within a week")."""


def assumed(text: str, plan: Plan) -> str:
    """Return a text of which the first time or share that is not the brief's own says that it is an assumption."""
    if "assumption" in text:
        return text
    said = f"{plan.reading.text} {_ONE.sub('1', in_digits(plan.reading.text))}".lower()
    for found in _FIGURE.finditer(text):
        number = found["count"] or found["size"] or found["many"]
        if number is not None and not re.search(rf"\b{re.escape(number.lower())}\b", said):
            return f"{text[: found.end()]} (assumption){text[found.end() :]}"
    return text
