"""What counts from a sum on ("minimum order value 25 EUR") keeps that sum in a column of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.borrowing import SUM, cents_of
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading

_NOUN = r"(?P<noun>order|purchase|basket|cart|booking|donation|deposit|spend|bid)s?"
_MINIMUMS = (
    re.compile(rf"\bmin(?:imum|\.)? {_NOUN}(?: value| amount| total| sum| size)?(?: of| is|:)? {SUM}", re.I),
    re.compile(rf"\b{_NOUN} (?:of|from|over|above|worth)(?: at least| a minimum of)? {SUM}", re.I),
)

_AGAIN = re.compile(
    r"(?:minimum_)?(?:order|purchase|basket|cart|booking|donation|deposit|spend|bid)(?:_(?:value|amount|total|sum|size))?"
)


def with_minimum(resource: Resource, reading: Reading) -> Resource:
    """Return the main thing with the least sum that something else must come to, given by the brief."""
    found = next((m for pattern in _MINIMUMS if (m := pattern.search(reading.spoken)) is not None), None)
    if found is None or resource.there or found["noun"].lower() in resource.one.split():
        return resource
    if "coupon" not in resource.name and "discount" not in resource.name and found.re is not _MINIMUMS[0]:
        return resource
    cents, currency = cents_of(found)
    noun = found["noun"].lower()
    name = next((c.name for c in resource.columns if c.name.startswith("minimum_") and c.kind == "money"), None)
    name = name or f"minimum_{noun}"
    line = ColumnLine(name, "money", default=str(cents), purpose=f"{found['sum']} {currency} unless said otherwise")
    rest = tuple(c for c in resource.columns if c.name != name and not _AGAIN.fullmatch(c.name))
    return replace(resource, columns=(*rest, line), asked=resource.asked | {name})
