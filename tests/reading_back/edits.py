"""Edits of designs that their documents show: each text, flag and list in turn, with everything hidden left alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from draftspec.sections.base import Model
from draftspec.spec import Spec

HIDDEN = {
    "Column": {"name", "computed", "identity", "primary_key", "sensitivity", "example"},
    "Table": {"name", "internal"},
    "Index": {"name", "purpose", "method"},
    "IndexColumn": {"column"},
    "Constraint": {"name", "columns", "kind", "match", "period"},
    "Condition": {"column", "operator", "other"},
    "Reference": {"table", "column"},
    "ColumnChange": {"column", "old_type", "nullable", "type"},
    "Modification": {"table"},
    "Database": {"assumed", "existing", "none_because", "unmodified_because"},
    "Endpoints": {"none_because"},
    "Endpoint": {
        "method",
        "path",
        "action",
        "table",
        "reads",
        "writes",
        "server_sets",
        "transition",
        "soft_delete",
        "rate_limit",
        "pagination",
    },
    "Auth": {"level", "roles"},
    "PathParameter": {"name", "table", "column"},
    "QueryParameter": {"name", "use", "table", "column"},
    "BodyField": {"name", "source", "table", "column", "type", "nullable", "many", "description", "example"},
    "RelatedField": {"name", "column"},
    "Request": {"content_type"},
    "Response": {"status", "many"},
    "ErrorCase": {"status", "code", "message", "constraint"},
    "RateLimit": {"per"},
    "Rule": {"name", "error_code", "about"},
    "Rules": {"none_because"},
    "InputRule": {"field", "table"},
    "BusinessCheck": {"name"},
    "Validation": {"none_because"},
    "Ownership": {"table", "column", "via"},
    "SensitiveColumn": {"table", "column", "kind"},
    "Job": {"name", "reads", "writes", "queue"},
    "Trigger": {"kind", "endpoint"},
    "Queue": {"name"},
    "Jobs": {"none_because"},
    "Integration": {"service", "environment", "used_by"},
    "Integrations": {"none_because"},
    "Cache": {"endpoint"},
    "Performance": {"uncached_because"},
    "Task": {"covers"},
    "Metric": {"name", "about"},
    "LogEvent": {"level"},
    "Metadata": {"domain", "complexity", "complexity_reason"},
    "TestCase": set(),
}
"""By model the fields that the document does not show, that name the item, or that an edit here would make senseless."""

NOT_SHOWN = {"objectives", "stakeholders", "architecture", "quality", "risks", "process", "success"}

CODE = {"type": "varchar(77)", "default": "'edited'", "on_delete": "NO ACTION"}
"""What SQL an edit writes, by field."""


_LITERALS = ("7", "-0.5", "'edited'", "'it''s; -- (so'", "false", "true")
"""What a person compares a column with instead: a literal of the same kind."""


def _kind(literal: str) -> str:
    return "text" if literal.startswith("'") else "truth" if literal in ("true", "false") else "number"


def edits(spec: Spec, text: str) -> Iterator[tuple[str, Spec]]:
    """Yield each edit with the path of what it changes."""
    for name in type(spec.sections).model_fields:
        section = getattr(spec.sections, name)
        if section is None or name in NOT_SHOWN:
            continue
        for path, changed in _changed(section, text):
            sections = spec.sections.model_copy(update={name: changed})
            yield f"{name}{path}", spec.model_copy(update={"sections": sections})


def _changed(model: Model, text: str) -> Iterator[tuple[str, Model]]:
    for name in type(model).model_fields:
        if name in HIDDEN.get(type(model).__name__, set()):
            continue
        if name == "nullable" and getattr(model, "primary_key", False):  # a key is never NULL
            continue
        if name in ("unique", "columns") and getattr(model, "method", "btree") != "btree":  # shows no order, not unique
            continue
        for path, value in _values(name, getattr(model, name), text):
            yield f".{name}{path}", model.model_copy(update={name: value})


def _values(name: str, value: Any, text: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, bool):
        yield "", not value
    elif name == "value" and isinstance(value, str):
        yield from (("", one) for one in _LITERALS if _kind(one) == _kind(value) and one != value)
    elif isinstance(value, str):
        yield "", CODE.get(name, text)
    elif isinstance(value, Model):
        yield from _changed(value, text)
    elif isinstance(value, tuple):
        yield from _items(name, value, text)


def _items(name: str, items: tuple[Any, ...], text: str) -> Iterator[tuple[str, Any]]:
    for place, one in enumerate(items):
        rest = items[:place], items[place + 1 :]
        if len(items) > 1 and name not in ("columns", "path_parameters", "conditions"):
            yield f"[{place}] removed", (*rest[0], *rest[1])
        if name == "log_fields":
            continue
        for path, value in _values(name, one, text):
            yield f"[{place}]{path}", (*rest[0], value, *rest[1])
