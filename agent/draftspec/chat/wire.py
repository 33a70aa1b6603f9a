"""The JSON Schema that a provider is sent for a section: one portable form, and what a provider does not take as words.

Portable means: an object at the root, every property required, no unknown ones, no recursion, `anyOf` for what may be
null, `$ref` alone and only to `$defs` at the top. What a profile does not take is moved into the description, where the
model reads it; Pydantic holds every answer to the whole model whatever the provider promised (see `reading.py`).
The limits behind this are those of OpenAI's strict mode, Anthropic's output format, Gemini's `responseJsonSchema`,
llama.cpp and vLLM; `tests/chat/limits.py` has them as code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from draftspec.chat.answers import NOT_ASKED, Answer, answer_model
from draftspec.chat.profiles import Profile
from draftspec.chat.reading import AnswerInvalid, Problem, parse_answer
from draftspec.chat.schema import Schema
from draftspec.sections.base import NAME_LIMIT, TEXT_LIMIT

__all__ = ["AnswerInvalid", "Problem", "answer_model", "parse_answer", "wire_schema", "wire_text"]

ROOT_DESCRIPTION = (
    f"Texts stand on one line, at most {TEXT_LIMIT} characters; names have at most {NAME_LIMIT}. "
    "What does not apply is null or an empty list."
)
"""What holds for every text of an answer, said once instead of at each field."""

_SILENT = frozenset({"title", "default", "examples", "minLength", "maxLength"})
_PLAIN = frozenset({"type", "enum", "description"})
_WORDS = {
    "pattern": "Form: `{}`.",
    "minItems": "At least {}.",
    "maxItems": "At most {}.",
    "minimum": "At least {}.",
    "maximum": "At most {}.",
}


def wire_schema(section_name: str, profile: Profile) -> Schema:
    """Return the schema of a section's whole answer in the form that a profile takes. To be read only: it is cached.

    Raises KeyError for an unknown section, and ValueError when a section's model holds what no portable schema can say.
    """
    return _wire_schema(section_name, profile.keywords)


@cache
def _wire_schema(section_name: str, keywords: frozenset[str]) -> Schema:
    whole = answer_model(section_name).model_json_schema()
    properties = whole["properties"]
    whole["properties"] = {section_name: properties.pop(section_name), **properties}
    schema = {**_node(whole, keywords), "description": ROOT_DESCRIPTION}
    definitions = {name: _node(node, keywords) for name, node in whole["$defs"].items()}
    used = _reachable(schema, definitions)
    return Schema({**schema, "$defs": {name: node for name, node in definitions.items() if name in used}})


def wire_text(answer: Answer, profile: Profile) -> str:
    """Return an answer as a model would write it: minified JSON in the order of the schema, without what is not asked."""
    schema = wire_schema(answer.section_name, profile)
    wire = _project(answer.model_dump(mode="json"), schema, schema["$defs"])
    return json.dumps(wire, ensure_ascii=False, separators=(",", ":"))


def _node(node: Mapping[str, Any], takes: frozenset[str]) -> dict[str, Any]:
    """Return one node of Pydantic's schema in its portable form."""
    if "$ref" in node:  # alone: providers refuse siblings, and the definition has its own description
        return {"$ref": node["$ref"]}
    if "properties" in node:
        return _object(node, takes)
    portable: dict[str, Any] = {}
    words: list[str] = [node["description"]] if "description" in node else []
    for keyword, value in _spelled(node).items():
        if keyword in _PLAIN or keyword in takes:
            portable[keyword] = value
        elif keyword in _WORDS:
            words.append(_WORDS[keyword].format(value))
        elif keyword == "anyOf":
            portable["anyOf"] = [_node(branch, takes) for branch in value]
        elif keyword == "items":
            portable["items"] = _node(value, takes)
        elif keyword not in _SILENT:
            raise ValueError(f"no portable schema has {keyword!r}: {node}")
    return {**portable, "description": " ".join(words)} if words else portable


def _spelled(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node with synonyms replaced: `oneOf` by `anyOf`, `const` by `enum`, open bounds of integers by closed."""
    spelled = {keyword: value for keyword, value in node.items() if keyword != "discriminator"}
    if "oneOf" in spelled:
        spelled["anyOf"] = spelled.pop("oneOf")
    if "const" in spelled:
        spelled["enum"] = [spelled.pop("const")]
    if node.get("type") == "integer":
        if "exclusiveMinimum" in spelled:
            spelled["minimum"] = spelled.pop("exclusiveMinimum") + 1
        if "exclusiveMaximum" in spelled:
            spelled["maximum"] = spelled.pop("exclusiveMaximum") - 1
    return spelled


def _object(node: Mapping[str, Any], takes: frozenset[str]) -> dict[str, Any]:
    """Return an object with every property that is asked for required and no other allowed."""
    not_asked = NOT_ASKED.get(node["title"], frozenset())
    properties = {name: _node(value, takes) for name, value in node["properties"].items() if name not in not_asked}
    described = {"description": node["description"]} if "description" in node else {}
    return {
        "type": "object",
        **described,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _reachable(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> set[str]:
    """Return the names of the definitions that a schema refers to, directly or through others."""
    found: set[str] = set()
    waiting = list(_references(schema))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_references(definitions[name]))
    return found


def _references(node: object) -> Iterable[str]:
    """Give the names of the definitions that stand in a node."""
    if isinstance(node, Mapping):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].removeprefix("#/$defs/")
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _project(value: Any, node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Any:
    """Return a dumped value with the keys of its schema only, in the order of the schema."""
    if "$ref" in node:
        node = definitions[node["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in node and value is not None:
        node = next(branch for branch in node["anyOf"] if branch.get("type") != "null")
        return _project(value, node, definitions)
    if isinstance(value, dict):
        return {name: _project(value[name], part, definitions) for name, part in node["properties"].items()}
    if isinstance(value, list):
        return [_project(item, node["items"], definitions) for item in value]
    return value
