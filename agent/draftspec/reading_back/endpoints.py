"""Endpoints: method and path from the heading, the rest from what stands behind its labels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from draftspec.derive.example_rows import Facts
from draftspec.items import endpoint_path
from draftspec.reading_back import keeping
from draftspec.reading_back.access import auth, rate_limit
from draftspec.reading_back.bodies import request, responses
from draftspec.reading_back.failures import errors
from draftspec.reading_back.labels import Labels, labels
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parameters import is_parameter, parameters
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.plain import plain
from draftspec.sections.base import Method
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Endpoint, Endpoints

_HEADING = re.compile(r"([A-Za-z]+) +(/\S*)")
_ACTIONS = {"GET": "read", "POST": "create", "PUT": "replace", "PATCH": "update", "DELETE": "delete"}
_HIDDEN = ("action", "table", "reads", "writes", "server_sets", "transition", "soft_delete")


def endpoints(root: Part, base: Endpoints, tables: Mapping[str, Table], notes: Notes) -> Endpoints:
    """Return the endpoints of a document; `tables` are those of the design that it was rendered from."""
    part = below(root, "API Endpoints", notes)
    facts = Facts(tables)
    known: dict[tuple[str, str], Endpoint] = {(one.method, one.path): one for one in reversed(base.endpoints)}
    found: dict[tuple[str, str], Endpoint] = {}
    for one in part.parts:
        read = _endpoint(one, known, facts, notes)
        if (read.method, read.path) in found and (read.method, read.path) not in _twice(base.endpoints):
            raise notes.error(
                one.line, f"{read.method} {read.path} stands here a second time", "keep each endpoint once"
            )
        found[read.method, read.path] = read
    paragraphs = [Node("paragraph", plain(node.text), node.line) for node in part.paragraphs()]
    reason = keeping.reason(paragraphs, "No endpoint", base.none_because) if not found else base.none_because
    return notes.changed(part.line, base, endpoints=tuple(found.values()), none_because=reason)


def _twice(known: Sequence[Endpoint]) -> set[tuple[str, str]]:
    names = [(one.method, one.path) for one in known]
    return {name for name in names if names.count(name) > 1}


def _endpoint(part: Part, known: Mapping[tuple[str, str], Endpoint], facts: Facts, notes: Notes) -> Endpoint:
    match = _HEADING.fullmatch(part.heading)
    if match is None or match[1].upper() not in get_args(Method):
        message = f"the heading {part.heading[:80]!r} is no endpoint"
        raise notes.error(part.line, message, "write method and path, as in ### GET /api/v1/invoices")
    method, path = match[1].upper(), match[2]
    base, labelled = known.get((method, path)), labels(part, notes, "paragraph")
    values = {"method": method, "path": path, **_shown(labelled, base, facts, notes)}
    if base is not None:
        found = notes.changed(part.line, base, **values)
    else:
        found = notes.built(part.line, Endpoint, **values, **_guessed(values))
        notes.unknown(*(f"{endpoint_path(found)}.{name}" for name in _HIDDEN))
    _note_lines(labelled, found, notes)
    return found


def _shown(labelled: Labels, base: Endpoint | None, facts: Facts, notes: Notes) -> dict[str, Any]:
    asked = labelled.one("Request")
    shown = [node for node in asked.bullets() if is_parameter(node)]
    called = parameters(shown, base, notes)
    limit = labelled.one("Rate Limiting")
    return {
        "purpose": keeping.text(labelled.text("Purpose"), base.purpose if base else None),
        "auth": auth(labelled.one("Authentication"), base.auth if base else None, notes),
        "path_parameters": called.path,
        "query": called.query,
        "pagination": called.pagination,
        "request": request(asked, base, facts, notes),
        "responses": responses(labelled, base, facts, notes),
        "errors": errors(labelled.one("Error Responses"), base, notes),
        "rate_limit": rate_limit(limit, base.rate_limit if base else None, notes),
    }


def _guessed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a new endpoint most probably does, as far as its lines say it."""
    shown = [field for one in values["responses"] for field in one.fields]
    given = list(values["request"].fields) if values["request"] is not None else []
    parameters = [one.table for one in (*values["path_parameters"], *values["query"])]
    table = next((field.table for field in (*shown, *given) if field.source == "column"), None)
    table = table or next(iter(parameters), None)
    action = "list" if values["pagination"] is not None else _ACTIONS[values["method"]]
    written = {table, *(field.table for field in given)} if values["method"] != "GET" else set()
    used = dict.fromkeys((table, *(field.table for field in (*given, *shown)), *parameters))
    return {
        "action": action,
        "table": table,
        "reads": tuple(one for one in used if one and one not in written),
        "writes": tuple(one for one in used if one and one in written),
    }


def _note_lines(labelled: Labels, found: Endpoint, notes: Notes) -> None:
    where = endpoint_path(found)
    notes.at(where, labelled.part.line)
    for one in labelled:
        name = {"Authentication": "auth", "Rate Limiting": "rate_limit", "Request": "request"}.get(one.name)
        if name is not None:
            notes.at(f"{where}.{name}", one.line)
        for node in one.bullets():
            for path in _paths(where, one.name, node):
                notes.at(path, node.line)


def _paths(where: str, label: str, node: Node) -> tuple[str, ...]:
    name = node.text.partition("`")[2].partition("`")[0]
    if label == "Error Responses":
        return (f"{where}.errors.{node.text.rpartition('(`')[2].rstrip('`)')}",)
    if label == "Request" and is_parameter(node):
        if " (header):" in node.text:
            return (f"{where}.auth",)
        kinds = ("path_parameters",) if " (path):" in node.text else ("query",)
        return tuple(f"{where}.{kind}.{name}" for kind in kinds)
    if label == "Request":
        return (f"{where}.request.{name}",)
    if label.startswith("Response ("):
        return (f"{where}.responses.{label.rpartition('- ')[2].rstrip(')')}.{name}",)
    return ()
