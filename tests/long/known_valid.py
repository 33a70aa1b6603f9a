"""Whether what `draftspec check` knows to be valid at once is valid: mutated OpenAPI documents, and mutated examples.

    python tests/long/known_valid.py [--times N] [--seed N]

Each derived document (two operations of it) and each of its examples is changed in one to three places: a member taken
out, renamed, doubled, or given a value from elsewhere. What `has_derived_form` or `Fitting` still takes is shown to
openapi-spec-validator or jsonschema. Each changed document is also written as YAML and changed in up to three characters;
what `read_derived` then reads is held to what PyYAML reads. Bounds: nothing of it is refused or read otherwise, and at
least a tenth of what was tried was taken.
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator

from draftspec.brief import brief_from_text
from draftspec.checks.bodies import refusals
from draftspec.checks.fitting import Fitting
from draftspec.checks.openapi_form import has_derived_form
from draftspec.checks.openapi_nodes import OpenapiNodes
from draftspec.checks.yaml_form import OtherForm, read_derived
from draftspec.checks.yaml_reading import NotYaml, loaded_yaml
from draftspec.derive.openapi import openapi
from draftspec.derive.yaml_text import dump
from draftspec.pipeline import draft_spec, drafter_for

BRIEFS = ("add a blog", "add invoices", "upload avatars", "rate products from 1 to 5")
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 5, 1.5, 1e400, "", "x", "[", "^a$", [], {}, ["a"], ["a", "a"]),
    *("string", "integer", "null", "array", ["string", "null"], ["string", "string"], {"type": "string"}),
    *(
        "2026-03-02",
        "2026-02-30",
        "2026-03-02T09:30:00Z",
        "2026-03-02T09:30",
        "a@b.example",
        "https://a.example/x",
        "date",
    ),
    *({"$ref": "#/components/schemas/Error"}, {"a": 1}, "path", "query", "#/components/responses/InternalError"),
)
MEMBERS = (
    *(
        "type",
        "format",
        "description",
        "properties",
        "required",
        "items",
        "enum",
        "minimum",
        "exclusiveMaximum",
        "pattern",
    ),
    *("minLength", "allOf", "anyOf", "default", "$ref", "contentEncoding", "additionalProperties", "nullable", "const"),
    *(
        "example",
        "examples",
        "in",
        "name",
        "schema",
        "content",
        "headers",
        "security",
        "tags",
        "operationId",
        "summary",
    ),
    *("responses", "parameters", "requestBody", "value", "x-own", "200", "404", "/a", "/a/{id}", "get", "delete"),
)
PIECES = (
    *(" ", "  ", "\n", "\n\n", "\n  ", "\n- ", "- ", ": ", ":", "#", " #", "'", "''", '"', "[", "]", "{", "[]", "{}"),
    *(
        "&a ",
        "*a",
        "!x ",
        "|",
        ">",
        "%",
        "@",
        "`",
        "=",
        "<<: ",
        "? ",
        "---\n",
        "...\n",
        "\t",
        "\r",
        "\u2028",
        "é",
        "~",
        "yes",
    ),
)
TAKEN = 0.1


@dataclass
class Tally:
    """How many mutants were tried, how many were taken for valid, and what a validator says of those."""

    tried: int = 0
    taken: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether no validator objects, and enough was taken to say so."""
        return not self.problems and self.taken >= TAKEN * self.tried


def documents() -> list[dict[str, Any]]:
    """Return derived documents of two paths each."""
    specs = [draft_spec(brief_from_text(text, None), drafter_for("builtin"), model="builtin").spec for text in BRIEFS]
    whole = [openapi(spec) for spec in specs]
    return [{**one, "paths": dict(list(one["paths"].items())[:2])} for one in whole]


def examples(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each example of a document with its schema."""
    for operations in document["paths"].values():
        for operation in operations.values():
            bodies = (operation.get("requestBody", {}), *operation["responses"].values())
            for media in (media for body in bodies for media in body.get("content", {}).values()):
                if "example" in media:
                    schema = OpenapiNodes(document).resolved(media["schema"])
                    yield {"value": media["example"], "schema": {**schema, "additionalProperties": False}}


def mutant(original: dict[str, Any], others: list[Any], chance: random.Random) -> dict[str, Any]:
    """Return a copy that is changed in one to three places."""
    changed = copy.deepcopy(original)
    for _ in range(chance.randint(1, 3)):
        if places := list(_places(changed)):  # the change before may have taken out all there was
            holder, key = chance.choice(places)
            _change(holder, key, chance.choice(others), chance)
    return changed


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each member of each object and list: what it is in, and its name or number."""
    keys = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
    for key in keys:
        yield node, key
        yield from _places(node[key])


def _change(holder: Any, key: Any, other: Any, chance: random.Random) -> None:
    way = chance.randrange(6)
    if way == 0:
        del holder[key]
    elif way == 1 and isinstance(holder, dict):
        holder[chance.choice(MEMBERS)] = holder.pop(key)
    elif way == 2 and isinstance(holder, dict):
        holder[chance.choice(MEMBERS)] = copy.deepcopy(other)
    elif way == 3 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    elif way == 4 and isinstance(holder[key], dict):
        holder[key][chance.choice(MEMBERS)] = copy.deepcopy(other)
    else:
        holder[key] = copy.deepcopy(other)


def run(times: int, seed: int) -> dict[str, Tally]:
    """Try so many mutants of documents, and as many of examples."""
    chance = random.Random(seed)
    whole = documents()
    pairs = [pair for document in whole for pair in examples(document)]
    parts = [holder[key] for one in (*whole, *pairs) for holder, key in _places(one)]
    others = [*ODD * (1 + len(parts) // len(ODD)), *parts]
    tallies = {"documents": Tally(), "examples": Tally(), "texts": Tally()}
    for _ in range(times):
        document = mutant(chance.choice(whole), others, chance)
        _try_document(document, tallies["documents"])
        _try_text(_garbled(dump(document), chance), tallies["texts"])
        _try_example(mutant(chance.choice(pairs), others, chance), tallies["examples"])
    return tallies


def _try_document(document: dict[str, Any], tally: Tally) -> None:
    tally.tried += 1
    if not OpenapiNodes(document).dangling and has_derived_form(document):
        tally.taken += 1
        tally.problems += [str(one.message)[:200] for one in OpenAPIV31SpecValidator(document).iter_errors()]


def _garbled(text: str, chance: random.Random) -> str:
    """Return a text with up to three pieces put in or taken out."""
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(PIECES) + text[at + chance.randrange(3) :]
    return text


def _try_text(text: str, tally: Tally) -> None:
    tally.tried += 1
    try:
        found = read_derived(text)
    except OtherForm:
        return
    tally.taken += 1
    try:
        there = loaded_yaml(text)
    except NotYaml as error:
        tally.problems.append(f"PyYAML refuses it: {error}")
        return
    if repr(found) != repr(there):
        tally.problems.append("PyYAML reads it otherwise")


def _try_example(pair: dict[str, Any], tally: Tally) -> None:
    tally.tried += 1
    if "value" in pair and "schema" in pair and Fitting().plainly_fits(pair["value"], pair["schema"]):
        tally.taken += 1
        tally.problems += refusals(pair["value"], pair["schema"])


def main() -> int:
    """Try, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = run(given.times, given.seed)
    for name, tally in found.items():
        print(f"{name:<10} {tally.taken} of {tally.tried} taken for valid, {len(tally.problems)} objections (bound 0)")
        for problem in tally.problems[:10]:
            print(f"  {problem}")
    return 0 if all(tally.is_good for tally in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
