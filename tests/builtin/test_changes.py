"""Briefs that change something that is there: its table is changed, and no new thing is drafted."""

from __future__ import annotations

import json

import pytest

from draftspec.brief import Brief
from draftspec.drafters import builtin
from draftspec.drafters.builtin.catalogue import concepts, data
from draftspec.drafters.builtin.columns import parse_columns
from draftspec.drafters.builtin.entries import RuleEntry, VerbEntry
from draftspec.drafters.builtin.reading import read_brief
from draftspec.drafters.builtin.reading.lexicon import is_modifier, is_no_thing, is_rather_verb
from draftspec.drafters.builtin.reading.phrasing import plainly
from draftspec.drafters.builtin.reading.trackers import without_tracker
from draftspec.spec import Sections


def drafted(text: str) -> Sections:
    return builtin.draft(Brief(text=text, slug="x"), (), ()).sections


def changed(text: str) -> dict[str, tuple[str, ...]]:
    """The tables that a draft changes, each with the columns that it gets; the draft makes no table."""
    database = drafted(text).database
    assert database.tables == ()
    return {change.table: tuple(c.name for c in change.add_columns) for change in database.modifications}


def calls(text: str) -> list[str]:
    return [f"{e.method} {e.path.removeprefix('/api/v1')}" for e in drafted(text).endpoints.endpoints]


@pytest.mark.parametrize(
    ("text", "table", "columns"),
    [
        ("Duplicate project", "projects", ("copied_from_id",)),
        ("Ability to clone boards", "boards", ("copied_from_id",)),
        ("Allow users to copy a checklist", "checklists", ("copied_from_id",)),
        ("bulk archive of conversations", "conversations", ("archived_at",)),
        ("add the ability to archive channels", "channels", ("archived_at",)),
        ("Users can pin notes to the top of a notebook", "notes", ("pinned_at",)),
        ("Customers can cancel their order", "orders", ("cancelled_at", "cancel_reason")),
        ("Let admins reopen closed tickets", "tickets", ("reopened_at",)),
        ("Pause campaigns when too many mails bounce", "campaigns", ("paused_at",)),
        ("Usage threshold should be soft deleted", "usage_thresholds", ("deleted_at",)),
        ("soft delete for invoices", "invoices", ("deleted_at",)),
        ("Merge duplicate contacts", "contacts", ("merged_into_id",)),
        ("Move cards between boards", "cards", ("board_id",)),
        ("Show the last login date on the user list", "users", ("last_login_date",)),
        ("Display the due date in the task overview", "tasks", ("due_date",)),
        ("Show attachments info in the issues list", "issues", ("attachment_count",)),
        ("Display the number of comments on the article page", "articles", ("comment_count",)),
        ("Support markdown in ticket comments", "ticket_messages", ("body_format",)),
        ("Support html in announcements", "announcements", ("body_format",)),
        ("allow customers to also pay by invoice instead of card", "payments", ("method",)),
        ("Users sign in with a passcode instead of a password", "sessions", ("sign_in_method",)),
        ("Replace the free-text country on addresses with a country list", "addresses", ("country_code",)),
        ("allow custom headers on webhook endpoints", "webhooks", ("custom_headers",)),
        ("support an optional footer on invoices", "invoices", ("custom_footer",)),
        ("Show who last edited a document", "documents", ("last_edited_by_id", "last_edited_at")),
        ("allow archiving of completed projects", "projects", ("archived_at",)),
        ("Duplicate an event including its agenda", "events", ("copied_from_id",)),
        ("Add a phone number to suppliers", "suppliers", ("phone_number",)),
    ],
)
def test_a_change_is_made_to_the_table_that_is_there(text: str, table: str, columns: tuple[str, ...]) -> None:
    assert changed(text) == {table: columns}


