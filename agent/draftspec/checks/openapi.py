"""OAS: the OpenAPI document, as somebody may have edited it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from draftspec.checks.openapi_nodes import OpenapiNodes, names
from draftspec.checks.registry import Found, document_check
from draftspec.checks.texts import OPENAPI, Documents, place
from draftspec.checks.wording import listed
from draftspec.grants import secret_header
from draftspec.sections.endpoints import Endpoint

Node = dict[str, Any]
Operations = dict[tuple[str, str], Node]
Faults = Iterator[tuple[tuple[str, ...], str]]
"""What is wrong, each with the names from the document down to where it stands."""

_METHODS = frozenset(["get", "post", "put", "patch", "delete", "head", "options", "trace"])
_COMPONENTS = ("schemas", "responses", "parameters", "requestBodies", "headers", "examples")
_MEND = "Mend it, or remove the file and have it derived anew by `draftspec sync`."


@document_check("OAS-01", "error", why="Tools refuse a document that is not valid, each with another message.")
def valid(documents: Documents) -> Iterator[Found]:
    """The document is OpenAPI 3.1, as openapi-spec-validator sees it."""
    if OPENAPI not in documents.texts:
        return
    text, nodes = documents.texts[OPENAPI], documents.openapi_nodes
    if nodes is None:
        said = re.search(r"\bline (\d+), column", str(documents.openapi))
        where = place(OPENAPI, int(said[1]) if said else 1)
        why = f": {documents.openapi}" if documents.openapi else ""
        yield Found(where, f"This is no OpenAPI document{why}.", _MEND)
        return
    for path, message in _invalid(nodes):
        yield Found(_line(text, path), message, _MEND)


def _invalid(nodes: OpenapiNodes) -> Faults:
    yield from ((names(link), f"`{to}` does not exist.") for link, to in nodes.dangling)
    if nodes.dangling:  # the validator raises on these
        return
    from draftspec.checks.openapi_form import has_derived_form

    if has_derived_form(nodes.document):
        return
    from openapi_spec_validator import OpenAPIV31SpecValidator

    try:
        for error in OpenAPIV31SpecValidator(nodes.document).iter_errors():
            yield tuple(str(part) for part in error.absolute_path), str(error.message).splitlines()[0][:300]
    except (LookupError, TypeError, ValueError, AttributeError) as error:  # raised where the form is quite another
        yield (), f"The validator cannot go on: {type(error).__name__} {error}"[:300]


def _line(text: str, path: tuple[str, ...]) -> str:
    """Return where the innermost part of a path that is a key of its own stands."""
    lines = text.splitlines()
    at = 0
    for part in path:
        wanted = re.compile(rf"\s*(- )?['\"]?{re.escape(part)}['\"]?:")
        at = next((number for number in range(at, len(lines)) if wanted.match(lines[number])), at)
    return place(OPENAPI, at + 1)


def _members(node: Any, *names: str) -> Node:
    """Return an object inside an object, empty where there is none."""
    for name in names:
        node = node.get(name) if isinstance(node, dict) else None
    return node if isinstance(node, dict) else {}


def _operations(document: Any) -> Operations:
    return {
        (method, path): operation
        for path, item in _members(document, "paths").items()
        if isinstance(item, dict)
        for method, operation in item.items()
        if method in _METHODS and isinstance(operation, dict)
    }


@document_check("OAS-02", "error", why="Validators let it pass, and the generated client fails.")
def sound(documents: Documents) -> Iterator[Found]:
    """What validators accept wrongly holds: examples fit, required properties exist, access is defined, nothing is unused.

    Also: no `nullable` (3.1 says `type: [string, "null"]`), a response for every operation, no two paths that differ only
    in the names of their parameters, no body in a GET or DELETE.
    """
    text, nodes = documents.texts.get(OPENAPI, ""), documents.openapi_nodes
    if nodes is None:
        return
    for path, message in (
        *_operation_faults(nodes.document),
        *_clashing(nodes.document),
        *_schema_faults(nodes),
        *_unused(nodes),
        *_example_faults(nodes),
    ):
        yield Found(_line(text, path), message, _MEND)


def _operation_faults(document: Node) -> Faults:
    schemes = _members(document, "components", "securitySchemes")
    for (method, path), operation in _operations(document).items():
        where, name = ("paths", path, method), f"{method.upper()} {path}"
        if not operation.get("responses"):
            yield where, f"`{name}` has no responses."
        if method in ("get", "delete", "head") and "requestBody" in operation:
            yield (*where, "requestBody"), f"`{name}` has a body, which a {method.upper()} cannot carry."
        listed_there = operation.get("security")
        for scheme in (scheme for one in listed_there for scheme in one) if isinstance(listed_there, list) else ():
            if scheme not in schemes:
                yield (*where, "security"), f"`{name}` asks for the access `{scheme}`, which is not defined."


def _clashing(document: Node) -> Faults:
    shapes = Counter(re.sub(r"\{[^}]*\}", "{}", path) for path in _members(document, "paths"))
    for path in _members(document, "paths"):
        if shapes[re.sub(r"\{[^}]*\}", "{}", path)] > 1:
            yield ("paths", path), f"`{path}` and another path differ only in the names of their parameters."


def _schema_faults(nodes: OpenapiNodes) -> Faults:
    for link, node in nodes.demanding:
        properties, required = node.get("properties"), node.get("required")
        if isinstance(properties, dict) and isinstance(required, list):
            missing = [name for name in map(str, required) if name not in properties]
            if missing:
                yield (*names(link), "required"), f"{listed(missing)} is required, but is no property."
        if isinstance(node.get("nullable"), bool):
            yield (*names(link), "nullable"), "`nullable` is of OpenAPI 3.0 and means nothing in 3.1."


def _unused(nodes: OpenapiNodes) -> Faults:
    used = {target for _, target in nodes.references}
    for kind in _COMPONENTS:
        for name in _members(nodes.document, "components", kind):
            if f"#/components/{kind}/{name}" not in used:
                yield ("components", kind, name), f"Nothing uses the component `{name}`."


def _example_faults(nodes: OpenapiNodes) -> Faults:
    from draftspec.checks.bodies import refusals

    for link, node in nodes.with_schema:
        schema = node["schema"]
        for shown in _shown(node) if isinstance(schema, dict) else ():
            if not nodes.fitting.plainly_fits(shown, schema):
                yield from ((names(link), problem) for problem in refusals(shown, nodes.resolved(schema)))


def _shown(node: Node) -> Iterator[Any]:
    """Yield the examples that stand beside a schema."""
    if "example" in node:
        yield node["example"]
    if isinstance(named := node.get("examples"), dict):
        yield from (one["value"] for one in named.values() if isinstance(one, dict) and "value" in one)


@document_check(
    "OAS-03", "error", why="Clients are generated from the document, and the server is built from the design."
)
def same_endpoints(documents: Documents) -> Iterator[Found]:
    """Read back, the document has the endpoints of the design: methods, paths, parameters, fields and statuses."""
    text, nodes = documents.texts.get(OPENAPI, ""), documents.openapi_nodes
    if nodes is None:
        return
    there = _operations(nodes.document)
    ours = {(one.method.lower(), one.path): one for one in reversed(documents.spec.sections.endpoints.endpoints)}
    for method, path in there:
        if (method, path) not in ours:
            where = _line(text, ("paths", path, method))
            yield Found(where, f"`{method.upper()} {path}` is no endpoint of the design.", _MEND)
    for key, endpoint in reversed(ours.items()):
        name = f"{endpoint.method} {endpoint.path}"
        if key not in there:
            yield Found(place(OPENAPI, 1), f"`{name}` is not in the document.", _MEND)
            continue
        for what, expected, found in _compared(nodes, endpoint, there[key]):
            if expected != found:
                where = _line(text, ("paths", endpoint.path, key[0]))
                yield Found(where, f"`{name}` differs in its {what}: {_difference(expected, found)}.", _MEND)


def _difference(expected: set[str], found: set[str]) -> str:
    parts = [
        f"{listed(sorted(names))} {verb}"
        for names, verb in ((expected - found, "is missing"), (found - expected, "is too much"))
        if names
    ]
    return ", ".join(parts)


def _compared(nodes: OpenapiNodes, endpoint: Endpoint, operation: Node) -> Iterator[tuple[str, set[str], set[str]]]:
    yield "parameters", _parameters(endpoint), _named_parameters(nodes, operation)
    if endpoint.method not in ("GET", "DELETE"):
        fields = {one.name for one in endpoint.request.fields} if endpoint.request else set()
        yield "request", fields, _properties(nodes, nodes.resolve(operation.get("requestBody")))
    responses = operation.get("responses")
    responses = responses if isinstance(responses, dict) else {}
    yield "responses", _statuses(endpoint), set(responses)
    for one in endpoint.responses:
        whole = _properties(nodes, nodes.resolve(responses.get(str(one.status))))
        fields = {"data", "next_cursor"} if one.many and one.fields else {field.name for field in one.fields}
        if str(one.status) in responses and one.status != 204:
            yield f"response {one.status}", fields, whole


def _parameters(endpoint: Endpoint) -> set[str]:
    names = {f"{name} in path" for name in re.findall(r"\{([^}]+)\}", endpoint.path)}
    names |= {f"{one.name} in query" for one in endpoint.query}
    if (sent := secret_header(endpoint.auth)) is not None:
        names.add(f"{sent[0]} in header")
    return names | ({"limit in query", "cursor in query"} if endpoint.pagination else set())


def _named_parameters(nodes: OpenapiNodes, operation: Node) -> set[str]:
    listed_there = operation.get("parameters")
    found = [nodes.resolve(one) for one in listed_there] if isinstance(listed_there, list) else []
    return {f"{one.get('name')} in {one.get('in')}" for one in found}


def _statuses(endpoint: Endpoint) -> set[str]:
    numbers = {one.status for one in endpoint.responses} | {one.status for one in endpoint.errors} | {500}
    return {str(number) for number in numbers | ({429} if endpoint.rate_limit else set())}


def _properties(nodes: OpenapiNodes, holder: Mapping[str, Any]) -> set[str]:
    """Return the names of the properties of the first content of a body."""
    content = holder.get("content")
    media: Any = next(iter(content.values()), {}) if isinstance(content, dict) else {}
    schema = nodes.resolve(media.get("schema") if isinstance(media, dict) else None)
    properties = schema.get("properties")
    return set(properties) if isinstance(properties, dict) else set()
