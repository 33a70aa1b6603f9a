"""What a brief says explicitly besides things: states, tenancy, attributes."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.columns import ColumnLine, parse_columns
from draftspec.drafters.builtin.reading.languages import foreign_kind
from draftspec.drafters.builtin.reading.moves import listed_states, moved_states
from draftspec.drafters.builtin.reading.words import singular, snake, table_of_words, word_class, word_list

_STATE = r"[a-z][a-z_-]*(?: (?!(?:or|and|then|to)\b)[a-z][a-z_-]*){0,2}"
_NEXT = r"\s*(?:,\s*(?:or\b|and\b|then\b)?|/|\||->|→|=>|>|\b(?:or|and|then|to)\b)\s*"
_STATES = re.compile(
    r"\b(?:status(?:es)?|states?|stages?|phases?)\b(?! (?:page|code|bar|report|update|message|change|history|check|board|time|date|field|column|filter|log|line|light|badge)s?\b)(?: of (?:an? |the |each )?[a-z]+)?"
    r"(?: (?:of|are|is|can be|may be|being|like|such as|include|including|one of|from|has|have))*(?!\s*(?:and\b|or\b|,))"
    rf"[ :=(]*({_STATE}(?:{_NEXT}{_STATE})+)",
    re.I,
)
_ARTICLE = re.compile(r"(?:an?|the|its|their) ", re.I)
"""What begins so is a thing behind the list ("online or offline and a location"), and no state."""
_ARROWS = re.compile(r"\b([a-z][a-z_-]*(?:\s*(?:->|→|=>|>)\s*[a-z][a-z_-]*(?: [a-z_-]+)?){1,12})", re.I)
_ATTRIBUTES = re.compile(
    r"\b(?:with|including|includes?|containing|contains?|has|have|having|fields?|attributes?|details?|such as|consisting of)\b"
    r"(?: (?:a|an|the|its|their|their own|optional|following|fields?|attributes?|details?))*[ :]+([^.;\n]{3,300})",
    re.I,
)


def find_states(text: str) -> tuple[str, ...]:
    """Return the states that a brief lists ("status: draft, sent or paid", "open -> closed"), or nothing."""
    found = _STATES.search(text) or _arrows(text)
    if found is None:
        return moved_states(text) or listed_states(text)
    parts = re.split(_NEXT, found[1], flags=re.I)
    states = [snake(part) for part in parts if 0 < len(part.split()) <= 3 and not _ARTICLE.match(part)]
    if any(set(state.split("_")) & _NO_STATES for state in states):
        return ()
    stop = word_class("stop") - word_class("states")
    return tuple(dict.fromkeys(s for s in states if s and s not in stop)) if len(states) > 1 else ()


_NO_STATES = frozenset({"second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "email", "mail", "sms", "notify", "notification", "notifications", "message", "manager", "admin", "alert"})  # fmt: skip
"""Units of time, channels and people, in which nothing ever is."""
_CONDITION = re.compile(r"\b(?:not|never|within|if|when|whenever|after|before|until|unless|than|nobody|without)\b|n['’]t\b|\d", re.I)  # fmt: skip


def _arrows(text: str) -> re.Match[str] | None:
    """Return a chain of states with arrows; behind a condition, an arrow shows what follows from it ("not paid in time -> mail")."""
    found = (one for one in _ARROWS.finditer(text))
    return next((one for one in found if not _CONDITION.search(_line_before(text, one.end(1)))), None)


def _line_before(text: str, end: int) -> str:
    return re.split(r"[.;\n]", text[:end])[-1]


def find_tenant(text: str, *, renters: bool = False) -> str | None:
    """Return the word for the tenant when a brief asks for tenancy ("multi-tenant", "per organization"), or None.

    `renters` says that its tenants are people who rent.
    """
    low = text.lower()
    for word in word_list("tenancy"):
        if (
            word in low
            and not (renters and word == "tenant")
            and re.search(
                rf"\b(?:per|each|every|within (?:an?|the|their)|belongs? to (?:an?|one)|scoped to (?:an?|the)|separate|isolated by|across) {word}s?\b",
                low,
            )
        ):
            return "organization" if word in ("organisation", "tenant") else word
    return "organization" if re.search(r"multi-?\s?tenan|tenant isolation|tenants?'? data", low) else None


def find_attributes(text: str, inside: tuple[str, ...]) -> tuple[ColumnLine, ...]:
    """Return the columns that lists of attributes in a clause stand for; what is no attribute is left out."""
    listed = [*inside, *_ATTRIBUTES.findall(text)]
    columns: dict[str, ColumnLine] = {}
    for part in listed:
        for phrase in re.split(r",|\band\b|\bor\b|/| - |\n", part):
            column = attribute(phrase)
            if column is not None:
                columns.setdefault(column.name, column)
    return tuple(columns.values())


_ITEM = 5
"""Most words of an item of a list of fields."""


def longest_list(text: str, inside: tuple[str, ...]) -> tuple[str, ...]:
    """Return the items of the longest list of fields that a clause spells out."""
    lists = (re.split(r",|\band\b|\n", part) for part in (*inside, *_ATTRIBUTES.findall(text)))
    short = (tuple(i.strip() for i in items if 0 < len(i.split()) <= _ITEM) for items in lists)
    return max(short, key=len, default=())


_SEVERAL = {
    "calorie": "calories",
    "dimension": "dimensions",
    "door": "doors",
    "feature": "features",
    "keyword": "keywords",
    "serving": "servings",
}
"""Attributes of which a row has several in one column, which is called so."""


def attribute(phrase: str) -> ColumnLine | None:
    """Return the column that a short phrase stands for ("an optional due date"), or None when it is no attribute."""
    phrase = re.sub(r"\bof \d.*", "", phrase)  # "a capacity of 12 places"
    words = [w.lower() for w in re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", phrase)]
    if "with" in words:
        words = words[words.index("with") + 1 :]
    if any(word in word_class("prepositions") - {"in", "of", "at", "to", "from"} for word in words):
        return None
    optional = "optional" in words
    skipped = word_class("stop") | word_class("adjectives") - {"total", "default", "personal"}
    words = [w for w in words if w not in skipped or w in ("total",)]
    words = [w for w in words if w not in ("set", "has", "its") and not w.isdigit()]
    if not 0 < len(words) <= 3:
        return None
    kinds = table_of_words("attributes")
    for length in (3, 2, 1):
        for last in (words[-1], singular(words[-1])):
            tail = " ".join([*words[-length:-1], last])
            if len(words) >= length and tail in kinds:
                return _column([*words[:-1], _SEVERAL.get(last, last)], str(kinds[tail]), optional)
    words = [word for word in words if word not in word_class("prepositions")]
    foreign = foreign_kind(words)
    return _column(words, foreign, optional) if foreign is not None else None


def _column(words: list[str], kind: str, optional: bool) -> ColumnLine:
    name = snake(" ".join(words))
    bare = kind.rstrip("?")
    if bare == "moment" and not name.endswith("_at"):
        name = f"{ {'start': 'starts', 'end': 'ends', 'expiry': 'expires', 'expiration': 'expires'}.get(name.removesuffix('_time').removesuffix('_date'), name.removesuffix('_time')) }_at"
    if bare == "minutes" and not name.endswith("_minutes"):
        name = f"{name}_minutes"
    null = "?" if optional or kind.endswith("?") else ""
    return parse_columns(f"{name} {bare}{null}")[0]
