"""From a name to the values that its column usually holds."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

import inflection

from draftspec.derive import example_numbers, example_texts
from draftspec.derive.example_neutral import neutral
from draftspec.derive.example_tables import Pool

REFERENCE_DAY = date(2026, 3, 2)
"""The day on which every example takes place, a Monday."""

T = TypeVar("T")


@lru_cache(maxsize=1024)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, whether it is written `due_date`, `dueDate` or `Due Date`."""
    return tuple(word for word in inflection.underscore(name).replace(" ", "_").split("_") if word)


def singular(name: str) -> str:
    """Return the singular of a name in snake case."""
    return inflection.singularize(name)


@lru_cache(maxsize=1024)
def noun_of(table: str) -> str:
    """Return what one row of a table is called: `invoice_line` for `invoice_lines`."""
    return inflection.singularize("_".join(words_of(table)))


def by_end(table: Mapping[str, T], words: tuple[str, ...], shortest: int = 1) -> T | None:
    """Return the entry for the longest end of a name that a table lists, of at least so many words."""
    for start in range(len(words) - shortest + 1):
        if (found := table.get("_".join(words[start:]))) is not None:
            return found
    return None


def by_word(table: Mapping[str, T], words: tuple[str, ...]) -> T | None:
    """Return the entry for the last word of a name that a table lists."""
    return next((table[word] for word in reversed(words) if word in table), None)


def acronym(noun: str) -> str:
    """Return the start of a running number: INV for invoice, PO for purchase_order."""
    words = noun.split("_")
    initials = "".join(word[0] for word in words) if len(words) > 1 else noun[:3]
    return example_texts.ACRONYMS.get(noun) or inflection.transliterate(initials).upper() or "NO"


def _running(words: tuple[str, ...], noun: str) -> Pool:
    # "code" and "number" alone belong to the table, "coupon_code" names what is numbered.
    start = acronym("_".join(words[:-1]) if words[-1] == "code" and len(words) > 1 else noun)
    return tuple(f"{start}-2026-{number:04d}" for number in (42, 41, 40, 39))


def _qualified(noun: str) -> Pool:
    spoken = noun.replace("_", " ")
    return tuple(f"{qualifier} {spoken}" for qualifier in example_texts.QUALIFIERS)


def _name(words: tuple[str, ...], noun: str) -> Pool:
    nouns = tuple(noun.split("_"))
    said = by_end(example_texts.NAMES, words[:-1])
    of_row = by_end(example_texts.NAMES, nouns) or by_word(example_texts.NAMES, nouns)
    if len(nouns) > 1 and nouns[-1] in example_texts.SCENES and by_end(example_texts.NAMES, nouns, 2) is None:
        of_row = None  # what a booking is called says nothing of a cremation booking
    shown = of_row if words == ("display", "name") else None  # a channel is shown by no person's name
    return shown or said or of_row or _qualified(noun)


def _is_line_total(noun: str, words: tuple[str, ...]) -> bool:
    """Tell whether a column is what a line comes to, not its price a piece or its tax."""
    line = noun.rpartition("_")[2] in example_texts.LINE_TABLES
    return line and bool({"amount", "total"} & set(words)) and not {"unit", "tax", "vat", "discount"} & set(words)


def _slugs(words: tuple[str, ...], noun: str) -> Pool:
    names = _name((*words[:-1], "name"), noun)
    return tuple(inflection.parameterize(name) for name in names)


@lru_cache(maxsize=1024)
def texts(noun: str, name: str) -> Pool:
    """Return texts for a column by its name and by what a row of its table is called."""
    words = words_of(name) or ("name",)
    # The `code` of a coupon is a `coupon_code`.
    whole = (*noun.split("_"), *words) if words[0] in example_texts.NUMBERED else words
    told = _by_table(words, tuple(noun.split("_"))) or _of_row(words, noun) or neutral(words, noun)
    told = told or by_end(example_texts.TEXTS, whole, 2)
    if listed := told or by_end(example_texts.SENTENCES, words, 2):
        return listed
    if words == ("key",) and noun.split("_")[-1] in ("key", "token"):
        return example_texts.TEXTS["token"]
    if words[-1] == "slug":
        return _slugs(words, noun)
    if words[-1] in example_texts.NUMBERED:
        return _running(words, noun)
    if words[-1] in example_texts.NAMED:
        return _name(words, noun)
    return _other_texts(words, noun)


def _by_table(words: tuple[str, ...], nouns: tuple[str, ...]) -> Pool | None:
    about = example_texts.BY_TABLE.get("_".join(words))
    said = nouns[:-1] if len(nouns) > 1 and nouns[-1] in example_texts.SCENES else nouns
    return (by_end(about, nouns, len(nouns) - len(said) + 1) or by_word(about, said)) if about is not None else None


