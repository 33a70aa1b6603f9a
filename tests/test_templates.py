"""The templates against the two documents that they reproduce (`data/templates.json` lists what these hold)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import whole_designs
from jinja2 import UndefinedError

from draftspec import documents, outline
from draftspec.derive.lines import line
from draftspec.folders import data_folder
from draftspec.markdown import prose
from draftspec.sections import SECTIONS
from draftspec.spec import Sections, Spec
from draftspec.views import VIEWS

SEEDS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "templates.json").read_text(encoding="utf-8")
)
FILLED = [(template, name, source) for template, seed in SEEDS.items() for name, source in seed["placeholders"].items()]


def rendered(template: str, spec: Spec | None = None) -> str:
    return documents.render_template(spec or whole_designs.spec(), template)


def outside_fences(text: str) -> list[str]:
    lines, fence = [], ""
    for text_line in text.splitlines():
        mark = re.match(r"\s*(`{3,})", text_line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1] == fence:
            fence = ""
        elif not fence:
            lines.append(text_line)
    assert not fence
    return lines


def leaves(value: object, path: list[str]) -> list[object]:
    if value is None:
        return []
    if isinstance(value, tuple):
        return [leaf for item in value for leaf in leaves(item, path)]
    return leaves(getattr(value, path[0]), path[1:]) if path else [value]


@pytest.mark.parametrize("template", SEEDS)
def test_every_heading_and_label_stands_in_its_order(template: str) -> None:
    lines = iter(outside_fences(rendered(template)))
    for wanted in SEEDS[template]["outline"]:
        pattern = re.compile(re.escape(wanted).replace("…", ".+"))
        assert any(pattern.match(found) for found in lines), wanted


def test_the_numbers_of_placeholders_are_those_of_the_documents() -> None:
    assert {name: len(seed["placeholders"]) for name, seed in SEEDS.items()} == {
        "backend_specification.md.j2": 99,
        "backend_prp.md.j2": 37,
    }


@pytest.mark.parametrize(("template", "name", "source"), FILLED, ids=[f"{t[:11]}-{n}" for t, n, _ in FILLED])
def test_every_placeholder_is_filled(template: str, name: str, source: str) -> None:
    """By the values of a field, all of which are shown, or by a view or filter that the template uses."""
    text, uses = rendered(template), (data_folder("templates") / template).read_text(encoding="utf-8")
    kind, _, derived = source.partition(" ")
    if kind == "view":
        assert derived in VIEWS
        assert re.search(rf"\b{derived}\b", uses)
    elif kind == "filter":
        assert derived in documents.FILTERS
        assert f"| {derived}" in uses
    else:
        section, *path = source.split(".")
        shown = leaves(getattr(whole_designs.sections(), section), path)
        assert shown
        assert [leaf for leaf in shown if prose(line(leaf)).rstrip(".") not in text] == []


@pytest.mark.parametrize("template", SEEDS)
def test_no_sample_text_of_the_documents_is_left(template: str) -> None:
    text = rendered(template)
    assert [sample for sample in SEEDS[template]["samples"] if sample in text] == []
    assert "{{" not in text
    assert "(e.g." not in text


@pytest.mark.parametrize("template", SEEDS)
def test_an_empty_design_keeps_every_heading(template: str) -> None:
    empty = Spec(brief="add nothing", slug="nothing", sections=Sections())
    kept = [heading for heading in SEEDS[template]["outline"] if heading.startswith("#") and "…" not in heading]
    lines = iter(outside_fences(rendered(template, empty)))
    for wanted in kept:
        assert wanted in lines, wanted


def test_the_sections_that_the_templates_ask_for_are_all_of_them_in_dependency_order() -> None:
    asked = documents.sections_asked_for()
    assert set(asked) == set(SECTIONS)
    for position, name in enumerate(asked):
        assert set(SECTIONS[name].needs) <= set(asked[:position])


def test_a_template_asks_for_what_it_uses_and_no_more() -> None:
    names = outline.used_names(documents.environment(), ("head.md.j2",))
    assert names == ("brief", "assumptions", "questions")
    needs = {name: view.needs for name, view in VIEWS.items()}
    assert outline.sections_for(names, needs) == outline.ALWAYS
    assert outline.sections_for(("task_groups", "risks"), needs) == ("tasks", "risks", "database", "endpoints")


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        documents.environment().from_string("{{ nobody_decides_this }}").render()


def test_a_value_without_a_text_of_its_own_is_an_error() -> None:
    with pytest.raises(TypeError, match="a template shows a NoneType"):
        documents.environment().from_string("{{ x }}").render(x=None)
