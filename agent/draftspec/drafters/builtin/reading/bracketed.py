"""Brackets that list what is entered of something: "(child's name, age, instrument, phone)" are fields, each of them wanted."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.words import singular, snake

FEWEST = 3
"""Items from which on a bracket is a list of fields and no remark."""
_LONGEST = 5
"""Most words of one of them."""
_SURE = 2
"""Items that must be fields of which a type is known."""
_EXAMPLES = re.compile(r"\b(?:e\.?g|etc|such as|for example|for instance|like|optional|incl|including)\b", re.I)
_ASKED = re.compile(r"(?P<what>[^,;]+?),? \(?(?:yes ?/ ?no|y/n|yes or no|true/false)\)?(?=$|[,;])", re.I)
_NUMBER = re.compile(r"\b(?:number|count|amount) of ([a-z]+s)\b", re.I)


def lists_fields(inside: str) -> bool:
    """Tell whether what stands in brackets are fields: three or more short items of which two are known as such."""
    items = [item.strip() for item in re.split(r",|\band\b", _ASKED.sub(r"\g<what>", inside)) if item.strip()]
    if len(items) < FEWEST or _EXAMPLES.search(inside) or any(len(item.split()) > _LONGEST for item in items):
        return False
    known = sum(attribute(item) is not None or _NUMBER.fullmatch(item) is not None for item in items)
    return known + sum("'s " in item or "’s " in item for item in items) >= _SURE


def asked_and_counted(listed: str) -> tuple[str, tuple[ColumnLine, ...]]:
    """Return a list without the questions and numbers in it, and the columns that these are."""
    flags = [ColumnLine(snake(found["what"]), "flag") for found in _ASKED.finditer(listed)]
    listed = _ASKED.sub("", listed)
    counts = [ColumnLine(f"{singular(noun.lower())}_count", "count") for noun in _NUMBER.findall(listed)]
    return _NUMBER.sub("", listed), (*flags, *counts)
