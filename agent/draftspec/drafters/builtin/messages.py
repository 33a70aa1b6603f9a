"""Jobs for what goes out after a call: a mail, a text message, a rendered file. A caller never waits for them."""

from __future__ import annotations

from typing import NamedTuple

from draftspec.drafters.builtin.plan import Plan, Resource
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
    """Return the jobs, with one for each service that a queue calls and that no job speaks of."""
    added = [
        job
        for name in plan.services
        if name in SENDING and not any(speaks(name, job.processing) for job in jobs.jobs)
        for job in _sent(name, plan, endpoints)
    ]
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


def _sent(service: str, plan: Plan, endpoints: Endpoints) -> list[Job]:
    """Return the job that sends what the first call causes; none where nothing is written."""
    calls = calls_of(service, {r.table for r in users_of(service, plan)}, endpoints)
    if not calls or plan.main is None:
        return []
    call, sending = calls[0], SENDING[service]
    table = str(call.table)
    name = f"{call.method} {call.path}"
    return [
        Job(
            name=f"{sending.verb}_{table}",
            trigger=Trigger(kind="endpoint", endpoint=name, description="After its commit"),
            frequency="Once per call.",
            processing=f"{sending.does} for each committed `{name}`; `{table}.id` and the call are its key, so a second run does nothing.",
            reads=(TableAccess(table=table),),
            error_handling=f"The row in `{table}` stands; only the {sending.waiting.split()[-1]} is {AGAIN}{_ending(table, plan)}.",
            monitoring=f"Age of the oldest {sending.waiting}.",
            queue=plan.main.table,
        )
    ]


def _ending(table: str, plan: Plan) -> str:
    """Tell when a message is too late: a code that has ended is of no use to whom it is sent."""
    resource = plan.by_table(table)
    ends = resource is not None and any(column.name == "expires_at" for column in resource.columns)
    return ", until `expires_at`: after that it is dropped" if ends else ""
