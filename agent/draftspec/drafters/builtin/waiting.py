"""What a brief wants done about what nobody did in time is a job: "not accepted within 4 hours -> mail", "closed after 14 days without an answer"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from draftspec.drafters.builtin.acting import with_verb
from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import JobEntry, QuestionEntry, RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.acts import Act
from draftspec.drafters.builtin.reading.people import as_participle, base_of, participle_of
from draftspec.drafters.builtin.reading.waiting import Wait
from draftspec.drafters.builtin.reading.words import lifecycle_verb, table_of_words, word_class
from draftspec.drafters.builtin.stamping import stamp_of, with_stamp

_MESSAGES = {"email": "mail", "sms": "text message", "push": "push notification"}
_SHORT = ("second", "minute", "hour")


@dataclass(frozen=True)
class _Waiting:
    """Which rows of a thing wait: by which call they stop, in which states and with which columns they are, and from when on."""

    verb: str
    states: tuple[str, ...]
    empty: str | None
    marked: str | None
    since: str

    @property
    def rows(self) -> str:
        """The condition in words, as the job and the rule say it."""
        held = " or ".join(f"`{state}`" for state in self.states)
        parts = [f"`status` {held}"] if held else []
        parts += [f"{self.marked}"] if self.marked else []
        parts += [f"an empty `{self.empty}`"] if self.empty else []
        return " and ".join(parts)

    @property
    def read(self) -> tuple[str, ...]:
        """The columns that are looked at."""
        marked = re.findall(r"`([a-z_]+)` (?:is|`)", self.marked or "")
        return tuple(filter(None, ("status" if self.states else None, self.empty, *marked, self.since)))


def with_waits(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; each that waits too long by the brief has a job that sees to it."""
    for wait in reading.waits:
        target = _target(wait, resources)
        if target is not None:
            resources = [_watched(r, wait) if r is target else r for r in resources]
    return resources


def _target(wait: Wait, resources: list[Resource]) -> Resource | None:
    """Return the thing that a sentence speaks of: by its name, its last word, or the one that has the move; else the main one."""
    built = [resource for resource in resources if not resource.there]
    named = [r for r in built if wait.thing and wait.thing in (r.one, r.name.replace("_", " "))]
    head = wait.thing.rpartition(" ")[2]
    named += [r for r in built if head and head in (r.one.split()[-1], r.name.rpartition("_")[2])]
    return next(iter(named), next((r for r in built if r.main), None))


def _watched(resource: Resource, wait: Wait) -> Resource:
    verb = _base(wait.done)
    resource, call = _with_call(resource, verb, wait)
    resource, since = _since(resource, wait)
    waiting = _waiting(resource, call, wait, since)
    resource = _with_kind(resource, wait)
    return _telling(resource, wait, waiting) if wait.tells else _moving(resource, wait, waiting)


def _base(done: str) -> str:
    """Return the verb of what was not done: "accepted", "answers", "sign up" are `accept`, `answer`, `sign_up`."""
    first, _, particle = done.partition(" ")
    forms = word_class("acting") | word_class("happening") | frozenset(table_of_words("lifecycle"))
    base = participle_of(first, forms) or (first if first in forms else base_of(first, forms))
    base = base or lifecycle_verb(first) or participle_of(first, frozenset({first[:-2], first[:-1]})) or first
    return f"{base}_{particle}" if particle else base


def _with_call(resource: Resource, verb: str, wait: Wait) -> tuple[Resource, str]:
    """Return the thing with the call that ends the waiting: one of its own that means the same, or a new one."""
    other = str(table_of_words("synonyms").get(verb, ""))
    past = as_participle(verb)
    reached = (name for name, move in resource.verbs.items() if move.to == past)
    stamped = (name for name, move in resource.verbs.items() if f"{past}_at" in move.sets)
    names = (verb, other, *_ALIKE.get(verb, ()))
    known = next((name for name in (*names, *reached, *stamped) if name in resource.verbs), None)
    if known is not None:
        return resource, known
    made = with_verb(resource, Act(wait.by, bool(wait.by), verb), wait.by or "user")
    added = next((name for name in made.verbs if name not in resource.verbs), None)
    return (made, added) if added is not None else (resource, verb)


_ALIKE = {"answer": ("respond", "reply"), "respond": ("answer", "reply"), "sign": ("accept",), "fix": ("resolve", "complete"), "repair": ("resolve", "complete"), "handle": ("resolve", "close"), "process": ("complete",), "solve": ("resolve",)}  # fmt: skip
"""Calls by which an entry says what a brief calls otherwise."""


