"""What is paid by time or amount ("pay per hour", "billed by kWh") keeps its price per unit."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading

_TARIFF = re.compile(
    r"\b(?:pay|pays|paid|charged?s?|bill(?:ed|s)?|price[ds]?|costs?|fees?|rates?|rent) (?:(?:is|are|for|it|them|a) )*(?:per|by the|by|an?) "
    r"(minute|hour|day|night|week|month|km|kilometre|kilometer|mile|kwh|kg|litre|liter|person|guest|seat|page|head)\b",
    re.I,
)


def with_tariff(resource: Resource, reading: Reading) -> Resource:
    """Return the thing with what one unit costs, copied when it is made, and what it comes to."""
    found = _TARIFF.search(reading.spoken)
    known = {column_name(column) for column in resource.columns}
    if (
        found is None
        or resource.there
        or any(name.startswith("price_per") or name.endswith("rate_cents") for name in known)
    ):
        return resource
    unit = found[1].lower()
    fresh = [
        ColumnLine(
            f"price_per_{unit}",
            "money",
            flags=frozenset({"server"}),
            default="0",
            purpose=f"what one {unit} costs, as agreed at that time",
        )
    ]
    if not known & {"price_cents", "total_cents", "amount_cents"}:
        fresh.append(
            ColumnLine("total", "money", nullable=True, flags=frozenset({"server"}), purpose="known once it is over")
        )
    return replace(resource, columns=(*resource.columns, *fresh))
