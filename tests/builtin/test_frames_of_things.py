"""Turns of phrase that say which things a brief is about: whoever needs them is none, what is reported under a title goes by it."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.sections.database import Table


def tables(text: str) -> dict[str, Table]:
    return {table.name: table for table in drafted(text).spec.sections.database.tables}


def columns(text: str, table: str) -> set[str]:
    return {column.name for column in tables(text)[table].columns}


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("We run a bike workshop in two towns and want to track repairs with a description and a price.", "repairs"),
        ("We operate a campsite and would like to manage pitches and bookings.", "pitches"),
        ("Our housing association has to record inspections of flats with a date and findings.", "inspections"),
        ("We are a small law firm and need to log phone notes for every client.", "phone_notes"),
        ("Our museum is looking for a way to lend exhibits to other museums.", "exhibit_loans"),
        ("I manage a sports hall and want clubs to reserve courts by the hour.", "bookings"),
        ("For our swimming school I need course waiting lists handled properly.", "course_waiting_lists"),
        ("Our animal shelter needs to keep a list of adoptions with a fee.", "adoptions"),
        ("We run three cafes and need to plan shifts for our staff.", "shifts"),
        ("Our veterinary surgery has to record treatments with a dose and a batch number.", "treatments"),
        ("The council needs residents to report potholes with a photo and a location.", "potholes"),
        ("We're a family-run winery and we want to manage tastings with a date.", "tastings"),
    ],
)
def test_whoever_runs_or_needs_something_is_no_table(text: str, main: str) -> None:
    found = tables(text)
    assert main in found
    assert not {"runs", "shelters", "campsites", "law_firms", "museums", "councils", "wineries"} & set(found)


def test_what_somebody_has_and_not_where_he_works_stays() -> None:
    assert "cows" in tables("We have 90 cows and want to record the milk of each cow with litres and a date.")


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("Our practice needs to send owners a reminder two weeks before a dog's vaccination expires.", "vaccinations"),
        ("Our food bank needs to tell donors a week before their pledge expires.", "pledges"),
        ("Remind tenants 14 days before their lease ends.", "leases"),
        ("The office needs to warn members 30 days before their permit expires.", "permits"),
        ("Our dental clinic wants to send patients a reminder before their appointment.", "appointments"),
    ],
)
def test_what_a_message_is_about_is_kept_with_its_day_and_a_job_tells_of_it(text: str, table: str) -> None:
    found = drafted(text).spec.sections
    assert table in [made.name for made in found.database.tables]
    assert any("remind" in job.name or "tell" in job.name for job in found.jobs.jobs)


@pytest.mark.parametrize(
    ("text", "phantom"),
    [
        ("Repairs\n- contractor marks done and enters the cost\n- manager approves the cost", "contractor_marks"),
        ("Ward visits\n- nurse charts the temperature\n- doctor signs off", "nurse_charts"),
        ("Stock requests\n- storekeeper issues the material\n- planner orders it", "planner_orders"),
        ("Blood donations: nurse draws blood, lab tests it, doctor releases the donation", "lab_tests"),
        ("Furniture deliveries\n- packer marks packed\n- courier marks delivered or failed", "packer_marks"),
        ("Visits\n- after the visit the teacher marks it as held and writes a note", "grades"),
        ("Cost claims\n- driver enters cost, manager approves costs over 300 euros", "driver_costs"),
    ],
)
def test_who_does_something_is_no_name_of_things(text: str, phantom: str) -> None:
    found = tables(text)
    assert phantom not in found
    assert not any(name.endswith(("_marks", "_charts")) for name in found)


def test_names_of_people_and_things_stay_names() -> None:
    assert "driver_logs" in tables("Driver logs with a date and hours driven")
    assert "marks" in tables("Student marks\n- with a subject and a value")


@pytest.mark.parametrize(
    ("text", "table", "held"),
    [
        ("IT tickets\n- employees report an issue with a category (hardware, software, network) and a description\n- agent resolves it", "tickets", {"category", "description"}),
        ("Lost property reports\n- passengers report a loss with category (bag, phone, keys) and description", "lost_property_reports", {"category", "description"}),
        ("Street defects: citizens report a defect with a type (pothole, light, sign) and an address", "street_defects", {"type", "address"}),
        ("Maintenance requests for our hostels\n- guests report a problem with category (shower, heating, door) and up to 3 photos", "maintenance_requests", {"category", "photo_keys"}),
    ],
)  # fmt: skip
def test_what_is_reported_under_a_title_is_what_the_title_names(text: str, table: str, held: set[str]) -> None:
    assert list(tables(text)) == [table]
    assert held <= columns(text, table)


@pytest.mark.parametrize(
    ("text", "table", "there", "gone"),
    [
        ("Buyers leave product reviews with a score from 1 to 5 and a comment.", "product_reviews", {"score", "comment"}, {"rating"}),
        ("Employees give peer feedback on a colleague with a score from 1 to 4 and a remark.", "peer_feedback", {"score", "remark"}, {"rating", "feedback"}),
        ("Students submit course ratings with a score from 1 to 10.", "course_ratings", {"score"}, {"rating"}),
        ("As an editor I want to invite readers to give interview feedback with a score from 1 to 5 and a comment.", "interview_feedback", {"score", "comment"}, {"rating", "feedback"}),
    ],
)  # fmt: skip
def test_a_score_and_a_rating_are_one_column_by_the_name_of_the_brief(
    text: str, table: str, there: set[str], gone: set[str]
) -> None:
    found = columns(text, table)
    assert there <= found
    assert not gone & found


@pytest.mark.parametrize(
    ("text", "table", "held"),
    [
        ("Guests book a tasting on the website (guest's name, age, phone, preferred weekday).", "bookings", {"guest_name", "age", "phone", "preferred_weekday"}),
        ("Volunteers apply (name, e-mail, availability, driving licence yes/no, motivation).", "applications", {"name", "email", "availability", "driving_licence", "motivation"}),
        ("Owners register a dog (dog's name, breed, chip number, birthday, vaccinated).", "dogs", {"name", "breed", "chip_number", "birthday", "vaccinated"}),
        ("Farmers enter a harvest (field, crop, weight, moisture, harvest date).", "harvests", {"field", "crop", "weight", "moisture", "harvest_date"}),
        ("Parents sign their child up for a camp (child's name, date of birth, allergies, emergency phone).", "children", {"name", "date_of_birth", "allergies", "emergency_phone"}),
    ],
)  # fmt: skip
def test_fields_in_brackets_are_all_kept_each_once(text: str, table: str, held: set[str]) -> None:
    found = columns(text, table)
    assert held <= found
    assert not any("_s_" in name for name in found)


def test_a_row_that_holds_whose_it_is_needs_no_name_beside_it() -> None:
    found = columns("Our shelter needs to keep a list of adoptions with the adopter's name and the fee.", "adoptions")
    assert "adopter_name" in found
    assert "name" not in found


@pytest.mark.parametrize(
    ("text", "phantoms"),
    [
        ("Trial lessons for a riding school. Each rider gets at most one free trial lesson per horse.", {"trials", "free_trial_lessons"}),
        ("laundry pickup orders with a price list", {"laundry", "pickup_requests", "laundries"}),
        ("Demo appointments for a car dealer", {"demos"}),
        ("Sample requests for fabrics", {"samples"}),
    ],
)  # fmt: skip
def test_a_noun_that_says_of_which_kind_makes_no_table(text: str, phantoms: set[str]) -> None:
    found = drafted(text).spec.sections.database
    assert not phantoms & {table.name for table in (*found.tables, *found.assumed)}


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("Officers open a ballot with a question and a closing time; every eligible member of the club votes once and sees nobody else's choice.", "ballots"),
        ("Couriers drop parcels into lockers of the station; a neighbour opens the compartment with a code that is valid for three days.", "parcels"),
        ("The chairwoman writes agenda items for the meeting of the council; the secretary adds a decision to each of the agenda items.", "agenda_items"),
        ("Tailors take measurements of a customer for a garment: chest, waist, sleeve; a fitting follows after two weeks in the workshop.", "measurements"),
    ],
)  # fmt: skip
def test_a_word_of_another_trade_is_a_noun_of_the_brief(text: str, table: str) -> None:
    found = tables(text)
    assert table in found
    assert not {"poll_options", "orders", "events", "sensors"} & {
        c.references.table for c in found[table].columns if c.references
    }
