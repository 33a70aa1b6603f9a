"""How long something lasts: from which moment, and which rows a bound counts."""

from __future__ import annotations

import pytest
from briefs_file import drafted

LIBRARY = "As a librarian I want members to reserve a book that is lent out so that they get it next; a reservation expires after 3 days, at most 5 per member"


def test_a_reservation_of_a_lent_book_is_a_place_in_a_queue() -> None:
    sections = drafted(LIBRARY).spec.sections
    (table,) = sections.database.tables
    assert table.name == "reservations"
    assert [c.name for c in table.columns] == [
        *("id", "book_id", "user_id", "ready_at", "expires_at", "collected_at", "cancelled_at", "told_at", "status"),
        *("created_at", "updated_at"),
    ]
    assert [f"{e.method} {e.path}" for e in sections.endpoints.endpoints] == [
        "GET /api/v1/reservations",
        "POST /api/v1/reservations",
        "GET /api/v1/reservations/{id}",
        "POST /api/v1/reservations/{id}/lay-aside",
        "POST /api/v1/reservations/{id}/collect",
        "POST /api/v1/reservations/{id}/cancel",
    ]
    over, most = sections.rules.rules[:2]
    assert (
        over.description
        == "“reservation expires after 3 days”: `expires_at` lies 3 days after `ready_at`, and not later. "
        "A reservation that is still ready at `expires_at` expires, and the next in the queue is laid aside for."
    )
    assert most.description.endswith("for each `user_id`; `collected`, `expired`, `cancelled` ones do not count.")


@pytest.mark.parametrize(
    "brief",
    ["Guests reserve a meeting room for 2 hours", "Table reservations for a restaurant", "reserve a parking spot"],
)
def test_other_reservations_are_for_a_span_of_time(brief: str) -> None:
    (table, *_) = drafted(brief).spec.sections.database.tables
    assert "starts_at" in {c.name for c in table.columns}


def test_all_attempts_count_where_nothing_is_given_back() -> None:
    rules = drafted("Learners take a quiz, at most 3 attempts per learner").spec.sections.rules.rules
    most = next(rule for rule in rules if rule.name.startswith("At most 3"))
    assert "do not count" not in most.description
