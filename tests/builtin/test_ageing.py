"""What a brief has done after a time is done by one job, in the brief's words: which rows, since when, and what."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.sections.jobs import Job


def jobs(text: str) -> dict[str, Job]:
    return {job.name: job for job in drafted(text).spec.sections.jobs.jobs}


@pytest.mark.parametrize(
    ("text", "name", "does", "since"),
    [
        (
            "Forum posts are deleted after 60 days",
            "delete_old_forum_posts",
            "Deletes rows of `forum_posts` whose `created_at` lies 60 days back",
            "created_at",
        ),
        (
            "Closed tickets are archived after 45 days",
            "archive_old_tickets",
            "Sets `status` to `archived` on rows of `tickets` whose `closed_at` lies 45 days back and whose `status` is `closed`",
            "closed_at",
        ),
        (
            "Shopping carts that were not touched for 10 days are removed",
            "delete_old_carts",
            "Deletes rows of `carts` whose `updated_at` lies 10 days back",
            "updated_at",
        ),
    ],
)
def test_a_job_says_what_it_does_to_which_rows(text: str, name: str, does: str, since: str) -> None:
    job = jobs(text)[name]
    assert job.processing.startswith(does)
    assert job.reads[0].columns[0] == since


def test_the_briefs_time_takes_the_place_of_what_the_entry_assumes() -> None:
    found = jobs("Unpaid orders are cancelled after 2 days")
    assert "`paid_at` 2 days after `placed_at` and" in found["cancel_unpaid_orders"].processing
    assert "cancel_old_orders" not in found


@pytest.mark.parametrize(
    "text", ["Carts that were not touched for 10 days are removed", "Drafts without activity for 14 days are deleted"]
)
def test_what_is_not_done_for_a_while_rules_nothing_out(text: str) -> None:
    assert [rule.name for rule in drafted(text).spec.sections.rules.rules if rule.name.startswith("Not:")] == []


@pytest.mark.parametrize("text", ["Upload answers a duplicate with a 409 response", "Approval by the 4 eyes principle"])
def test_an_http_status_and_an_idiom_are_no_numbers_of_the_feature(text: str) -> None:
    rules = drafted(text).spec.sections.rules.rules
    assert [rule.name for rule in rules if "409" in rule.name or "4 eyes" in rule.name] == []


def test_what_each_person_has_is_the_most_that_they_may_have() -> None:
    rules = {
        rule.name: rule for rule in drafted("Each member has 4 bookings; members book courts").spec.sections.rules.rules
    }
    assert rules["At most 4 bookings"].error_code == "BOOKING_LIMIT_REACHED"