def _since(resource: Resource, wait: Wait) -> tuple[Resource, str]:
    """Return the column that the time runs from: the stamp of the move that the brief names, when an event is over, or the creation."""
    if not wait.since:
        return resource, _handed_out(resource) or "created_at"
    move = stamp_of(resource, wait.since)
    if move is not None:
        return with_stamp(resource, move)
    dated = [c.name for c in resource.columns if c.kind in ("moment", "date") and c.name.startswith(_PLANNED)]
    marks = [name for name, verb in resource.verbs.items() if name.startswith("mark_") and verb.to in resource.states]
    if marks:
        return with_stamp(resource, marks[0])
    return (resource, dated[0]) if dated else (_asking_from_when(resource, wait), "created_at")


def _asking_from_when(resource: Resource, wait: Wait) -> Resource:
    """Return the thing with the question what the time runs from, where nothing keeps the moment that the brief names."""
    question = QuestionEntry(
        text=f"“{wait.said}”: what says of a {{one}} when “{wait.since}” was? No column and no call of `{{table}}` keeps it.",
        recommended=f"Add the call that says so, and let the {wait.span} run from its stamp.",
        drawn=f"The {wait.span} run from `created_at`.",
    )
    entry = resource.entry.model_copy(update={"questions": (question, *resource.entry.questions)})
    return replace(resource, entry=entry)


_PLANNED = ("ends_", "end_", "starts_", "scheduled_", "takes_place", "held_", "planned_", "start_")


def _handed_out(resource: Resource) -> str | None:
    """Return when somebody was asked: a draft that was not sent yet waits for nobody."""
    sent = (c.name for c in resource.columns if c.name in ("sent_at", "issued_at", "invited_at", "offered_at"))
    return next(sent, None)


def _waiting(resource: Resource, call: str, wait: Wait, since: str) -> _Waiting:
    move = resource.verbs.get(call)
    before = move.before if move is not None else ()
    moved = move is not None and move.to is not None
    started = next((verb.to for verb in resource.verbs.values() if since in verb.sets and verb.to), None)
    if started is not None and (started in before or not moved):
        before = (started,)
    elif since == "created_at" and moved:
        before = (*_leading_to(resource, before), *before)
    stamps = () if move is None else move.sets
    return _Waiting(
        verb=call,
        states=tuple(before) or (resource.states[:1] if moved else _going_on(resource, wait)),
        empty=None if moved else next(iter(stamps), None),
        marked=_marked(resource, wait),
        since=since,
    )


def _leading_to(resource: Resource, before: tuple[str, ...]) -> tuple[str, ...]:
    """Return the states from which a row comes to one that it waits in: what was not given out yet is not accepted either."""
    found: tuple[str, ...] = ()
    for state in reversed(resource.states):
        later = {*before, *found}
        moves = (move for move in resource.verbs.values() if move.to in later and state in move.before)
        first = min((resource.states.index(s) for s in later if s in resource.states), default=0)
        if state not in later and resource.states.index(state) < first and next(moves, None) is not None:
            found = (state, *found)
    return found


def _going_on(resource: Resource, wait: Wait) -> tuple[str, ...]:
    """Return the states that something still leads out of, without the one that the row goes to: what is over waits for nothing."""
    left = {state for move in resource.verbs.values() if move.to is not None for state in move.before}
    others = tuple(state for state in resource.states if state != _state(resource, wait))
    return tuple(state for state in others if state in left) or others


def _marked(resource: Resource, wait: Wait) -> str | None:
    """Return the condition of which rows are meant: the value of a choice that the brief says ("urgent requests"), or a flag."""
    for kind in wait.kinds:
        column = next((c.name for c in resource.columns if kind in c.values), None)
        return f"`{column}` `{kind}`" if column is not None else f"`is_{kind}` true"
    return None


def _with_kind(resource: Resource, wait: Wait) -> Resource:
    names = {column.name for column in resource.columns}
    missing = [k for k in wait.kinds[:1] if not any(k in c.values for c in resource.columns) and f"is_{k}" not in names]
    flags = (ColumnLine(f"is_{k}", "flag", flags=frozenset({"filter"}), purpose=f"whether it is {k}") for k in missing)
    return replace(resource, columns=(*resource.columns, *flags))


def _moving(resource: Resource, wait: Wait, waiting: _Waiting) -> Resource:
    """Return the thing with the job that moves what waited too long to a state, or deletes it."""
    state = _state(resource, wait)
    stamp = f"{state}_at"
    if not wait.deletes:
        resource = _with_state(resource, state, waiting)
    stamped = any(column.name == stamp for column in resource.columns)
    sets = f"Sets `status` to `{state}`{f' and `{stamp}` to now()' if stamped else ''} on {{many}}"
    does = "Deletes {many}" if wait.deletes else sets
    leaves = "are gone" if wait.deletes else f"are `{state}`"
    job = JobEntry(
        name=f"{'delete' if wait.deletes else _job_verb(state)}_waiting_{{table}}",
        schedule=_rhythm(wait),
        does=f"{does} with {waiting.rows} whose `{waiting.since}` lies {wait.span} back, in batches of 100 with `FOR UPDATE SKIP LOCKED`; "
        f"those that {leaves} are not found again.",
        reads=waiting.read,
        writes=() if wait.deletes else ("status", *((stamp,) if stamped else ())),
        deletes=wait.deletes,
        failure="The batch is rolled back and taken by the next run; each row is still found.",
        watch=f"{{Many}} that wait though {wait.span} have passed since `{waiting.since}`.",
    )
    then = "it is deleted" if wait.deletes else f"it goes to `{state}`"
    return _told(resource, wait, waiting, job, then)


