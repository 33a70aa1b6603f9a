"""An import says what its lines become: rows of the feature, of a table that stands already, or it asks."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.derive.matrix import matrix_of

CELLAR = "Keep our wines (name, vintage, shelf) and import the old list, about 3,000 rows"


def written(brief: str, job: str) -> dict[str, str]:
    """Return what a job does to which tables."""
    return next(dict(cells) for kind, name, cells in matrix_of(draft(brief).spec.sections).rows if name == job)


@pytest.mark.parametrize(
    ("brief", "table"),
    [
        ("Customers import contacts from CSV files", "customer_contacts"),
        ("Bulk upload of employees by spreadsheet, with errors per row", "employees"),
        ("Import the old sheet of specimens, about 40k rows", "specimens"),
    ],
)
def test_a_line_becomes_a_row(brief: str, table: str) -> None:
    sections = draft(brief).spec.sections
    rule = next(r for r in sections.rules.rules if r.name.startswith("A line is a row of "))
    assert f"makes one row of `{table}`" in rule.description
    assert "C" in written(brief, "run_import")[table]


def test_one_kind_of_record_needs_no_column_for_it() -> None:
    imports = next(t for t in draft(CELLAR).spec.sections.database.tables if t.name == "imports")
    assert "type" not in {c.name for c in imports.columns}
    kinds = draft("Imports of several types with a preview").spec.sections.database.tables
    assert "type" in {c.name for t in kinds if t.name == "imports" for c in t.columns}


def test_what_nobody_names_is_asked() -> None:
    asked = [
        q.text for q in draft("Revamp imports: confirmation page, CSV with the rows that failed").spec.open_questions
    ]
    assert "Which records are imported, with which headings, and by what is one found again?" in asked


def test_the_size_of_the_file_is_tried_and_limits_nothing() -> None:
    sections = draft(CELLAR).spec.sections
    tried = {case.given: case.expect for case in sections.tests.services}
    asked = [q.text for q in draft(CELLAR).spec.open_questions]

    assert tried["A file of 3000 rows (“about 3,000 rows”), confirmed."].startswith("`imported_rows` 3000")
    assert not any("3000" in rule.name or "3,000" in rule.name for rule in sections.rules.rules)
    assert not any("3,000" in text for text in asked)


def test_nothing_is_deleted_where_the_brief_says_so() -> None:
    brief = "Lab samples with a barcode, nothing gets ever deleted. Import the old sheet."
    sections = draft(brief).spec.sections
    never = next(r for r in sections.rules.rules if r.name == "Never deleted")
    said = [one for job in sections.jobs.jobs for one in (job.name, job.processing)]

    assert all(f"`{table.name}`" in never.description for table in sections.database.tables)
    assert not any("delete" in text.lower() for text in said)


def test_a_place_is_found_by_all_names_above_it() -> None:
    brief = "Lab samples sit in freezer, rack and box; import the old sheet"
    rule = next(r for r in draft(brief).spec.sections.rules.rules if r.name == "A line is a row of samples")
    assert "`freezer`, `rack`, `box`" in rule.description
    assert any("by the names in `freezer`, `rack` and `box` together" in edge for edge in rule.edge_cases)
