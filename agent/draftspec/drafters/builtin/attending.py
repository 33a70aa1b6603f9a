"""What people book a place in takes place at a time and holds so many: a thing that the brief says no more about gets both."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.joining import PLACE
from draftspec.drafters.builtin.plan import Resource

_START = ColumnLine("starts_at", "moment", flags=frozenset({"filter"}), purpose="when it begins")
_PLACES = ColumnLine("capacity", "quantity", purpose="how many people it holds")


def with_sessions(resources: list[Resource]) -> list[Resource]:
    """Return the resources with a start and a number of places where bookings of a place refer to them."""
    booked = {resource.of for resource in resources if resource.name == "place_booking"}
    booked |= {resource.about for resource in resources if resource.entry.words[0] == PLACE}
    return [_held(r) if r.name in booked and r.entry.words[0] == "thing" and not r.there else r for r in resources]


def _held(resource: Resource) -> Resource:
    names = {column.name for column in resource.columns}
    start = () if names & {"starts_at", "starts_on", "held_at", "date"} else (_START,)
    places = () if names & {"capacity", "places", "seats", "max_participants"} else (_PLACES,)
    return replace(resource, columns=(*resource.columns, *start, *places))
