"""The fields of a body, read back from the line that each of them has, and from the example where it says more or less."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from draftspec.derive.example_rows import Facts
from draftspec.derive.field_lines import field_lines
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.plain import leading_code
from draftspec.sections.endpoints import BodyField, JsonType, RelatedField

_REST = re.compile(r": (?:(?P<type>`+[^`]*`+),? )?(?P<need>required|optional) ← (?P<source>.+?)\.?$")
_FORM = "write it as in `due_on`: `date`, required ← `invoices.due_on`"


def is_field(bullet: Node) -> bool:
    """Tell whether a bullet shows a field."""
    return " ← " in bullet.text and leading_code(bullet.text) is not None


def fields(bullets: Sequence[Node], base: Sequence[BodyField], facts: Facts, notes: Notes) -> tuple[BodyField, ...]:
    """Return the fields that bullets show, each on a line with the fields inside it indented below."""
    rendered = {one.name: shown for one, shown in zip(base, field_lines(base, facts), strict=True)}
    known = {one.name: one for one in base}
    found = []
    for node, inner in _grouped(bullets):
        name, rest = leading_code(node.text) or ("", "")
        before = known.get(name)
        shown = rendered.get(name)
        one = before if before is not None and shown is not None and node.text == _flat(shown.text) else None
        if one is None:
            one = _field(node, name, rest, before, notes)
        lines = [_flat(text) for text in shown.inner] if shown is not None else []
        if [one.text for one in inner] != lines or before is None:
            one = notes.changed(node.line, one, fields=_inner(inner, before, notes))
        found.append(one)
    return tuple(found)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _grouped(bullets: Iterable[Node]) -> list[tuple[Node, list[Node]]]:
    found: list[tuple[Node, list[Node]]] = []
    for node in bullets:
        if node.depth > 1 and found:
            found[-1][1].append(node)
        else:
            found.append((node, []))
    return found


def _field(node: Node, name: str, rest: str, base: BodyField | None, notes: Notes) -> BodyField:
    match = _REST.fullmatch(rest)
    if match is None:
        raise notes.error(node.line, f"the field {name!r} is not shown as name, type, need and source", _FORM)
    values: dict[str, Any] = {"name": name, "required": match["need"] == "required"}
    values |= _source(match["source"], node, notes)
    values |= _type((match["type"] or "").strip("`").strip(), values["source"], base)
    hidden = dict(base) if base is not None and base.source == values["source"] else {}
    return notes.built(node.line, BodyField, **{**hidden, **values})


def _source(text: str, node: Node, notes: Notes) -> dict[str, Any]:
    source = "relation" if text.startswith("rows of ") else "column"
    target = leading_code(text.removeprefix("rows of "))
    if target is not None:
        table, _, column = target[0].partition(".")
        return {"source": source, "table": table, "column": column or None}
    if text in ("computed", "transient"):
        return {"source": text, "table": None, "column": None}
    raise notes.error(node.line, f"{text[:60]!r} is no source of a field", _FORM)


def _type(text: str, source: str, base: BodyField | None) -> dict[str, Any]:
    nullable = text.endswith("|null") or text == "null"
    values: dict[str, Any] = {"nullable": nullable}
    plain = text.removesuffix("|null")
    if source == "relation":
        values["many"] = plain.endswith("[]")
    elif source in ("computed", "transient"):
        kind = plain.removesuffix("[]")
        values["many"] = plain.endswith("[]")
        unknown = base.type if base is not None else None
        values["type"] = kind if kind in get_args(JsonType) else None if kind == "any" else unknown
    return values


def _inner(bullets: Iterable[Node], base: BodyField | None, notes: Notes) -> tuple[RelatedField, ...]:
    known = {one.name: one for one in base.fields} if base is not None else {}
    found = []
    for node in bullets:
        name, rest = leading_code(node.text) or ("", "")
        match = _REST.fullmatch(rest)
        target = leading_code(match["source"]) if match else None
        if match is None or target is None:
            raise notes.error(node.line, f"the field {name!r} is not shown as name, type, need and column", _FORM)
        column = target[0].partition(".")[2] or target[0]
        before = known.get(name)
        if before is not None and target[0].endswith(f".{before.column}"):
            column = before.column
        required = match["need"] == "required"
        found.append(notes.built(node.line, RelatedField, name=name, column=column, required=required))
    return tuple(found)


def body(fence: Node | None, notes: Notes) -> Any:
    """Return an example; None without one. Raises InputError where it is no JSON."""
    if fence is None:
        return None
    try:
        return json.loads(fence.text)
    except json.JSONDecodeError as error:
        message = f"the example is no JSON: {error.msg}"
        raise notes.error(fence.line + error.lineno, message, "mend the example") from error
    except (ValueError, RecursionError) as error:
        raise notes.error(fence.line, "the example is no JSON that can be read", "mend the example") from error


def keys(example: Any) -> tuple[str, ...] | None:
    """Return the names that an example shows, those of a page of rows from its first row; None without an object."""
    if isinstance(example, dict) and set(example) == {"data", "next_cursor"}:
        rows = example["data"]
        example = rows[0] if isinstance(rows, list) and rows else None
    return tuple(example) if isinstance(example, dict) else None


def by_example(
    found: tuple[BodyField, ...], rendered: set[str], now: tuple[str, ...] | None, notes: Notes
) -> tuple[BodyField, ...]:
    """Return the fields without those that a person took out of the example, and with those that were put into it.

    `rendered` are the names that the example of the design shows, whatever a changed line makes of it.
    """
    if now is None:
        return found
    names = {one.name for one in found}
    added = [name for name in now if name not in names and name not in rendered]
    kept = tuple(one for one in found if one.name in now or one.name not in rendered)
    return (*kept, *(notes.built(1, BodyField, name=name, source="transient") for name in added))
