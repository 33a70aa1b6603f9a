"""The form in which YAML is written here: what has it is read line by line, several times as fast as by PyYAML.

Nearly every openapi.yaml that is checked was derived, and such a document needs little of YAML: mappings and sequences of
blocks, plain scalars and those in single quotes, folded over several lines or not. Whatever goes beyond is left to
PyYAML, which also words what is wrong; it says, too, which plain scalars are numbers, truths or moments. So nothing may
be read here that PyYAML refuses or reads otherwise; the tests hold that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

_TOO_WIDE = " " * 101
"""Blocks are indented by at most 100 columns; two of them are a level."""

_REMEMBERED = 2_000
"""Most lines that are remembered as they are read."""
_LINE = re.compile(r"( *+)((?:- )?+)(?:([A-Za-z_/$][\w/{}$.~-]{0,400}+|'[^'\n]{1,400}+'):(?: |\Z))?+(.*+)", re.ASCII)
_QUOTED = re.compile(r"'([^']*+(?:''[^']*+)*+)'")
_FIRST = frozenset("_^$(+/.\\~;")
"""Signs that a plain scalar may begin with, beside letters and digits: no indicators."""

_EMPTY: dict[str, type[list[Any]] | type[dict[str, Any]]] = {"[]": list, "{}": dict}
_TEXT = "tag:yaml.org,2002:str"
_RESOLVER: Any = yaml.SafeLoader("")
_MAY_RESOLVE = frozenset(yaml.SafeLoader.yaml_implicit_resolvers)
"""What plain scalars begin with that are no texts, or may be none."""
_LONGEST_WORD = len("false")
_OF_TEXTS = frozenset("abcdf")
"""Letters that no number or moment has that begins with 1 to 9; most UUIDs have one."""
_WORDS = {"true": True, "false": False, "null": None}

_NO_SCALAR: Any = object()
"""Stands for the value of a line that holds no whole scalar."""

_Row = tuple[int, bool, str | None, str, Any]
"""A line: its indentation, whether it begins an item, its key, the text that follows, and the scalar that this is."""


class OtherForm(ValueError):
    """A text that is not written in this form; it may well be YAML."""


def read_derived(text: str) -> Any:
    """Return the data of a document. Raises `OtherForm`."""
    if text[:1] == " " or not text.endswith("\n") or _TOO_WIDE in text:
        raise OtherForm
    reader = _Reader(text)
    data = reader.block(0)
    reader.require_end()
    return data


@lru_cache(_REMEMBERED)
def _row(line: str) -> _Row:
    """Take a line apart; more than half of a document's lines stand there several times, and half of those in others."""
    spaces, dash, key, rest = _LINE.match(line).groups()  # type: ignore[union-attr]
    name = None if key is None else _scalar(key)
    return len(spaces), dash != "", name if isinstance(name, str) else None, rest, _scalar(rest) if rest else _NO_SCALAR


class _Reader:
    """Reads a document from its first line to its last."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._rows = [*map(_row, self._lines)]
        self._at = 0

    def require_end(self) -> None:
        """Raise `OtherForm` before the end, behind which nothing stands."""
        if self._at < len(self._rows) - 1:
            raise OtherForm

    def block(self, indent: int) -> Any:
        """Read the block that begins in the current line."""
        return self._sequence(indent) if self._rows[self._at][1] else self._mapping(indent)

    def _mapping(self, indent: int) -> dict[str, Any]:
        """Read a mapping; its first key may stand behind the mark of an item."""
        found: dict[str, Any] = {}
        rows, at = self._rows, self._at
        _, _, name, rest, value = rows[at]
        if name is None:
            raise OtherForm
        while name is not None:
            at += 1
            inside, begins_item, following, text, scalar = rows[at]
            if inside <= indent and value is not _NO_SCALAR:
                found[name] = value
            else:
                self._at = at
                found[name] = self._value(rest, indent)
                at = self._at
                inside, begins_item, following, text, scalar = rows[at]
            if inside != indent or begins_item:
                break
            name, rest, value = following, text, scalar
        self._at = at
        return found if inside <= indent else self._refuse()

    def _value(self, rest: str, indent: int) -> Any:
        """Read what a key or the mark of an item has that is no scalar on its line; `rest` follows there."""
        inside, begins_item, _, _, _ = self._rows[self._at]
        if rest:
            return self._folded(rest, indent) if inside > indent else self._empty(rest)
        if inside > indent:
            return self.block(inside)
        return self._sequence(indent) if begins_item and inside == indent else self._refuse()

    def _sequence(self, indent: int) -> list[Any]:
        found: list[Any] = []
        rows = self._rows
        while True:
            _, _, name, rest, value = rows[self._at]
            if name is not None:
                found.append(self._mapping(indent + 2))
            else:
                self._at += 1
                alone = value is not _NO_SCALAR and rows[self._at][0] <= indent
                found.append(value if alone else self._value(rest, indent) if rest else self._refuse())
            inside, begins_item, _, _, _ = rows[self._at]
            if inside != indent or not begins_item:
                return found if inside <= indent else self._refuse()

    def _refuse(self) -> Any:
        raise OtherForm

    def _empty(self, text: str) -> Any:
        return _EMPTY[text]() if text in _EMPTY else self._refuse()

    def _folded(self, rest: str, indent: int) -> Any:
        """Return the scalar that begins in the line before and goes on in those that are indented further."""
        parts = [rest]
        while self._rows[self._at][0] > indent:
            parts.append(self._lines[self._at].lstrip(" "))
            self._at += 1
        if rest in _EMPTY or any(part.endswith(" ") for part in parts):
            raise OtherForm
        found = _scalar(" ".join(parts))
        return self._refuse() if found is _NO_SCALAR else found


def _scalar(text: str) -> Any:
    """Return what a scalar says, `_NO_SCALAR` for what is none of this form."""
    if not text or not text.isprintable():
        return _NO_SCALAR
    first = text[0]
    if first == "'":
        quoted = _QUOTED.fullmatch(text)
        return _NO_SCALAR if quoted is None else quoted[1].replace("''", "'")
    begins = first.isalnum() or first in _FIRST or (first == "-" and text[1:2] not in ("", " "))
    if not begins or ": " in text or " #" in text or text[-1] in ": ":  # an indicator, the end of a key, a comment
        return _NO_SCALAR
    return _resolved(text) if _may_resolve(first, text) else text


def _may_resolve(first: str, text: str) -> bool:
    """Tell whether a plain scalar may be a number, a truth, null or a moment."""
    if first not in _MAY_RESOLVE:
        return False
    if first.isalpha():
        return len(text) <= _LONGEST_WORD
    return not "1" <= first <= "9" or _OF_TEXTS.isdisjoint(text)


def _resolved(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if text[0] != "0" and text.isascii() and text.isdecimal():
        return int(text)
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    if tag == _TEXT:
        return text
    try:
        return _RESOLVER.construct_object(yaml.ScalarNode(tag, text), deep=True)
    except (ValueError, yaml.YAMLError):  # a day that does not exist
        return _NO_SCALAR
