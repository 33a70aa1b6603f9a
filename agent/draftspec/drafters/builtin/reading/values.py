"""Lists of values in a brief: choices in parentheses, and kinds in pairs of adjectives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.words import snake, table_of_words, word_class

_LISTED = re.compile(r"([A-Za-z]+(?:[ -][A-Za-z]+){0,3}) ?\(([a-z][a-z -]*(?:(?:,| or | / ?|/|\|)[a-z -]+)+)\)")
_CHOSEN = re.compile(
    r"\b(?:choos|select|pick)(?:e|es|s|ing)? (?:an?|the|their|one) ([a-z]+(?: [a-z]+)?) ?\(([a-z][a-z -]*(?:(?:,| or | / ?|/|\|)[a-z -]+)+)\)",
    re.I,
)
_HAD = re.compile(r"\b(?:with|has|have) an? ([a-z]+) ?\(([a-z]+(?:, [a-z]+)+(?:,? (?:or|and) [a-z]+)?)\)", re.I)
"""One of several words each: "answers with a voice (soprano, alto, tenor, bass)"."""
_LONGEST = 24


def find_choices(text: str) -> tuple[ColumnLine, ...]:
    """Return a column for each attribute whose values stand in parentheses ("a condition (new, worn)")."""
    found = {column.name: column for head, values in _LISTED.findall(text) if (column := _choice(head, values))}
    for head, values in _CHOSEN.findall(text):
        column = ColumnLine(snake(head), "choice", values=values_of(values), flags=frozenset({"filter"}))
        found.setdefault(column.name, column)
    for head, listed in _HAD.findall(text):
        values = values_of(listed)
        told = sum(attribute(value.replace("_", " ")) is not None for value in values)
        if len(values) > 2 and told < 2:
            found.setdefault(snake(head), ColumnLine(snake(head), "choice", values=values, flags=frozenset({"filter"})))
    return tuple({**found, **{column.name: column for column in _pairs(text)}}.values())


def _choice(head: str, listed: str) -> ColumnLine | None:
    values = values_of(listed)
    head = re.split(r"\b(?:and|or|with|has|have|its|their|an?|the)\b", head)[-1].strip()
    if not head:
        return None
    last = head.split()[-1].lower()
    kinds = table_of_words("attributes")
    plain = last in kinds or last in word_class("valued")
    attributes = [value for value in values if attribute(value.replace("_", " ")) is not None]
    if not plain or len(values) < 2 or len(attributes) > 1:
        return None
    words = [w.lower() for w in head.split() if w.lower() not in word_class("stop") | word_class("adjectives")]
    return ColumnLine(snake(" ".join(words[-2:])), "choice", values=values, flags=frozenset({"filter"}))


def values_of(listed: str) -> tuple[str, ...]:
    """Return the values that a text lists, as identifiers."""
    parts = re.split(r",| or | and |/|\|", listed)
    values = [snake(re.sub(r"^(?:or|and) ", "", part.strip())) for part in parts]
    return tuple(dict.fromkeys(value[:_LONGEST] for value in values if value and value != "etc"))


def _pairs(text: str) -> Iterator[ColumnLine]:
    """Yield what two adjectives of one kind before a noun tell apart ("monthly and yearly plans")."""
    for name, listed in table_of_words("pairs").items():
        words = [word.strip() for word in str(listed).split(",")]
        any_of = "|".join(re.escape(word) for word in words)
        found = re.search(rf"\b({any_of})((?:, | or | and |/| and/or )(?:an? )?(?:{any_of}))+\b (?=[a-z])", text, re.I)
        if found is not None:
            values = tuple(dict.fromkeys(snake(w) for w in re.findall(any_of, found[0].lower())))
            yield ColumnLine(name, "choice", values=values, flags=frozenset({"filter"}))
