"""States in the order that a brief gives, ways out of them, choices of marks, and what is sent back or reopened."""

from __future__ import annotations

import pytest
from drafts import call, draft

from draftspec.drafters.builtin.reading.facts import find_states
from draftspec.drafters.builtin.reading.moves import marked_states, with_marks_said
from draftspec.drafters.builtin.reading.ways_out import find_ways_out


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("A locker rental goes from booked to active to emptied", "booked active emptied"),
        ("A loan is first requested, then handed out, then returned", "requested handed_out returned"),
        ("A job moves from received to translated to proofread to delivered", "received translated proofread delivered"),
        ("Status flow: open → assigned → done", "open assigned done"),
        ("a visit starts as planned, then becomes confirmed, and ends as completed", "planned confirmed completed"),
        ("A newsletter is first drafted, then reviewed, then published", "drafted reviewed published"),
        ("An application goes through submitted, screened, shortlisted and awarded", "submitted screened shortlisted awarded"),
        ("Kitchen orders go from received to cooking to ready to served", "received cooking ready served"),
        ("A lens order passes from ordered to ground to fitted to collected", "ordered ground fitted collected"),
        ("A sample request begins as new, goes to packed and then to shipped", "new packed shipped"),
        ("orders not paid within 2 days -> email", ""),
        ("if late -> sms", ""),
        ("trains go from Bern to Basel to Bonn", ""),
    ],
)  # fmt: skip
def test_chains_of_any_length_are_read(text: str, states: str) -> None:
    assert find_states(text) == tuple(states.split())


@pytest.mark.parametrize(
    ("text", "state", "held", "until"),
    [
        ("it is cancelled as long as it is still booked", "cancelled", "booked", False),
        ("It can be withdrawn until it is shortlisted", "withdrawn", "shortlisted", True),
        ("or is rejected if it is still new", "rejected", "new", False),
        ("Orders can be cancelled until they are shipped", "cancelled", "shipped", True),
        ("An invoice can be voided as long as it is not paid", "voided", "paid", True),
    ],
)
def test_ways_out_are_read(text: str, state: str, held: str, until: bool) -> None:
    (way,) = find_ways_out(text)
    assert (way.state, way.held, way.until) == (state, held, until)


def test_what_is_only_changed_is_no_way_out() -> None:
    assert find_ways_out("A form can be edited while it is open") == ()


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("the trainer marks it as attended or missed", (("attended", "missed"),)),
        ("the waiter marks the table as seated or no-show and moves on", (("seated", "no_show"),)),
        ("marks it as sold, reserved or withdrawn", (("sold", "reserved", "withdrawn"),)),
        ("mark an item as lost and notify the owner", (("lost",),)),
        ("flag posts as spam or delete them", ()),
    ],
)
def test_choices_of_marks_are_read(text: str, choices: tuple[tuple[str, ...], ...]) -> None:
    assert marked_states(text) == choices


def test_what_is_marked_done_is_marked_as_that() -> None:
    assert with_marks_said("plumber marks it done and leaves") == "plumber marks it as done and leaves"
    assert with_marks_said("cook marks done, then rests") == "cook marks it as done, then rests"
    assert with_marks_said("after it was marked done") == "after it was marked done"


@pytest.mark.parametrize(
    ("brief", "name", "before", "to"),
    [
        ("A locker rental goes from booked to active to emptied, or it is cancelled as long as it is still booked.", "POST /locker-rentals/{id}/cancel", ("booked",), "cancelled"),
        ("A grant application goes through submitted, screened, shortlisted and awarded. It can be withdrawn until it is shortlisted.", "POST /grant-applications/{id}/withdraw", ("submitted", "screened"), "withdrawn"),
        ("Guests reserve tables. The waiter marks the reservation as seated or no-show.", "POST /reservations/{id}/mark-no-show", ("pending", "confirmed"), "no_show"),
        ("Farm visits: a visit starts as planned, then becomes confirmed, and ends as completed.", "POST /farm-visits/{id}/complete", ("confirmed",), "completed"),
        ("Cleaning tasks for rooms. A cleaner can accept or refuse a task.", "POST /room-cleaning-tasks/{id}/accept", ("pending",), "accepted"),
    ],
)  # fmt: skip
def test_moves_come_from_the_states_that_the_brief_says(
    brief: str, name: str, before: tuple[str, ...], to: str
) -> None:
    transition = call(brief, name).transition
    assert transition is not None
    assert (transition.before, transition.after) == (before, to)
    assert draft(brief).spec.findings == ()


def test_texts_of_states_that_are_gone_go_too() -> None:
    brief = "Editors write newsletters. A newsletter is first drafted, then reviewed, then published."
    jobs = draft(brief).spec.sections.jobs
    assert jobs is not None
    assert "send_newsletter_batches" not in {job.name for job in jobs.jobs}


@pytest.mark.parametrize(
    ("brief", "name", "told"),
    [
        ("Drivers get delivery runs. The driver can accept or decline; if declined it goes back to the dispatcher.", "POST /delivery-runs/{id}/decline", "`planned` again, and `driver_id` is emptied"),
        ("Cleaners get cleaning tasks from the office. A cleaner can accept or refuse a task; if refused it goes back to the office.", "POST /cleaning-tasks/{id}/refuse", "`pending` again, and `assignee_id` is emptied"),
        ("Tutors are offered tutoring requests. The tutor accepts or declines, and declined requests go back to open.", "POST /tutoring-requests/{id}/decline", "`pending` again"),
    ],
)  # fmt: skip
def test_what_is_declined_goes_back(brief: str, name: str, told: str) -> None:
    assert told in call(brief, name).purpose
    states = next(c.values for t in draft(brief).spec.sections.database.tables for c in t.columns if c.name == "status")
    assert not {"declined", "refused"} & set(states or ())


@pytest.mark.parametrize(
    ("brief", "name", "stamp", "span"),
    [
        ("Helpdesk requests: an agent marks a request as solved, and the requester can reopen it within 5 days after it was solved.", "POST /helpdesk-requests/{id}/reopen", "solved_at", "5 days"),
        ("Maintenance requests for lifts\n- dispatcher assigns it to a technician\n- technician marks it done\n- janitor can reopen within 3 days after it was marked done", "POST /maintenance-requests/{id}/reopen", "completed_at", "3 days"),
        ("Support tickets can be reopened within 14 days after they were resolved.", "POST /tickets/{id}/reopen", "resolved_at", "14 days"),
    ],
)  # fmt: skip
def test_what_may_be_reopened_for_a_time_counts_from_the_stamp(brief: str, name: str, stamp: str, span: str) -> None:
    rules = draft(brief).spec.sections.rules
    assert rules is not None
    rule = next(rule for rule in rules.rules if rule.name == f"`reopen` within {span}")
    assert f"`{stamp} > now() - interval '{span}'`" in rule.implementation
    assert rule.error_code in {case.code for case in call(brief, name).errors}
    assert not any("Over after" in other.name for other in rules.rules)
