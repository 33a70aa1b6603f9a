"""The form in which YAML is written here: what has it is read line by line, several times as fast as by PyYAML.

Nearly every openapi.yaml that is checked was derived, and such a document needs little of YAML: mappings and sequences of
blocks, plain scalars and those in single quotes, folded over several lines or not. Whatever goes beyond is left to
PyYAML, which also words what is wrong; it says, too, which plain scalars are numbers, truths or moments. So nothing may
be read here that PyYAML refuses or reads otherwise; the tests hold that.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import yaml

_TOO_WIDE = " " * 101
"""Blocks are indented by at most 100 columns; two of them are a level."""

_ROW = re.compile(
    r"( *+)((?:- )?+)(?:([A-Za-z_/$][\w/{}$.~-]{0,400}+|'[^'\n]{1,400}+'):(?: |(?=\n)))?+(.*+)\n", re.ASCII
)
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
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


class _Reader:
    """Reads a document from its first line to its last."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows: list[tuple[str, str, str, str]] = _ROW.findall(text)
        """The lines: indentation, the mark of an item, the key, and what follows."""
        self._rows.append(("", "", "", ""))
        self._at = 0
        self._keys: dict[str, str] = {}
        self._known: dict[str, Any] = {}

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    def require_end(self) -> None:
        """Raise `OtherForm` before the last line."""
        if self._at < len(self._rows) - 1:
            raise OtherForm

    def block(self, indent: int) -> Any:
        """Read the block that begins in the current line."""
        return self._sequence(indent) if self._rows[self._at][1] else self._mapping(indent)

    def _mapping(self, indent: int) -> dict[str, Any]:
        """Read a mapping; its first key may stand behind the mark of an item."""
        found: dict[str, Any] = {}
        rows, keys, known, at = self._rows, self._keys, self._known, self._at
        _, _, key, rest = rows[at]
        while True:
            name = keys[key] if key in keys else self._key(key)
            at += 1
            spaces, dash, key, following = rows[at]
            if rest and len(spaces) <= indent:
                found[name] = known[rest] if rest in known else self._scalar(rest)
            else:
                self._at = at
                found[name] = self._folded(rest, indent) if rest else self._below(indent)
                at = self._at
                spaces, dash, key, following = rows[at]
            if len(spaces) != indent or dash or not key:
                self._at = at
                return found if len(spaces) <= indent else self._refuse()
            rest = following

    def _below(self, indent: int) -> Any:
        """Read the block of a key: one that is indented further, or a sequence that is not."""
        spaces, dash, _, _ = self._rows[self._at]
        if len(spaces) > indent:
            return self._sequence(len(spaces)) if dash else self._mapping(len(spaces))
        return self._sequence(indent) if dash and len(spaces) == indent else self._refuse()

    def _sequence(self, indent: int) -> list[Any]:
        found: list[Any] = []
        while True:
            _, _, key, rest = self._rows[self._at]
            if key:
                found.append(self._mapping(indent + 2))
            else:
                self._at += 1
                deeper = len(self._rows[self._at][0]) > indent
                found.append(self._folded(rest, indent) if deeper else self._scalar(rest))
            spaces, dash, _, _ = self._rows[self._at]
            if len(spaces) != indent or not dash:
                return found if len(spaces) <= indent else self._refuse()

    def _refuse(self) -> Any:
        raise OtherForm

    def _key(self, text: str) -> str:
        name = self._scalar(text)
        if not isinstance(name, str):
            raise OtherForm
        self._keys[text] = name
        return name

    def _folded(self, rest: str, indent: int) -> Any:
        """Return the scalar that begins in the line before and goes on in those that are indented further."""
        parts = [rest]
        while len(self._rows[self._at][0]) > indent:
            parts.append(self._lines[self._at].lstrip(" "))
            self._at += 1
        if rest in _EMPTY or any(part.endswith(" ") for part in parts):
            raise OtherForm
        return self._scalar(" ".join(parts))

    def _scalar(self, text: str) -> Any:
        if text in self._known:
            return self._known[text]
        if text in _EMPTY:
            return _EMPTY[text]()
        if not text.isprintable():
            raise OtherForm
        if text[:1] == "'" and (quoted := _QUOTED.fullmatch(text)):
            found: Any = quoted[1].replace("''", "'")
        elif _is_plain(text):
            found = _resolved(text) if _may_resolve(text) else text
        else:
            raise OtherForm
        self._known[text] = found
        return found


def _is_plain(text: str) -> bool:
    """Tell whether a text is a plain scalar that no indicator begins, and in which no comment begins and no key ends."""
    first = text[:1]
    begins = first.isalnum() or first in _FIRST or (first == "-" and text[1:2] not in ("", " "))
    return begins and text[-1] not in ": " and ": " not in text and " #" not in text


def _may_resolve(text: str) -> bool:
    """Tell whether a plain scalar may be a number, a truth, null or a moment."""
    first = text[0]
    if first not in _MAY_RESOLVE:
        return False
    if first.isalpha():
        return len(text) <= _LONGEST_WORD
    return not "1" <= first <= "9" or _OF_TEXTS.isdisjoint(text)


def _resolved(text: str) -> Any:
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    if tag == _TEXT:
        return text
    try:
        return _RESOLVER.construct_object(yaml.ScalarNode(tag, text), deep=True)
    except (ValueError, yaml.YAMLError) as error:  # a day that does not exist
        raise OtherForm from error
