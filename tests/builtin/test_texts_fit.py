"""What a document says of jobs, rules, indexes, audits and tests follows from its own calls and tables."""

from __future__ import annotations

import pytest
from drafts import draft

from draftspec.drafters.builtin.assuming import assumed
from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief

IMPORTS = "Revamp imports: feedback for recent imports with state and rows."
CHANNELS = "As a User I need to be able to create private channels."
HATS = "Users request hats, moderators approve or reject the hat request."
CODES = "Users have recovery codes for two-factor sign-in."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rows older than 31 days.", "Rows older than 31 days (assumption)."),
        ("Rows older than three days.", "Rows older than three days (assumption)."),
        ("Rows older than 90 days.", "Rows older than 90 days."),
        ("Rows older than 31 days (assumption).", "Rows older than 31 days (assumption)."),
        ("`interval '31 days'` decides.", "`interval '31 days'` decides."),
        ("One row at a time.", "One row at a time."),
    ],
    ids=["a figure", "in words", "the brief's own", "marked", "code", "no figure"],
)
def test_what_the_brief_does_not_say_is_an_assumption(text: str, expected: str) -> None:
    plan = make_plan(read_brief("Delete tickets after 90 days.", concepts()), ())
    assert assumed(text, plan) == expected


def _handling(brief: str, rule: str) -> str:
    rules = draft(brief).spec.sections.rules
    assert rules is not None
    return next(one.error_handling for one in rules.rules if one.name == rule)


def test_a_rule_says_what_a_refused_caller_gets() -> None:
    assert _handling("Add choirs.", "Whose choir it is") == "404 `CHOIR_NOT_FOUND`."


def test_a_second_call_that_does_no_harm_is_not_refused() -> None:
    assert (
        _handling("Tags on posts.", "Assigning twice is no error") == "None: the same call again gives what is there."
    )


def test_numbered_rows_come_by_their_number() -> None:
    calls = draft(IMPORTS).spec.sections.endpoints.endpoints
    purposes = [call.purpose for call in calls if call.action == "list" and call.table == "import_rows"]
    assert purposes == ["Lists import rows of one import, by `row_number`."]


def test_what_decides_about_others_is_audited() -> None:
    guard = draft(CHANNELS).spec.sections.security
    assert guard is not None
    assert "POST /api/v1/channel-members/{id}/set-role" in [one.action for one in guard.audit]


def test_a_recovery_code_that_is_used_is_audited() -> None:
    guard = draft(CODES).spec.sections.security
    assert guard is not None
    assert "POST /api/v1/recovery-codes/use" in [one.action for one in guard.audit]


def test_a_key_of_two_columns_is_tried_with_both() -> None:
    tests = draft(CHANNELS).spec.sections.tests
    assert tests is not None
    given = [case.given for case in tests.models if case.expect.endswith("`channel_members_channel_id_user_id_key`")]
    assert given == ["the same `channel_id` and `user_id` twice"]


def test_an_error_of_a_rule_is_tried_by_what_the_rule_says() -> None:
    tests = draft("MFA (Phone): enroll a phone-based MFA factor, challenge and verify.").spec.sections.tests
    assert tests is not None
    given = [case.given for case in tests.endpoints if case.expect == "429 `MFA_CHALLENGE_TOO_SOON`"]
    assert given and not given[0].startswith("call ")


def test_what_is_held_to_and_what_wakes_somebody_are_one_figure() -> None:
    sections = draft("Add invoices.").spec.sections
    assert sections.success is not None and sections.observability is not None
    held = [one for one in sections.success.quality if one.startswith("5xx")]
    woken = [one.condition for one in sections.observability.error_rate_alerts if one.condition.startswith("5xx")]
    assert held == ["5xx of `invoice_request_seconds` < 1 % (assumption)"]
    assert woken == ["5xx of `invoice_request_seconds` > 1 %, 5 min (assumption)"]


def test_an_index_that_no_list_reads_serves_its_key_or_a_job() -> None:
    performance = draft("Guest checkout: a guest fills a cart and pays without an account.").spec.sections.performance
    assert performance is not None
    said = dict(line.split(": ", 1) for line in performance.indexing_strategy)
    assert not [name for name, purpose in said.items() if name.endswith("_status`") and purpose == "joins and deletes."]
