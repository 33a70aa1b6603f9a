"""The items of a design: every table, column, endpoint, field, rule, job, … under a path of its own.

A path follows spec.json and names each item by what people call it: `database.tables.invoices.columns.due_date`,
`endpoints.POST /api/v1/invoices.request.due_date`, `rules.Paid once`, `jobs.remind_overdue_invoices`. Findings point
with paths and claims are carried by them; texts of a design refer to items by short names (`invoices.due_date`,
`POST /api/v1/invoices`, a rule's name), which are resolved here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import get_args

from draftspec.sections.base import Model
from draftspec.sections.database import ColumnChange, IndexColumn, Modification, Table
from draftspec.sections.endpoints import Endpoint, ErrorCase, Response, ServerSet
from draftspec.sections.integrations import Integration
from draftspec.sections.jobs import TableAccess
from draftspec.sections.security import AuditedAction, Ownership, SensitiveColumn
from draftspec.spec import Sections

_UNNAMED = {"endpoints": "endpoints", "rules": "rules", "jobs": "jobs", "integrations": "integrations"}
"""The list in a section that is the section: its items stand directly under the section's name."""


def endpoint_name(endpoint: Endpoint) -> str:
    """Return what an endpoint is called in a design, as in `POST /api/v1/invoices`."""
    return f"{endpoint.method} {endpoint.path}"


def endpoint_path(endpoint: Endpoint) -> str:
    """Return the path of an endpoint."""
    return f"endpoints.{endpoint_name(endpoint)}"


@dataclass(frozen=True)
class Items:
    """Every item of a design by its path, and the short names with the paths behind them."""

    sections: Sections
    names: tuple[str, ...]
    short: Mapping[str, str]

    @cached_property
    def paths(self) -> frozenset[str]:
        """The path of every item; most references are short names and need none."""
        return item_paths(self.sections)

    @cached_property
    def _resolved(self) -> dict[str, str | None]:
        return {}

    def resolve(self, reference: str) -> str | None:
        """Return the path that a short name or a path stands for, or None when the design has no such item."""
        if reference not in self._resolved:
            self._resolved[reference] = self._resolve(reference)
        return self._resolved[reference]

    def _resolve(self, reference: str) -> str | None:
        reference = reference.strip("` ")
        known = self.short.get(_comparable(reference))  # first, since a table may be called as a section is: `tasks`
        return known if known is not None or reference not in self.paths else reference


def index_items(sections: Sections) -> Items:
    """Return the items of a design."""
    named = tuple(_short_names(sections))
    short = {_comparable(name): path for name, path in reversed(named)}
    return Items(sections, tuple(name for name, _ in named), short)


def item_paths(sections: Sections) -> frozenset[str]:
    """Return the path of every item of a design, the sections themselves included."""
    return frozenset(path for name in Sections.model_fields for path in _section(name, getattr(sections, name)))


def list_items(name: str, section: Model) -> Iterator[tuple[str, str, Model]]:
    """Yield each item of the lists of a section: its path, the field that is the list, and the item."""
    for field in field_names(type(section)):
        value = getattr(section, field)
        inner = name if field == _UNNAMED.get(name, "") else f"{name}.{field}"
        if isinstance(value, tuple):
            items = ((number, item) for number, item in enumerate(value, 1) if isinstance(item, Model))
            yield from ((f"{inner}.{_label(item, number)}", field, item) for number, item in items)


def _section(name: str, section: Model | None) -> Iterator[str]:
    if section is None:
        return
    yield name
    yield from _prose(section, name)
    found: list[str] = []
    _walk(section, name, found, _UNNAMED.get(name, ""))
    yield from found


@cache
def field_names(kind: type[Model]) -> tuple[str, ...]:
    """Return the names of a model's fields; pydantic takes a while to give them."""
    return tuple(kind.model_fields)


def _prose(section: Model, path: str) -> Iterator[str]:
    for name in field_names(type(section)):
        value = getattr(section, name)
        if isinstance(value, str):
            yield f"{path}.{name}"
        elif isinstance(value, tuple):
            yield from (f"{path}.{name}.{number}" for number, item in enumerate(value, 1) if isinstance(item, str))


def _walk(model: Model, path: str, found: list[str], unnamed: str = "fields") -> None:
    """Add the paths of all items inside a model, each before those inside it."""
    for name in _inner_names(type(model)):
        value = getattr(model, name)
        if isinstance(value, tuple):
            inner = path if name == unnamed else f"{path}.{name}"
            for number, item in enumerate(value, 1):
                if isinstance(item, Model):
                    child = f"{inner}.{_label(item, number)}"
                    found.append(child)
                    _walk(item, child, found)
        elif isinstance(value, Model):
            inner = path if name == unnamed else f"{path}.{name}"
            found.append(inner)
            _walk(value, inner, found)


@cache
def _inner_names(kind: type[Model]) -> tuple[str, ...]:
    """Return the names of a model's fields that may hold models; most fields hold texts."""
    return tuple(name for name, field in kind.model_fields.items() if _holds_models(field.annotation))


def _holds_models(annotation: object) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, Model)
    return any(map(_holds_models, get_args(annotation)))


_LABELS: dict[type[Model], str] = {
    Endpoint: "{0.method} {0.path}",
    Response: "{0.status}",
    ErrorCase: "{0.code}",
    ServerSet: "{0.table}.{0.column}",
    SensitiveColumn: "{0.table}.{0.column}",
    Modification: "{0.table}",
    Ownership: "{0.table}",
    TableAccess: "{0.table}",
    ColumnChange: "{0.column}",
    IndexColumn: "{0.column}",
    AuditedAction: "{0.action}",
    Integration: "{0.service}",
}
"""How an item of a list is called in paths; the others by their name, or else by their number."""


def _label(item: Model, number: int) -> str:
    if label := _LABELS.get(type(item)):
        return label.format(item)
    name = getattr(item, "name", None)
    return name if isinstance(name, str) else str(number)


_PARAMETER = re.compile(r"\{[^{}]*\}")


def _comparable(reference: str) -> str:
    bare = reference.strip("` ").casefold()
    return _PARAMETER.sub("{}", bare) if "{" in bare else bare


def _short_names(sections: Sections) -> Iterator[tuple[str, str]]:
    yield from _database_names(sections)
    for endpoint in sections.endpoints.endpoints:
        yield endpoint_name(endpoint), endpoint_path(endpoint)
    if sections.jobs:
        yield from ((job.name, f"jobs.{job.name}") for job in sections.jobs.jobs)
    if sections.rules:
        yield from ((rule.name, f"rules.{rule.name}") for rule in sections.rules.rules)
    if sections.integrations:
        yield from ((one.service, f"integrations.{one.service}") for one in sections.integrations.integrations)


def _database_names(sections: Sections) -> Iterator[tuple[str, str]]:
    database = sections.database
    for group, tables in (
        ("tables", database.tables),
        ("assumed", database.assumed),
        ("existing", database.existing),
    ):
        for table in tables:
            path = f"database.{group}.{table.name}"
            yield table.name, path
            yield from _part_names(table, path, ("columns", "constraints", "indexes"))
    for change in database.modifications:
        path = f"database.modifications.{change.table}"
        yield from _part_names(change, path, ("add_columns", "add_constraints", "add_indexes"))


def _part_names(owner: Table | Modification, path: str, parts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    table = owner.name if isinstance(owner, Table) else owner.table
    for part in parts:
        for item in getattr(owner, part):
            yield f"{table}.{item.name}", f"{path}.{part}.{item.name}"
            if not part.endswith("columns"):
                yield item.name, f"{path}.{part}.{item.name}"
