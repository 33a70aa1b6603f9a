"""What nobody did in time is seen to by a job of the clock, from the moment that the brief names on, and by no call."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.drafters.builtin.reading.waiting import Wait, find_waits, without_waits
from draftspec.sections.jobs import Job


def _job(brief: str, name: str) -> Job:
    jobs = draft(brief).spec.sections.jobs
    assert jobs is not None
    return next(job for job in jobs.jobs if job.name == name)


@pytest.mark.parametrize(
    ("brief", "name", "takes"),
    [
        (
            "Neighbours post help requests. Requests nobody answers within a week expire.",
            "expire_waiting_requests",
            "`status` `pending` and an empty `answered_at` whose `created_at` lies 1 week back",
        ),
        (
            "Complaints not answered within 2 days -> email to the team lead",
            "tell_team_lead_of_waiting_complaints",
            "an empty `answered_at` whose `created_at` lies 2 days back",
        ),
        (
            "If a reservation is not picked up within 3 days, it is released.",
            "cancel_waiting_reservations",
            "an empty `picked_up_at` whose `created_at` lies 3 days back",
        ),
        (
            "Customers request quotes. If the customer doesn't accept the quote within 14 days it is closed automatically.",
            "close_waiting_quotes",
            "`status` `sent` whose `sent_at` lies 14 days back",
        ),
        (
            "Applicants get job offers. Offers that are not signed within 10 days are withdrawn automatically.",
            "withdraw_waiting_job_offers",
            "`status` `awaiting_response` whose `sent_at` lies 10 days back",
        ),
        (
            "When an invoice is not paid within 30 days after it was issued, the accountant gets a mail.",
            "tell_accountant_of_waiting_invoices",
            "`status` `issued` whose `issued_at` lies 30 days back",
        ),
        (
            "Bookings are cancelled automatically unless paid within 2 days.",
            "cancel_waiting_bookings",
            "`status` `pending` whose `created_at` lies 2 days back",
        ),
        (
            "If a ticket has not been answered within 4 hours, notify the team lead.",
            "tell_team_lead_of_waiting_tickets",
            "whose `created_at` lies 4 hours back and whose `team_lead_told_at` is empty",
        ),
        (
            "Transport requests for patients\n- dispatcher assigns it to a driver\n- urgent requests not accepted within 30 minutes -> sms to the dispatcher",
            "tell_dispatcher_of_waiting_transport_requests",
            "`is_urgent` true whose `created_at` lies 30 minutes back",
        ),
        (
            "Try-out classes: the coach marks it as attended or missed, and if the guest doesn't sign up within 10 days after it was attended, it is closed.",
            "close_waiting_try_out_classes",
            "`status` `attended` and an empty `signed_up_at` whose `attended_at` lies 10 days back",
        ),
    ],
)
def test_a_job_takes_what_waited_too_long(brief: str, name: str, takes: str) -> None:
    job = _job(brief, name)

    assert job.trigger.kind == "schedule"
    assert takes in job.processing
    assert draft(brief).spec.findings == ()


@pytest.mark.parametrize(
    "brief",
    [
        "An order must not be delivered within 2 days.",
        "Users cannot vote twice within 24 hours.",
        "The contractor accepts within 2 days.",
        "Managers approve leave requests within 5 days or they expire",
    ],
)
def test_other_times_are_no_waits(brief: str) -> None:
    assert find_waits(brief) == ()
    assert without_waits(brief) == brief


def test_what_follows_from_a_condition_is_no_state_and_no_news_of_the_call() -> None:
    brief = "Complaints not answered within 2 days -> email to the team lead"
    sections = draft(brief).spec.sections
    states = next(c.values for t in sections.database.tables for c in t.columns if c.name == "status")

    assert sections.jobs is not None
    assert not {"days", "email"} & set(states or ())
    assert [job.name for job in sections.jobs.jobs if "mail" in job.processing] == [
        "tell_team_lead_of_waiting_complaints"
    ]


def test_a_sentence_says_all_of_a_wait() -> None:
    assert find_waits("Parcels not collected within 7 days of arrival are returned.") == (
        Wait(
            said="Parcels not collected within 7 days of arrival are returned",
            thing="parcel",
            kinds=(),
            done="collected",
            by="",
            span="7 days",
            since="arrival",
            state="returned",
        ),
    )


def test_a_moment_that_nothing_keeps_is_asked_about() -> None:
    brief = "Tenants report leaks. Leaks not sealed within 5 days after inspection are escalated."
    assert any("“inspection” was" in question.text for question in draft(brief).spec.open_questions)
