"""Lists of fields that a brief spells out: put where the readers look for them, and each field as one.

Patterns are compiled when a word of theirs stands in a brief: most briefs spell no fields out.
"""

from __future__ import annotations

import re

_LISTS = r"(?:fields|attributes|properties|data fields|data points)"
_SPELLED = rf"(?:(?P<start>^|[.:;!?\n] {{0,3}}| ?\( ?)|,? ?\b(?:with|having|including|containing|and|has|have|using|needs?|requires?)\s+)(?:(?:the|these|a few|some|such)\s+)?(?:following\s+)?(?:form\s+|input\s+)?{_LISTS}\b(?:\s+(?:are|is|should be|of|like|such as|include|including|will be|to (?:store|save|capture|record)))*(?P<mark>\s*[:=(–-]\s*|\s+(?=[^.;:\n]*,[^.;:\n]*(?:,|\band\b)))(?P<list>[^.;\n]+)"
"""Where a brief says that fields follow, and the fields."""

_OF = r"\b(date|time|year|month|place|country|method) of (?!(?:the|an?|each|their|its|every|all|birth)\b)([a-z]+)\b(?=\s*(?:[,.;)\n]|and\b|or\b|$))"
_MORE = r"(?P<list>\b(?:has|have|having|with)\s+(?:an?|the|its|their)\s[^.;:\n]{2,90}?),?\s(?:including|plus|as well as|along with|together with)\s(?:also\s)?(?=(?:an?\s|the\s|its\s)?[a-z]+)"
"""A list that goes on by another word than a comma."""

_ABLE = r"\b(?:selectable|editable|searchable|sortable|filterable|changeable|choosable|configurable|user-defined|free|free-form)\s+(?=(?:kind|type|status|category|colou?r|priority|name|title|label|text|description|comment|note|date|state|level|size|format)\b)"
_TOLD = r"(?:date|time|timestamp|date and time|user|author|creator)"
_STAMPED = rf"(?:, ?| )(?:and\s+)?(?:it\s+)?(?:also\s+)?(?:records?|stores?|keeps?|logs?|saves?)\s+(?:the\s+){_TOLD}(?:(?:,|\s+and|,\s*and)\s+(?:the\s+)?{_TOLD})+\b(?=\s*(?:[.;\n]|$))"
"""What every row says of itself anyway: when it was made and by whom."""


def with_fields(text: str) -> str:
    """Return a text in which each list of fields that it spells out is a sentence of its own, "Fields: a, b, c"."""
    low = text.lower()
    if " of " in low:
        text = re.sub(_OF, r"\2 \1", text, flags=re.I)
    if any(word in low for word in ("date", "time", "user", "author", "creator")):
        text = re.sub(_STAMPED, "", text, flags=re.I)
    if "able " in low or "free" in low or "user-defined" in low:
        text = re.sub(_ABLE, "", text, flags=re.I)
    if any(f" {word}" in low for word in ("including", "plus", "as well as", "along with", "together with")):
        text = re.sub(_MORE, r"\g<list>, ", text, flags=re.I)
    if any(word in low for word in ("fields", "attributes", "properties", "data points")):
        text = re.sub(_SPELLED, _sentence, text, flags=re.I)
    return text


def _sentence(found: re.Match[str]) -> str:
    start = found["start"]
    listed = found["list"].strip().replace("_", " ")
    if "(" in f"{start}{found['mark']}":
        listed = _closed(listed)
    opening = ". " if start is None or start.strip() in ("(", ":") else start
    return f"{opening}Fields: {listed}"


def _closed(listed: str) -> str:
    """Return a list with the end of the parentheses that it stands in as its own end; inner ones stay."""
    depth = 0
    for at, sign in enumerate(listed):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return f"{listed[:at]}. {listed[at + 1 :]}"
    return listed


_CLAUSE = re.compile(r"\s*fields:\s+", re.I)


def fields_of(clause: str) -> str | None:
    """Return what a clause lists as fields ("a, b, c"), or None where it is no such list."""
    found = _CLAUSE.match(clause)
    return clause[found.end() :] if found is not None else None
