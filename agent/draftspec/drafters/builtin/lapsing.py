"""What nobody answers in the time that the brief gives lapses: a state, the moment of it and a job that sees to it."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import Answer, JobEntry, RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.words import lifecycle_verb

_SPAN = r"(?P<span>\d+ (?:minute|hour|day|week)s?)"
_LAPSES = (
    rf"\b(?P<verb>(?:accept|confirm|approv|answer|pay|paid|sign|claim|review|verif|complet)[a-z]*)\b[^.;,]{{0,40}}? within {_SPAN}\b[^.;]{{0,20}}[ ,](?:or|otherwise|else) (?:it |they |the [a-z]+ )?(?:expires?|lapses?|is (?:void|released))\b",
    rf"\b(?:not|un-?)(?: been)? ?(?P<verb>[a-z]+) (?:within|after) {_SPAN}[^.;]{{0,30}}\b(?:expires?|lapses?)\b",
    rf"\b(?:expires?|lapses?) (?:unless|if (?:it is )?not) (?:it is )?(?P<verb>[a-z]+) within {_SPAN}\b",
)  # fmt: skip

_STEMS = ("expire", "lapse", "void", "released")


def with_lapse(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one that is to be answered in time can lapse."""
    found = seldom(reading.spoken, _STEMS, *_LAPSES) if not reading.waits else None  # `waiting.py` sees to it
    verb = lifecycle_verb(found["verb"].lower()) if found is not None else None
    verb = "confirm" if verb == "accept" and not any(verb in r.verbs for r in resources) else verb
    target = next((r for r in resources if verb in r.verbs and not r.there), None)
    if found is None or verb is None or target is None or "expired" in target.states:
        return resources
    own = _own_job(target, verb) if _RELEASED.search(found[0]) else None
    lapsed = _with_span(target, own, found["span"], verb) if own is not None else _lapsing(target, verb, found["span"])
    return [lapsed if r is target else r for r in resources]


_RELEASED = re.compile(r"\b(?:released|void)\b", re.I)


def _own_job(resource: Resource, verb: str) -> JobEntry | None:
    """Return the entry's job that gives up what waits for the verb after a time that it assumes."""
    before = resource.verbs[verb].before or resource.states[:1]
    jobs = (job for job in resource.entry.jobs if _ASSUMED.search(job.does))
    return next((job for job in jobs if any(f" {state} " in job.does for state in before)), None)


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


_ASSUMED = re.compile(r"older than \d+ (?:minute|hour|day)s? \(assumption\)")
"""How a job of an entry says after which time it gives up what nobody answered."""


_SINCE = re.compile(r"`(\w+)` is older than")
"""How such a job says from when on a row waits, where that is not since it was made."""


def _with_span(resource: Resource, job: JobEntry, span: str, verb: str) -> Resource:
    """Return a thing whose own job gives up what waits, with the brief's time in place of the one that it assumes."""
    told = job.model_copy(update={"does": _ASSUMED.sub(f"older than {span}", job.does)})
    jobs = tuple(told if known is job else known for known in resource.entry.jobs)
    tests = tuple(t for t in resource.entry.tests if "minutes" not in t.given)
    since = _SINCE.search(job.does)
    start = since[1] if since is not None else "created_at"
    rule = RuleEntry(
        name=f"Released after {span}",
        description=f"A {{one}} that waits {span} from `{start}` on is given up; a call to {verb} comes too late then, whether the job has run or not.",
        implementation=f"The statement of the call carries `{start} > now() - interval '{span}'`; `{job.name}` moves what it refuses.",
        edge_cases=(f"At {span} to the second it is over.",),
        validation="The database's clock, in the statement.",
        about=(start,),
        answer=Answer(
            status=409,
            code="{ONE}_LAPSED",
            when=f"it has waited {span} or longer",
            message="It was released, since nobody answered in time.",
            at=(verb,),
        ),
    )
    edges = (
        TestEntry(given=f"A {{one}} that has waited a second less than {span}: {verb}.", expect="200."),
        TestEntry(given=f"A {{one}} that has waited {span}: {verb}.", expect="409 {ONE}_LAPSED."),
    )
    added = {"jobs": jobs, "rules": (rule, *resource.entry.rules), "tests": (*edges, *tests)}
    return replace(resource, entry=resource.entry.model_copy(update=added))
