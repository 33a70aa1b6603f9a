"""Jobs for what goes out after a call: a mail, a text message, a rendered file. A caller never waits for them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.numbers import in_digits
from draftspec.drafters.builtin.reading.told import Told, find_told
from draftspec.drafters.builtin.reading.words import snake
from draftspec.drafters.builtin.sending import AGAIN, RETRIES
from draftspec.sections.endpoints import Endpoint, Endpoints
from draftspec.sections.jobs import Job, Jobs, Queue, TableAccess, Trigger


class Sending(NamedTuple):
    """How the job of a service is called, what it does once, and what of it waits."""

    verb: str
    does: str
    waiting: str


_MAIL = Sending("mail", "Sends one mail", "unsent mail")
_TEXT = Sending("text", "Sends one text message", "unsent text message")
SENDING = {
    "email": _MAIL,
    "sendgrid": _MAIL,
    "mailgun": _MAIL,
    "sms": _TEXT,
    "twilio": _TEXT,
    "push": Sending("push", "Sends one push notification a device", "unsent notification"),
    "slack": Sending("post", "Posts one message to the channel", "unposted message"),
    "pdf": Sending("render", "Renders one PDF file", "unrendered file"),
}
"""The services that a queue calls, by their names in `services.yaml`."""

SPOKEN = {
    "email": ("mail", "send", "notif", "remind"), "sendgrid": ("mail", "send"), "mailgun": ("mail", "send"),
    "sms": ("sms", "text message", "send"), "twilio": ("sms", "send", "text message"), "push": ("push", "notif", "send"),
    "stripe": ("stripe", "charge", "payment", "refund", "pay "), "paypal": ("paypal", "charge", "payment", "refund", "pay "),
    "storage": ("storage", "bytes", "object", "file"), "payments": ("charge", "payment", "provider", "gateway", "refund"),
    "pdf": ("render", "pdf"), "webhook": ("deliver", "webhook", "post"),
}  # fmt: skip
"""Words by which a call or a job tells that it uses a service."""


def with_messages(jobs: Jobs, plan: Plan, endpoints: Endpoints) -> Jobs:
    """Return the jobs, with one for each whom the brief wants to be told, and each service that no job speaks of."""
    jobs = _with(jobs, _told(plan, endpoints, jobs), plan)
    added = [
        job
        for name in plan.services
        if name in SENDING and not any(speaks(name, job.processing) for job in jobs.jobs)
        for job in _sent(name, plan, endpoints)
    ]
    return _with(jobs, added, plan)


def _with(jobs: Jobs, added: list[Job], plan: Plan) -> Jobs:
    if not added or plan.main is None:
        return jobs
    queues = jobs.queues or (queue_of(plan.main.table, tuple(added)),)
    return Jobs(jobs=(*jobs.jobs, *added), queues=queues)


def queue_of(name: str, jobs: tuple[Job, ...]) -> Queue:
    """Return the queue of a feature; what somebody waits for decides its priority."""
    waiting = [job for job in jobs if job.trigger.kind != "schedule"]
    return Queue(
        name=name,
        priority=f"Normal, for `{waiting[0].name}`." if waiting else "Low.",
        retry_policy=f"After a failure {RETRIES}; a message whose use has ended by then is dropped.",
        dead_letter=f"`{name}_dead`, read daily (assumption).",
    )


def speaks(service: str, text: str) -> bool:
    """Tell whether a text says that a service is used."""
    low = text.lower()
    return any(word in low for word in SPOKEN.get(service, (service,)))


def calls_of(service: str, tables: set[str], endpoints: Endpoints) -> list[Endpoint]:
    """Return the calls that use a service: those that say so, else those that create, else all that write."""
    writing = [e for e in endpoints.endpoints if e.table in tables and e.action in ("create", "transition", "command")]
    speaking = [e for e in writing if speaks(service, f"{e.purpose} {e.path.rpartition('/')[2]}")]
    return speaking or [e for e in writing if e.action == "create"] or writing


def users_of(service: str, plan: Plan) -> list[Resource]:
    """Return the things whose entries use a service; the main one where none does."""
    return [r for r in plan.resources if service in r.entry.uses] or list(plan.resources[:1])


def _told(plan: Plan, endpoints: Endpoints, jobs: Jobs) -> list[Job]:
    """Return a job for each whom the brief wants to be told of something that a call does, and whom no job tells."""
    wanted = [one for one in news_of(plan) if not any(one.who in job.processing for job in jobs.jobs)]
    found = [job for one in wanted if (job := _telling(one, plan, endpoints)) is not None]
    return list({job.name: job for job in found}.values())


def news_of(plan: Plan) -> list[Told]:
    """Return whom the brief wants to be told of what happened; rows that are messages themselves tell it already."""
    stored = any(
        resource.name.rpartition("_")[2] in ("notification", "message", "alert") for resource in plan.resources
    )
    told = () if stored or plan.reading.foreign else find_told(plan.reading.spoken)
    said = {one.who: one.sentence for one in reversed(find_told(plan.reading.text)) if not one.reminded}
    news = (one for one in told if not (one.reminded or _is_waited_for(one, plan)))
    return [replace(one, sentence=said.get(one.who, one.sentence)) for one in news]


def _is_waited_for(told: Told, plan: Plan) -> bool:
    """Tell whether somebody hears of what nobody did in time, or of what comes, which a job of the clock tells and no call."""
    waited = any(wait.tells == told.who and wait.said in told.sentence for wait in plan.reading.waits)
    return waited or any(one.who == told.who and one.said in in_digits(told.sentence) for one in plan.reading.aheads)


def _telling(told: Told, plan: Plan, endpoints: Endpoints) -> Job | None:
    carriers = [name for name in plan.services if SENDING.get(name) in (_MAIL, _TEXT, SENDING["push"])]
    named = [name for name in carriers if told.by is not None and SENDING[name].verb == SENDING[told.by].verb]
    service = next(iter(named or carriers), None)
    call = _meant(told, endpoints)
    if service is None or call is None or plan.main is None:
        return None
    sending, name = SENDING[service], f"{call.method} {call.path}"
    does = sending.does.replace("Sends ", f"Sends the {told.who} ", 1)
    return Job(
        name=f"{sending.verb}_{snake(told.who)}_of_{call.table}"[:60],
        trigger=Trigger(kind="endpoint", endpoint=name, description="After its commit"),
        frequency="Once per call.",
        processing=f"{does} for each committed `{name}` of which “{told.sentence}” speaks; `{call.table}.id` and the call are its key, so a second run does nothing.",
        reads=(TableAccess(table=str(call.table)),),
        error_handling=f"The row in `{call.table}` stands; only the {sending.waiting.split()[-1]} is tried again.",
        monitoring=f"Age of the oldest {sending.waiting}.",
        queue=plan.main.table,
    )


_CONDITION = re.compile(r"\b(?:when(?:ever)?|once|if|as soon as|after) (?P<what>[^,;]+)", re.I)
_STEM = 4


def _meant(told: Told, endpoints: Endpoints) -> Endpoint | None:
    """Return the call that a message follows: the one whose verb its sentence says, else the first that makes a row."""
    found = _CONDITION.search(told.sentence)
    writing = [e for e in endpoints.endpoints if e.table and e.action in ("create", "transition", "command")]
    for said in (found["what"] if found is not None else "", told.sentence):
        stems = {word[:_STEM] for word in re.findall(r"[a-z]{4,}", said.lower())}
        for call in writing:
            verb = call.path.rpartition("/")[2]
            if call.action != "create" and verb[:_STEM] in stems:
                return call
    made = [call for call in writing if call.action == "create"]
    stems = {word[:_STEM] for word in re.findall(r"[a-z]{4,}", told.sentence.lower())}
    spoken = (call for call in made if {word[:_STEM] for word in str(call.table).split("_")} & stems)
    return next(spoken, next(iter(made or writing), None))


def _sent(service: str, plan: Plan, endpoints: Endpoints) -> list[Job]:
    """Return the job that sends what the first call causes; none where nothing is written."""
    calls = calls_of(service, {r.table for r in users_of(service, plan)}, endpoints)
    if not calls or plan.main is None:
        return []
    call, sending = calls[0], SENDING[service]
    table = _made_by(call, plan)
    name = f"{call.method} {call.path}"
    reads = (TableAccess(table=one) for one in dict.fromkeys((table, str(call.table))))
    return [
        Job(
            name=f"{sending.verb}_{table}",
            trigger=Trigger(kind="endpoint", endpoint=name, description="After its commit"),
            frequency="Once per call.",
            processing=f"{sending.does} for each committed `{name}`; `{table}.id` and the call are its key, so a second run does nothing.{_carrying(table, plan)}",
            reads=tuple(reads),
            error_handling=f"The row in `{table}` stands; only the {sending.waiting.split()[-1]} is {AGAIN}{_ending(table, plan)}.",
            monitoring=f"Age of the oldest {sending.waiting}.",
            queue=plan.main.table,
        )
    ]


def _made_by(call: Endpoint, plan: Plan) -> str:
    """Return the table of the row that a message is about: the one that the call makes, else the one that it is called on."""
    made = (one.table for one in call.server_sets if one.column == "created_at" and one.table != call.table)
    return next((table for table in made if plan.by_table(table) is not None), str(call.table))


def _carrying(table: str, plan: Plan) -> str:
    """Say how a code of which the row keeps only a hash comes into the message."""
    resource = plan.by_table(table)
    code = next((c.name for c in resource.columns if "sent" in c.flags), None) if resource is not None else None
    if code is None:
        return ""
    return f" The call hands the plain code over with the message, encrypted in the queue and deleted once it was sent or has ended: `{table}.{code}` keeps its hash only."


def _ending(table: str, plan: Plan) -> str:
    """Tell when a message is too late: a code that has ended is of no use to whom it is sent."""
    resource = plan.by_table(table)
    ends = resource is not None and any(column.name == "expires_at" for column in resource.columns)
    return ", until `expires_at`: after that it is dropped" if ends else ""
