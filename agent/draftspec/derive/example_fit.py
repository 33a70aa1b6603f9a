"""Holding an example to its schema: choosing the first candidate that fits, and bending one when none does."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from draftspec.derive.example_patterns import matching
from draftspec.derive.json_types import Limits, Schema

FORMS = (
    *("EUR", "DE", "de", "de-DE", "14467", "482913", "4242", "INV-2026-0042", "LMP-OAK-02", "website-relaunch"),
    *("mara.lindqvist@acme.example", "https://acme.example/spring", "+12025550143", "#3b82f6", "09:30", "2026-03"),
    *("mara_lindqvist", "Mara Lindqvist", "B-MX 2041", "203.0.113.7", "Europe/Berlin", "2.4.0", "SPRING10", "14C"),
)
"""Texts of many forms, tried against a pattern that the usual texts do not match."""

_LARGEST = {"small": 2**15 - 1, "integer": 2**31 - 1, "big": 2**63 - 1}


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None and text[10:11] == "T"
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    return _is_moment(f"2026-03-02T{text}")


_FORMATS: dict[str, Callable[[str], bool]] = {
    "uuid": _is_uuid,
    "date": _is_day,
    "date-time": _is_moment,
    "time": _is_time,
    "email": lambda text: re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", text) is not None,
    "uri": lambda text: re.fullmatch(r"[a-z][a-z0-9+.-]*://\S+", text) is not None,
    "duration": lambda text: re.fullmatch(r"P(?=.)(\d+[YMWD])*(T(\d+[HMS])+)?", text) is not None,
}

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "null": (type(None),),
}

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda value, bound: value >= bound,
    "maximum": lambda value, bound: value <= bound,
    "exclusiveMinimum": lambda value, bound: value > bound,
    "exclusiveMaximum": lambda value, bound: value < bound,
    "minLength": lambda value, bound: len(value) >= bound,
    "maxLength": lambda value, bound: len(value) <= bound,
    "pattern": lambda value, bound: re.search(bound, value) is not None,
    "enum": lambda value, bound: value in bound,
    "format": lambda value, bound: not isinstance(value, str) or bound not in _FORMATS or _FORMATS[bound](value),
    "items": lambda value, bound: all(fits(item, bound) for item in value),
    "allOf": lambda value, bound: all(fits(value, part) for part in bound),
}


def _is_type(value: Any, schema: Schema) -> bool:
    named = schema.get("type")
    if named is None:
        return True
    names = [named] if isinstance(named, str) else named
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, _PYTHON_TYPES[name]) for name in names)


def fits(value: Any, schema: Schema) -> bool:
    """Tell whether a value satisfies the schema of a column, as far as `json_types` uses JSON Schema."""
    if not _is_type(value, schema):
        return False
    return all(compare(value, schema[word]) for word, compare in _COMPARISONS.items() if word in schema)


def coerced(text: str, schema: Schema) -> Any:
    """Return what an example that was given as text says in JSON, or None when it does not fit the schema."""
    if fits(text, schema):
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if value is not None and fits(value, schema) else None


def rotated(candidates: Sequence[Any], turn: int) -> list[Any]:
    """Return the candidates, beginning with the one whose turn it is."""
    start = turn % len(candidates)
    return [*candidates[start:], *candidates[:start]]


def fitted_text(candidates: Sequence[str], schema: Schema, turn: int) -> str:
    """Return the first text that fits, or one that is made to: from the pattern, cut, or repeated."""
    texts = rotated(candidates, turn)
    patterned = "pattern" in schema or "allOf" in schema
    if patterned:
        texts += [*_respelled(texts), *rotated(FORMS, turn), *_made(schema, turn)]
    found = next((text for text in texts if fits(text, schema)), None)
    return found if found is not None else _bent(texts[0], schema)


def _respelled(texts: Sequence[str]) -> list[str]:
    """Return the texts as codes are written: `spring-sale`, `spring_sale`, `SPRING-SALE`, `SPRINGSALE`."""
    words = [re.findall(r"[a-z0-9]+", text.lower()) for text in texts]
    joined = [[glue.join(parts) for parts in words] for glue in ("-", "_", "")]
    return [spelled for texts in joined for text in texts for spelled in (text, text.upper())]


def _made(schema: Schema, turn: int) -> list[str]:
    patterns = [schema["pattern"]] if "pattern" in schema else [part["pattern"] for part in schema["allOf"]]
    return [text for pattern in patterns if (text := matching(pattern, turn))]


def _bent(text: str, schema: Schema) -> str:
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    if len(text) < least:
        text = (text + (" " if " " in text else "")) * (least // max(len(text), 1) + 1)
        text = text[:least].replace(" ", "-") if text[least - 1].isspace() else text[:least]
    if most is not None and len(text) > most:
        cut = text[:most].rpartition(" ")[0].rstrip(" ,.-") if " " in text[:most] else ""
        text = cut if len(cut) >= max(least, most // 2) else text[:most].strip().ljust(least, "0")
    return text


def fitted_integer(candidates: Sequence[int], schema: Schema, kind: str, turn: int) -> int:
    """Return the first whole number that fits the schema and the SQL type, or the nearest bound."""
    largest = _LARGEST.get(kind, _LARGEST["big"])
    numbers: list[int] = rotated(candidates, turn)
    found = next((number for number in numbers if number <= largest and fits(number, schema)), None)
    if found is not None:
        return found
    least, most = int(schema.get("minimum", -largest)), int(schema.get("maximum", largest))
    return max(least, min(most, numbers[0], largest))


def _within(number: Decimal, allowed: Limits, step: Decimal) -> Decimal:
    """Move a number inside its bounds: down by hundreds first (19 percent is 0.19), then to the bound."""
    if allowed.maximum is not None:
        while number > allowed.maximum > 0 and number > step * 100:
            number /= 100
        most = allowed.maximum - step if allowed.below else allowed.maximum
        number = min(number, most)
    if allowed.minimum is not None:
        number = max(number, allowed.minimum + step if allowed.above else allowed.minimum)
    return number


def fitted_decimal(candidates: Sequence[str], arguments: tuple[int, ...], allowed: Limits, turn: int) -> str:
    """Return a decimal number as text, with the scale of its type and inside precision and bounds."""
    typed = Decimal(rotated(candidates, turn)[0])
    if not arguments:
        exponent = typed.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        return f"{_within(typed, allowed, step):f}"
    precision, scale = (*arguments, 0)[:2]
    step, room = Decimal(1).scaleb(-scale), Decimal(10) ** max(precision - scale, 0)
    while typed >= room:
        typed /= 100
    number = _within(typed, allowed, step)
    return f"{number.quantize(step, ROUND_HALF_UP if number < room - 1 else ROUND_DOWN):f}"


def fitted_number(candidates: Sequence[str], schema: Schema, allowed: Limits, turn: int) -> float | int:
    """Return a JSON number inside its bounds."""
    numbers = [float(number) for number in rotated(candidates, turn)]
    found = next((number for number in numbers if fits(number, schema)), None)
    if found is not None:
        return found
    return float(_within(Decimal(str(numbers[0])), allowed, _step(allowed)))


def _step(allowed: Limits) -> Decimal:
    if allowed.minimum is not None and allowed.maximum is not None:
        return (allowed.maximum - allowed.minimum) / 2
    return Decimal(1)
