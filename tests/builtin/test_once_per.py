"""What there is one of for each of two others is a unique key with its own error, or an open question."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.drafters.builtin.reading.once import find_once


@pytest.mark.parametrize(
    ("brief", "table", "keys", "code"),
    [
        ("A member may have only one reservation per class", "reservations", {"user_id", "class_session_id"}, "RESERVATION_ONCE_PER_CLASS"),
        ("Every student submits at most one essay per assignment", "essays", {"user_id", "assignment_id"}, "ESSAY_ONCE_PER_ASSIGNMENT"),
        ("Users write reviews for restaurants; each user may write only one review per restaurant", "reviews", {"user_id", "restaurant_id"}, "REVIEW_ONCE_PER_RESTAURANT"),
        ("Each team gets a single slot per tournament; captains register teams", "slots", {"team_id", "tournament_id"}, "SLOT_ONCE_PER_TOURNAMENT"),
        ("Every guest may leave one comment per recipe", "comments", {"user_id", "recipe_id"}, "COMMENT_ONCE_PER_RECIPE"),
        ("Engineers write entries; each engineer writes one entry per project and sprint", "entries", {"user_id", "project_id", "sprint_id"}, "ENTRY_ONCE_PER_SPRINT"),
        ("A tenant can hold one parking permit per vehicle; tenants request parking permits", "parking_permits", {"holder_id", "vehicle_id"}, "PARKING_PERMIT_ONCE_PER_VEHICLE"),
    ],
)  # fmt: skip
def test_one_of_a_thing_for_each_of_two_others_is_a_key(brief: str, table: str, keys: set[str], code: str) -> None:
    spec = drafted(brief).spec
    made = next(one for one in spec.sections.database.tables if one.name == table)
    found = [set(k.columns) for k in made.constraints if k.kind == "unique"]
    found += [{c.column for c in index.columns} for index in made.indexes if index.unique]
    calls = [e for e in spec.sections.endpoints.endpoints if e.table == table and e.action == "create"]
    needed = {c.name for c in made.columns if not c.nullable}

    assert keys in found and keys <= needed
    assert [case.status for e in calls for case in e.errors if case.code == code] == [409]
    assert any(f"409 {code}" in case.expect for case in spec.sections.tests.services)
    assert spec.findings == ()


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        ("Each customer gets at most one voucher per campaign", "Each customer gets at most one voucher per campaign"),
        ("Each child gets at most one free trial lesson per instrument; parents request trial lessons", "Each child gets at most one free trial lesson per instrument"),
        ("One free consultation per client and topic; clients book consultations", "One free consultation per client and topic"),
    ],
)  # fmt: skip
def test_what_no_column_tells_apart_is_asked_about(brief: str, said: str) -> None:
    asked = [question.text for question in drafted(brief).spec.open_questions]
    assert f"Which columns tell them apart in “{said}”? No key of this design refuses a second one." in asked


def test_a_key_that_the_entry_has_already_is_no_second_one() -> None:
    spec = drafted("One vote per resident and proposal").spec
    assert [c.columns for t in spec.sections.database.tables for c in t.constraints if c.kind == "unique"] == [
        ("proposal_id", "citizen_id")
    ]
    assert not [q for q in spec.open_questions if q.text.startswith("Which columns")]


@pytest.mark.parametrize(
    "text",
    ["Each user has one profile", "each order has at least one line per product", "at most one mail per week"],
)  # fmt: skip
def test_other_sentences_tell_nothing_apart(text: str) -> None:
    assert find_once(text) is None
