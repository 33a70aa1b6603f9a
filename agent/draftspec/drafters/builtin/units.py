"""Columns say in which unit they are kept, and what is held against them is given in the same one."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.units import Unit, unit_of
from draftspec.drafters.builtin.reading.words import singular

_NUMERIC = re.compile(r"(?:small|big)?int\w*|numeric")
_SIZES = {"mg": ("g", "0.001"), "g": ("g", "1"), "kg": ("g", "1000"), "t": ("g", "1000000"),
          "mm": ("m", "0.001"), "cm": ("m", "0.01"), "m": ("m", "1"), "km": ("m", "1000"),
          "ml": ("l", "0.001"), "l": ("l", "1"), "W": ("W", "1"), "kW": ("W", "1000")}  # fmt: skip
"""Units that are multiples of one: its sign, and how many of it they are."""


def is_number(column: ColumnLine) -> bool:
    """Tell whether a column keeps a number that may have a unit."""
    return column.kind != "money" and _NUMERIC.match(str(data("types")[column.kind]["type"])) is not None


def with_units(resource: Resource, reading: Reading) -> Resource:
    """Return a thing whose numbers say in which unit the brief wants them."""
    if not reading.units:
        return resource
    return replace(resource, columns=tuple(_in_unit(column, reading.units) for column in resource.columns))


def _in_unit(column: ColumnLine, units: tuple[Unit, ...]) -> ColumnLine:
    said = next((unit.said for unit in units if _is_of(unit, column)), None)
    if said is None or not is_number(column) or _suffix(column) is not None:
        return column
    return replace(column, purpose=f"{said}; {column.purpose}" if column.purpose else said)


def _is_of(unit: Unit, column: ColumnLine) -> bool:
    """Tell whether a column is what a unit is said of: by all words of the one or of the other, the last one of the brief's among them."""
    named, words = {singular(word) for word in column.name.split("_")}, set(unit.words)
    return unit.words[-1] in named and (named <= words or words <= named)


def _suffix(column: ColumnLine) -> str | None:
    last = column.name.rpartition("_")[2]
    return unit_of(last) if "_" in column.name else None


_SAID = re.compile(r"in ([^ ;(]+)(?=$|[ ;(])")


def unit_kept(column: ColumnLine) -> str | None:
    """Return the unit of a column by its name or by what is said of it."""
    said = _SAID.match(column.purpose or "")
    return _suffix(column) or (unit_of(said[1]) if said else None)


def share_of(column: ColumnLine) -> str | None:
    """Return what a column is reckoned for ("per 100 bees")."""
    said = re.match(r"(?:per|for every|for each) \d+ [a-z]+", column.purpose or "")
    return said[0] if said else None


def in_unit_of(column: ColumnLine, number: str, unit: str) -> str:
    """Return a number of the brief in the unit of the column that it is held against; one that cannot be turned into it stays."""
    kept, said = unit_kept(column), unit_of(unit) if unit else None
    if kept is None or said is None or kept == said:
        return number
    if {kept, said} == {"°C", "°F"}:
        degrees = Decimal(number)
        return _plain((degrees - 32) * 5 / 9 if kept == "°C" else degrees * 9 / 5 + 32)
    if kept not in _SIZES or said not in _SIZES or _SIZES[kept][0] != _SIZES[said][0]:
        return number
    return _plain(Decimal(number) * Decimal(_SIZES[said][1]) / Decimal(_SIZES[kept][1]))


def _plain(number: Decimal) -> str:
    text = f"{number:.4f}"
    return text.rstrip("0").rstrip(".")
