from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import bookings
import designs
import pytest
import whole_designs
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from draftspec.derive.openapi import endpoints_of, openapi, openapi_yaml
from draftspec.derive.operation_names import operation_ids
from draftspec.sections.database import Table
from draftspec.sections.endpoints import Auth, Endpoint, Endpoints, Response
from draftspec.spec import Sections, Spec

SPECS = {
    "invoices": Spec(brief="add invoices", slug="invoices", sections=designs.good()),
    "whole": whole_designs.spec(),
    "bookings": bookings.spec(),
    "nothing": Spec(brief="tidy up", slug="tidy-up", sections=Sections()),
}


@pytest.fixture(params=SPECS)
def spec(request: pytest.FixtureRequest) -> Spec:
    return SPECS[request.param]


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in document["paths"].values():
        yield from item.items()


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a document."""
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from nodes(inner)


def resolved(document: dict[str, Any], node: Any) -> Any:
    """Return a node with its references replaced by what they refer to."""
    if isinstance(node, dict) and "$ref" in node:
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return resolved(document, target)
    if isinstance(node, dict):
        return {name: resolved(document, inner) for name, inner in node.items()}
    return [resolved(document, inner) for inner in node] if isinstance(node, list) else node


def test_the_document_is_valid(spec: Spec) -> None:
    validate(openapi(spec))


def test_every_example_fits_its_schema(spec: Spec) -> None:
    document = resolved(openapi(spec), openapi(spec))
    checked = 0
    for node in nodes(document):
        if "schema" not in node:
            continue
        examples = [node["example"]] if "example" in node else []
        examples += [example["value"] for example in node.get("examples", {}).values()]
        validator = Draft202012Validator(node["schema"], format_checker=Draft202012Validator.FORMAT_CHECKER)
        for example in examples:
            validator.validate(example)
            checked += 1
    assert checked >= 4 * len(list(operations(document)))


def test_what_validators_let_pass_is_right(spec: Spec) -> None:
    document = openapi(spec)
    text = json.dumps(document)
    for node in nodes(document):
        assert "nullable" not in node
        if isinstance(node.get("properties"), dict):
            assert set(node.get("required", ())) <= set(node["properties"])
    for method, operation in operations(document):
        assert operation["responses"]
        assert not (method in ("get", "delete") and "requestBody" in operation)
        assert all(name in document["components"]["securitySchemes"] for one in operation["security"] for name in one)
    for kind in ("schemas", "responses"):
        for name in document.get("components", {}).get(kind, {}):
            assert f'"#/components/{kind}/{name}"' in text


def test_the_endpoints_can_be_read_back(spec: Spec) -> None:
    read = endpoints_of(yaml.safe_load(openapi_yaml(spec)))
    assert sorted(read) == sorted((e.method, e.path) for e in spec.sections.endpoints.endpoints)


def test_the_text_says_what_the_document_says_and_is_the_same_each_time(spec: Spec) -> None:
    assert yaml.safe_load(openapi_yaml(spec)) == openapi(spec)
    assert openapi_yaml(spec) == openapi_yaml(spec.model_copy(deep=True))
    assert "&id" not in openapi_yaml(spec)


PING = Endpoint(
    method="GET",
    path="/api/v1/health",
    action="report",
    purpose="Tells whether it runs.",
    auth=Auth(level="public"),
    responses=(Response(status=204, description="It runs."),),
)

WHOLE = """\
openapi: 3.1.0
info:
  title: Health check
  version: 1.0.0
  description: add a health check
servers:
- url: /
tags:
- name: health
paths:
  /api/v1/health:
    get:
      operationId: get_health
      summary: Tells whether it runs.
      description: 'Tells whether it runs. Access: none; anyone may call it.'
      tags:
      - health
      security: []
      responses:
        '204':
          description: It runs.
        '500':
          description: Unexpected, rolled back.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Error'
              examples:
                INTERNAL_ERROR:
                  summary: Unexpected, rolled back.
                  value:
                    error: INTERNAL_ERROR
                    message: Something went wrong on our side. Please try again.
                    details: []
components:
  schemas:
    Error:
      type: object
      description: The body of every failure.
      properties:
        error:
          type: string
          description: What went wrong, for programs.
        message:
          type: string
          description: What went wrong, for people.
        details:
          type: array
          items:
            type: string
          description: What exactly, field by field.
      required:
      - error
      - message
      - details
