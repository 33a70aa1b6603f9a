"""Values of exports as text: numbers, lists and small objects ({"name": "Done"}) too, down to a bounded depth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.backlog.rich_text import document_text, is_document

MOST_LEVELS = 64
"""How far values are looked into; what an export nests is far flatter."""

_NAMES = (
    "name", "title", "key", "summary", "value", "displayName", "display_name", "displayValue", "text", "content",
    "plain_text", "rendered", "markup", "raw", "html", "label", "iid", "number", "identifier", "id", "login",
)  # fmt: skip
_LISTS = ("nodes", "edges", "items", "data", "values")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def text(value: object) -> str:
    """Return a value as text; a list gives one line an entry, what has no text an empty one."""
    if is_document(value):
        return clean(document_text(value))
    return "\n".join(texts(value))


def texts(value: object) -> list[str]:
    """Return the texts that a value holds, one an entry of a list, without empty ones."""
    return [cleaned for found in _texts(value, MOST_LEVELS) if (cleaned := clean(found).strip())]


def _texts(value: object, levels: int) -> Iterator[str]:
    if value is None or levels == 0:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, int | float):
        yield str(value)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _texts(entry, levels - 1)
    elif isinstance(value, dict):
        yield from _texts(_of_object(value), levels - 1)


def _of_object(value: dict[str, object]) -> object:
    """Return what stands for an object: its list, or its name."""
    if is_document(value):
        return document_text(value)
    for key in _LISTS:
        if isinstance(value.get(key), list):
            return value[key]
    if isinstance(value.get("node"), dict):
        return value["node"]
    return next((value[key] for key in _NAMES if value.get(key) not in (None, "")), None)


def clean(found: str) -> str:
    """Return a text without what no document may hold: control characters and halves of surrogate pairs."""
    found = found.replace("\r\n", "\n").replace("\r", "\n")
    return _LONE_SURROGATE.sub("\ufffd", _CONTROL.sub("", found))


def one_line(found: str) -> str:
    """Return a text on one line, its white space settled."""
    return " ".join(found.split())
