"""Which calls each thing has: what is changed by its id is read by it, places are taken below what they are in."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters.builtin import draft
from draftspec.sections.endpoints import Endpoint
from draftspec.spec import Sections


def calls(text: str) -> dict[str, Endpoint]:
    sections = draft(Brief(text=text, slug="x"), (), tuple(Sections.model_fields)).sections
    return {f"{e.method} {e.path.removeprefix('/api/v1')}": e for e in sections.endpoints.endpoints}


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Owners of a folder make share links to it", "share-links"),
        ("grant permissions to roles", "permissions"),
        ("customers keep wishlists of products", "wishlists"),
    ],
)
def test_what_is_changed_or_ended_by_its_id_is_read_by_it(text: str, base: str) -> None:
    found = calls(text)
    assert f"GET /{base}/{{id}}" in found
    assert found[f"GET /{base}/{{id}}"].action == "read"


@pytest.mark.parametrize("text", ["readers like articles", "users favourite recipes"])
def test_a_mark_is_not_read_on_its_own(text: str) -> None:
    assert [c for c in calls(text) if c.startswith("GET") and c.endswith("likes/{id}")] == []
    assert [c for c in calls(text) if c.startswith("GET") and c.endswith("favourites/{id}")] == []


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("Neighbours sign up for clean-ups with a note", "clean-ups/{clean_up_id}/signups"),
        ("Cooks enter contests with a dish title", "contests/{contest_id}/entries"),
        ("Guests register for tastings with a seat wish", "tastings/{tasting_id}/registrations"),
    ],
)
def test_a_place_is_taken_below_what_it_is_in(text: str, below: str) -> None:
    found = calls(text)
    assert {f"GET /{below}", f"POST /{below}"} <= found.keys()


@pytest.mark.parametrize(
    ("text", "call", "code"),
    [
        ("plan shifts of nurses", "DELETE /shifts/{id}", "SHIFT_PUBLISHED"),
        ("leave requests of staff", "DELETE /leave-requests/{id}", "CANNOT_DELETE_LEAVE_REQUEST"),
        ("book meeting rooms", "DELETE /bookings/{id}", "BOOKING_CONFIRMED"),
        ("diners make table reservations", "DELETE /table-reservations/{id}", "RESERVATION_CONFIRMED"),
        ("residents file maintenance requests", "DELETE /maintenance-requests/{id}", "CANNOT_DELETE_MAINTENANCE_REQUEST"),
    ],
)  # fmt: skip
def test_what_goes_through_states_is_deleted_in_the_first_one(text: str, call: str, code: str) -> None:
    assert code in {case.code for case in calls(text)[call].errors}
