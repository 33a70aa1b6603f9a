"""Names are made of the words that English has: participles of irregular verbs, singulars in -ve, numbers spelled out."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.drafters.builtin.reading.people import as_participle
from draftspec.drafters.builtin.reading.words import singular, snake


@pytest.mark.parametrize(
    ("verb", "participle"),
    [
        ("split", "split"),
        ("freeze", "frozen"),
        ("unfreeze", "unfrozen"),
        ("say", "said"),
        ("undo", "undone"),
        ("resend", "resent"),
        ("relay", "relayed"),
        ("submit", "submitted"),
        ("star", "starred"),
        ("mimic", "mimicked"),
        ("reply", "replied"),
        ("hand_over", "handed_over"),
        ("tear_down", "torn_down"),
    ],
)
def test_participles(verb: str, participle: str) -> None:
    assert as_participle(verb) == participle


@pytest.mark.parametrize(
    ("many", "one"),
    [("dissolves", "dissolve"), ("valves", "valve"), ("olives", "olive"), ("shelves", "shelf"), ("halves", "half")],
)
def test_singulars(many: str, one: str) -> None:
    assert singular(many) == one


@pytest.mark.parametrize(
    ("words", "name"),
    [("2FA codes", "two_fa_codes"), ("3D model", "three_d_model"), ("1st name", "first_name"), ("100m", "n_100m")],
)
def test_a_name_that_begins_with_a_number(words: str, name: str) -> None:
    assert snake(words) == name


@pytest.mark.parametrize(
    ("brief", "column"),
    [("Admins can freeze withdrawals", "frozen_at"), ("Users want to undo sending an email", "undone_at")],
)
def test_stamps_are_called_after_what_was_done(brief: str, column: str) -> None:
    assert column in {c.name for table in draft(brief).spec.sections.database.tables for c in table.columns}
