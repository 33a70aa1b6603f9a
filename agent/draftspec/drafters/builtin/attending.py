"""What people book a place in takes place at a time and holds so many: a thing that the brief says no more about gets both."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.joining import PLACE
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.whose import OPEN

_START = ColumnLine("starts_at", "moment", flags=frozenset({"filter"}), purpose="when it begins")
_PLACES = ColumnLine("capacity", "quantity", purpose="how many people it holds")


_ROOM = ("capacity", "max_participants", "seats", "enrollment_limit")
"""Columns that tell how many people something holds."""

PLACES = frozenset({"place", "seat", "spot"})
"""What a brief counts where it says how many people something holds."""


ATTENDING = frozenset({"session_attendance", "session_response"})
"""Rows of who came, or says that he comes, to something that takes place."""


def _met(resources: list[Resource]) -> set[str]:
    """Return the thing that people come to, where the feature keeps who did or will: whoever is asked sees it."""
    if not any(resource.name in ATTENDING for resource in resources):
        return set()
    return {next((resource.name for resource in resources if resource.name not in ATTENDING), "")}


def waits(resource: Resource) -> bool:
    """Tell whether who comes too late for a place waits for one, so that nobody is refused."""
    return "waitlisted" in resource.states or "waitlist_position" in {column.name for column in resource.columns}


def with_sessions(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources with a start and a number of places where bookings of a place refer to them.

    How many people something holds is said of it and not of a place in it; the brief's number is the default.
    """
    booked = {resource.of for resource in resources if resource.name == "place_booking"}
    joined = {resource.about for resource in resources if resource.entry.words[0] == PLACE}
    met = _met(resources)
    held = [
        _held(r, booked, met) if r.name in booked | joined | met and r.entry.words[0] == "thing" and not r.there else r
        for r in resources
    ]
    number = next((n.value for n in reading.numbers if n.kind in ("most", "count") and n.unit in PLACES), None)
    counted = number is not None or any(resource.name == "place_booking" for resource in resources)
    return [_with_room(_without_room(resource, counted=counted), number) for resource in held]


def _without_room(resource: Resource, *, counted: bool) -> Resource:
    """Places that are counted are no text on the row, and a place in something holds nobody itself."""
    taken = resource.name == "place_booking" or resource.entry.words[0] == PLACE
    gone = {*(_ROOM if taken else ()), *(("place",) if counted else ())}
    return replace(resource, columns=tuple(c for c in resource.columns if c.name not in gone))


def _with_room(resource: Resource, number: str | None) -> Resource:
    """Let what holds people hold as many as the brief says, unless something else is given."""
    if number is None or not number.isdigit() or resource.there:
        return resource
    columns = tuple(
        replace(c, default=number, nullable=False) if c.name in _ROOM and c.default is None else c
        for c in resource.columns
    )
    return replace(resource, columns=columns)


def _held(resource: Resource, booked: set[str | None], met: set[str]) -> Resource:
    names = {column.name for column in resource.columns}
    start: tuple[ColumnLine, ...] = (
        () if names & {"starts_at", "starts_on", "start_date", "held_at", "date"} else (_START,)
    )
    places: tuple[ColumnLine, ...] = () if names & {"capacity", "places", "seats", "max_participants"} else (_PLACES,)
    if resource.name in met:
        entry = resource.entry.model_copy(update={"readers": resource.entry.readers or OPEN})
        return replace(resource, columns=(*resource.columns, *start), entry=entry)
    if resource.name not in booked:
        places = tuple(
            replace(column, nullable=True, purpose="how many people it holds; empty means no limit")
            for column in places
        )
    return replace(resource, columns=(*resource.columns, *start, *places))
