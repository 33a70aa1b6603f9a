"""No design that can be stated makes a check fail, whatever is dropped, doubled or misspelt in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from checks import test_sections
from draftspec.checks import run_checks
from draftspec.items import item_paths
from draftspec.spec import Sections

WHOLE = test_sections.tasks().model_dump()
WORDS = st.sampled_from(
    ["invoices", "id", "nothing", "status", "GET /x", "{id}", "*", "ü" * 60, "a.b", "customers", "paid"]
)
Place = tuple[dict[str, Any] | list[Any], Any]


def places(value: Any) -> list[Place]:
    """Every member of every object and list of a dumped design."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    found: list[Place] = []
    for key, inner in members:
        found += [(value, key), *places(inner)]
    return found


def editable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: editable(inner) for key, inner in value.items()}
    return [editable(inner) for inner in value] if isinstance(value, list | tuple) else value


def frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: frozen(inner) for key, inner in value.items()}
    return tuple(frozen(inner) for inner in value) if isinstance(value, list) else value


def changed(old: Any, how: str, word: str, design: Any, number: int) -> Any:
    """What stands in the place of one part of the design."""
    if how == "other":
        same = [inner[at] for inner, at in places(design) if type(inner[at]) is type(old)]
        return editable(same[number % len(same)])
    if isinstance(old, bool):
        return not old
    if isinstance(old, list):
        return old * 2 if how == "double" else []
    return word if isinstance(old, str) and how != "drop" else None


@st.composite
def mutated(draw: st.DrawFn) -> Sections:
    """The good design with some parts dropped, emptied, doubled, misspelt or swapped; what cannot be stated is undone."""
    design = editable(WHOLE)
    sections = Sections.model_validate(WHOLE)
    for _ in range(draw(st.integers(1, 8))):
        holder, key = draw(st.sampled_from(places(design)))
        how = draw(st.sampled_from(["drop", "double", "word", "other"]))
        old = holder[key]
        holder[key] = changed(old, how, draw(WORDS), design, draw(st.integers(0, 10_000)))
        try:
            sections = Sections.model_validate(frozen(design))
        except ValidationError:
            holder[key] = old
    return sections


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_no_design_makes_a_check_fail(design: Sections) -> None:
    paths = item_paths(design)
    for found in run_checks(design):
        assert found.where in paths, found


@pytest.mark.parametrize("section", [name for name, value in WHOLE.items() if value])
def test_each_section_may_be_missing(section: str) -> None:
    run_checks(Sections.model_validate({name: value for name, value in WHOLE.items() if name != section}))
