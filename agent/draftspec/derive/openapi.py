"""The OpenAPI 3.1 document of a design: every endpoint with its parameters, bodies, failures and access.

It says nothing that the design does not: schemas follow from the columns, examples from the schemas. What the validators
of OpenAPI let pass holds by construction: each example fits its schema, each required property is there, no GET or
DELETE has a body, and each component is used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from draftspec.derive import example_numbers
from draftspec.derive.example_fit import fits
from draftspec.derive.example_rows import Facts, facts_of
from draftspec.derive.example_words import noun_of
from draftspec.derive.examples import (
    error_example,
    parameter_example,
    request_example,
    response_example,
    rows_of,
)
from draftspec.derive.json_types import Schema, column_schema, find_column, object_schema
from draftspec.derive.lines import line
from draftspec.derive.operation_names import camel, operation_ids, segments
from draftspec.derive.specification import INTERNAL_ERROR
from draftspec.grants import secret_header
from draftspec.markdown import code, prose
from draftspec.sections.base import single_line
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Endpoint, ErrorCase, QueryParameter, Response
from draftspec.spec import Spec

VERSION = "1.0.0"
"""The version of the interface that a draft describes."""

_METHODS = ("get", "post", "put", "patch", "delete")
_WITHOUT_BODY = frozenset(("GET", "DELETE"))
_ERROR: Schema = {
    "type": "object",
    "description": "The body of every failure.",
    "properties": {
        "error": {"type": "string", "description": "What went wrong, for programs."},
        "message": {"type": "string", "description": "What went wrong, for people."},
        "details": {"type": "array", "items": {"type": "string"}, "description": "What exactly, field by field."},
    },
    "required": ["error", "message", "details"],
}
_CURSOR: Schema = {"type": ["string", "null"], "description": "The cursor of the next page, null on the last one."}
_RETRY_AFTER = {"description": "Seconds until the next call is answered.", "schema": {"type": "integer", "minimum": 0}}
_USES = {"from": "At least", "to": "At most", "filter": "Equal to", "search": "Text to look for in"}
_SCALARS = frozenset(("string", "integer", "number", "boolean"))


@dataclass
class _Components:
    """The schemas and responses that operations share, by name and in the order of their first use."""

    schemas: dict[str, Schema] = field(default_factory=dict)

    def reference(self, names: Iterable[str], schema: Schema) -> Schema:
        """Return a reference to the schema under the first name that is free or holds the same."""
        wanted = list(names)
        numbered = (f"{wanted[-1]}{number}" for number in count(2))
        chosen = next(name for name in chain(wanted, numbered) if self.schemas.get(name, schema) == schema)
        self.schemas[chosen] = schema
        return {"$ref": f"#/components/schemas/{chosen}"}


@dataclass(frozen=True)
class _Design:
    """What the parts of the document are made from."""

    facts: Facts
    ids: Mapping[tuple[str, str], str]
    components: _Components

    @property
    def tables(self) -> Mapping[str, Table]:
        return self.facts.tables

    def id_of(self, endpoint: Endpoint) -> str:
        return self.ids[endpoint.method, endpoint.path]


def _described(text: str) -> str:
    # Descriptions are Markdown; nothing that a design says may become a link or a tag there.
    return str(prose(text))


def _tag(endpoint: Endpoint) -> str:
    return endpoint.table or (segments(endpoint) or ["api"])[0]


def _description(endpoint: Endpoint) -> str:
    parts = [endpoint.purpose, f"Access: {line(endpoint.auth)}"]
    if (change := endpoint.transition) is not None:
        before = ", ".join(map(code, change.before))
        parts.append(f"Changes {code(f'{change.table}.{change.column}')} from {before} to {code(change.after)}")
    if endpoint.rate_limit is not None:
        parts.append(f"Limit: {line(endpoint.rate_limit)}")
    return _described(" ".join(part.rstrip(".") + "." for part in parts))


def _security(endpoint: Endpoint) -> list[dict[str, list[str]]]:
    """Return the alternatives of which a caller needs one; none when a secret in the request is all it takes."""
    if endpoint.auth.level == "public" and (endpoint.auth.owner or "").startswith("own "):
        return [{}, {"bearer": []}]  # whoever has an account is known by it, and others are not turned away
    if endpoint.auth.level in ("public", "token"):
        return []
    return [{"bearer": [role]} for role in endpoint.auth.roles] or [{"bearer": []}]


def _column_parameter(table: str | None, column: str | None, design: _Design) -> Schema:
    found = find_column(design.tables, table, column)
    schema = column_schema(found[1], found[0], nullable=False) if found else {}
    item: Schema = schema.get("items", schema)
    return item if item.get("type") in _SCALARS else {"type": "string"}


def _path_parameters(endpoint: Endpoint, design: _Design) -> Iterator[dict[str, Any]]:
    declared = {parameter.name: parameter for parameter in endpoint.path_parameters}
    for name in dict.fromkeys(re.findall(r"\{([^}]+)\}", endpoint.path)):
        one = declared.get(name)
        schema = _column_parameter(one.table, one.column, design) if one else {"type": "string"}
        example = parameter_example(endpoint, name, design.facts) if one else "42"
        yield {"name": name, "in": "path", "required": True, "schema": schema, **_if_scalar(example, schema)}


def _if_scalar(example: Any, schema: Schema) -> dict[str, Any]:
    return {"example": example} if example is not None and fits(example, schema) else {}


def _query_parameter(one: QueryParameter, endpoint: Endpoint, design: _Design) -> dict[str, Any]:
    schema = {"type": "string"} if one.use == "search" else _column_parameter(one.table, one.column, design)
    described = f"{_USES[one.use]} {code(f'{one.table}.{one.column}')}."
    example = rows_of(endpoint, design.facts).value(one.table, one.column)
    shown = {} if one.use == "search" else _if_scalar(example, schema)
    return {"name": one.name, "in": "query", "required": False, "description": described, "schema": schema, **shown}


def _page_parameters(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    if (page := endpoint.pagination) is None:
        return
    most = max(page.maximum, page.default)
    yield {
        "name": "limit",
        "in": "query",
        "required": False,
        "description": "Rows on a page.",
        "schema": {"type": "integer", "minimum": 1, "maximum": most, "default": page.default},
    }
    yield {
        "name": "cursor",
        "in": "query",
        "required": False,
        "description": "`next_cursor` of the page before.",
        "schema": {"type": "string"},
    }


def _header_parameters(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    """Yield the header that carries the secret of a row: needed where nobody comes to the row without it."""
    if (sent := secret_header(endpoint.auth)) is not None:
        name, column = sent
        yield {
            "name": name,
            "in": "header",
            "required": endpoint.auth.level != "public",
            "description": f"The secret of {code(column)}, in plain.",
            "schema": {"type": "string"},
        }


def _parameters(endpoint: Endpoint, design: _Design) -> list[dict[str, Any]]:
    listed = [
        *_path_parameters(endpoint, design),
        *(_query_parameter(one, endpoint, design) for one in endpoint.query),
        *_page_parameters(endpoint),
        *_header_parameters(endpoint),
    ]
    # The later one wins: `limit` and `cursor` mean pages even where a filter has taken the name.
    return list({(one["in"], one["name"]): one for one in listed}.values())


def _with_files(schema: Schema, endpoint: Endpoint) -> Schema:
    """Return the schema of a multipart form, whose files are bytes."""
    fields = endpoint.request.fields if endpoint.request else ()
    files = {
        one.name
        for one in fields
        if one.source == "transient" and one.type == "string" and one.name.rpartition("_")[2] in example_numbers.FILES
    }
    properties = {
        name: {**shape, "contentMediaType": "application/octet-stream"} if name in files else shape
        for name, shape in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties}


def _request_body(endpoint: Endpoint, design: _Design) -> dict[str, Any] | None:
    request = endpoint.request
    if request is None or not request.fields or endpoint.method in _WITHOUT_BODY:
        return None
    schema = object_schema(request.fields, design.tables, request=True)
    if request.content_type == "multipart/form-data":
        schema = _with_files(schema, endpoint)
    shape = design.components.reference([camel(f"{design.id_of(endpoint)}_request")], schema)
    example = request_example(endpoint, design.facts)
    content = {request.content_type: {"schema": shape, "example": example}}
    return {"required": any(one.required for one in request.fields), "content": content}


def _shape_names(endpoint: Endpoint, response: Response, design: _Design) -> list[str]:
    """Return what the shape of a row may be called: by its table, with its relations, or by the operation."""
    own = camel(f"{design.id_of(endpoint)}_response")
    if endpoint.table is None or endpoint.action in ("report", "command"):
        return [own]
    noun = camel(noun_of(endpoint.table))
    relations = [one.name for one in response.fields if one.source == "relation"]
    with_relations = f"{noun}With{camel('_and_'.join(relations))}" if relations else noun
    return list(dict.fromkeys((with_relations, own)))


def _known_shape(endpoint: Endpoint, schema: Schema, design: _Design) -> list[str]:
    """Return the name of the table's shape when an operation that is about something else shows it too."""
    noun = camel(noun_of(endpoint.table)) if endpoint.table else ""
    return [noun] if design.components.schemas.get(noun) == schema else []


