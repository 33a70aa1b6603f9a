"""The text of a cassette: sorted by step, prompts as blocks of lines, so that an edit changes the lines that it is about."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import yaml

from draftspec.evals.cassette import ADDRESS, HEAD, OURS, STEP, Cassette, Interaction, step_order
from draftspec.evals.origin import Origin

_WIDE = 2**31
"""No line is folded."""

_SHARED = 200
"""Longest text that stands twice rather than once with a reference to it, in characters."""


def cassette_text(cassette: Cassette) -> str:
    """Return what stands in the file of a cassette; equal cassettes give equal texts."""
    ordered = sorted(cassette.interactions, key=step_order)
    sections = groupby(ordered, key=lambda step: "-".join(step.split("/")[:2]))
    texts = (_section_text(name, [cassette.interactions[step] for step in steps]) for name, steps in sections)
    return HEAD + _dumped(_facts(cassette.origin)) + "interactions:\n" + "".join(texts)


def _facts(origin: Origin) -> dict[str, Any]:
    facts = {"asked": origin.asked, "answered": list(origin.answered), "host": origin.host}
    return {"version": 1, OURS: {**facts, "date": origin.date, "source": origin.source}}


def _section_text(name: str, interactions: Iterable[Interaction]) -> str:
    """Return the text of the interactions of one section, which share long texts; `name` is unique in the file."""
    shared: dict[str, Any] = {}
    return _dumped([_content(one, shared) for one in interactions], name)


def _content(one: Interaction, shared: dict[str, Any]) -> dict[str, Any]:
    headers = {"content-type": ["application/json"], STEP: [one.step]}
    request = {
        "method": "POST",
        "uri": f"{ADDRESS}/chat/completions",
        "headers": headers,
        "body": _once(one.asked, shared),
    }
    response = {
        "status": {"code": one.status, "message": "OK"},
        "headers": {"content-type": [one.content_type]},
        "body": {"string": one.text},
    }
    return {"request": request, "response": response}


def _once(asked: Mapping[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """Return a request whose long texts are the very objects of an equal one before it, so that they stand once."""
    body = dict(asked)
    body["messages"] = [
        {name: shared.setdefault(text, text) if isinstance(text, str) else text for name, text in message.items()}
        for message in body.get("messages", ())
    ]
    if "response_format" in body:
        body["response_format"] = _Json(body["response_format"])
    return body


@dataclass(frozen=True)
class _Json:
    """A value that stands as JSON on one line, which YAML takes too and which is read thirty times as fast."""

    value: Any


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, and what is shared once."""

    prefix = ""

    def ignore_aliases(self, data: Any) -> bool:
        """Tell whether a value is written out wherever it stands."""
        return not (isinstance(data, dict) or (isinstance(data, str) and len(data) > _SHARED))

    def generate_anchor(self, node: Any) -> str:
        """Return a name that no other section uses."""
        self.last_anchor_id += 1
        return f"{self.prefix}-{self.last_anchor_id}"

    def text(self, data: str) -> yaml.ScalarNode:
        """Return a text as a block where that loses nothing: YAML reads other breaks of lines as line feeds."""
        style = '"' if any(other in data for other in "\r\x85\u2028\u2029") else "|" if "\n" in data else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def json(self, data: _Json) -> yaml.Node:
        """Return a value as JSON."""
        return self._json_node(data.value)

    def _json_node(self, value: Any) -> yaml.Node:
        if isinstance(value, dict):
            pairs = [(self._json_node(str(name)), self._json_node(one)) for name, one in value.items()]
            return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=True)
        if isinstance(value, list):
            return yaml.SequenceNode("tag:yaml.org,2002:seq", [*map(self._json_node, value)], flow_style=True)
        if isinstance(value, str):
            return yaml.ScalarNode("tag:yaml.org,2002:str", value, style='"')
        return self.represent_data(value)


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(_Json, _Dumper.json)


def _dumped(content: Any, prefix: str = "") -> str:
    stream = io.StringIO()
    dumper = _Dumper(stream, width=_WIDE, allow_unicode=True, sort_keys=False, default_flow_style=False)
    dumper.prefix = prefix
    try:
        dumper.open()
        dumper.represent(content)
        dumper.close()
    finally:
        dumper.dispose()
    return stream.getvalue()


def laid_out(text: str, leave_out: Collection[str] = ()) -> str:
    """Return a JSON object with each of its fields on a line, without those left out; any other text as it is."""
    try:
        found = json.loads(text)
        kept = {name: value for name, value in found.items() if name not in leave_out}
        laid = "{" + ",\n ".join(f"{_json(name)}: {_json(value)}" for name, value in kept.items()) + "}"
        laid.encode()
    except (ValueError, AttributeError):  # no JSON, no object, half a character
        return text
    return laid if json.loads(laid) == kept else text


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
