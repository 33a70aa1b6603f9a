"""One example value: for a column of a type, by its name, its limits, and which row it stands in."""

from __future__ import annotations

import base64
import hashlib
import uuid
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from draftspec.derive import example_numbers, example_texts
from draftspec.derive import example_words as words
from draftspec.derive.example_fit import (
    coerced,
    fits,
    fitted_decimal,
    fitted_integer,
    fitted_number,
    fitted_text,
)
from draftspec.derive.json_types import INTEGERS, Limits, ParsedType, Schema, literal_text
from draftspec.sections.database import Column


@dataclass(frozen=True)
class Wanted:
    """A value that is asked for: of which column, held to what, for which row."""

    noun: str
    column: Column
    type: ParsedType
    schema: Schema
    limits: Limits
    turn: int


def _identified(wanted: Wanted) -> tuple[str, int]:
    """Return whose key a column holds and of which row, so that `customer_id` is the `id` of a customer."""
    name = wanted.column.name
    if wanted.column.primary_key or name == "id":
        return f"{wanted.noun}.{name}", wanted.turn
    stem = name.removesuffix("_id") if name.endswith("_id") else name
    return f"{stem}.id", 0 if name in example_numbers.SHARED_OWNERS else wanted.turn


def _identifier(wanted: Wanted) -> str:
    # The same key wherever the row is referred to: it depends on the table and the row alone.
    owner, turn = _identified(wanted)
    digest = hashlib.sha256(f"{owner}.{turn}".encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def _text(wanted: Wanted) -> str:
    extra = {"email": example_texts.EMAILS, "uri": example_texts.TEXTS["url"]}.get(wanted.schema.get("format", ""), ())
    return fitted_text((*words.texts(wanted.noun, wanted.column.name), *extra), wanted.schema, wanted.turn)


def _integer(wanted: Wanted) -> int:
    candidates = words.integers(wanted.noun, wanted.column.name)
    return fitted_integer(candidates, wanted.schema, wanted.type.kind, wanted.turn)


def _decimal(wanted: Wanted) -> str:
    candidates = words.decimals(wanted.noun, wanted.column.name)
    return fitted_decimal(candidates, wanted.type.arguments, wanted.limits, wanted.turn)


def _number(wanted: Wanted) -> float:
    return fitted_number(words.decimals(wanted.noun, wanted.column.name), wanted.schema, wanted.limits, wanted.turn)


def _flag(wanted: Wanted) -> bool:
    default = literal_text(wanted.column.default)
    return default == "true" if default in ("true", "false") else words.flag(wanted.column.name)


def _moment(wanted: Wanted) -> str:
    day, clock = words.moment(words.words_of(wanted.column.name))
    return f"{day - timedelta(days=wanted.turn)}T{clock}:00Z"


def _day(wanted: Wanted) -> str:
    return str(words.day(words.words_of(wanted.column.name)) - timedelta(days=wanted.turn))


def _object(wanted: Wanted) -> Any:
    if wanted.schema.get("type") == "array":
        return words.json_list(wanted.column.name)
    return words.json_object(wanted.column.name, wanted.noun)


_MAKERS: dict[str, Callable[[Wanted], Any]] = {
    **dict.fromkeys(INTEGERS, _integer),
    "text": _text,
    "decimal": _decimal,
    "number": _number,
    "boolean": _flag,
    "moment": _moment,
    "date": _day,
    "time": lambda wanted: words.clock(wanted.column.name),
    "zoned time": lambda wanted: words.clock(wanted.column.name) + "Z",
    "interval": lambda wanted: ("PT45M", "PT30M", "P14D")[wanted.turn % 3],
    "uuid": _identifier,
    "bytes": lambda wanted: base64.b64encode(f"made up {wanted.column.name} {wanted.turn}".encode()).decode(),
    "inet": lambda wanted: ("203.0.113.7", "198.51.100.24")[wanted.turn % 2],
    "object": _object,
}


def _key(wanted: Wanted) -> Any:
    """Return a key: a number or a text that no other table's row has."""
    if wanted.type.kind in INTEGERS:
        owner, turn = _identified(wanted)
        return fitted_integer((100 + zlib.crc32(owner.encode()) % 900 - turn,), wanted.schema, wanted.type.kind, 0)
    if wanted.type.kind != "text" or "format" in wanted.schema:
        return _MAKERS[wanted.type.kind](wanted)
    digest = _identifier(wanted).replace("-", "")[:10]
    return fitted_text((f"{words.acronym(wanted.noun).lower()}_{digest}", digest), wanted.schema, 0)


def _middle(values: list[Any], turn: int) -> Any:
    return values[((len(values) - 1) // 2 + turn) % len(values)]


def _previous(text: str, turn: int) -> str | None:
    """Return the text with its last number counted down (`INV-2026-0042` becomes `INV-2026-0041`), if it has one."""
    digits = text[len(text.rstrip("0123456789")) :]
    if not digits or int(digits) < turn:
        return None
    return text[: len(text) - len(digits)] + str(int(digits) - turn).zfill(len(digits))


def _given_example(wanted: Wanted, example: str) -> Any:
    """Return the column's own example for the first row, counted down for the others; None where it does not fit."""
    value = coerced(example, wanted.schema)
    if wanted.turn == 0 or value is None:
        return value
    earlier = _previous(value, wanted.turn) if isinstance(value, str) else None
    return earlier if earlier is not None and fits(earlier, wanted.schema) else None


def default_value(text: str, wanted: Wanted) -> Any:
    """Return what a column holds when nothing is given, as JSON."""
    value = coerced(text, wanted.schema)
    if value is not None and wanted.type.kind == "decimal":
        return fitted_decimal((text,), wanted.type.arguments, wanted.limits, 0)
    return value


def _single(wanted: Wanted) -> Any:
    """Return a value for what is wanted: the given example, one of the allowed values, or one by name and type."""
    if wanted.column.example is not None:
        value = _given_example(wanted, wanted.column.example)
        if value is not None:
            return value
    if "enum" in wanted.schema:
        return _middle(wanted.schema["enum"], wanted.turn)
    if wanted.column.primary_key or (wanted.type.kind in INTEGERS and wanted.column.name.endswith("_id")):
        return _key(wanted)
    return _MAKERS[wanted.type.kind](wanted)


def made(wanted: Wanted) -> Any:
    """Return a value, or two for an array."""
    if not wanted.type.array:
        return _single(wanted)
    explicit = coerced(wanted.column.example, wanted.schema) if wanted.column.example else None
    if explicit is not None:
        return explicit
    name = words.singular(wanted.column.name)
    column = wanted.column.model_copy(update={"name": name, "example": None, "primary_key": False})
    items = wanted.schema.get("items", {})
    parsed = ParsedType(wanted.type.base, wanted.type.arguments)
    pair = [_single(Wanted(wanted.noun, column, parsed, items, wanted.limits, turn)) for turn in (0, 1)]
    return pair if pair[0] != pair[1] else pair[:1]
