"""Paragraphs as people type them: headings, frames and asides of a ticket make no tables, no columns and no keys."""

import pytest
from briefs_file import drafted

from draftspec.brief import Brief
from draftspec.drafters.builtin import Draft, draft
from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief


def tables_of(brief: str) -> list[str]:
    return [resource.table for resource in make_plan(read_brief(brief, concepts()), ()).resources]


def columns_of(brief: str) -> set[str]:
    resources = make_plan(read_brief(brief, concepts()), ()).resources
    return {name for r in resources for name in (*(c.name for c in r.columns), *(p.column for p in r.parents))}


SAME = [
    ("Requirements\n* Employees request time off\n* Their manager approves", "* Employees request time off\n* Their manager approves"),
    ("Title: Table reservations\nGuests reserve a table for a date and time.", "Table reservations\nGuests reserve a table for a date and time."),
    ("Acceptance criteria:\n- a coupon has a code\n- a coupon has an end date", "- a coupon has a code\n- a coupon has an end date"),
    ("## Background\nWe lose parcels.\n\n## Goal\nTrack every parcel", "We lose parcels.\n\nTrack every parcel"),
    ("Our gym wants to sell class packs.", "Sell class packs."),
    ("Hi team, marketing would like to run newsletters", "Run newsletters"),
    ("We want volunteers to sign up for shifts at our food bank.", "Volunteers sign up for shifts."),
    ("Teachers can create quizzes and students get their score right after submitting", "Teachers can create quizzes"),
    ("Invoices are sent on Fridays", "Invoices are sent"),
    ("Staff still count stock on paper", "Staff still count stock"),
]  # fmt: skip


@pytest.mark.parametrize(("brief", "plain"), SAME)
def test_what_frames_a_wish_changes_no_table(brief: str, plain: str) -> None:
    assert tables_of(brief) == tables_of(plain) != []
    assert columns_of(brief) == columns_of(plain)


NOT_A_TABLE = [
    ("We run a marketplace for used bikes. Sellers list a bike with photos. Buyers make an offer.", "runs"),
    ("A city council wants residents to vote on proposals", "city_councils"),
    ("Allow admins to suspend a user, with a reason and an end date", "reasons"),
    ("Support agents can save canned replies and insert them with a shortcut", "inserts"),
    ("Leaders can kick members and dissolve the guild", "dissolves"),
    ("Everybody can see who is on call right now", "call_rights"),
    ("Companies post offers", "company_post_offers"),
    ("Buoys report wave heights", "buoy_report_wave_heights"),
    ("A client posts a project, money is put into escrow", "money"),
    ("A dispatcher assigns jobs. A job has a customer site, a time window and required skills", "windows"),
]


@pytest.mark.parametrize(("brief", "table"), NOT_A_TABLE)
def test_verbs_and_asides_are_no_tables(brief: str, table: str) -> None:
    assert table not in tables_of(brief) != []


NOT_A_KEY = [
    ("Customers rate the driver from one to five stars after a ride", "star_id"),
    ("Staff block the room for maintenance", "maintenance_id"),
    ("An audit trail of every change made to a contract", "change_id"),
    ("Timesheets are submitted on Fridays", "friday_id"),
    ("Members book a boat for half a day", "half_id"),
    ("Players can found a guild for 1000 gold", "gold_id"),
    ("Case notes for a non-profit", "non_profit_id"),
    ("Membership fees with rates for adults and children", "adult_id"),
    ("Shifts at our food bank", "food_bank_id"),
    ("A price list belongs to a currency and a set of customer groups and holds a price per product", "hold_id"),
    ("Patients fill in an intake form. Clinics design their own forms.", "intake_id"),
    ("Promo banners", "promo_id"),
    ("Passport appointments at the town hall", "passport_id"),
    (
        "We want volunteers to sign up for shifts. A shift has a location. If it is full you go on a waiting list and get promoted.",
        "waiting_list_entry_id",
    ),
    ("A trip has an itinerary with stops; travellers propose activities for a stop and vote on them", "vote_id"),
]


@pytest.mark.parametrize(("brief", "key"), NOT_A_KEY)
def test_days_amounts_and_kinds_of_people_are_no_keys(brief: str, key: str) -> None:
    assert key not in columns_of(brief) != set()


ROWS = [
    ("A case belongs to a family. Case workers close a case with an outcome.", "cases"),
    ("An item belongs to a box and a box belongs to a rack", "items"),
    (
        "Field service app: a dispatcher assigns jobs to technicians. A job has a customer site and required skills; technicians record used parts.",
        "jobs",
    ),
]


@pytest.mark.parametrize(("brief", "table"), ROWS)
def test_an_empty_noun_is_a_row_where_the_brief_says_what_it_has(brief: str, table: str) -> None:
    assert table in tables_of(brief)


def test_what_a_column_says_already_is_not_said_again() -> None:
    shift = columns_of("A shift has a date, a start and an end time")
    assert ("date" in shift, {"starts_at", "ends_at"} <= shift) == (False, True)
    leave = make_plan(
        read_brief("Employees request time off; their manager approves or declines, with a comment", concepts()), ()
    ).resources[0]
    assert [v for v in leave.verbs if v in ("reject", "decline")] == ["reject"]
    assert [c.name for c in leave.columns if c.name in ("comment", "decision_note")] == ["decision_note"]


