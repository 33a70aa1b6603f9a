"""Defects of endpoints, their bodies and their failures."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from draftspec.evals.selfcheck.seeding import Json, in_design


def _endpoints(spec: Json) -> list[Json]:
    endpoints: list[Json] = spec["sections"]["endpoints"]["endpoints"]
    return endpoints


def _fields(spec: Json, source: str) -> Iterator[Json]:
    for endpoint in _endpoints(spec):
        bodies = [endpoint["request"]] if endpoint.get("request") else []
        for body in (*bodies, *endpoint["responses"]):
            yield from (field for field in body.get("fields", ()) if field["source"] == source)


@in_design("endpoints", "an endpoint is lost")
def _(spec: Json) -> None:
    _endpoints(spec).pop(0)


@in_design("endpoints", "the last endpoint is lost")
def _(spec: Json) -> None:
    _endpoints(spec).pop()


@in_design("endpoints", "a method is another one")
def _(spec: Json) -> None:
    endpoint = next(one for one in _endpoints(spec) if one["method"] == "POST")
    endpoint["method"] = "DELETE"


@in_design("endpoints", "a path is another one")
def _(spec: Json) -> None:
    _endpoints(spec)[-1]["path"] = "/api/v1/somewhere-else"


@in_design("endpoints", "an endpoint too many")
def _(spec: Json) -> None:
    extra = copy.deepcopy(_endpoints(spec)[0])
    extra["path"] = "/api/v1/nobody-asked"
    _endpoints(spec).append(extra)


@in_design("must-not", "an endpoint that is ruled out")
def _(spec: Json) -> None:
    extra = copy.deepcopy(_endpoints(spec)[0])
    extra |= {"method": "DELETE", "path": "/api/v1/everything"}
    _endpoints(spec).append(extra)


@in_design("endpoint-tables", "an endpoint reads what is not there")
def _(spec: Json) -> None:
    _endpoints(spec)[0]["reads"].append("phantoms")


@in_design("endpoint-tables", "a table is renamed, and its endpoints are forgotten")
def _(spec: Json) -> None:
    spec["sections"]["database"]["tables"][0]["name"] = "renamed_rows"


@in_design("endpoint-tables", "a parameter is looked up in what is not there")
def _(spec: Json) -> None:
    endpoint = next(one for one in _endpoints(spec) if one["path_parameters"])
    endpoint["path_parameters"][0]["table"] = "phantoms"


@in_design("endpoint-tables", "an endpoint writes what is not there")
def _(spec: Json) -> None:
    next(one for one in _endpoints(spec) if one["method"] == "POST")["writes"] = ["phantoms"]


@in_design("field-columns", "fields are columns that are not there")
def _(spec: Json) -> None:
    for field in list(_fields(spec, "column"))[::8]:
        field["column"] = "phantom"


@in_design("field-columns", "a column is renamed, and the bodies are forgotten")
def _(spec: Json) -> None:
    shown = {(field["table"], field["column"]) for field in _fields(spec, "column")}
    for table in spec["sections"]["database"]["tables"]:
        for column in table["columns"]:
            if (table["name"], column["name"]) in shown and not column.get("primary_key"):
                column["name"] = "renamed_column"
                return


@in_design("field-columns", "fields have lost their source")
def _(spec: Json) -> None:
    for field in list(_fields(spec, "column"))[::6]:
        field |= {"source": "computed", "table": None, "column": None, "type": None}


@in_design("error-texts", "two failures have one condition")
def _(spec: Json) -> bool:
    failing = [one for one in _endpoints(spec) if len(one["errors"]) > 1]
    for endpoint in failing:
        endpoint["errors"][1]["when"] = endpoint["errors"][0]["when"]
    return bool(failing)


@in_design("error-texts", "failures say no more than their status")
def _(spec: Json) -> None:
    names = {400: "Bad request", 401: "Unauthorized", 403: "Forbidden.", 404: "Not found", 409: "Conflict"}
    for endpoint in _endpoints(spec):
        for error in endpoint["errors"]:
            error["when"] = names.get(error["status"], error["when"])


@in_design("error-texts", "one endpoint fails in the same way six times")
def _(spec: Json) -> None:
    for endpoint in _endpoints(spec)[:2]:
        for error in endpoint["errors"]:
            error["when"] = "When this occurs"


@in_design("errors-found", "a required field of a body is no column")
def _(spec: Json) -> bool:
    fields = list(_fields(spec, "column"))
    for field in fields[:1]:
        field["column"] = "phantom"
    return bool(fields)


@in_design("errors-found", "a page has no order")
def _(spec: Json) -> bool:
    pages = [one for one in _endpoints(spec) if one.get("pagination")]
    for endpoint in pages[:1]:
        endpoint["pagination"]["sort"] = ["phantom"]
    return bool(pages)
