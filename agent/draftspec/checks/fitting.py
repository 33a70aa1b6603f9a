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


def plainly_fits(value: Any, schema: Any) -> bool:
    """Tell whether a value fits a schema for certain; False also where that takes a validator to say."""
    if not isinstance(schema, dict):
        return False
    for word, bound in schema.items():
        holds = _WORDS.get(word)
        if holds is None and word not in _ANNOTATIONS:
            return False
        if holds is not None and not holds(value, bound, schema):
            return False
    return True


def _type(value: Any, bound: Any, schema: Schema) -> bool:
    names = bound if isinstance(bound, list) else [bound]
    own = "null" if value is None else _NAMES.get(type(value))
    return own in names or (own == "integer" and "number" in names)


def _format(value: Any, bound: Any, schema: Schema) -> bool:
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


def _properties(value: Any, bound: Any, schema: Schema) -> bool:
    if not isinstance(value, dict):
        return True
    if not isinstance(bound, dict):
        return False
    for name, schema_of_name in bound.items():
        if name in value and not plainly_fits(value[name], schema_of_name):
            return False
    return True


def _required(value: Any, bound: Any, schema: Schema) -> bool:
    if not isinstance(value, dict):
        return True
    return isinstance(bound, list) and all(isinstance(name, str) and name in value for name in bound)


def _additional(value: Any, bound: Any, schema: Schema) -> bool:
    known = schema.get("properties", {})
    return bound is False and (
        not isinstance(value, dict) or (isinstance(known, dict) and value.keys() <= known.keys())
    )


def _items(value: Any, bound: Any, schema: Schema) -> bool:
    return not isinstance(value, list) or all(plainly_fits(one, bound) for one in value)


def _enum(value: Any, bound: Any, schema: Schema) -> bool:
    scalar = value is None or isinstance(value, str | int | float)
    return scalar and isinstance(bound, list) and any(type(one) is type(value) and one == value for one in bound)


def _pattern(value: Any, bound: Any, schema: Schema) -> bool:
    try:
        return not isinstance(value, str) or re.search(bound, value) is not None
    except (re.error, TypeError, OverflowError):
        return False


def _all_of(value: Any, bound: Any, schema: Schema) -> bool:
    return isinstance(bound, list) and all(plainly_fits(value, one) for one in bound)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compared(holds: Callable[[Any, Any], bool], measured: Callable[[Any], Any]) -> Callable[[Any, Any, Schema], bool]:
    """Return a word about a number, or about the length of a text; values of other types have nothing to measure."""

    def word(value: Any, bound: Any, schema: Schema) -> bool:
        size = measured(value)
        return size is None or (_is_number(bound) and holds(size, bound))

    return word


def _number(value: Any) -> Any:
    return value if _is_number(value) else None


def _length(value: Any) -> Any:
    return len(value) if isinstance(value, str) else None


_ANNOTATIONS = frozenset(("description", "contentEncoding", "contentMediaType"))
_WORDS: dict[str, Callable[[Any, Any, Schema], bool]] = {
    "type": _type,
    "format": _format,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "items": _items,
    "enum": _enum,
    "pattern": _pattern,
    "allOf": _all_of,
    "minimum": _compared(lambda size, bound: bool(size >= bound), _number),
    "maximum": _compared(lambda size, bound: bool(size <= bound), _number),
    "exclusiveMinimum": _compared(lambda size, bound: bool(size > bound), _number),
    "exclusiveMaximum": _compared(lambda size, bound: bool(size < bound), _number),
    "minLength": _compared(lambda size, bound: bool(size >= bound), _length),
    "maxLength": _compared(lambda size, bound: bool(size <= bound), _length),
}
