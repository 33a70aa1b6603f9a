"""What a brief counts its money in ("costs over $300") is the currency of its rows, unless a caller says otherwise."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading

_KNOWN = frozenset({"eur", "usd", "gbp"})


def with_currency(resource: Resource, reading: Reading) -> Resource:
    """Return a thing whose currencies are the one that the brief names, where it names one alone."""
    named = {fact.unit for fact in reading.numbers if fact.kind == "money" and fact.unit in _KNOWN}
    if len(named) != 1 or resource.there:
        return resource
    code = named.pop().upper()
    columns = tuple(
        replace(column, default=column.default or code, example=code) if column.kind == "currency" else column
        for column in resource.columns
    )
    return replace(resource, columns=columns)
