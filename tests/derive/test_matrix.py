"""The coverage matrix in the specification: who does what to which table, and what nobody does."""

from __future__ import annotations

import whole_designs
from checks import vary
from drafts import draft

from draftspec.derive.matrix import Matrix, markdown, matrix_of
from draftspec.documents import render_template


def test_the_matrix_is_a_table_whose_last_row_stands_out() -> None:
    rows = (
        ("endpoint", "GET /things", {"things": "R", "a|b": "R"}),
        ("job", "sweep", {"things": "D"}),
        ("rule", "Once *only*", {"things": "*"}),
    )
    assert markdown(Matrix(("things", "a|b"), frozenset(["things"]), rows)).splitlines() == [
        "|  | `things` | `a\\|b` |",
        "|---|---|---|",
        "| `GET /things` | R | R |",
        "| `sweep` | D |  |",
        "| Once \\*only\\* | * |  |",
        "| **nobody** | **CU** |  |",
    ]


def test_it_stands_before_the_endpoints() -> None:
    sections = whole_designs.sections()
    text = render_template(whole_designs.spec(), "backend_specification.md.j2")
    shown = text[text.index("## API Endpoints\n") : text.index("### GET ")]
    assert str(markdown(matrix_of(sections))) in shown
    assert all(f"| `{one.method} {one.path}` |" in shown for one in sections.endpoints.endpoints)


def test_a_table_that_no_endpoint_uses_stands_out() -> None:
    start = whole_designs.sections()
    lonely = start.database.tables[0].model_copy(update={"name": "lonely_things"})
    tables = (*start.database.tables, lonely)
    sections = vary.design(start, database=start.database.model_copy(update={"tables": tables}))
    last = markdown(matrix_of(sections)).splitlines()[-1]
    assert last.startswith("| **nobody** |")
    assert "| **CRUD** |" in last


def cells_of(brief: str, name: str) -> dict[str, str]:
    found = matrix_of(draft(brief).spec.sections)
    return dict(next(cells for _, row, cells in found.rows if row == name))


def test_a_deletion_says_what_becomes_of_rows_that_hang_on_it() -> None:
    """Items go with their checklist."""
    assert cells_of("Checklists with items", "DELETE /api/v1/checklists/{id}") == {
        "checklists": "RD",
        "checklist_items": "D",
    }


def test_a_deletion_that_only_marks_is_an_update_and_no_gap() -> None:
    brief = "Soft delete for notes: deleted notes are kept"
    matrix = matrix_of(draft(brief).spec.sections)

    assert cells_of(brief, "DELETE /api/v1/notes/{id}")["notes"] == "RU"
    assert "D" not in matrix.uncovered().get("notes", "")


def test_a_key_that_a_change_does_not_take_is_not_looked_up() -> None:
    brief = "Choir rehearsals where members give a session response"
    looked_up = cells_of(brief, "POST /api/v1/session-responses")
    changed = cells_of(brief, "PATCH /api/v1/session-responses/{id}")

    assert looked_up["choirs"] == "R"
    assert "choirs" not in changed
