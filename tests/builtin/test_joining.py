"""A place in something is taken once by each person, and what is said about it belongs to the place."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters.builtin import draft
from draftspec.sections.database import Table


def tables(brief: str) -> dict[str, Table]:
    return {table.name: table for table in draft(Brief(text=brief, slug="x"), (), ()).sections.database.tables}


@pytest.mark.parametrize(
    ("brief", "place", "key", "said"),
    [
        (
            "Runners join a race with a bib number and a start wave",
            "race_entries",
            "race_id",
            {"bib_number", "start_wave"},
        ),
        (
            "Members sign up for workshops with a dietary note",
            "workshop_signups",
            "workshop_id",
            {"dietary_note"},
        ),
        ("Visitors attend webinars with a company name", "webinar_registrations", "webinar_id", {"company_name"}),
    ],
)
def test_what_is_said_about_taking_part_is_kept_with_the_place(
    brief: str, place: str, key: str, said: set[str]
) -> None:
    found = tables(brief)
    columns = {column.name for column in found[place].columns}
    assert said <= columns
    assert [name for name, table in found.items() if name != place and said & {c.name for c in table.columns}] == []
    once = [[c.column for c in i.columns] for i in found[place].indexes if i.unique and i.where]
    assert once == [[key, "user_id"]]


def test_a_bib_number_is_given_once_in_a_race() -> None:
    unique = [
        c.columns
        for c in tables("Runners join a race with a bib number")["race_entries"].constraints
        if c.kind == "unique"
    ]
    assert unique == [("race_id", "bib_number")]