def _of_row(words: tuple[str, ...], noun: str) -> Pool | None:
    """Return what depends on the table: the description of a room, the state of an address, the type of what is liked."""
    nouns = tuple(noun.split("_"))
    if words == ("description",):
        return by_end(example_texts.DESCRIPTIONS, nouns)
    if words == ("state",) and by_end(example_texts.NAMES, nouns) in (
        example_texts.PLACES,
        example_texts.PEOPLE,
        example_texts.COMPANIES,
    ):
        return example_texts.TEXTS["region"]
    if words[-1] == "type" and "".join(words[-2:-1]).endswith("able"):
        return example_texts.TEXTS["resource_type"]
    return None


def _sentences(words: tuple[str, ...], noun: str) -> Pool | None:
    """Return sentences, beginning with another one for another table."""
    listed = by_end(example_texts.SENTENCES, words)
    start = zlib.crc32(noun.encode()) % len(listed) if listed else 0
    return (*listed[start:], *listed[:start]) if listed else None


def _other_texts(words: tuple[str, ...], noun: str) -> Pool:
    listed = _sentences(words, noun) or by_end(example_texts.TEXTS, words) or by_end(example_texts.NAMES, words)
    if listed is None and words[-1] in example_numbers.STEMS_OF_MOMENTS:
        return (f"{moment(words)[0]:%Y-%m-%d}",)
    decimals = by_end(example_numbers.DECIMALS, words) or by_end(example_numbers.DECIMALS, words[:1])
    return (
        listed
        or decimals
        or by_word(example_texts.TEXTS, words)
        or by_word(example_texts.NAMES, words)
        or _qualified("_".join(words))
    )


@lru_cache(maxsize=1024)
def integers(noun: str, name: str) -> tuple[int, ...]:
    """Return whole numbers for a column."""
    words = words_of(name)
    if _is_line_total(noun, words):
        return example_numbers.LINE_TOTALS
    return (
        by_end(example_numbers.INTEGERS, words)
        or by_word(example_numbers.INTEGERS, words)
        or example_numbers.ANY_INTEGERS
    )


@lru_cache(maxsize=1024)
def decimals(noun: str, name: str) -> Pool:
    """Return numbers with a fraction for a column, as text."""
    words = words_of(name)
    if _is_line_total(noun, words):
        return tuple(f"{cents // 100}.{cents % 100:02d}" for cents in example_numbers.LINE_TOTALS)
    listed = by_end(example_numbers.DECIMALS, words) or by_word(example_numbers.DECIMALS, words)
    if (
        listed is None
        and (whole := by_end(example_numbers.INTEGERS, words))
        and words[-1] not in ("amount", "total", "sum")
    ):
        return tuple(str(number) for number in whole)
    return listed or example_numbers.ANY_DECIMALS


def flag(name: str) -> bool:
    """Return what a flag usually says."""
    return not set(words_of(name)) & example_numbers.FALSE_FLAGS


def stem_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a moment's name without the last ones that only say that it is a moment."""
    while len(words) > 1 and words[-1] in example_numbers.STEMS_OF_MOMENTS:
        words = words[:-1]
    return words


def moment(words: tuple[str, ...]) -> tuple[date, str]:
    """Return the day and the time of the day of a moment, by the words of its name."""
    stem = stem_of(words)
    after, clock = (
        by_end(example_numbers.MOMENTS, stem) or by_word(example_numbers.MOMENTS, stem) or example_numbers.ANY_MOMENT
    )
    return REFERENCE_DAY + timedelta(days=after), clock


def day(words: tuple[str, ...]) -> date:
    """Return the day of a column without a time."""
    stem = stem_of(words)
    fixed = by_end(example_numbers.FIXED_DAYS, words) or by_end(example_numbers.FIXED_DAYS, stem)
    if fixed:
        return date.fromisoformat(fixed)
    later = by_end(example_numbers.DAYS, stem)
    return REFERENCE_DAY + timedelta(days=later) if later is not None else moment(words)[0]


def clock(name: str) -> str:
    """Return a time of the day."""
    return by_end(example_numbers.TIMES, stem_of(words_of(name))) or "09:00:00"


def is_named(noun: str, pools: tuple[Pool, ...]) -> bool:
    """Tell whether the rows of a table are called like those of one of the pools."""
    return by_end(example_texts.NAMES, tuple(noun.split("_"))) in pools


def json_list(name: str) -> list[object]:
    """Return a small JSON list."""
    found = by_end(example_numbers.LISTS, words_of(name))
    return list(found) if found else [json_object(name)]


def json_object(name: str, noun: str = "") -> dict[str, object]:
    """Return a small JSON object, for a column of what the noun says or for any."""
    whole = (*noun.split("_"), *words_of(name)) if noun else words_of(name)
    return dict(by_end(example_numbers.OBJECTS, whole) or example_numbers.ANY_OBJECT)