"""


def test_a_whole_document() -> None:
    sections = Sections(endpoints=Endpoints(endpoints=(PING,)))
    assert openapi_yaml(Spec(brief="add a health check", slug="health-check", sections=sections)) == WHOLE


def test_operations_are_called_by_what_they_do() -> None:
    assert list(operation_ids(designs.endpoints().endpoints).values())[:2] == ["list_invoices", "create_invoice"]
    assert list(operation_ids(bookings.spec().sections.endpoints.endpoints).values()) == [
        "list_bookings",
        "create_booking",
        "update_booking",
        "approve_booking",
        "get_calendar",
        "create_attachment",
        "get_lost",
    ]


def test_operations_that_would_share_a_name_are_spelled_out() -> None:
    paths = ("/a/health", "/api/v1/health", "/api/v2/health", "/api/v3/health")
    same = [PING.model_copy(update={"path": path}) for path in paths]
    assert list(operation_ids([*same, same[0]]).values()) == [
        "get_health",
        "get_health_2",
        "get_health_3",
        "get_health_4",
    ]


def test_a_limited_endpoint_answers_429_with_the_time_to_wait() -> None:
    answer = openapi(bookings.spec(bookings.CREATE))["paths"][bookings.CREATE.path]["post"]["responses"]["429"]
    assert answer["headers"]["Retry-After"]["schema"] == {"type": "integer", "minimum": 0}
    assert answer["content"]["application/json"]["examples"]["RATE_LIMITED"]["value"]["error"] == "RATE_LIMITED"


def test_failures_of_one_status_are_examples_of_one_response() -> None:
    answer = openapi(bookings.spec(bookings.CREATE))["paths"][bookings.CREATE.path]["post"]["responses"]["409"]
    assert list(answer["content"]["application/json"]["examples"]) == ["TAKEN", "CLOSED"]
    assert answer["description"] == "It &lt;b>happens&lt;/b>."


def test_each_role_alone_may_call_and_a_secret_in_the_request_needs_no_header() -> None:
    document = openapi(bookings.spec())
    security = {operation["operationId"]: operation["security"] for _, operation in operations(document)}
    assert security["list_bookings"] == [{"bearer": ["member"]}, {"bearer": ["front desk"]}]
    assert security["create_attachment"] == [{"bearer": []}]
    assert security["get_calendar"] == security["get_lost"] == []


def test_parameters_have_the_schema_of_their_columns() -> None:
    listed = openapi(bookings.spec(bookings.LIST))["paths"][bookings.LIST.path]["get"]["parameters"]
    assert {one["name"]: one["schema"] for one in listed} == {
        "room_id": {"type": "integer", "format": "int64"},
        "from": {"type": "string", "format": "date-time"},
        "q": {"type": "string"},
        "feature": {"type": "string"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 25},
        "cursor": {"type": "string"},
    }


def test_a_form_carries_its_file_as_bytes() -> None:
    document = openapi(bookings.spec(bookings.UPLOAD))
    body = document["paths"][bookings.UPLOAD.path]["post"]["requestBody"]
    assert list(body["content"]) == ["multipart/form-data"]
    assert document["components"]["schemas"]["CreateAttachmentRequest"]["properties"] == {
        "file": {"type": "string", "contentMediaType": "application/octet-stream"},
        "note": {"type": "string"},
    }


def test_the_same_shape_is_one_component() -> None:
    schemas = openapi(SPECS["invoices"])["components"]["schemas"]
    assert list(schemas) == ["Invoice", "InvoicePage", "Error", "CreateInvoiceRequest", "InvoiceWithLines"]


def test_a_table_of_errors_does_not_take_the_name_of_the_error_body() -> None:
    errors = Table(name="errors", purpose="Errors.", columns=(bookings.KEY,))
    shown = Response(status=200, description="One.", fields=(bookings.field("errors", "id"),))
    read = PING.model_copy(update={"action": "read", "table": "errors", "responses": (shown,)})
    good = designs.good()
    database = good.database.model_copy(update={"tables": (errors,)})
    sections = Sections(database=database, endpoints=Endpoints(endpoints=(read,)))
    schemas = openapi(Spec(brief="show errors", slug="errors", sections=sections))["components"]["schemas"]
    assert sorted(len(schema["properties"]) for schema in schemas.values()) == [1, 3]


def test_a_text_of_the_design_stays_a_text() -> None:
    assert openapi(bookings.spec())["info"]["description"] == "book &lt;script>rooms&lt;/script> in the office"
