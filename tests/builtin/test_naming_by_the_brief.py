"""What a brief calls its things: names in quotation marks, what links two things, parts of the screen that people shape, empty nouns in names."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.sections.database import Database


def database(brief: str) -> Database:
    return drafted(brief).spec.sections.database


def names(brief: str) -> list[str]:
    return [table.name for table in database(brief).tables]


def test_names_in_quotation_marks_are_the_names_of_things() -> None:
    found = names(
        'a sensor monitoring service. It takes radio signals and text messages ("beeps") from your buoys and stations '
        '("probes"). When a beep is late, it sends alerts.'
    )
    assert {"beeps", "probes"} <= set(found)
    assert not [name for name in found if "signal" in name or "station" in name]


@pytest.mark.parametrize(
    ("brief", "table", "keys"),
    [
        ("Link rulings to press articles through citations", "citations", {"ruling_id", "article_id"}),
        ("Connect parts to machines via fittings", "fittings", {"part_id", "machine_id"}),
    ],
)
def test_what_links_two_things_is_built_and_they_are_there(brief: str, table: str, keys: set[str]) -> None:
    (only,) = database(brief).tables
    assert only.name == table
    assert keys <= {column.name for column in only.columns if column.references and not column.nullable}


@pytest.mark.parametrize(
    ("brief", "table"),
    [
        ("Add user-defined keyboard shortcuts", "keyboard_shortcuts"),
        ("Admin-defined tooltips", "tooltips"),
        ("Onboarding tooltips that admins can edit", "onboarding_tooltips"),
        ("Custom CSS per organization", "css"),
        ("Sidebar pins", "sidebar_pins"),
        ("Dashboard layouts per user", "dashboard_layouts"),
        ("Merge request approval rules", "approval_rules"),
        ("Add custom admin-defined header links", "header_links"),
    ],
)
def test_what_people_shape_is_stored(brief: str, table: str) -> None:
    assert names(brief)[0] == table


@pytest.mark.parametrize(
    "brief",
    [
        "Fix the spacing of the navbar",
        "Add responsive sidebar",
        "Improve hover animation of cards",
        "Add a loading spinner",
    ],
)
def test_looks_are_not(brief: str) -> None:
    assert database(brief).tables == ()


@pytest.mark.parametrize(
    ("brief", "table"),
    [
        ("access codes for the summer camp", "access_codes"),
        ("mock server for partner teams", "mock_servers"),
        ("Mail servers", "mail_servers"),
        ("rental shop with rentable objects and rental requests", "rentable_objects"),
        ("Cash up feature", "cash_ups"),
        ("Add stand ups", "stand_ups"),
        ("print queue", "print_queues"),
        ("Garden collaboration", "garden_collaborators"),
        ("Added workspace members", "workspace_members"),
        ("Advanced notification settings", "notification_settings"),
        ("Packing lists for orders", "packing_lists"),
    ],
)
def test_an_empty_noun_in_a_name_is_part_of_it(brief: str, table: str) -> None:
    assert table in names(brief)


@pytest.mark.parametrize(
    ("brief", "tables"),
    [
        ("Functionality for the loyalty stamps feature", ["loyalty_stamps"]),
        ("Setup initial framework for chess clubs", ["chess_clubs"]),
        ("Create tables for moorings, skippers and harbour fees", ["moorings", "skippers", "harbour_fees"]),
        ("Student information system", ["students"]),
        ("Quokka system to manage ski passes", ["ski_passes"]),
        ("Move opening hours into their own table", ["opening_hours"]),
        ("Repairs with status workflow (reported, fixed, verified)", ["repairs"]),
        ("A reminder to water or feed a plant", ["plant_reminders"]),
        ("Give a borrower an extension on a loan", ["extensions"]),
        ("Allow clubs to have multiple venues", ["venues"]),
        ("As a Guest, so I can sleep well, I want to make a booking", ["bookings"]),
    ],
)
def test_frames_and_turns_are_peeled_off(brief: str, tables: list[str]) -> None:
    assert names(brief)[: len(tables)] == tables


@pytest.mark.parametrize(
    ("brief", "absent"),
    [
        ("Teachers can grant an extension for an assignment", "plugins"),
        ("Feedback from guests about a stay", "feature_requests"),
        ("team distribution for the tournament", "distribution_items"),
        ("Ticketing system for admins", "event_tickets"),
        ("Users sign up for outings. The order of the waitlist is by time.", "orders"),
        ("Allow a manager to assign a mentor to a new hire", "equipment_rentals"),
    ],
)
def test_a_word_means_what_its_company_says(brief: str, absent: str) -> None:
    found = database(brief)
    assert absent not in [table.name for table in (*found.tables, *found.assumed)]


@pytest.mark.parametrize(
    ("brief", "row", "keys"),
    [
        ("Batches of samples", "batch_samples", {"batch_id", "sample_id"}),
        ("Season planning: seasons of matches", "season_matches", {"season_id", "match_id"}),
    ],
)
def test_what_holds_several_things_has_a_row_for_each_and_no_key_to_one(brief: str, row: str, keys: set[str]) -> None:
    found = {table.name: {c.name for c in table.columns if c.references} for table in database(brief).tables}
    assert keys <= found[row]
    assert not [name for name, held in found.items() if name != row and held & keys]


@pytest.mark.parametrize(
    ("brief", "table"),
    [
        ('Add support for "runlists"', "runlists"),
        ("Save towards a trip using piggy banks", "piggy_banks"),
        ("Add ability to place document/scan requests", "scan_requests"),
        ("Add an unsubscribe link to digest emails", "digest_unsubscribes"),
        ("As a host, so that I earn something, I want to list a barn for rent. As a guest I want to book a listing.", "barn_listings"),
        ("As an employee, I want to set myself as OOO", "out_of_office_entries"),
        ("Volunteer for beach cleanups", "beach_cleanups"),
    ],
)  # fmt: skip
def test_the_word_of_the_brief_is_the_name_of_the_table(brief: str, table: str) -> None:
    assert names(brief)[0] == table


@pytest.mark.parametrize(
    ("brief", "tables", "assumed"),
    [
        ("Add maintenance tickets for rental units", "maintenance_tickets", "rental_units"),
        ("Damage reports for rental cars", "damage_reports", "vehicles"),
        ("access codes for the call for papers", "access_codes", "talk_proposals"),
        ("Add assignment of wardens to buildings", "warden_assignments", "buildings"),
        ("Pin notes to my dashboard", "pinned_notes", "notes"),
    ],
)
def test_what_a_thing_is_for_is_there(brief: str, tables: str, assumed: str) -> None:
    found = database(brief)
    assert found.tables[0].name == tables
    assert assumed not in [table.name for table in found.tables]
    assert assumed in [table.name for table in found.assumed]


@pytest.mark.parametrize(
    ("brief", "tables"),
    [
        ("Donor management: donors, donations, receipts", ["donors", "donations"]),
        ("Hazard register", ["hazards"]),
        ("Alumni directory", ["alumni"]),
        ("Add gift registry", ["wishlists"]),
    ],
)
def test_of_what_holds_things_the_things_are_kept(brief: str, tables: list[str]) -> None:
    assert names(brief)[: len(tables)] == tables


@pytest.mark.parametrize(
    ("brief", "table"),
    [
        ("Item categories", "item_categories"),
        ("Object groups", "object_groups"),
        ("Property types for foods", "property_types"),
        ("Learning hours for volunteers", "learning_hours"),
        ("Nutritional goals", "nutritional_goals"),
        ("Standard court orders", "standard_court_orders"),
        ("Add ability to tag boats", "boat_tags"),
        ("Guests register for tastings", "tastings"),
        ("Keep a record of who accepted which terms", "terms_acceptances"),
        ("Store which version of the terms of use a guest accepted", "terms_acceptances"),
    ],
)
def test_every_word_of_a_name_counts(brief: str, table: str) -> None:
    assert names(brief)[0] == table


def test_dates_for_what_is_there_are_columns_of_it() -> None:
    found = database("Add due dates for tasks")
    assert (found.tables, [change.table for change in found.modifications]) == ((), ["tasks"])


def test_what_is_wanted_may_stand_behind_so_that() -> None:
    found = names("Add an API so that partners can push orders to us, with API keys and rate limits")
    assert {"orders", "api_keys"} <= set(found)
    assert not [name for name in found if "rating" in name]


def test_two_nouns_share_the_one_before_them() -> None:
    assert names("Carpool offers and requests") == ["carpool_offers", "carpool_requests"]
