"""Briefs as developers write them: the thing that is built goes by the brief's own name, and words of the trade are no tables."""

from __future__ import annotations

import pytest

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief


def tables(text: str) -> list[str]:
    return [resource.table for resource in make_plan(read_brief(text, concepts()), ()).resources]


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Added banner model", "banners"),
        ("Create saved work model and routes", "saved_works"),
        ("Added a Screenings table", "screenings"),
        ("Added token model", "tokens"),
        ("Add offer model for listings", "offers"),
        ("Add comments model and routes", "comments"),
        ("Initial implementation of Forecasts", "forecasts"),
        ("First pass at an EpisodeRequest schema", "episode_requests"),
        ("Start Sponsors Work", "sponsors"),
        ("Add car models table", "car_models"),
        ("Add events model\n\nIt's linked to schools and follows the calendar.", "events"),
    ],
)
def test_a_model_is_the_thing_that_it_is_of(text: str, main: str) -> None:
    assert tables(text)[0] == main


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Add bug reports", "bug_reports"),
        ("Blog posts", "blog_posts"),
        ("Team activity log", "activity_logs"),
        ("Bank reconciliation", "bank_reconciliations"),
        # what names a doing, a place or who made one keeps the entry's name
        ("Login log", "login_attempts"),
        ("Shift planning", "shifts"),
        ("Recycle bin for files", "deletions"),
    ],
)
def test_the_briefs_own_words_name_a_known_thing(text: str, main: str) -> None:
    assert tables(text)[0] == main


@pytest.mark.parametrize(
    "text", ["Add rates. This reflects that prices change.", "Add rates. It automatically follows them."]
)
def test_a_verb_behind_this_or_it_is_no_table(text: str) -> None:
    assert tables(text)[0] == "rates"
    assert not {"reflects", "follows"} & set(tables(text))


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("In order to save paper, as a clerk I want to store information about permits", "permits"),
        ("As site editor in order to plan ahead I would like to record deadlines", "deadlines"),
        ("Export invoices as CSV", "data_exports"),
        ("Allow admin accounts to invite members", "invitations"),
        ("Multi-warehouse support", "warehouses"),
        ("V1 of references", "references"),
        ("base donation system", "donations"),
        ("add fraud_flags table for suspicious activity", "fraud_flags"),
        ("Started back-end for watch system", "watches"),
        ("Phase 2: sponsors", "sponsors"),
        ("Admin tool to block IPs", "blocked_ip_addresses"),
        ("automatic payment email reminders", "payment_reminders"),
        ("Send invoice email reminders", "invoice_reminders"),
        ("Add category support — icons, colors", "categories"),
        ("Report spam", "spam_reports"),
        ("Store user generated notes that are linked to content pages", "notes"),
    ],
)
def test_turns_around_a_thing_are_no_thing(text: str, main: str) -> None:
    assert tables(text)[0] == main


def test_people_are_assigned_to_each_thing_of_a_list() -> None:
    named = ["customer_assignments", "project_assignments", "task_assignments"]
    assert tables("assign users to customers, projects and tasks")[:3] == named


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Keep a history of price changes for products", "price_changes"),
        ("Support attaching files to comments", "comment_files"),
        ("Users can attach photos to reports", "photos"),
        ("Refund requests", "refund_requests"),
        ("Guests can bring plus ones", "plus_ones"),
        ("Newsletter with double opt-in", "newsletter_issues"),
        ("Guests can RSVP and bring plus ones", "registrations"),
        ("Time off in lieu balance for employees", "overtime_balances"),
        ("Audit logging and login attempt tracking", "audit_log_entries"),
        ("Add tagging functionality to responses: create a tag, merge tags", "tags"),
        ("Add vendor photo support — profile photo, gallery, and list thumbnails", "vendor_photos"),
        ("Tasks planning: allows to create scheduled tasks", "task_plans"),
    ],
)
def test_what_is_kept_of_a_thing_is_named_for_it(text: str, main: str) -> None:
    assert tables(text)[0] == main


def test_whom_a_brief_calls_by_another_name_is_the_patient() -> None:
    (vaccination,) = make_plan(read_brief("Track vaccinations of pets", concepts()), ()).resources
    assert [parent.column for parent in vaccination.parents] == ["pet_id", "given_by_id"]
