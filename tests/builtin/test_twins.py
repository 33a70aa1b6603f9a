"""What has a table of its own has no text column of that name beside it."""

from __future__ import annotations

from drafts import draft


def test_a_thing_with_rows_is_no_word_of_another() -> None:
    brief = "Log hive inspections. If the varroa count is above 5, the beekeeper gets a mail and a treatment must be planned within 3 days"
    columns = {t.name: {c.name for c in t.columns} for t in draft(brief).spec.sections.database.tables}
    assert "treatments" in columns
    assert "treatment" not in columns["hive_inspections"]


def test_without_such_a_table_the_word_stays() -> None:
    columns = {t.name: {c.name for c in t.columns} for t in draft("Log hive inspections").spec.sections.database.tables}
    assert "treatment" in columns["hive_inspections"]
