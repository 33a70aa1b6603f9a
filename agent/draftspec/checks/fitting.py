"""Values that plainly fit a JSON Schema: known without loading a validator, for the few words that derived schemas use.

What is not plain (another word, another format, a float where an integer is asked for) is not said to be wrong: it is
left to jsonschema, which also words what is. So nothing may be plain here that jsonschema refuses; the tests hold that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

Schema = dict[str, Any]
Word = Callable[[Any, Any], bool]
"""What a word of a schema asks of a value: whether that is plainly as the word's own value says."""

_NAMES = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array"}
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_FORMS = {
    "uuid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "date-time": rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_TIME}",
    "time": _TIME,
    "email": r"[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+",
    "uri": r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~-]+)*/?",
    "duration": r"P[0-9]+[YMWD]|PT[0-9]+[HMS]",
    "int32": ".*",
    "int64": ".*",
}
"""Forms of texts that every validator of a format takes."""


class Fitting:
    """Tells whether values fit schemas, and remembers for each schema which texts do: the same stand in many examples."""

    def __init__(self, followed: Callable[[str], Any] | None = None) -> None:
        """`followed` gives the schema that a reference leads to; without it, no reference is followed."""
        self._followed = followed
        self._texts: dict[int, tuple[Schema, set[str]]] = {}
        """By the identity of a schema, which is kept so that no other one gets it."""

    def plainly_fits(self, value: Any, schema: Any) -> bool:
        """Tell whether a value fits a schema for certain; False also where that takes a validator to say."""
        if not isinstance(schema, dict):
            return False
        if not isinstance(value, str):
            return self._fits(value, schema)
        _, known = self._texts.get(id(schema)) or self._texts.setdefault(id(schema), (schema, set()))
        if value not in known:
            if not self._fits(value, schema):
                return False
            known.add(value)
        return True

    def _fits(self, value: Any, schema: Schema) -> bool:
        for word, bound in schema.items():
            holds = _WORDS.get(word)
            if holds is not None:
                if not holds(value, bound):
                    return False
            elif word not in _ANNOTATIONS and not self._holds(word, value, bound, schema):
                return False
        return True

    def _holds(self, word: str, value: Any, bound: Any, schema: Schema) -> bool:
        """Tell whether a value is plainly as a word says that has schemas inside."""
        if word == "properties":
            return not isinstance(value, dict) or self._properties_fit(value, bound)
        if word == "items":
            return not isinstance(value, list) or all(self.plainly_fits(one, bound) for one in value)
        if word == "allOf":
            return isinstance(bound, list) and all(self._part_fits(value, one) for one in bound)
        if word == "$ref":
            target = self._followed(bound) if self._followed and isinstance(bound, str) else None
            return self._part_fits(value, target)
        return word == "additionalProperties" and bound is False and _has_no_other(value, schema.get("properties", {}))

    def _part_fits(self, value: Any, schema: Any) -> bool:
        # A reference may lead back here, and the value is no smaller then.
        return isinstance(schema, dict) and "$ref" not in schema and self.plainly_fits(value, schema)

    def _properties_fit(self, value: dict[str, Any], bound: Any) -> bool:
        if not isinstance(bound, dict):
            return False
        return all(self.plainly_fits(value[name], schema) for name, schema in bound.items() if name in value)


def _has_no_other(value: Any, known: Any) -> bool:
    return not isinstance(value, dict) or (isinstance(known, dict) and value.keys() <= known.keys())


def _type(value: Any, bound: Any) -> bool:
    own = "null" if value is None else _NAMES.get(type(value))
    if isinstance(bound, list):
        return own in bound or (own == "integer" and "number" in bound)
    return bool(own == bound or (own == "integer" and bound == "number"))


def _format(value: Any, bound: Any) -> bool:
    if not isinstance(value, str):
        return True
    form = _form(bound) if isinstance(bound, str) and bound in _FORMS else None
    if form is None or form.fullmatch(value) is None:
        return False
    return not bound.startswith("date") or _is_day(value[:10])


@cache
def _form(name: str) -> re.Pattern[str]:
    return re.compile(_FORMS[name])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _required(value: Any, bound: Any) -> bool:
    if not isinstance(value, dict):
        return True
    return isinstance(bound, list) and all(isinstance(name, str) and name in value for name in bound)


def _enum(value: Any, bound: Any) -> bool:
    scalar = value is None or isinstance(value, str | int | float)
    return scalar and isinstance(bound, list) and any(type(one) is type(value) and one == value for one in bound)


def _pattern(value: Any, bound: Any) -> bool:
    try:
        return not isinstance(value, str) or re.search(bound, value) is not None
    except (re.error, TypeError, OverflowError):
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compared(holds: Callable[[Any, Any], bool], measured: Callable[[Any], Any]) -> Word:
    """Return a word about a number, or about the length of a text; values of other types have nothing to measure."""

    def word(value: Any, bound: Any) -> bool:
        size = measured(value)
        return size is None or (_is_number(bound) and holds(size, bound))

    return word


def _number(value: Any) -> Any:
    return value if _is_number(value) else None


def _length(value: Any) -> Any:
    return len(value) if isinstance(value, str) else None


_ANNOTATIONS = frozenset(("description", "contentEncoding", "contentMediaType"))
_WORDS: dict[str, Word] = {
    "type": _type,
    "format": _format,
    "required": _required,
    "enum": _enum,
    "pattern": _pattern,
    "minimum": _compared(lambda size, bound: bool(size >= bound), _number),
    "maximum": _compared(lambda size, bound: bool(size <= bound), _number),
    "exclusiveMinimum": _compared(lambda size, bound: bool(size > bound), _number),
    "exclusiveMaximum": _compared(lambda size, bound: bool(size < bound), _number),
    "minLength": _compared(lambda size, bound: bool(size >= bound), _length),
    "maxLength": _compared(lambda size, bound: bool(size <= bound), _length),
}
