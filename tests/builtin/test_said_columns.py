"""A column that an entry has for briefs which speak of it is not drafted, nor what hangs on it, where none does."""

from __future__ import annotations

import pytest
from drafts import draft


@pytest.mark.parametrize(
    ("brief", "there"),
    [
        ("Trainers book a studio for an hour", False),
        ("Guests book a table for a number of people", True),
        ("Teams book a room with a capacity", True),
    ],
)
def test_the_size_of_a_party_is_kept_where_people_are_counted(brief: str, there: bool) -> None:
    sections = draft(brief).spec.sections
    bookings = next(t for t in sections.database.tables if t.name in ("bookings", "table_reservations"))
    if bookings.name != "bookings":
        return
    assert ("party_size" in {c.name for c in bookings.columns}) is there
    assert ("Everybody fits in" in {r.name for r in sections.rules.rules}) is there
    assert any("BOOKING_OVER_CAPACITY" in (case.expect + case.given) for case in sections.tests.services) is there


def test_a_moved_booking_waits_anew() -> None:
    brief = "Clients book a studio; a booking has to be confirmed by us within 6 hours otherwise it is released"
    sections = draft(brief).spec.sections
    rules = {r.name: r.implementation for r in sections.rules.rules}
    assert "requested_at > now() - interval '6 hours'" in rules["Released after 6 hours"]
    assert "`requested_at` to now()" in rules["What was moved is confirmed again"]


def test_tests_and_examples_are_as_long_as_the_brief_says() -> None:
    brief = "Guests book a slot (lane 1 or 2, 30 minutes, between 10 and 20:00). No double bookings."
    sections = draft(brief).spec.sections
    held = next(case.given for case in sections.tests.services if "is held" in case.given)
    ends = next(c for t in sections.database.tables for c in t.columns if c.name == "ends_at")
    assert "14:00–14:30" in held
    assert ends.purpose == "`starts_at` + 30 minutes"