@pytest.mark.parametrize(
    ("text", "path", "query"),
    [
        ("Filter orders by delivery date", "/orders", {"delivery_date_from", "delivery_date_to"}),
        ("sort the member list by name", "/users", {"name"}),
        ("add filtering of invoices by currency and status", "/invoices", {"currency", "status"}),
        ("API to get appointments for a date range", "/appointments", {"starts_from", "starts_to"}),
    ],
)
def test_filters_are_parameters_of_the_list(text: str, path: str, query: set[str]) -> None:
    listing = next(e for e in drafted(text).endpoints.endpoints if e.path == f"/api/v1{path}")
    assert {parameter.name for parameter in listing.query} == query


def test_a_call_and_the_one_that_undoes_it_are_drafted() -> None:
    assert calls("Users can pin notes") == ["GET /notes", "GET /notes/{id}", "POST /notes/{id}/pin", "POST /notes/{id}/unpin"]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "undelete notes from a trash bin",
        "archive policy for mailboxes",
        "Move requests: tenants ask to move to another flat; the landlord approves",
        "pledge drives with goals",
    ],
)
def test_what_only_begins_like_a_change_is_something_new(text: str) -> None:
    assert drafted(text).database.tables


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("feat(invoices): Add new filters", "Add new filters for invoice"),
        ("feat(fee): expose the amount of a fee (#2501)", "expose the amount of a fee"),
        ("feat (api-key-management): Add permissions", "Add permissions for api key"),
        ("Feat: credit notes", "credit notes"),
        ("BAH-563 | Create events for appointments", "Create events for appointments"),
        ("[Mobile] push notifications", "push notifications"),
        ("fix: a late fee", "a late fee"),
        ("Add invoice update mutation", "Add invoice"),
        ("feature flags per environment", "feature flags per environment"),
    ],
)
def test_what_trackers_put_before_a_title_is_left_out(title: str, plain: str) -> None:
    assert without_tracker(title, concepts()) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("visitors mark exhibits as favourites", "visitors favourite exhibits "),
        ("list of hats and open hat requests", "hats and open hat requests"),
        ("confirm the address before they post", "confirm the address"),
        ("a set of rules", "rules"),
    ],
)
def test_turns_of_phrase_are_said_plainly(text: str, plain: str) -> None:
    assert plainly(text) == plain


def test_parts_of_speech() -> None:
    assert [
        w for w in ("afterwards", "broken", "topped", "above", "configurable", "quickly") if not is_modifier(w)
    ] == []
    assert [
        w for w in ("seed", "feed", "table", "award", "reply", "invoice", "passkey", "family") if is_no_thing(w)
    ] == []
    assert [w for w in ("expose", "include", "hide", "allow") if not is_rather_verb(w)] == []


@pytest.mark.parametrize(
    ("brief", "concept", "meant"),
    [
        ("guests add seeds to a cart", "tournament_participant", False),
        ("seeds of a tennis tournament", "tournament_participant", True),
        ("readers subscribe by email to a changelog", "subscription", False),
        ("subscriptions to a plan", "subscription", True),
        ("hiking routes", "delivery_route", False),
        ("routes of delivery vans", "delivery_route", True),
    ],
)
def test_a_word_means_what_the_words_beside_it_let_it_mean(brief: str, concept: str, meant: bool) -> None:
    found = {m.concept for clause in read_brief(brief, concepts()).clauses for m in clause.mentions}
    assert (concept in found) is meant


def test_the_operations_are_well_formed() -> None:
    for said in data("operations").values():
        RuleEntry.model_validate_json(json.dumps(said["rule"]))
        names = {
            line.name for line in (*parse_columns(said.get("columns", "")), *parse_columns(said.get("presumed", "")))
        }
        for call in said["calls"].values():
            verb = VerbEntry.model_validate_json(json.dumps(call))
            assert {*verb.sets, *verb.clears, *verb.takes} <= names


def test_the_senses_are_of_words_that_entries_have() -> None:
    assert {word for word in data("senses") if word not in concepts().words} == set()
    assert {sense["else"] for sense in data("senses").values() if "else" in sense} <= set(concepts())
