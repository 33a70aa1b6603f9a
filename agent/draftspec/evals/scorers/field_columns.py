"""Whether the fields of bodies are columns."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share
from draftspec.items import endpoint_path
from draftspec.sections.endpoints import BodyField, Endpoint


@scorer(
    gate="threshold",
    bound=0.98,
    source="a prototype on hand-written specs: good 1.00, generic 0.25, copied from the template 0.00",
)
def field_columns(sample: Sample) -> Measured | NotMeasured:
    """Fields of requests and responses that are a column which is there, or say a type because they are none."""
    tables = {
        name: {column.name for column in table.columns} for name, table in sample.spec.sections.known_tables().items()
    }
    fields = [(endpoint_path(one), field) for one in sample.endpoints for field in _fields(one)]
    if not fields:
        return NotMeasured("no endpoint has a body")
    lost = tuple(
        Evidence(f"{field.name} is {field.table}.{field.column}, which is not there", where)
        if field.table
        else Evidence(f"{field.name} has neither column nor type", where)
        for where, field in fields
        if not _resolves(field, tables)
    )
    return Measured(share(len(fields) - len(lost), len(fields)), lost)


def _fields(endpoint: Endpoint) -> Iterator[BodyField]:
    if endpoint.request:
        yield from endpoint.request.fields
    for response in endpoint.responses:
        yield from response.fields


def _resolves(field: BodyField, tables: dict[str, set[str]]) -> bool:
    if field.source == "column":
        return field.column in tables.get(field.table or "", ())
    if field.source == "relation":
        columns = tables.get(field.table or "", set())
        return bool(columns) and all(inner.column in columns for inner in field.fields)
    return field.type is not None
