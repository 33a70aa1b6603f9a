"""Units of what a brief measures: "temperature in Celsius", "a weight (kg)", "mites per 100 bees"."""

from __future__ import annotations

import re
from typing import NamedTuple

from draftspec.drafters.builtin.reading.words import singular, word_class

_NAMES = {
    "°C": "celsius|degrees celsius|°c|degrees c",
    "°F": "fahrenheit|degrees fahrenheit|°f",
    "K": "kelvin",
    "mg": "mg|milligrams?|milligrammes?",
    "g": "g|grams?|grammes?",
    "kg": "kg|kgs|kilos?|kilograms?|kilogrammes?",
    "t": "tons?|tonnes?",
    "lb": "lbs?|pounds of weight",
    "mm": "mm|millimet(?:re|er)s?",
    "cm": "cm|centimet(?:re|er)s?",
    "m": "m|met(?:re|er)s?",
    "km": "km|kilomet(?:re|er)s?",
    "in": "inch(?:es)?",
    "ft": "feet|foot",
    "mi": "miles?",
    "ml": "ml|millilit(?:re|er)s?",
    "l": "l|lit(?:re|er)s?",
    "m²": "m²|m2|square met(?:re|er)s?",
    "m³": "m³|m3|cubic met(?:re|er)s?",
    "ha": "ha|hectares?",
    "%": "%|percent|per cent",
    "ppm": "ppm",
    "hPa": "hpa",
    "bar": "bar",
    "psi": "psi",
    "V": "volts?",
    "W": "watts?",
    "kW": "kw|kilowatts?",
    "kWh": "kwh|kilowatt[- ]hours?",
    "lux": "lux",
    "dB": "db|decibels?",
    "kcal": "kcal|kilocalories",
    "mmHg": "mm ?hg",
    "mmol/l": "mmol/l",
    "mg/dl": "mg/dl",
    "km/h": "km/h|kph",
    "µS/cm": "µs/cm",
    "bpm": "bpm|beats per minute",
}  # fmt: skip
_ANY = "|".join(_NAMES.values())
_SHARE = r"(?:per|for every|for each) \d+ [a-z]+"
_IN = re.compile(
    rf"(?P<what>\b[a-z]+(?: [a-z0-9]+){{0,2}})(?:,? (?:measured |given |recorded |counted )?in | \((?:in )?)"
    rf"(?P<unit>(?:{_ANY})(?: {_SHARE})?)(?:\)|(?=\s*(?:[,.;:)\n]|and\b|or\b|$)))",
    re.I,
)
_PER = re.compile(rf"(?P<what>\b[a-z]+(?: [a-z0-9]+){{0,2}}) (?P<unit>{_SHARE}\b)", re.I)


class Unit(NamedTuple):
    """What is measured, as the words before its unit in the singular, and in which unit."""

    words: tuple[str, ...]
    unit: str

    @property
    def said(self) -> str:
        """The unit as a comment on a column says it."""
        return self.unit if self.unit.startswith(("per ", "for ")) else f"in {self.unit}"


def unit_of(form: str) -> str | None:
    """Return the sign of a unit by any of its names ("grams": g), or None for what is none."""
    return next((sign for sign, forms in _NAMES.items() if re.fullmatch(forms, form.strip(), re.I)), None)


def find_units(text: str) -> tuple[Unit, ...]:
    """Return what a brief measures in a unit, in order."""
    named = (Unit(_words(f["what"]), unit_of(f["unit"]) or f["unit"].lower()) for f in _IN.finditer(text))
    shares = (Unit(_words(f["what"]), " ".join(f["unit"].lower().split())) for f in _PER.finditer(_IN.sub("", text)))
    return tuple(unit for unit in (*named, *shares) if unit.words)


def _words(phrase: str) -> tuple[str, ...]:
    said = [word.lower() for word in phrase.split()]
    small = word_class("stop") | word_class("prepositions") | {"and", "or"}
    start = max((at + 1 for at, word in enumerate(said) if word in small), default=0)
    return tuple(singular(word) for word in said[start:])


def without_units(text: str) -> str:
    """Return a text without its units: what a value is reckoned in or for is no thing, and hides what is listed behind it."""
    return _PER.sub(r"\g<what>", _IN.sub(r"\g<what>", text))