def _success(endpoint: Endpoint, response: Response, design: _Design) -> dict[str, Any]:
    described = {"description": _described(response.description)}
    example = response_example(endpoint, response, design.facts)
    if example is None:
        return described
    row = object_schema(response.fields, design.tables)
    names = [*_known_shape(endpoint, row, design), *_shape_names(endpoint, response, design)]
    shape = design.components.reference(names, row)
    if response.many:
        page = {"data": {"type": "array", "items": shape}, "next_cursor": _CURSOR}
        whole = {"type": "object", "properties": page, "required": ["data", "next_cursor"]}
        shape = design.components.reference([f"{shape['$ref'].rpartition('/')[2]}Page"], whole)
    return {**described, "content": {"application/json": {"schema": shape, "example": example}}}


def _failures(endpoint: Endpoint) -> dict[int, list[ErrorCase]]:
    """Return the failures by status, with 500, and 429 where calls are limited."""
    cases = [*endpoint.errors]
    statuses = {case.status for case in cases}
    if endpoint.rate_limit is not None and 429 not in statuses:
        when = f"more than {line(endpoint.rate_limit)}."
        cases.append(ErrorCase(status=429, code="RATE_LIMITED", when=when, message="Too many requests. Please wait."))
    if 500 not in statuses:
        cases.append(INTERNAL_ERROR)
    return {status: [c for c in cases if c.status == status] for status in sorted({c.status for c in cases})}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _failure(cases: list[ErrorCase], endpoint: Endpoint, design: _Design) -> dict[str, Any]:
    shape = design.components.reference(["Error"], _ERROR)
    examples: dict[str, Any] = {}
    for case in cases:
        name = case.code if case.code not in examples else f"{case.code}_{len(examples) + 1}"
        examples[name] = {"summary": _sentence(case.when), "value": error_example(case, endpoint)}
    described = _described(" ".join(dict.fromkeys(_sentence(case.when) for case in cases)))
    limited = {"headers": {"Retry-After": _RETRY_AFTER}} if cases[0].status == 429 else {}
    return {
        "description": described,
        **limited,
        "content": {"application/json": {"schema": shape, "examples": examples}},
    }


