"""A brief of one noun in the plural names what is to be kept, however common the noun is."""

from __future__ import annotations

import pytest
from briefs_file import drafted


@pytest.mark.parametrize(
    ("brief", "table", "columns"),
    [
        ("customers", "customers", ("id", "name", "email", "phone", "address", "notes", "archived_at")),
        ("Add services", "services", ("id", "user_id", "name", "description")),
        ("manage servers", "servers", ("id", "user_id", "name", "description")),
    ],
)
def test_a_common_noun_alone_is_a_thing(brief: str, table: str, columns: tuple[str, ...]) -> None:
    (only,) = drafted(brief).spec.sections.database.tables
    assert only.name == table
    assert tuple(c.name for c in only.columns)[: len(columns)] == columns


@pytest.mark.parametrize("brief", ["typos"])
def test_work_on_the_code_is_none(brief: str) -> None:
    assert drafted(brief).spec.sections.database.tables == ()


@pytest.mark.parametrize(
    ("brief", "table"),
    [
        ("shift planning", "shifts"),
        ("As a guest, I can create a reservation for a date", "reservations"),
    ],
)
def test_a_whole_brief_that_an_entry_is_called_by_is_not_peeled_and_what_is_made_keeps_its_word(
    brief: str, table: str
) -> None:
    assert drafted(brief).spec.sections.database.tables[0].name == table


def test_a_reservation_at_a_cafe_is_of_a_table() -> None:
    names = {
        c.name
        for c in drafted("guests of our café make a reservation for a date and time")
        .spec.sections.database.tables[0]
        .columns
    }
    assert {"guest_name", "party_size", "starts_at"} <= names
