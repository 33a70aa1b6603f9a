"""What providers document about the JSON Schemas that they take, as checkers: each returns what a schema breaks.

OpenAI's strict mode: a root object that is no anyOf, every property required, no unknown ones, 5,000 properties, ten levels
a definition, 1,000 enum values and 120,000 characters of names and values, references alone and to `$defs` at the top.
Anthropic's output format: no recursion, no bounds but `minItems` of 0 or 1, 24 optional and 16 union-typed parameters.
llama.cpp: patterns with both anchors, no empty object.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

OPENAI_KEYWORDS = {
    *(
        "type",
        "enum",
        "description",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "anyOf",
        "$ref",
        "$defs",
    ),
    *("pattern", "format", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("minItems", "maxItems", "const"),
}
ANTHROPIC_KEYWORDS = {
    *("type", "enum", "const", "description", "properties", "required", "additionalProperties", "items", "anyOf"),
    *("$ref", "$defs", "minItems"),
}


def nodes(schema: Schema, path: str = "#") -> Iterator[tuple[str, Schema]]:
    """Give every schema inside a schema, definitions too, with where it stands."""
    yield path, schema
    for group in ("properties", "$defs"):
        for name, node in schema.get(group, {}).items():
            yield from nodes(node, f"{path}/{group}/{name}")
    if "items" in schema:
        yield from nodes(schema["items"], f"{path}/items")
    for index, node in enumerate(schema.get("anyOf", ())):
        yield from nodes(node, f"{path}/anyOf/{index}")


def portable(schema: Schema) -> list[str]:
    """Return what any provider would refuse."""
    found = [] if schema.get("type") == "object" and "anyOf" not in schema else ["# is no plain object"]
    for path, node in nodes(schema):
        if "$ref" in node:
            if set(node) != {"$ref"}:
                found.append(f"{path}: a reference with siblings")
            if node["$ref"].removeprefix("#/$defs/") not in schema["$defs"]:
                found.append(f"{path}: a reference to nowhere")
        if "$defs" in node and path != "#":
            found.append(f"{path}: definitions below the top")
        if node.get("type") == "object":
            found += _object(path, node)
        elif not {"$ref", "anyOf", "type"} & set(node):
            found.append(f"{path}: without a type")
        pattern = node.get("pattern", "^$")
        if not (pattern.startswith("^") and pattern.endswith("$")) or "(?" in pattern:
            found.append(f"{path}: a pattern without anchors or with a group that looks around")
    return found + [f"recursion through {name}" for name in recursive(schema)]


def _object(path: str, node: Schema) -> list[str]:
    found = [] if node.get("properties") else [f"{path}: an empty object"]
    if node.get("additionalProperties") is not False:
        found.append(f"{path}: open to unknown keys")
    if node.get("required") != list(node.get("properties", ())):
        found.append(f"{path}: not every property is required")
    return found


def recursive(schema: Schema) -> list[str]:
    """Return the definitions that contain themselves."""
    uses = {
        name: {part["$ref"].removeprefix("#/$defs/") for _, part in nodes(node) if "$ref" in part}
        for name, node in schema["$defs"].items()
    }
    for _ in uses:
        uses = {name: direct.union(*(uses.get(other, set()) for other in direct)) for name, direct in uses.items()}
    return [name for name, reached in uses.items() if name in reached]


def openai(schema: Schema) -> list[str]:
    """Return what OpenAI's strict mode would refuse."""
    found = portable(schema)
    every = list(nodes(schema))
    found += [f"{path}: {word}" for path, node in every for word in set(node) - OPENAI_KEYWORDS]
    if sum(len(node.get("properties", ())) for _, node in every) > 5_000:
        found.append("more than 5,000 properties")
    if max(map(depth, (schema, *schema["$defs"].values()))) > 10:
        found.append("more than ten levels")
    values = [str(value) for _, node in every for value in node.get("enum", ())]
    names = [name for _, node in every for group in ("properties", "$defs") for name in node.get(group, ())]
    if len(values) > 1_000 or sum(map(len, (*values, *names))) > 120_000:
        found.append("too many enum values, or too long names")
    return found


def anthropic(schema: Schema) -> list[str]:
    """Return what Anthropic's output format would refuse; each definition's parameters are counted once."""
    found = portable(schema)
    every = list(nodes(schema))
    found += [f"{path}: {word}" for path, node in every for word in set(node) - ANTHROPIC_KEYWORDS]
    found += [f"{path}: minItems" for path, node in every if node.get("minItems", 0) > 1]
    if (unions := sum("anyOf" in node or isinstance(node.get("type"), list) for _, node in every)) > 16:
        found.append(f"{unions} union-typed parameters")
    optional = sum(len(set(node.get("properties", ())) - set(node.get("required", ()))) for _, node in every)
    return found + ([f"{optional} optional parameters"] if optional > 24 else [])


def depth(schema: Schema) -> int:
    """Return the levels of objects and lists of one schema, references not followed."""
    below = [*schema.get("properties", {}).values(), *schema.get("anyOf", ())]
    below += [schema["items"]] if "items" in schema else []
    return (schema.get("type") in {"object", "array"}) + max(map(depth, below), default=0)
