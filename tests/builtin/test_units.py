"""A unit of the brief stands in the column's comment, hides nothing that is listed behind it, and what is held against it is turned into it."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.drafters.builtin.reading.units import Unit, find_units, without_units
from draftspec.sections.database import Column


def _column(brief: str, name: str) -> Column:
    return next(c for t in draft(brief).spec.sections.database.tables for c in t.columns if c.name == name)


@pytest.mark.parametrize(
    ("text", "units", "rest"),
    [
        ("a weight in grams, a note", [Unit(("weight",), "g")], "a weight, a note"),
        ("height (cm) and age", [Unit(("height",), "cm")], "height and age"),
        ("fuel use in litres per 100 km", [Unit(("fuel", "use"), "litres per 100 km")], "fuel use"),
        ("mite count per 100 bees", [Unit(("mite", "count"), "per 100 bees")], "mite count"),
        ("guests meet in bars in town", [], "guests meet in bars in town"),
    ],
)
def test_units_are_read_and_taken_out(text: str, units: list[Unit], rest: str) -> None:
    assert (list(find_units(text)), without_units(text)) == (units, rest)


@pytest.mark.parametrize(
    ("brief", "column", "purpose"),
    [
        ("Cold room readings with temperature in Celsius, humidity in percent and a note", "temperature", "in °C"),
        ("Cold room readings with temperature in Celsius, humidity in percent and a note", "humidity", "in %"),
        (
            "log hive inspections (queen seen, varroa count per 100 bees, notes)",
            "varroa_count",
            "per 100 bees; empty where nobody counted, 0 where none was found",
        ),
    ],
)
def test_the_unit_stands_in_the_comment(brief: str, column: str, purpose: str) -> None:
    assert _column(brief, column).purpose == purpose


def test_what_is_listed_behind_a_unit_is_a_column() -> None:
    columns = draft("Cold room readings with temperature in Celsius, door state and a note").spec.sections.database
    assert {"temperature", "note"} <= {c.name for c in columns.tables[0].columns}


@pytest.mark.parametrize(
    ("brief", "line"),
    [
        (
            "Cold room readings with temperature in Celsius. If the temperature is above 50 °F, notify the technician",
            "`temperature` > 10 (°C)",
        ),
        ("Parcels with a weight in grams; if the weight exceeds 30 kg, warn the clerk", "`weight_grams` > 30000 (g)"),
        (
            "Hive inspections with varroa count per 100 bees; if the varroa count is above 3, warn the manager",
            "`varroa_count` > 3 (per 100 bees)",
        ),
    ],
)
def test_a_threshold_is_held_against_the_unit_that_is_kept(brief: str, line: str) -> None:
    assert line in " ".join(rule.description for rule in draft(brief).spec.sections.rules.rules)


def test_no_weight_stands_beside_a_weight_in_grams() -> None:
    columns = [c.name for c in draft("Parcels with a weight in grams").spec.sections.database.tables[0].columns]
    assert [name for name in columns if "weight" in name] == ["weight_grams"]
