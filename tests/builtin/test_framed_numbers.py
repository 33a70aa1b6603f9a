"""A number becomes a rule where the brief says what it decides; any other one is asked about in the brief's words."""

from __future__ import annotations

import re

import pytest
from briefs_file import drafted

from draftspec.drafters.builtin.reading.numbers import find_numbers
from draftspec.drafters.builtin.reading.rhythms import is_done

_NONSENSE = re.compile(
    r"named constant|^Exactly|^The figure|^The span|^By number|for each `id`|^At most \d+\.\d| of money$"
)


def rules(brief: str) -> list[str]:
    return [f"{rule.name}: {rule.description}" for rule in drafted(brief).spec.sections.rules.rules]


def questions(brief: str) -> list[str]:
    return [question.text for question in drafted(brief).spec.open_questions]


UNKNOWN = [
    ("Couriers deliver parcels; after hours we bill 1.5 times the base price", "after hours we bill 1.5 times the base price"),
    ("Our studio sends members a note 3 weeks before their contract ends", "Our studio sends members a note 3 weeks before their contract ends"),
    ("Tutors get 2.5 points for each finished lesson", "Tutors get 2.5 points for each finished lesson"),
    ("Guests get 15 % off their second stay; guests book stays", "Guests get 15 % off their second stay"),
    ("Photographers upload pictures; each shoot takes 90 minutes", "each shoot takes 90 minutes"),
    ("Bakers order flour on the 15th of each month", "Bakers order flour on the 15th of each month"),
    ("Each team has 11 players; coaches manage teams and players", "Each team has 11 players"),
    ("Volunteers sign up for shifts; shifts last 4 hours", "shifts last 4 hours"),
    ("The mill produces 500 bags per day; millers record batches of flour", "The mill produces 500 bags per day"),
    ("Drivers log trips; trips above 80 points are looked at", "trips above 80 points are looked at"),
]  # fmt: skip


@pytest.mark.parametrize(("brief", "sentence"), UNKNOWN)
def test_a_number_that_nothing_works_with_is_asked_about(brief: str, sentence: str) -> None:
    assert [rule for rule in rules(brief) if _NONSENSE.search(rule)] == []
    assert f"What has to hold of “{sentence}”?" in questions(brief)


@pytest.mark.parametrize(
    "brief",
    [
        "An instructor cannot be assigned to two courses on the same day; the office plans courses",
        "A van must not be on two tours for the same days; dispatchers plan tours",
        "No machine may run two jobs at once; operators schedule jobs on machines",
        "A locker may never be rented twice for the same period; clubs rent lockers to members",
        "A meeting room can't be in two bookings at the same time; members book rooms",
        "Caterers reserve kitchens; a kitchen can't have 2 reservations on the same day",
        "A referee isn't planned for two matches at the same time; the league plans matches",
        "Nurses are on wards; a nurse may not be on 2 wards at once",
        "A boat cannot be chartered by two guests for the same week; guests charter boats",
        "Projectors must never be lent to two teachers for the same hour; teachers borrow projectors",
    ],
)
def test_what_must_not_overlap_is_no_count_and_no_missing_feature(brief: str) -> None:
    tables = drafted(brief).spec.sections.database.tables
    kept = any(constraint.kind == "exclude" for table in tables for constraint in table.constraints)
    once = any("borrowed by a second person" in rule for rule in rules(brief))
    assert [rule for rule in rules(brief) if rule.startswith(("Exactly", "At most", "Not:"))] == []
    assert kept or once or any(said.startswith("Which two rows overlap by") for said in questions(brief))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("late we charge 1.5 times the daily rate", ["factor"]),
        ("at night 3 times the price", ["factor"]),
        ("at most 3 times", ["most"]),
        ("cannot be in two rentals", []),
        ("no more than 2 rentals", ["most"]),
        ("not more than 2 rentals", ["most"]),
        ("2.5 points for a task", ["figure"]),
        ("a weight of 2.5 kg", ["count"]),
        ("every 15 minutes", ["every"]),
        ("each shoot takes 90 minutes", ["duration"]),
    ],
)
def test_numbers_are_of_the_kind_that_their_words_make_them(text: str, kinds: list[str]) -> None:
    assert [fact.kind for fact in find_numbers(text)] == kinds


@pytest.mark.parametrize(
    ("word", "text", "done"),
    [
        ("weekly", "Store managers publish a weekly price list for products", False),
        ("daily", "Hotels keep a daily rate per room type", False),
        ("monthly", "Drivers submit a monthly report with kilometres and fuel", False),
        ("daily", "Editors plan a daily menu for the canteen", False),
        ("weekly", "Members log workouts with weekly goals", False),
        ("yearly", "each machine has a yearly service cost", False),
        ("monthly", "tenants pay a monthly rent", False),
        ("daily", "Prices are recalculated daily", True),
        ("monthly", "Invoices are generated monthly for each subscription", True),
        ("weekly", "Send a weekly summary of open tickets", True),
        ("daily", "daily sync of stock with the warehouse", True),
        ("nightly", "Nightly import of supplier prices", True),
        ("monthly", "The accountant gets a monthly report of fees", True),
        ("hourly", "runs hourly and stops at noon", True),
    ],
)
def test_a_rhythm_needs_something_that_is_done(word: str, text: str, done: bool) -> None:
    assert is_done(word, text) is done


@pytest.mark.parametrize(
    "brief",
    ["Store managers publish a weekly price list for products", "Drivers submit a monthly report with kilometres"],
)
def test_what_is_only_called_weekly_has_no_job(brief: str) -> None:
    jobs = drafted(brief).spec.sections.jobs
    assert [job.name for job in (jobs.jobs if jobs else ()) if job.name.startswith("run_due")] == []
