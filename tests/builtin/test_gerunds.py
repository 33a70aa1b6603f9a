"""Titles that name a doing are read for the thing that it is done to, or that it makes."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.drafters.builtin.reading.gerunds import plainly_done


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Creating and editing playlists", "manage playlists"),
        ("Sending, receiving and recording parcels", "manage parcels"),
        ("Storing of temperature logs for the auditor", "manage temperature logs for the auditor"),
        ("Following artists", "users follow artists"),
        ("Rating of drivers", "users rate drivers"),
        ("Booking pages", "Booking pages"),
        ("This allows the classification of incidents", "This allows incident classes"),
        ("Add quiz plugin", "manage quizzes"),
        ("Stray cats - adoption request", "adoption requests for Stray cats"),
        ("Add notes to a visit", "notes for each visit"),
        ("A page where teachers see all absences", "teachers can see all absences"),
        ("Online shop", "orders; products"),
        ("add invoices", "add invoices"),
        ("Managing director approves payments", "Managing director approves payments"),
    ],
)
def test_a_doing_is_said_plainly(text: str, plain: str) -> None:
    assert plainly_done(text) == plain


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("Creating and editing playlists", "playlists"),
        ("Following artists", "artist_follows"),
        ("Grouping of sensors", "sensor_groups"),
        ("Add quiz plugin", "quizzes"),
        ("As a curator I want to announce upcoming exhibitions, so that visitors know when they open", "announcements"),
        ("Add notes to a visit", "notes"),
        ("coaches invite players", "invitations"),
        ("Bulk invite tutors via CSV", "invitations"),
        ("Questions and answers on recipe pages", "recipe_questions"),
        ("Pickup windows customers can choose", "pickup_windows"),
        ("As a trainer so that I can plan the season I would like to be able to create and edit drills", "drills"),
        ("Custom quizzes modeling and CRUD controllers", "quizzes"),
        ("kilns and kiln readings", "kilns"),
    ],
)
def test_what_a_title_does_gives_the_table(text: str, table: str) -> None:
    assert drafted(text).spec.sections.database.tables[0].name == table


def test_what_somebody_does_is_no_table() -> None:
    assert [t.name for t in drafted("coaches invite players").spec.sections.database.tables] == ["invitations"]