def test_what_stands_in_brackets_belongs_to_the_noun_before_them() -> None:
    brief = "An employee creates an expense report with several expenses (date, category, amount, currency)"
    report, item = make_plan(read_brief(brief, concepts()), ()).resources
    assert (report.table, item.table) == ("expense_reports", "expense_report_items")
    assert not {c.name for c in report.columns} & {"date", "category", "amount_cents"}


def test_what_is_named_once_is_meant_by_its_last_word() -> None:
    brief = "Feature flags. Developers create a flag with a key and turn the flag on per environment."
    assert tables_of(brief)[0] == "feature_flags"
    assert "flags" not in tables_of(brief)


def test_what_is_reported_every_minute_is_a_reading() -> None:
    resources = make_plan(read_brief("Pumps report pressure every 5 minutes", concepts()), ()).resources
    assert "pump_id" in {r.table: [p.column for p in r.parents] for r in resources}["readings"]


def test_an_event_of_a_webhook_is_no_kind_of_what_it_is_about() -> None:
    (_, delivery) = make_plan(read_brief("Webhooks", concepts()), ()).resources
    assert {"event_id", "event_type"} <= {c.name for c in delivery.columns}


def draft_of(brief: str) -> Draft:
    return draft(Brief(text=brief, slug="x"), (), ())


def test_what_nothing_is_known_of_is_said_to_be_bare() -> None:
    said = [a.text for a in draft_of("leaking taps").assumptions]
    assert "A row of `leaking_taps` keeps `name` and `description`, and nothing else of the leaking tap." in said
    assert not [
        a for a in draft_of("leaking taps with a floor and a room number").assumptions if "nothing else" in a.text
    ]
    assert not [a for a in draft_of("invoices").assumptions if "nothing else" in a.text]


def test_whoever_records_is_kept_with_what_is_recorded() -> None:
    made = [
        e
        for e in draft_of("Nurses record vital signs for a patient").sections.endpoints.endpoints
        if (e.method, e.path.rpartition("/")[2]) == ("POST", "vital-signs")
    ]
    assert [s.column for e in made for s in e.server_sets if s.column.endswith("_by_id")] == ["measured_by_id"]


def test_a_time_for_a_move_begins_with_the_move() -> None:
    rules = drafted("Let customers pause their subscription for up to 3 months").spec.sections.rules
    assert rules is not None
    (said,) = [rule.description for rule in rules.rules if "3 months" in rule.description]
    assert said == "“for up to 3 months”: 3 months after `paused_at` it is over, whether or not somebody takes it back."


FLAGS = [("Flag posts", {"post_id"}, set()), ("Users can flag posts and comments", set(), {"target_type", "target_id"})]


@pytest.mark.parametrize(("brief", "keys", "pair"), FLAGS)
def test_a_flag_says_of_one_kind_by_key_and_of_several_by_kind_and_id(
    brief: str, keys: set[str], pair: set[str]
) -> None:
    (flag,) = make_plan(read_brief(brief, concepts()), ()).resources
    assert {p.column for p in flag.parents} & {"post_id"} == keys
    assert {c.name for c in flag.columns} & {"target_type", "target_id"} == pair


TRIGGERS = [
    ("Loyalty points: when a customer pays an invoice, points are credited", "invoices"),
    ("Cycle counts: workers count bins; once approved the stock levels are corrected", "stock_levels"),
    ("Rules that run when a conversation comes in", "conversations"),
]


@pytest.mark.parametrize(("brief", "table"), TRIGGERS)
def test_what_only_sets_something_off_is_there_already(brief: str, table: str) -> None:
    assert table not in tables_of(brief) != []


def test_kinds_of_input_are_no_columns_of_a_form() -> None:
    assert not columns_of("Clinics design their own forms (text, yes/no, choice, date)") & {"text", "date", "choice"}


def test_an_empty_noun_stays_empty_elsewhere() -> None:
    assert [
        t for t in tables_of("Background jobs send the invoices; use case: month end") if t in ("jobs", "cases")
    ] == []


def test_what_reviewers_score_is_a_row_for_each_of_them() -> None:
    assert "proposal_ratings" in tables_of("Reviewers score each proposal from 1 to 5 and leave a note")


MARKED = [
    ("Restaurants can mark dishes as sold out for today", "sold_out_on", "menu_items"),
    ("Staff can mark rooms as clean", "clean_at", "rooms"),
    ("Mark tasks as done", "done_at", "tasks"),
]


@pytest.mark.parametrize(("brief", "column", "table"), MARKED)
def test_marking_changes_what_is_there(brief: str, column: str, table: str) -> None:
    (resource,) = make_plan(read_brief(brief, concepts()), ()).resources
    assert (resource.table, resource.there, [c.name for c in resource.columns]) == (table, True, [column])
    state = column.rpartition("_")[0]
    assert set(resource.verbs) == {f"mark_{state}", f"unmark_{state}"}


def test_what_each_reader_marks_is_no_state_of_it() -> None:
    resources = make_plan(read_brief("Users can mark messages as unread", concepts()), ()).resources
    assert [resource.there for resource in resources] == [False]
