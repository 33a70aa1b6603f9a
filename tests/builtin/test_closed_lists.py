"""A list of fields is all the fields; one that says it names examples, and one that names other things, is not."""

from __future__ import annotations

import pytest
from drafts import draft


def _columns(brief: str, table: str) -> set[str]:
    return {c.name for t in draft(brief).spec.sections.database.tables if t.name == table for c in t.columns}


@pytest.mark.parametrize(
    "brief",
    [
        "log hive inspections (queen seen, honey frames, notes)",
        "Hive inspections: queen seen, honey frames, notes",
        "Beekeepers write down hive inspections with queen seen, honey frames and notes",
    ],
)
def test_what_a_list_does_not_name_stays_out(brief: str) -> None:
    columns = _columns(brief, "hive_inspections")
    assert {"queen_seen", "honey_frames", "notes", "inspected_on", "hive_id", "beekeeper_id"} <= columns
    assert not {"colony_strength", "eggs_seen", "queen_cells", "temperament", "fed_kg", "varroa_method"} & columns


def test_rules_tests_and_errors_of_what_is_left_out_go_with_it() -> None:
    spec = draft("log hive inspections (queen seen, honey frames, varroa count, notes)").spec.model_dump_json()
    assert "varroa_count" in spec
    assert "VARROA_METHOD_MISSING" not in spec and "varroa_method" not in spec


@pytest.mark.parametrize(
    "brief",
    [
        "log hive inspections",
        "log hive inspections (queen seen, notes)",
        "log hive inspections with details such as queen seen, honey frames, notes",
        "log hive inspections (e.g. queen seen, honey frames, notes)",
        "log hive inspections (queen seen, honey frames, notes etc.)",
        "log hive inspections (queen seen, honey frames, bottom board, wax moths)",
    ],
)
def test_a_list_of_examples_or_of_unknown_fields_leaves_the_entry_whole(brief: str) -> None:
    assert {"eggs_seen", "queen_cells", "temperament"} <= _columns(brief, "hive_inspections")


def test_what_a_call_or_another_thing_needs_stays() -> None:
    columns = _columns("API keys with a name, scopes and a comment, which can be revoked", "api_keys")
    assert {"hashed_key", "key_prefix", "expires_at", "last_used_at"} <= columns


def test_drafts_with_a_closed_list_have_no_findings() -> None:
    for brief in (
        "Expense claims with an amount, a date, a category and a receipt photo",
        "Bounties with a title, a reward, a deadline and a description",
        "Vaccinations with vaccine, batch number and date",
    ):
        assert [found.message for found in draft(brief).spec.findings] == []
