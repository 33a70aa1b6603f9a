"""What can be kept of an answer that was cut off: the complete items of its outermost open list, never an open one.

A cut list can pass validation by accident, so nothing here is validated: the pieces are put together again, and only
the whole is parsed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

NAME_LENGTH = 80
"""Longest name of an item that has none of its own, in characters."""

_CLOSING = {"{": "}", "[": "]"}


@dataclass(frozen=True)
class Piece:
    """A part of an answer in its wire form: what is complete in `value`, and at which list or object it was cut.

    `where` are the keys that lead there from the root: `("database", "tables")`.
    """

    value: dict[str, Any]
    where: tuple[str, ...]

    @property
    def items(self) -> int:
        """How many items or keys are complete at the place of the cut."""
        here: Any = self.value
        for key in self.where:
            here = here.get(key) if isinstance(here, dict) else None
        return len(here) if isinstance(here, (list, dict)) else 0

    @property
    def text(self) -> str:
        """The complete part as minified JSON."""
        return minified(self.value)

    @property
    def finished(self) -> dict[str, tuple[str, ...]]:
        """The names of the complete items, list by list: `{"database.tables": ("invoices", "invoice_lines")}`."""
        return dict(_named_lists(self.value, ()))


def minified(value: object) -> str:
    """Return a JSON value as text on one line without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass
class _Frame:
    """A bracket that is open, and the position up to which what stands in it is complete."""

    bracket: str
    complete: int


def is_cut(text: str) -> bool:
    """Tell whether a text begins a JSON object and ends inside it."""
    return text.startswith("{") and not _is_json(text) and bool(_open_frames(text))


def salvage(text: str) -> Piece | None:
    """Return what is complete in a JSON object that was cut off, or None when the text is not one.

    Objects are descended into as long as the cut lies in them and outside of a list; of the list that holds the cut the
    complete items are kept, and of an object its complete members.
    """
    frames = _open_frames(text) if text.startswith("{") else []
    if not frames:
        return None
    path = _outside_of_lists(frames)
    complete = text[: path[-1].complete]
    closing = "".join(_CLOSING[frame.bracket] for frame in reversed(path))
    try:
        value = from_json(complete + closing)
    except ValueError:
        return None
    return Piece(value, _keys(value, len(path) - 1)) if isinstance(value, dict) else None


def merge(kept: Mapping[str, Any], rest: Mapping[str, Any], where: Sequence[str]) -> dict[str, Any]:
    """Return what was kept of a cut answer together with an answer that gives the rest.

    `where` leads to the list or object that was cut. Lists on the way and the cut one are continued; what was complete
    stays as it is; what came after the cut is taken from the rest. Items that the rest repeats at its beginning count
    once.
    """
    merged = dict(kept)
    for key, value in rest.items():
        if key not in kept:
            merged[key] = value
        elif where and key == where[0]:
            merged[key] = _joined(kept[key], value, where[1:])
    return merged


def joined(kept: Piece, more: Piece) -> Piece:
    """Return what was kept of a cut answer together with what is complete of a rest that was cut itself."""
    return Piece(merge(kept.value, more.value, kept.where), _later(kept.value, kept.where, more.value, more.where))


def _later(
    kept: Mapping[str, Any], cut: tuple[str, ...], rest: Mapping[str, Any], cut_again: tuple[str, ...]
) -> tuple[str, ...]:
    """Return where both together are cut: a rest that repeats what was complete may end before it reaches the cut."""
    if not cut_again:
        return () if not cut or cut[0] in rest else cut
    key = cut_again[0]
    if cut and key == cut[0]:
        return (key, *_later(kept[key], cut[1:], rest[key], cut_again[1:]))
    return cut if key in kept else cut_again


def _joined(kept: Any, rest: Any, where: Sequence[str]) -> Any:
    if isinstance(kept, dict) and isinstance(rest, dict):
        return merge(kept, rest, where)
    if isinstance(kept, list) and isinstance(rest, list):
        return [*kept, *rest[_repeated(kept, rest) :]]
    return kept


def _repeated(kept: list[Any], rest: list[Any]) -> int:
    """Return how many items at the beginning of the rest are there already."""
    known = [_identity(item) for item in kept]
    count = 0
    while count < len(rest) and _identity(rest[count]) in known:
        count += 1
    return count


def _identity(item: Any) -> Any:
    """Return what tells an item from its neighbours: its name, its method and path, or all of it."""
    if isinstance(item, dict):
        for keys in (("name",), ("method", "path")):
            if all(isinstance(item.get(key), str) for key in keys):
                return tuple(item[key] for key in keys)
    return item


def _is_json(text: str) -> bool:
    """Tell whether a text is JSON from end to end, which json tells thirty times as fast as what follows here."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _open_frames(text: str) -> list[_Frame]:
    """Return the brackets that are open at the end of a text, outermost first; none when it is whole or no JSON."""
    frames: list[_Frame] = []
    for position, character in _structure(text):
        if character in "{[":
            frames.append(_Frame(character, position + 1))
        elif character == ",":
            frames[-1].complete = position
        else:
            if _CLOSING[frames.pop().bracket] != character or not frames:
                return []
            frames[-1].complete = position + 1
    return frames


def _structure(text: str) -> Iterator[tuple[int, str]]:
    """Give brackets and commas outside of strings with their positions."""
    inside = False
    position = 0
    while position < len(text):
        character = text[position]
        if inside:
            if character == "\\":
                position += 1
            inside = character != '"'
        elif character == '"':
            inside = True
        elif character in "{}[],":
            yield position, character
        position += 1


def _outside_of_lists(frames: Sequence[_Frame]) -> list[_Frame]:
    """Return the open brackets from the root to the outermost list; all of them where no list is open."""
    for count, frame in enumerate(frames, start=1):
        if frame.bracket == "[":
            return list(frames[:count])
    return list(frames)


def _keys(value: Any, depth: int) -> tuple[str, ...]:
    """Return the keys that lead to what was cut: an open member is the last one of its object."""
    keys: list[str] = []
    for _ in range(depth):
        keys.append(next(reversed(value)))
        value = value[keys[-1]]
    return tuple(keys)


def _named_lists(value: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, part in value.items():
        if isinstance(part, dict):
            yield from _named_lists(part, (*where, key))
        elif isinstance(part, list):
            yield ".".join((*where, key)), tuple(_name(item) for item in part)


def _name(item: Any) -> str:
    """Return what an item may be called: its name, its method and path, or the first text in it."""
    found = _identity(item)
    if isinstance(found, tuple):
        return " ".join(found)
    texts = [text for text in (item.values() if isinstance(item, dict) else (item,)) if isinstance(text, str)]
    return texts[0][:NAME_LENGTH] if texts else minified(item)[:NAME_LENGTH]
