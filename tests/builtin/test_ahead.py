"""Who is told ahead of a day is told by a job that looks at that day; what is late or to come is a filter of the list."""

from __future__ import annotations

import pytest
from drafts import call, draft

from draftspec.drafters.builtin.reading.ahead import find_aheads, without_aheads


@pytest.mark.parametrize(
    ("brief", "table", "day", "span"),
    [
        ("Send employees a reminder 30 days before their certificate expires.", "certificates", "expires_on", "30 days"),
        ("We want to email customers one month before their warranty ends.", "warranties", "expires_on", "1 month"),
        ("Remind drivers three weeks before a vehicle's inspection is due.", "inspections", "scheduled_on", "3 weeks"),
        ("Notify the safety officer 10 days before a fire extinguisher's certification expires.", "certificates", "expires_on", "10 days"),
        ("Our gym wants to text members a week before their membership ends.", "memberships", "ends_on", "1 week"),
        ("Send guests an sms two days before their stay starts.", "stays", "starts_at", "2 days"),
        ("The club should remind members 14 days before their insurance expires.", "insurances", "end_date", "14 days"),
        ("Email the owner 60 days before a lease ends.", "leases", "end_date", "60 days"),
        ("Our stable needs to send riders a reminder two weeks before a horse's vaccination expires.", "vaccinations", "expires_on", "2 weeks"),
    ],
)  # fmt: skip
def test_a_job_tells_ahead_of_the_day(brief: str, table: str, day: str, span: str) -> None:
    sections = draft(brief).spec.sections
    assert sections.jobs is not None
    assert day in {c.name for t in sections.database.tables if t.name == table for c in t.columns}
    (job,) = [job for job in sections.jobs.jobs if f"`{day}` lies {span} ahead or less" in job.processing]
    assert job.trigger.kind == "schedule"
    asked = any(f"`{job.name}`" in question.text for question in draft(brief).spec.open_questions)
    assert asked != ("It goes to `" in job.processing)
    assert draft(brief).spec.findings == ()


def test_whose_the_thing_is_stays() -> None:
    text = "We need to send riders a reminder two weeks before a horse's vaccination expires, and the office should see them."
    (ahead,) = find_aheads(text)
    assert (ahead.who, ahead.thing, ahead.holder, ahead.span) == ("rider", "vaccination", "horse", "2 weeks")
    assert without_aheads(text) == "Horses have vaccinations. the office should see them."


def test_hours_ahead_are_looked_at_often() -> None:
    jobs = draft("Send coaches a push notification 2 hours before a match starts.").spec.sections.jobs
    assert jobs is not None
    job = next(job for job in jobs.jobs if "2 hours ahead" in job.processing)
    assert (job.frequency, "`reminded_at` to now()" in job.processing) == ("Every 5 minutes (assumption).", True)


@pytest.mark.parametrize(
    ("brief", "collection", "parameter", "told"),
    [
        ("Foremen record work orders with a due date. The site manager should see overdue work orders.", "/work-orders", "due_date_to", "`due_date` < today"),
        ("Librarians see which book loans are overdue.", "/loans", "due_date_to", "whose `returned_at` is empty"),
        ("Storekeepers want to check which rentals are overdue.", "/equipment-rentals", "ends_to", "`ends_at` < now()"),
        ("The clinic lists expired prescriptions.", "/patients/{patient_id}/prescriptions", "valid_until_to", "`valid_until` < today"),
        ("Members book court slots and see their upcoming bookings.", "/bookings", "starts_from", "`starts_at` >= now()"),
    ],
)  # fmt: skip
def test_what_is_late_or_to_come_is_a_filter(brief: str, collection: str, parameter: str, told: str) -> None:
    rules = draft(brief).spec.sections.rules
    assert rules is not None
    rule = next(rule for rule in rules.rules if rule.name.startswith("What is "))
    assert told in rule.description
    assert f"`{parameter}=" in rule.implementation
    assert parameter in {query.name for query in call(brief, f"GET {collection}").query}
    assert draft(brief).spec.findings == ()


@pytest.mark.parametrize(
    ("brief", "name", "code"),
    [
        ("Parking permits for residents", "PATCH /parking-permits/{id}", "PARKING_PERMIT_FROZEN"),
        ("Parking permits for residents", "POST /parking-permits/{id}/renew", "PLATE_HAS_PERMIT"),
        ("Fishing permits for anglers", "PATCH /permits/{id}", "PERMIT_FROZEN"),
        ("A locker rental goes from booked to active to emptied.", "DELETE /locker-rentals/{id}", "CANNOT_DELETE_LOCKER_RENTAL"),
    ],
)  # fmt: skip
def test_what_was_approved_or_has_gone_on_stands(brief: str, name: str, code: str) -> None:
    assert code in {case.code for case in call(brief, name).errors}
