"""The results that a section is decided from, as minified JSON without what is left at its default.

Only the sections that it needs are shown, and of these only what the section can use: who writes down objectives has
no use for the fields of each response.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from draftspec.sections import SECTIONS, Model
from draftspec.spec import Sections

Leaves = Mapping[str, Any]
"""What is left out of a section, in the form of pydantic's `exclude`."""

Shown = dict[tuple[int, int], tuple[Model, str]]
"""Texts of parents, by the identities of the parent and of what is left out of it."""

_ERRORS: Leaves = {"errors": {"__all__": {"when", "message", "constraint"}}}
_BODIES = dict.fromkeys(("request", "responses", "server_sets"), True)
_LISTS = dict.fromkeys(("path_parameters", "query", "pagination", "rate_limit"), True)


def _of_tables(left_out: Leaves) -> Leaves:
    return {group: {"__all__": left_out} for group in ("tables", "assumed", "existing")}


def _of_endpoints(left_out: Leaves) -> Leaves:
    return {"endpoints": {"__all__": left_out}}


_NOTHING: Leaves = {}
_WITHOUT_EXAMPLES = _of_tables({"columns": {"__all__": {"example"}}, "indexes": {"__all__": {"purpose"}}})
_WITHOUT_INDEXES = _of_tables({"columns": {"__all__": {"example", "purpose"}}, "indexes": True})
_OUTLINE = _of_endpoints({**_BODIES, **_LISTS, **_ERRORS})
_REQUESTS = _of_endpoints({"responses": True, "pagination": True, "errors": {"__all__": {"message"}}})
_QUERIES = _of_endpoints({**_BODIES, "errors": True, "auth": True})
_CONVENTIONS = _of_endpoints({**_BODIES, **_ERRORS})
_NAMES_OF_RULES: Leaves = {
    "rules": {"__all__": {"description", "implementation", "edge_cases", "validation", "error_handling"}}
}

_LEFT_OUT: dict[tuple[str, str], Leaves] = {
    ("metadata", "database"): _WITHOUT_INDEXES,
    ("rules", "database"): _WITHOUT_EXAMPLES,
    ("security", "database"): _WITHOUT_INDEXES,
    ("jobs", "database"): _WITHOUT_EXAMPLES,
    ("performance", "database"): _WITHOUT_EXAMPLES,
    ("tasks", "database"): _WITHOUT_EXAMPLES,
    ("tests", "database"): _WITHOUT_EXAMPLES,
    ("objectives", "database"): _WITHOUT_INDEXES,
    ("risks", "database"): _WITHOUT_INDEXES,
    ("rules", "endpoints"): _REQUESTS,
    ("validation", "endpoints"): _REQUESTS,
    ("tests", "endpoints"): _REQUESTS,
    ("performance", "endpoints"): _QUERIES,
    ("architecture", "endpoints"): _CONVENTIONS,
    ("tasks", "rules"): _NAMES_OF_RULES,
}
"""What is not shown; otherwise a section sees all of a parent, of endpoints an outline."""


def parents_json(section: str, sections: Sections, shown: Shown | None = None) -> dict[str, str]:
    """Return what a section is decided from, by the names of its parents; a parent that is missing is left out.

    `shown` remembers the texts of one draft.
    """
    found = {name: getattr(sections, name) for name in SECTIONS[section].needs}
    known = {} if shown is None else shown
    return {name: _once(value, leaves(section, name), known) for name, value in found.items() if value is not None}


def _once(model: Model, left_out: Leaves, shown: Shown) -> str:
    place = id(model), id(left_out)
    if place not in shown:
        shown[place] = model, minified(model, left_out)  # the model is held, so that no other gets its identity
    return shown[place][1]


def leaves(section: str, parent: str) -> Leaves:
    """Return what a section does not get to see of a parent."""
    return _LEFT_OUT.get((section, parent), _OUTLINE if parent == "endpoints" else _NOTHING)


def minified(model: Model, left_out: Leaves | None = None) -> str:
    """Return a model as JSON on one line, without nulls and what is left at its default."""
    return model.model_dump_json(exclude_defaults=True, exclude_none=True, exclude=dict(left_out or {}))