def _responses(endpoint: Endpoint, design: _Design) -> dict[str, Any]:
    successes = {str(response.status): _success(endpoint, response, design) for response in endpoint.responses}
    failures = {str(status): _failure(cases, endpoint, design) for status, cases in _failures(endpoint).items()}
    return {**successes, **failures}


def _operation(endpoint: Endpoint, design: _Design) -> dict[str, Any]:
    parameters = _parameters(endpoint, design)
    body = _request_body(endpoint, design)
    return {
        "operationId": design.id_of(endpoint),
        "summary": endpoint.purpose,
        "description": _description(endpoint),
        "tags": [_tag(endpoint)],
        "security": _security(endpoint),
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": body} if body else {}),
        "responses": _responses(endpoint, design),
    }


def _paths(endpoints: Iterable[Endpoint], design: _Design) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for endpoint in endpoints:
        # A second endpoint of the same method and path cannot be written down; the checks report it.
        operations = paths.setdefault(endpoint.path, {})
        if endpoint.method.lower() not in operations:
            operations[endpoint.method.lower()] = _operation(endpoint, design)
    return paths


def _failure_responses(paths: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Yield each failure of each operation: the responses that it stands in, its status, and its text."""
    for operations in paths.values():
        for operation in operations.values():
            responses = operation["responses"]
            for status in responses:
                if status >= "400":
                    yield responses, status, json.dumps(responses[status])


def _share_failures(paths: dict[str, Any]) -> dict[str, Any]:
    """Replace failures that several operations have in common by references; return them by name."""
    found = list(_failure_responses(paths))
    counts: dict[str, int] = {}
    for _, _, text in found:
        counts[text] = counts.get(text, 0) + 1
    names: dict[str, str] = {}
    shared: dict[str, Any] = {}
    for responses, status, text in found:
        if counts[text] == 1:
            continue
        if text not in names:
            names[text] = _free_name(responses[status], shared)
            shared[names[text]] = responses[status]
        responses[status] = {"$ref": f"#/components/responses/{names[text]}"}
    return shared


def _free_name(response: dict[str, Any], taken: Mapping[str, Any]) -> str:
    codes = response["content"]["application/json"]["examples"]
    name = camel("_or_".join(code.lower() for code in codes))
    return next(one for one in chain([name], (f"{name}{number}" for number in count(2))) if one not in taken)


def _tags(endpoints: Iterable[Endpoint], tables: Mapping[str, Table]) -> list[dict[str, str]]:
    names = dict.fromkeys(map(_tag, endpoints))
    return [
        {"name": name, "description": _described(tables[name].purpose)} if name in tables else {"name": name}
        for name in names
    ]


def _components(design: _Design, shared: dict[str, Any], *, secured: bool) -> dict[str, Any]:
    bearer = {"type": "http", "scheme": "bearer", "description": "The access token of a signed-in caller."}
    parts = {
        "schemas": design.components.schemas,
        "responses": shared,
        "securitySchemes": {"bearer": bearer} if secured else {},
    }
    return {name: part for name, part in parts.items() if part}


def openapi(spec: Spec, facts: Facts | None = None) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of a specification, with the same keys in the same order for equal designs.

    `facts` are those of the specification, where they are known already.
    """
    sections = spec.sections
    endpoints = sections.endpoints.endpoints
    design = _Design(facts or facts_of(spec), operation_ids(endpoints), _Components())
    title = sections.metadata.title if sections.metadata else spec.slug.replace("-", " ").capitalize()
    paths = _paths(endpoints, design)
    components = _components(design, _share_failures(paths), secured=any(map(_security, endpoints)))
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": VERSION, "description": _described(str(single_line(spec.brief)))},
        "servers": [{"url": "/"}],
        "tags": _tags(endpoints, design.tables),
        "paths": paths,
        **({"components": components} if components else {}),
    }


def openapi_yaml(spec: Spec, facts: Facts | None = None) -> str:
    """Return the OpenAPI document as YAML."""
    from draftspec.derive.yaml_text import dump  # yaml costs start-up time that most commands need not pay

    return dump(openapi(spec, facts))


def endpoints_of(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the method and path of every operation of an OpenAPI document, in its order."""
    paths = document.get("paths") or {}
    return [(method.upper(), path) for path, item in paths.items() for method in item if method in _METHODS]
