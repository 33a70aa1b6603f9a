"""Variations of the good design: one part replaced, all else as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import designs

from draftspec.checks import run_checks
from draftspec.items import endpoint_name, item_paths
from draftspec.sections.base import Model
from draftspec.sections.database import Column, Constraint, Database, Index, IndexColumn, Table
from draftspec.sections.endpoints import BodyField, Endpoint, Endpoints, ErrorCase
from draftspec.spec import Sections

M = TypeVar("M", bound=Model)

LIST = "GET /api/v1/invoices"
CREATE = "POST /api/v1/invoices"
READ = "GET /api/v1/invoices/{id}"
PAY = "POST /api/v1/invoices/{id}/pay"
REMOVE = "DELETE /api/v1/invoices/{id}"
SEND = "POST /api/v1/invoices/{id}/send"
VOID = "POST /api/v1/invoices/{id}/void"


def replaced(model: M, **changes: Any) -> M:
    """A validated copy: a test cannot state a design that the sections would refuse."""
    return type(model).model_validate({**dict(model), **changes})


def design(sections: Sections | None = None, **changes: Any) -> Sections:
    return replaced(sections or designs.good(), **changes)


def database(sections: Sections | None = None, **changes: Any) -> Sections:
    start = sections or designs.good()
    return design(start, database=replaced(start.database, **changes))


def table(name: str, sections: Sections | None = None, **changes: Any) -> Sections:
    """The design with one of its new tables changed."""
    start = sections or designs.good()
    tables = (replaced(one, **changes) if one.name == name else one for one in start.database.tables)
    return database(start, tables=tuple(tables))


def column(table_name: str, name: str, sections: Sections | None = None, **changes: Any) -> Sections:
    """The design with one column of a new table changed."""
    start = sections or designs.good()
    columns = start.known_tables()[table_name].columns
    varied = (replaced(one, **changes) if one.name == name else one for one in columns)
    return table(table_name, start, columns=tuple(varied))


def with_columns(table_name: str, *added: Column, sections: Sections | None = None) -> Sections:
    start = sections or designs.good()
    return table(table_name, start, columns=(*start.known_tables()[table_name].columns, *added))


def with_indexes(table_name: str, *added: Index, sections: Sections | None = None) -> Sections:
    start = sections or designs.good()
    return table(table_name, start, indexes=(*start.known_tables()[table_name].indexes, *added))


def with_constraints(table_name: str, *added: Constraint, sections: Sections | None = None) -> Sections:
    start = sections or designs.good()
    return table(table_name, start, constraints=(*start.known_tables()[table_name].constraints, *added))


def with_table(added: Table, sections: Sections | None = None) -> Sections:
    start = sections or designs.good()
    return database(start, tables=(*start.database.tables, added))


def plain_table(name: str, *columns: Column, **changes: Any) -> Table:
    return Table(name=name, purpose="Another table.", columns=(designs.key(), *columns), **changes)


def index(name: str, *columns: str, **changes: Any) -> Index:
    return Index(name=name, columns=tuple(IndexColumn(column=one) for one in columns), **changes)


def unique(name: str, *columns: str) -> Constraint:
    return Constraint(name=name, kind="unique", columns=columns, meaning="Once only.")


def endpoint(name: str, sections: Sections | None = None, **changes: Any) -> Sections:
    """The design with one endpoint changed."""
    start = sections or designs.good()
    varied = (replaced(one, **changes) if endpoint_name(one) == name else one for one in start.endpoints.endpoints)
    return design(start, endpoints=Endpoints(endpoints=tuple(varied)))


def with_endpoints(*added: Endpoint, sections: Sections | None = None) -> Sections:
    start = sections or designs.good()
    return design(start, endpoints=Endpoints(endpoints=(*start.endpoints.endpoints, *added)))


def the(name: str, sections: Sections | None = None) -> Endpoint:
    start = sections or designs.good()
    return next(one for one in start.endpoints.endpoints if endpoint_name(one) == name)


def without_error(name: str, *codes: str, sections: Sections | None = None) -> Sections:
    errors: Iterable[ErrorCase] = the(name, sections).errors
    return endpoint(name, sections, errors=tuple(one for one in errors if one.code not in codes))


def with_request(name: str, *fields: BodyField, sections: Sections | None = None) -> Sections:
    """The design with fields added to a request; one of the same name is replaced."""
    request = the(name, sections).request
    assert request is not None
    names = {one.name for one in fields}
    kept = tuple(one for one in request.fields if one.name not in names)
    return endpoint(name, sections, request=replaced(request, fields=(*kept, *fields)))


def with_response(name: str, *fields: BodyField, sections: Sections | None = None) -> Sections:
    """The design with fields added to a response; one of the same name is replaced."""
    response = the(name, sections).responses[0]
    names = {one.name for one in fields}
    kept = tuple(one for one in response.fields if one.name not in names)
    return endpoint(name, sections, responses=(replaced(response, fields=(*kept, *fields)),))


def empty_database(**changes: Any) -> Sections:
    return Sections(database=Database(**changes))


def run(sections: Sections) -> tuple[str, ...]:
    """What all checks say, in short."""
    return tuple(f"{found.check} {found.where}" for found in run_checks(sections))


def rule(**changes: Any) -> Sections:
    """The design with its rule changed."""
    start = designs.good()
    assert start.rules is not None
    return design(start, rules=replaced(start.rules, rules=(replaced(start.rules.rules[0], **changes),)))


def job(**changes: Any) -> Sections:
    """The design with its job changed."""
    start = designs.good()
    assert start.jobs is not None
    return design(start, jobs=replaced(start.jobs, jobs=(replaced(start.jobs.jobs[0], **changes),)))


def paths(sections: Sections) -> frozenset[str]:
    """The paths that a finding may point at."""
    return item_paths(sections)
