"""What of a request changed since it was recorded, by the parts that people edit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from draftspec.prompting.fences import fenced_parts

_HEADING = re.compile(r"^# (.+)$", re.M)


def changes(recorded: Mapping[str, Any], asked: Mapping[str, Any]) -> tuple[str, ...]:
    """Return which parts of a request differ from those that were recorded; nothing when none does.

    `model`; `schema` with the place of the change; `messages[0].system: The section database` for the part of a prompt
    below a heading, `messages[1].user: brief` for what stands between fences, `wording` for what stands around them;
    `params: max_tokens` for everything else. The order of keys counts in a schema only: a model fills it in that order.
    """
    found = ["model"] if recorded.get("model") != asked.get("model") else []
    found += _schema_changes(schema_of(recorded), schema_of(asked))
    found += _message_changes(recorded, asked)
    return (*found, *_param_changes(recorded, asked))


def schema_of(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema that a request holds its answer to, an empty one without any."""
    form = body.get("response_format") or {}
    schema = (form.get("json_schema") or {}).get("schema")
    return schema if isinstance(schema, dict) else {}


def _schema_changes(recorded: Mapping[str, Any], asked: Mapping[str, Any]) -> list[str]:
    if recorded == asked and (recorded is asked or _text(recorded) == _text(asked)):
        return []
    if not recorded or not asked:  # asked for in another form altogether, which is a parameter
        return []
    places = list(_places(recorded, asked, ()))
    return ["schema: order"] if not places else [f"schema: {place}" for place in places[:3]]


def _places(recorded: Any, asked: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Give the innermost places in which two values differ."""
    if isinstance(recorded, dict) and isinstance(asked, dict):
        for key in {**recorded, **asked}:
            if key not in recorded or key not in asked:
                yield ".".join((*path, key))
            else:
                yield from _places(recorded[key], asked[key], (*path, key))
    elif recorded != asked:
        yield ".".join(path)


def _message_changes(recorded: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[str]:
    old: list[Mapping[str, Any]] = recorded.get("messages") or []
    new: list[Mapping[str, Any]] = asked.get("messages") or []
    if old == new:
        return
    before, after = _text(schema_of(recorded)), _text(schema_of(asked))
    nothing: Mapping[str, Any] = {}
    for number, (was, now) in enumerate(zip_longest(old, new, fillvalue=nothing)):
        where = f"messages[{number}].{now.get('role') or was.get('role')}"
        if was.get("role") != now.get("role"):
            yield where
            continue
        # the schema, where a prompt shows it, has its own name above
        one, other = str(was.get("content")).replace(before, "{}"), str(now.get("content")).replace(after, "{}")
        if one != other:
            yield from (f"{where}: {part}" for part in _changed_parts(_parts(one), _parts(other)))


def _changed_parts(recorded: Mapping[str, str], asked: Mapping[str, str]) -> list[str]:
    changed = [label for label in {**recorded, **asked} if recorded.get(label) != asked.get(label)]
    return changed or (["white space"] if list(recorded) == list(asked) else ["order"])


def _parts(message: str) -> dict[str, str]:
    """Return the parts of a message by their labels: fenced data, parts below headings, and the wording of the rest."""
    parts: dict[str, str] = {}
    for label, text in fenced_parts(message):
        if label is not None:
            parts[label] = parts.get(label, "") + text
            continue
        first, *rest = _HEADING.split(text)
        parts["wording"] = f"{parts.get('wording', '')}\n{first.strip()}".strip()  # one block more is no other wording
        for heading, below in zip(rest[::2], rest[1::2], strict=True):
            name = heading.replace("`", "")
            parts[name] = parts.get(name, "") + below
    return parts


def _param_changes(recorded: Mapping[str, Any], asked: Mapping[str, Any]) -> list[str]:
    old, new = _params(recorded), _params(asked)
    return [f"params: {name}" for name in {**old, **new} if old.get(name) != new.get(name)]


def _params(body: Mapping[str, Any]) -> dict[str, Any]:
    params = {name: value for name, value in body.items() if name not in ("model", "messages")}
    form = params.get("response_format")
    if isinstance(form, dict) and isinstance(form.get("json_schema"), dict):
        bare = {name: value for name, value in form["json_schema"].items() if name != "schema"}
        params["response_format"] = {**form, "json_schema": bare}
    return params


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
