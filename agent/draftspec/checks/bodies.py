"""Examples of bodies, held to the schemas that follow from a design."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from draftspec.checks.fitting import Fitting
from draftspec.checks.texts import Documents
from draftspec.derive.json_types import Schema, Tables, object_schema
from draftspec.sections.endpoints import Endpoint

_MOST = 3
"""Problems that are told of one example."""


def problems(documents: Documents, endpoint: Endpoint, text: str, status: int | None) -> Iterator[str]:
    """Yield what is wrong with the example of an endpoint's request, or of its response with a status.

    A text that is no JSON has no problem here: SEC-11 says it.
    """
    schema = _schema(documents.tables, endpoint, status)
    parsed = documents.json(text)
    if schema is not None and parsed.fault is None:
        yield from invalid(parsed.value, schema, documents.fitting)


def _schema(tables: Tables, endpoint: Endpoint, status: int | None) -> Schema | None:
    if status is None and endpoint.request is None:
        return None
    if status is None and endpoint.request is not None:
        return {**object_schema(endpoint.request.fields, tables, request=True), "additionalProperties": False}
    response = next((one for one in endpoint.responses if one.status == status), None)
    if response is None:
        return None
    row = {**object_schema(response.fields, tables), "additionalProperties": False}
    if not response.many:
        return row
    page = {"data": {"type": "array", "items": row}, "next_cursor": {"type": ["string", "null"]}}
    return {"type": "object", "properties": page, "required": [*page], "additionalProperties": False}


def invalid(value: Any, schema: Schema, fitting: Fitting) -> Iterator[str]:
    """Yield the first few places where a value does not fit a schema."""
    if not fitting.plainly_fits(value, schema):
        yield from refusals(value, schema)


def refusals(value: Any, schema: Schema) -> Iterator[str]:
    """Yield the first few things that jsonschema says against a value."""
    from jsonschema import Draft202012Validator  # it costs a tenth of a second to load
    from jsonschema.exceptions import UnknownType

    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    try:
        for error in islice(validator.iter_errors(value), _MOST):
            place = ".".join(str(part) for part in error.absolute_path)
            yield f"`{place}` of the example: {error.message}." if place else f"The example: {error.message}."
    except (UnknownType, re.error, TypeError, AttributeError):  # the schema itself is wrong, which OAS-01 says
        return
