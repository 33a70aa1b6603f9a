"""The plain part of YAML, written as libyaml writes it and in a quarter of the time.

Mappings and sequences of blocks, with texts of one line, whole numbers, truths and nulls: that is nearly all that an
OpenAPI document has. Whatever goes beyond is `Unusual`, and left to PyYAML. Which texts need quotes, and where a long one
is folded, is what libyaml's `yaml_emitter_analyze_scalar` and `yaml_emitter_write_plain_scalar` decide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

_INDENT = 2
_LONGEST_KEY = 120
"""Longer ones get a line of their own, in bytes."""

_NEEDS_QUOTES = re.compile(r"""[#,\[\]{}&*!|>'"%@`]|[?:-](?=\s|$)|---|\.\.\.|.*?(?:: |:$| \#)""")
_BEYOND = re.compile(r"[^\x20-\ud7ff\ue000-\ufffd]|  |^ | $")
_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = yaml.SafeDumper.yaml_implicit_resolvers
"""Texts that would be read as something else, by what they begin with."""


class Unusual(ValueError):
    """Data that is not written here."""


def blocks(data: Any, width: int) -> str:
    """Return a mapping as YAML; a text is folded at the first space past `width`. Raises `Unusual`."""
    if not isinstance(data, dict) or not data:
        raise Unusual
    writer = _Writer(width)
    writer.mapping(data, 0, "")
    return "".join(writer.parts)


class _Writer:
    """A document on its way; `parts` is its text so far."""

    def __init__(self, width: int) -> None:
        self.parts: list[str] = []
        self._width = width

    def mapping(self, data: dict[str, Any], indent: int, first: str) -> None:
        """Write a mapping that is not empty; `first` stands before its first key."""
        before = first
        for key, value in data.items():
            if type(key) is not str or len(key.encode()) > _LONGEST_KEY:
                raise Unusual
            before += _text(key) + ":"
            if not value or not isinstance(value, dict | list):
                self._scalar(value, before + " ", indent)
            elif isinstance(value, dict):
                self.parts.append(before + "\n")
                self.mapping(value, indent + _INDENT, " " * (indent + _INDENT))
            else:
                self.parts.append(before + "\n")
                self._sequence(value, indent)
            before = " " * indent

    def _sequence(self, items: list[Any], indent: int) -> None:
        before = " " * indent + "- "
        for item in items:
            if item and isinstance(item, dict):
                self.mapping(item, indent + _INDENT, before)
            elif item and isinstance(item, list):
                raise Unusual
            else:
                self._scalar(item, before, indent)

    def _scalar(self, value: Any, before: str, indent: int) -> None:
        if type(value) is not str:
            self.parts.append(f"{before}{_other(value)}\n")
            return
        text = _text(value)
        if len(before) + len(text) > self._width:
            text = _folded(text, len(before), self._width, " " * (indent + _INDENT))
        self.parts.append(f"{before}{text}\n")


def _other(value: object) -> str:
    """Return what stands for a value that is no text. Raises `Unusual`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if type(value) is int:
        return str(value)
    if value == {} or value == []:
        return "{}" if isinstance(value, dict) else "[]"
    raise Unusual


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """Return a text plain, or in single quotes where it would be read as something else. Raises `Unusual`."""
    if _BEYOND.search(text) or not text.isprintable():
        raise Unusual
    if text and not _NEEDS_QUOTES.match(text) and not any(one.match(text) for _, one in _RESOLVERS.get(text[0], ())):
        return text
    return "'" + text.replace("'", "''") + "'"


def _folded(text: str, column: int, width: int, indent: str) -> str:
    """Return a text that begins in a column, with breaks in place of the first space past the width of each line."""
    lines: list[str] = []
    position = 0
    while (space := text.find(" ", max(position + width + 1 - column, position))) >= 0:
        lines.append(text[position:space])
        position, column = space + 1, len(indent)
    lines.append(text[position:])
    return f"\n{indent}".join(lines)
