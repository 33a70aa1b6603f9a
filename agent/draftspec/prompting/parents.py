"""The results that a section is decided from, as minified JSON without what is left at its default.

Only the sections that it needs are shown, and of these only what the section can use: who writes down objectives has
no use for the fields of each response.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from draftspec.sections import SECTIONS, Model
from draftspec.spec import Sections

_TEXTS = {"purpose", "example"}
_BODIES = {"request", "responses", "server_sets", "path_parameters", "query", "pagination", "rate_limit"}
_ERROR_TEXTS = {"errors": {"__all__": {"when", "message", "constraint"}}}

Leaves = Mapping[str, Any]
"""What is left out of a section, in the form of pydantic's `exclude`."""

_COLUMNS: Leaves = {"columns": {"__all__": _TEXTS}, "indexes": {"__all__": {"purpose"}}}
_WITHOUT_TEXTS: Leaves = {"tables": {"__all__": _COLUMNS}, "assumed": {"__all__": _COLUMNS}}
_BARE: Leaves = {"columns": {"__all__": _TEXTS}, "indexes": True, "constraints": {"__all__": {"conditions"}}}
_WITHOUT_INDEXES: Leaves = {"tables": {"__all__": _BARE}, "assumed": {"__all__": _BARE}, "existing": {"__all__": _BARE}}
_OUTLINE: Leaves = {"endpoints": {"__all__": {**dict.fromkeys(_BODIES, True), **_ERROR_TEXTS}}}
_REQUESTS: Leaves = {
    "endpoints": {"__all__": {"responses": True, "pagination": True, "path_parameters": True, **_ERROR_TEXTS}}
}
_QUERIES: Leaves = {
    "endpoints": {"__all__": {"request": True, "responses": True, "errors": True, "server_sets": True, "auth": True}}
}
_RULE_NAMES: Leaves = {
    "rules": {"__all__": {"implementation", "edge_cases", "validation", "error_handling", "description"}}
}

_LEFT_OUT: dict[tuple[str, str], Leaves] = {
    ("endpoints", "database"): {},
    ("metadata", "database"): _WITHOUT_INDEXES,
    ("rules", "database"): _WITHOUT_TEXTS,
    ("validation", "database"): {"tables": {"__all__": {"indexes": True}}, "assumed": {"__all__": {"indexes": True}}},
    ("security", "database"): _WITHOUT_INDEXES,
    ("tasks", "database"): _WITHOUT_TEXTS,
    ("tests", "database"): _WITHOUT_TEXTS,
    ("objectives", "database"): _WITHOUT_INDEXES,
    ("architecture", "database"): _WITHOUT_INDEXES,
    ("risks", "database"): _WITHOUT_INDEXES,
    ("validation", "endpoints"): _REQUESTS,
    ("rules", "endpoints"): _REQUESTS,
    ("tests", "endpoints"): _REQUESTS,
    ("performance", "endpoints"): _QUERIES,
    ("tasks", "rules"): _RULE_NAMES,
}


def parents_json(section: str, sections: Sections) -> dict[str, str]:
    """Return what a section is decided from, by the names of its parents; a parent that is missing is left out."""
    found = {name: getattr(sections, name) for name in SECTIONS[section].needs}
    return {name: minified(value, leaves(section, name)) for name, value in found.items() if value is not None}


def leaves(section: str, parent: str) -> Leaves:
    """Return what a section does not get to see of a parent."""
    return _LEFT_OUT.get((section, parent), _OUTLINE if parent == "endpoints" else {})


def minified(model: Model, left_out: Leaves | None = None) -> str:
    """Return a model as JSON on one line, without nulls and what is left at its default."""
    content = model.model_dump(mode="json", exclude_defaults=True, exclude_none=True, exclude=dict(left_out or {}))
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
