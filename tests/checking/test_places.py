"""Each item of a design is found at a line of the document that is about it."""

from __future__ import annotations

from pathlib import Path

import pytest
import whole_designs

from draftspec.checking.places import DOCUMENT, Places
from draftspec.documents import render
from draftspec.items import item_paths

SPEC = whole_designs.spec()
TEXT = render(SPEC)[DOCUMENT]
LINES = TEXT.splitlines()


def line(where: str, text: str = TEXT) -> str:
    place = Places(Path("x"), SPEC.sections, text, "{}").of(where)
    assert place.file == Path("x") / DOCUMENT
    return LINES[place.line - 1]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("database", "## Database Changes"),
        ("database.tables.invoices", "#### invoices"),
        ("database.tables.invoice_lines.columns.quantity", "    quantity "),
        ("database.tables.invoices.constraints.invoices_number_key", "    CONSTRAINT invoices_number_key"),
        ("database.tables.invoices.indexes.idx_invoices_status_due_on", "CREATE INDEX idx_invoices_status_due_on"),
        ("endpoints.POST /api/v1/invoices", "### POST /api/v1/invoices"),
        ("endpoints.POST /api/v1/invoices.request.due_on", "- `due_on`"),
        ("endpoints.GET /api/v1/invoices.query.status", "- `status` (query)"),
        ("endpoints.GET /api/v1/invoices.auth", "**Authentication**"),
        ("endpoints.GET /api/v1/invoices.rate_limit", "**Rate Limiting**"),
        ("endpoints.GET /api/v1/invoices.responses.200", "**Response (Success - 200)"),
        ("rules", "### Core Rules"),
    ],
)
def test_items_stand_where_people_see_them(where: str, expected: str) -> None:
    assert line(where).startswith(expected)


def test_rules_and_jobs_stand_at_their_headings() -> None:
    sections = SPEC.sections
    assert sections.rules is not None
    assert sections.jobs is not None
    assert line(f"rules.{sections.rules.rules[0].name}").startswith("#### ")
    assert line(f"jobs.{sections.jobs.jobs[0].name}.reads").startswith("### ")


def test_items_of_lists_stand_at_their_own_lines() -> None:
    tests, tasks = SPEC.sections.tests, SPEC.sections.tasks
    assert tests is not None
    assert tasks is not None
    for number, one in enumerate(tests.endpoints, 1):
        assert one.subject in line(f"tests.endpoints.{number}")
        assert one.expect in line(f"tests.endpoints.{number}")
    assert line("tasks.api.1").startswith("- [ ] **BE-API-1**")
    assert line(f"tasks.database.{len(tasks.database)}").startswith(f"- [ ] **BE-DB-{len(tasks.database)}**")


def test_every_item_has_a_place_in_some_file() -> None:
    places = Places(Path("x"), SPEC.sections, TEXT, SPEC.model_dump_json(indent=2))
    shown = 0
    for where in sorted(item_paths(SPEC.sections)):
        place = places.of(where)
        assert place.line >= 1
        shown += place.file.name == DOCUMENT
    assert shown > 100


@pytest.mark.parametrize("text", [None, "", "no heading", "```\n## Database Changes\n"])
def test_without_a_document_it_is_spec_json(text: str | None) -> None:
    spec_text = SPEC.model_dump_json(indent=2)
    place = Places(Path("x"), SPEC.sections, text, spec_text).of("database.tables.invoices.columns.due_on")
    assert place.file == Path("x/spec.json")
    assert '"name": "due_on"' in spec_text.splitlines()[place.line - 1]
