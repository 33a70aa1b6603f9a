"""What is known to be valid at once: derived documents and examples, and nothing that a validator refuses."""

from __future__ import annotations

import copy
from typing import Any

import designs
import pytest
import whole_designs

from draftspec.checks.fitting import Fitting
from draftspec.checks.openapi_form import has_derived_form
from draftspec.derive.openapi import openapi
from draftspec.spec import Sections, Spec

SPECS = (
    Spec(brief="add invoices", slug="invoices", sections=designs.good()),
    whole_designs.spec(),
    Spec(brief="tidy up", slug="tidy-up", sections=Sections()),
)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.slug)
def test_a_derived_document_is_known_to_be_valid(spec: Spec) -> None:
    assert has_derived_form(openapi(spec))


CHANGES: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("openapi",), "3.0.3"),
    (("x-own",), 1),
    (("info", "description"), None),
    (("paths", "/api/v1/invoices", "post", "operationId"), "list_invoices"),
    (("paths", "/api/v1/invoices", "post", "responses"), {}),
    (("paths", "/api/v1/invoices", "post", "requestBody", "content"), {"text/csv": {}}),
    (
        (
            "paths",
            "/api/v1/invoices/{key}",
        ),
        {"get": {}},
    ),
    (("paths", "/api/v1/invoices/{id}", "get", "parameters"), []),
    (("components", "schemas", "Error", "type"), "text"),
    (("components", "schemas", "Error", "required"), ["error", "error"]),
    (("components", "schemas", "Error", "pattern"), "["),
    (("components", "schemas", "Error", "default"), 3),
    (("components", "schemas", "Error", "nullable"), True),
)


@pytest.mark.parametrize("place, value", CHANGES)
def test_what_goes_beyond_the_form_is_left_to_the_validator(place: tuple[str, ...], value: Any) -> None:
    document = copy.deepcopy(openapi(whole_designs.spec()))
    node = document
    for part in place[:-1]:
        node = node[part]
    node[place[-1]] = value
    assert not has_derived_form(document)


ROW = {"type": "object", "properties": {"a": {"type": "integer", "minimum": 1}}, "required": ["a"]}
CLOSED = {**ROW, "additionalProperties": False}
FITTING: tuple[tuple[Any, Any, bool], ...] = (
    ({"a": 1}, CLOSED, True),
    ({"a": 0}, CLOSED, False),
    ({"a": True}, CLOSED, False),
    ({"a": 1.0}, CLOSED, False),
    ({"a": 1, "b": 2}, ROW, True),
    ({"a": 1, "b": 2}, CLOSED, False),
    ({}, ROW, False),
    ([{"a": 1}], {"type": "array", "items": ROW}, True),
    ([{"a": 0}], {"type": "array", "items": ROW}, False),
    (None, {"type": ["string", "null"]}, True),
    (None, {"type": "string"}, False),
    (3, {"type": "number", "exclusiveMaximum": 3}, False),
    ("ab", {"type": "string", "minLength": 2, "maxLength": 2, "pattern": "^a"}, True),
    ("ab", {"pattern": "["}, False),
    ("ab", {"allOf": [{"pattern": "a"}, {"pattern": "c"}]}, False),
    (1, {"enum": [True, "1"]}, False),
    ("2026-02-28", {"format": "date"}, True),
    ("2026-02-30", {"format": "date"}, False),
    ("2026-03-02T09:30:00Z", {"format": "date-time"}, True),
    ("2026-03-02T09:30Z", {"format": "date-time"}, False),
    ("mara@acme.example", {"format": "email"}, True),
    ("mara", {"format": "hostname"}, False),
    ("x", {"const": "x"}, False),
    ("x", True, False),
)


@pytest.mark.parametrize("value, schema, fits", FITTING)
def test_a_value_fits_plainly(value: Any, schema: Any, fits: bool) -> None:
    assert Fitting().plainly_fits(value, schema) is fits


def test_a_schema_that_leads_back_to_itself_is_left_to_the_validator() -> None:
    schemas = {"a": {"allOf": [{"$ref": "a"}]}, "b": {"$ref": "b"}, "c": {"properties": {"c": {"$ref": "c"}}}}
    fitting = Fitting(schemas.get)
    assert [fitting.plainly_fits({"c": {"c": {}}}, {"$ref": name}) for name in "abc"] == [False, False, True]
    assert not Fitting().plainly_fits(1, {"$ref": "a"})