def _state(resource: Resource, wait: Wait) -> str:
    """Return the state that is meant; what is released or void is cancelled where the thing has that word for it."""
    if wait.state in resource.states:
        return wait.state
    verb = lifecycle_verb(wait.state)
    known = resource.verbs.get(verb or "")
    if known is not None and known.to is not None:
        return known.to
    freed = wait.state in ("released", "void", "dropped", "freed") and "cancelled" in resource.states
    return "cancelled" if freed else wait.state


def _job_verb(state: str) -> str:
    return (
        lifecycle_verb(state) or participle_of(state, word_class("acting")) or {"expired": "expire"}.get(state, "end")
    )


def _with_state(resource: Resource, state: str, waiting: _Waiting) -> Resource:
    if state in resource.states:
        return resource
    known = resource.states or ("open",)
    stamp = ColumnLine(f"{state}_at", "moment", nullable=True, flags=frozenset({"server"}))
    held = any(column.name == stamp.name for column in resource.columns)
    columns = resource.columns if held else (*resource.columns, stamp)
    return replace(resource, states=(*known, state), columns=columns)


def _telling(resource: Resource, wait: Wait, waiting: _Waiting) -> Resource:
    """Return the thing with the job that tells somebody of what waits too long, once for each row."""
    stamp = f"{wait.tells.replace(' ', '_')}_told_at"
    message = _MESSAGES[wait.carrier]
    job = JobEntry(
        name=f"tell_{wait.tells.replace(' ', '_')}_of_waiting_{{table}}"[:60],
        schedule=_rhythm(wait),
        does=f"Takes {{many}} with {waiting.rows} whose `{waiting.since}` lies {wait.span} back and whose `{stamp}` is empty, sends the {wait.tells} one "
        f"{message} for each, and sets `{stamp}` once it was handed over; a second run finds none.",
        reads=(*waiting.read, stamp),
        writes=(stamp,),
        failure=f"`{stamp}` stays empty, and the next run takes the row again.",
        watch=f"{{Many}} that wait longer than {wait.span} whose `{stamp}` is empty.",
    )
    line = ColumnLine(
        stamp,
        "moment",
        nullable=True,
        flags=frozenset({"server"}),
        purpose=f"when the {wait.tells} was told that it waits",
    )
    uses = tuple(dict.fromkeys((*resource.entry.uses, wait.carrier)))
    entry = resource.entry.model_copy(update={"uses": uses})
    resource = replace(resource, columns=(*resource.columns, line), entry=entry)
    return _told(resource, wait, waiting, job, f"the {wait.tells} gets one {message} about it")


def _rhythm(wait: Wait) -> str:
    minutes = any(wait.span.rstrip("s").endswith(unit) for unit in _SHORT)
    return "every 5 minutes (assumption)" if minutes else "every hour (assumption)"


def _told(resource: Resource, wait: Wait, waiting: _Waiting, job: JobEntry, then: str) -> Resource:
    call = waiting.verb.replace("_", "-")
    rule = RuleEntry(
        name=f"Not {wait.done} within {wait.span}"
        if participle_of(wait.done, word_class("acting"))
        else f"Waits {wait.span}",
        description=f"“{wait.said}”: a {{one}} with {waiting.rows} waits for `{call}`; {wait.span} after `{waiting.since}` {then}.",
        implementation=f"The job `{job.name}` compares `{waiting.since} + interval '{wait.span}'` with `now()` in the statement that takes the rows; `{call}` and the job lock the row, so one of the two comes first.",
        edge_cases=(f"`{call}` in the same second as the job: whichever locks the row first decides.",),
        validation="The database's clock decides.",
        about=tuple(name for name in waiting.read if name not in ("status", "created_at")),
    )
    tests = (
        TestEntry(given=f"A {{one}} with {waiting.rows} whose `{waiting.since}` lies a second less than {wait.span} back; the job.", expect="Nothing happens."),
        TestEntry(given=f"The same {wait.span} back; the job, twice.", expect=f"{then[:1].upper()}{then[1:]}, once."),
    )  # fmt: skip
    added = {"jobs": (*resource.entry.jobs, job), "rules": (rule, *resource.entry.rules), "tests": (*tests, *resource.entry.tests)}  # fmt: skip
    return replace(resource, entry=resource.entry.model_copy(update=added))
