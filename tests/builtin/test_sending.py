"""One policy of what goes out by itself: queue, jobs and services outside say the same of tries, stamps and late messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from drafts import draft
from pydantic import ValidationError

from draftspec.drafters.builtin.catalogue import concepts, data
from draftspec.drafters.builtin.columns import parse_columns
from draftspec.drafters.builtin.entries import Entry, JobEntry
from draftspec.drafters.builtin.sending import AGAIN, RETRIES, on_failure, told

STAMPED = re.compile(
    r"`((?:[a-z]+_)?(?:told|notified|reminded|warned|escalated|mailed)_(?:at|on))` is set|sets `(?:told|notified|reminded|warned|escalated|mailed)_(?:at|on)`"
)
QUEUED = {"email", "sendgrid", "mailgun", "sms", "twilio", "push", "pdf"}


def problems(entry: Entry) -> Iterator[str]:
    """What is stamped once it was sent is declared, so that the policy words it; its column is there."""
    columns = {line.name for line in parse_columns(entry.columns)}
    for job in entry.jobs:
        if job.stamp is None and STAMPED.search(job.does):
            yield f"{job.name} words a stamp of its own"
        if job.stamp is not None and job.stamp not in columns:
            yield f"{job.name} stamps no column {job.stamp}"


def test_each_entry_leaves_the_policy_to_its_one_place() -> None:
    found = [f"{name}: {one}" for name in concepts() for one in problems(concepts().entry(name))]
    assert found == []


def test_services_that_a_queue_calls_name_the_queue_for_another_try() -> None:
    assert [name for name in QUEUED if "{again}" not in data("services")[name]["failure"]] == []


def job(**parts: object) -> JobEntry:
    return JobEntry.model_validate({"name": "mail_them", "does": "Mails them.", "watch": "Mails.", **parts})


@pytest.mark.parametrize(
    ("entry_job", "problem"),
    [
        (
            job(schedule="daily", does="Mails them; `told_at` is set.", failure="Next day."),
            "mail_them words a stamp of its own",
        ),
        (job(schedule="daily", stamp="told_at"), "mail_them stamps no column told_at"),
    ],
)
def test_a_seeded_fault_is_found(entry_job: JobEntry, problem: str) -> None:
    entry = Entry.model_validate({"words": ("note",), "purpose": "A note.", "jobs": (entry_job,)})
    assert list(problems(entry)) == [problem]


def test_a_job_fails_by_the_policy_or_by_its_own_words() -> None:
    with pytest.raises(ValidationError, match="either a stamp or words"):
        job(schedule="daily")
    with pytest.raises(ValidationError, match="either a stamp or words"):
        job(schedule="daily", stamp="told_at", failure="Next day.")


@pytest.mark.parametrize(
    ("parts", "does", "failure"),
    [
        (
            {"schedule": "hourly", "stamp": "told_at", "until": "the talk has begun"},
            "Mails them; `told_at` is set once the message was accepted, and what has it is skipped.",
            "`told_at` stays as it was, so the next run sends the message, unless the talk has begun by then.",
        ),
        (
            {"schedule": "daily", "stamp": "told_on", "daily": True},
            "Mails them; `told_on` is set to today once the message was accepted, and what has today's date is skipped.",
            "`told_on` stays as it was, so the next run sends the message.",
        ),
        (
            {"on": "create", "stamp": "told_at"},
            "Mails them; `told_at` is set once the message was accepted, and what has it is skipped.",
            f"`told_at` stays as it was, so the message is {AGAIN}.",
        ),
    ],
)
def test_a_stamp_follows_the_message(parts: dict[str, object], does: str, failure: str) -> None:
    assert (told(job(**parts)), on_failure(job(**parts))) == (does, failure)


def test_queue_job_and_service_say_the_same() -> None:
    sections = draft("Staff hand out one-time sign-in codes by e-mail; each code lives for 10 minutes.").spec.sections
    assert sections.jobs is not None
    assert sections.integrations is not None
    assert [queue.retry_policy for queue in sections.jobs.queues] == [
        f"After a failure {RETRIES}; a message whose use has ended by then is dropped."
    ]
    assert AGAIN in sections.integrations.integrations[0].error_handling
    mail = next(one for one in sections.jobs.jobs if one.name.startswith("mail_"))
    assert mail.error_handling.endswith(f"is {AGAIN}, until `expires_at`: after that it is dropped.")
