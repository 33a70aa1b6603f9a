"""What nobody answers in the time that the brief gives lapses: a state, the moment of it and a job that sees to it."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import JobEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import lifecycle_verb

_SPAN = r"(?P<span>\d+ (?:minute|hour|day|week)s?)"
_LAPSES = (
    re.compile(rf"\b(?P<verb>(?:accept|confirm|approv|answer|pay|paid|sign|claim|review|verif|complet)[a-z]*)\b[^.;,]{{0,40}}? within {_SPAN}\b[^.;]{{0,20}}[ ,](?:or|otherwise|else) (?:it |they |the [a-z]+ )?(?:expires?|lapses?|is (?:void|released))\b", re.I),
    re.compile(rf"\b(?:not|un-?)(?: been)? ?(?P<verb>[a-z]+) (?:within|after) {_SPAN}[^.;]{{0,30}}\b(?:expires?|lapses?)\b", re.I),
    re.compile(rf"\b(?:expires?|lapses?) (?:unless|if (?:it is )?not) (?:it is )?(?P<verb>[a-z]+) within {_SPAN}\b", re.I),
)  # fmt: skip


def with_lapse(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one that is to be answered in time can lapse."""
    found = next((m for pattern in _LAPSES if (m := pattern.search(reading.spoken)) is not None), None)
    verb = lifecycle_verb(found["verb"].lower()) if found is not None else None
    verb = "confirm" if verb == "accept" and not any(verb in r.verbs for r in resources) else verb
    target = next((r for r in resources if verb in r.verbs and not r.there), None)
    if found is None or verb is None or target is None or "expired" in target.states:
        return resources
    return [_lapsing(r, verb, found["span"]) if r is target else r for r in resources]


def _lapsing(resource: Resource, verb: str, span: str) -> Resource:
    before = resource.verbs[verb].before or resource.states[:1]
    waiting = " or ".join(f"`{state}`" for state in before)
    end = ColumnLine(
        "expires_at",
        "moment",
        nullable=True,
        flags=frozenset({"server", "filter"}),
        purpose=f"`created_at` + {span}; empty once it was answered",
    )
    job = JobEntry(
        name="expire_{table}",
        schedule="every minute",
        does=f"Sets `status` to `expired` where it is {waiting} and `expires_at` has passed, in batches of 100, and tells both sides; "
        "what is `expired` is not found again.",
        reads=("status", "expires_at"),
        writes=("status",),
        failure=f"The next run takes them; a call to {verb} compares `expires_at` with `now()` itself, so none is answered late.",
        watch="{Many} that wait though `expires_at` has passed.",
    )
    known = any(column.name == "expires_at" for column in resource.columns)
    columns = resource.columns if known else (*resource.columns, end)
    entry = resource.entry.model_copy(update={"jobs": (*resource.entry.jobs, job)})
    return replace(resource, columns=columns, entry=entry, states=(*resource.states, "expired"))
