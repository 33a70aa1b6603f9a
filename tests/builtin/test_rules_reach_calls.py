"""What a rule or verb says of other rows stands on the calls that touch them: errors, bodies, tables, who may call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from drafts import call, draft

from draftspec.derive.matrix import matrix_of
from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.columns import parse_columns, parse_parent
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.resources import _complete
from draftspec.sections.endpoints import Endpoint

CLAIM = "Expense claims that employees submit and managers approve"
PHONE = "Two-factor authentication"
CLOCK = "Time entries with a timer that is stopped and restarted"
OUTAGE = "Incidents with updates and affected components"


def codes(endpoint: Endpoint) -> set[str]:
    return {error.code for error in endpoint.errors}


def given(endpoint: Endpoint) -> dict[str, list[str]]:
    fields = endpoint.request.fields if endpoint.request else ()
    return {field.name: [part.name for part in field.fields] for field in fields}


def cells(text: str, name: str) -> dict[str, str]:
    rows = matrix_of(draft(text).spec.sections).rows
    return dict(next(found for _, call, found in rows if call.replace("/api/v1", "") == name))


@pytest.mark.parametrize(
    ("text", "code", "calls"),
    [
        (
            CLAIM,
            "CLAIM_NOT_EDITABLE",
            [
                "POST /expense-claims/{expense_claim_id}/items",
                "PATCH /expense-claim-items/{id}",
                "DELETE /expense-claim-items/{id}",
            ],
        ),
        (
            "Invoices with lines",
            "INVOICE_NOT_DRAFT",
            ["POST /invoices/{invoice_id}/items", "PATCH /invoice-items/{id}", "DELETE /invoice-items/{id}"],
        ),
        ("Support tickets with replies", "TICKET_CLOSED", ["POST /tickets/{ticket_id}/messages"]),
        (
            "Stock transfers between warehouses",
            "STOCK_TRANSFER_FROZEN",
            ["POST /stock-transfers/{stock_transfer_id}/items", "PATCH /stock-transfer-items/{id}"],
        ),
    ],
)
def test_what_closes_a_thing_is_answered_by_the_writes_to_its_lines(text: str, code: str, calls: list[str]) -> None:
    assert [code in codes(call(text, name)) for name in calls] == [True] * len(calls)
    rules = draft(text).spec.sections.rules
    told = [rule for rule in (rules.rules if rules else ()) if rule.error_code == code]
    assert [rule.error_handling.endswith(f"`{code}`.") for rule in told] == [True] * len(told)


def test_what_a_line_refuses_is_refused_where_it_is_created_with_its_document() -> None:
    names = ["POST /expense-claims", "POST /expense-claims/{id}/submit", "PATCH /expense-claim-items/{id}"]
    assert ["EXPENSE_DATE_OUT_OF_RANGE" in codes(call(CLAIM, name)) for name in names] == [True] * 3


def test_a_total_follows_the_lines_and_the_overview_shows_it() -> None:
    changed = call(CLAIM, "PATCH /expense-claim-items/{id}")
    assert [(s.table, s.column) for s in changed.server_sets if s.table == "expense_claims"] == [
        ("expense_claims", "total_claimed_amount_cents")
    ]
    assert cells(CLAIM, "DELETE /expense-claim-items/{id}") == {"expense_claim_items": "RD", "expense_claims": "RU"}


def test_an_approval_takes_the_amount_of_each_line() -> None:
    approve = call(CLAIM, "POST /expense-claims/{id}/approve")
    assert given(approve) == {"items": ["id", "sanctioned_amount_cents"]}
    assert "SANCTIONED_ABOVE_CLAIMED" in codes(approve)
    assert cells(CLAIM, "POST /expense-claims/{id}/approve") == {"expense_claims": "RU", "expense_claim_items": "RU"}


def test_a_code_that_is_sent_is_in_no_answer_and_is_given_to_the_verifying_call() -> None:
    challenge = call(PHONE, "POST /mfa-factors/{id}/challenge")
    shown = [field.name for response in challenge.responses for field in response.fields]
    assert challenge.responses[0].status == 201
    assert [name for name in shown if "code" in name or "otp" in name] == []
    assert cells(PHONE, "POST /mfa-factors/{id}/challenge") == {"mfa_factors": "RU", "mfa_challenges": "C"}
    assert "MFA_CHALLENGE_TOO_SOON" in codes(challenge)
    assert list(given(call(PHONE, "POST /mfa-factors/{id}/verify"))) == ["challenge_id", "code"]


def test_a_verb_that_begins_something_new_answers_with_the_new_row() -> None:
    restart = call(CLOCK, "POST /time-entries/{id}/restart")
    assert (restart.responses[0].status, "TOO_MANY_TIMERS" in codes(restart)) == (201, True)
    assert cells(CLOCK, "POST /time-entries/{id}/restart") == {"time_entries": "CR"}


def test_a_move_that_is_told_writes_the_entry_that_tells_it() -> None:
    assert cells(OUTAGE, "POST /incidents/{id}/identify") == {"incidents": "RU", "incident_updates": "C"}
    assert list(given(call(OUTAGE, "POST /incidents/{id}/identify"))) == ["message"]
    assert cells(OUTAGE, "POST /incidents/{incident_id}/updates")["incidents"] == "RU"


def test_the_public_sees_what_is_shown_and_nothing_internal() -> None:
    shown = call(OUTAGE, "GET /incidents")
    assert shown.auth.owner == "`visible`, or any row for `operator`"
    names = {query.name for query in shown.query} | {field.name for field in shown.responses[0].fields}
    assert names & {"reported_by_id", "visible"} == {"visible"}
    assert shown.rate_limit is not None and shown.rate_limit.per == "ip"
    update = call(OUTAGE, "POST /incidents/{incident_id}/updates")
    assert (update.auth.level, update.auth.roles, "author_id" in given(update)) == ("role", ("operator",), False)


@pytest.mark.parametrize(
    ("text", "name", "level", "fields"),
    [
        ("Password reset", "POST /password-resets", "public", ["email"]),
        ("Password reset", "POST /password-resets/complete", "token", ["token", "new_password"]),
        ("Magic link sign-in", "POST /magic-links", "public", ["token_type", "address"]),
        ("Team invitations", "POST /invitations/accept", "token", ["token"]),
        ("Status page subscribers", "POST /status-page-subscribers/unsubscribe", "token", ["code"]),
    ],
)
def test_who_has_no_session_yet_needs_none(text: str, name: str, level: str, fields: list[str]) -> None:
    assert (call(text, name).auth.level, list(given(call(text, name)))) == (level, fields)


@cache
def entries() -> dict[str, Entry]:
    return {name: _complete(concepts().entry(name)) for name in concepts()}


def test_what_entries_say_of_other_entries_is_there() -> None:
    known = entries()

    def wrong(name: str, entry: Entry) -> Iterator[str]:
        for rule in entry.rules:
            for child, calls in (rule.answer.below if rule.answer else {}).items():
                possible = {*(known[child].standard or ()), *known[child].verbs} if child in known else set()
                yield from (f"{name}: {rule.name}: {child} has no {one}" for one in calls if one not in possible)
                if child in known and name not in {parse_parent(p).target for p in known[child].parents}:
                    yield f"{name}: {rule.name}: {child} does not belong to it"
        for verb in entry.verbs.values():
            named = (*verb.lines, *verb.adds, *verb.changes, *([verb.makes] if verb.makes else []))
            yield from (f"{name}: no entry {one}" for one in named if one not in known)
            for child, columns in verb.lines.items():
                there = {line.name for line in parse_columns(known[child].columns)}
                yield from (f"{name}: {child} has no {one}" for one in columns if one not in there)
        for call_name, touched in entry.touches.items():
            yield from (f"{name}: no entry {one}" for one in touched if one not in known)
            if call_name not in (entry.standard or ()):
                yield f"{name}: no call {call_name}"
        callable_by_all = {*(entry.standard or ()), *entry.verbs}
        yield from (f"{name}: no call {one}" for one in entry.open if one not in callable_by_all)
        keys = {parse_parent(p).column for p in entry.parents}
        yield from (f"{name}: no parent {one}" for one in entry.finds if one not in keys)

    assert [problem for name, entry in known.items() for problem in wrong(name, entry)] == []


def test_nobody_gives_themselves_a_role() -> None:
    asking = [
        name for name, entry in entries().items() if entry.owner and "role" in columns_of(entry) - server_set(entry)
    ]
    assert [name for name in asking if "membership" in entries()[name].archetypes] == []


def columns_of(entry: Entry) -> set[str]:
    return {line.name for line in parse_columns(entry.columns)}


def server_set(entry: Entry) -> set[str]:
    return {line.name for line in parse_columns(entry.columns) if "server" in line.flags}


def test_what_a_role_assigns_is_not_for_the_owner_to_set() -> None:
    text = "Support tickets with replies"
    assert "assignee_id" not in given(call(text, "POST /tickets"))
    assert list(given(call(text, "POST /tickets/{id}/assign"))) == ["assignee_id"]


def test_an_unknown_id_is_others_only_where_rows_have_owners() -> None:
    calls = [*draft(OUTAGE).spec.sections.endpoints.endpoints, *draft(CLAIM).spec.sections.endpoints.endpoints]
    told = {e.when: bool(c.auth.owner) for c in calls for e in c.errors if e.status == 404}
    assert told == {
        "`id` unknown or hidden": True,
        "`id` unknown": False,
        "`incident_id` unknown or hidden": True,
        "`incident_id` unknown": False,
        "`id` unknown or others'": True,
        "`expense_claim_id` unknown or others'": True,
    }


def test_a_job_that_sends_by_the_clock_keeps_that_it_did() -> None:
    promising = re.compile(r"keyed by|as its key|mail'?s? key|remember|recorded under|dedupe|one mail per|told once")
    assert [
        f"{name}: {job.name}"
        for name, entry in entries().items()
        for job in entry.jobs
        if job.schedule and not job.writes and promising.search(job.does)
    ] == []


def test_no_entry_speaks_of_what_organizations_have_where_there_are_none() -> None:
    owned = re.compile(r"(?:the|an?|their|its) organization's")
    speaking = [
        name
        for name, entry in entries().items()
        if owned.search(" ".join((*entry.security, *(f"{r.description} {r.implementation}" for r in entry.rules))))
    ]
    known = {name: draft(concepts().entry(name).words[0]).spec.sections.known_tables() for name in speaking}
    assert [name for name, tables in known.items() if "organizations" not in tables] == []


DEMAND = "Finance sends a payment request for the overdue invoices of a customer"


def test_what_rules_use_of_tables_taken_for_granted_is_assumed_of_them() -> None:
    assumed = {table.name: table for table in draft(DEMAND).spec.sections.database.assumed}
    assert [column.name for column in assumed["invoices"].columns] == [
        *("id", "name", "customer_id", "status", "currency", "due_date", "amount_due_cents"),
    ]


def test_a_payment_by_link_is_begun_by_the_link_and_settled_by_the_providers_notice() -> None:
    pay, settle = (call(DEMAND, f"POST /payment-requests/{verb}") for verb in ("pay", "settle"))
    assert [pay.auth.level, settle.auth.level] == ["token", "token"]
    assert list(given(settle)) == ["event_id", "payment_request_id", "signature"]
    assert settle.transition is not None and settle.transition.before == ("pending", "failed", "succeeded")
    assert settle.rate_limit is None
    assert cells(DEMAND, "POST /payment-requests/settle") == {"payment_requests": "RU", "invoices": "RU"}


def test_hours_are_entered_afterwards_and_of_an_activity_of_their_project() -> None:
    made = call(CLOCK, "POST /time-entries")
    assert "ended_at" in given(made) and "ACTIVITY_OF_OTHER_PROJECT" in codes(made)
    assert "TIMER_NOT_RUNNING" in codes(call(CLOCK, "POST /time-entries/{id}/stop"))
    columns = draft(CLOCK).spec.sections.known_tables()["activities"].columns
    assert [c.nullable for c in columns if c.name == "project_id"] == [True]


def test_a_service_reports_only_to_a_call_that_takes_its_notice() -> None:
    def calls(text: str) -> str:
        found = draft(text).spec.sections.integrations
        return " ".join(one.api_calls + " ".join(one.environment) for one in (found.integrations if found else ()))

    assert "are taken by `POST /api/v1/payment-requests/settle`" in calls(DEMAND)
    assert "PAYMENTS_WEBHOOK_SECRET" in calls(DEMAND)
    told = calls("Donations by card payment with a mailed receipt")
    assert told != "" and "webhook" not in told.lower()


def test_a_total_is_tried_with_the_lines_that_it_follows() -> None:
    tests = draft(CLAIM).spec.sections.tests
    assert [(t.subject, t.given, t.expect) for t in (tests.utilities if tests else ()) if "total" in t.subject] == [
        ("expense_claims.total_claimed_amount_cents", "expense claim items of 45.00 and 84.00", "12900 cents")
    ]


def test_a_phone_factor_needs_its_number_and_a_printed_code_can_be_spent() -> None:
    assert "MFA_PHONE_REQUIRED" in codes(call(PHONE, "POST /mfa-factors"))
    assert list(given(call(PHONE, "POST /recovery-codes/use"))) == ["code"]
    assert "RECOVERY_CODE_CODE_HASH_TAKEN" not in codes(call(PHONE, "POST /recovery-codes"))


def test_a_job_reads_the_tables_that_it_names() -> None:
    text = "Feature requests with subscribers"
    jobs = draft(text).spec.sections.jobs
    read = {job.name: [one.table for one in job.reads] for job in (jobs.jobs if jobs else ())}
    assert read["tell_voters_of_response"] == ["feature_requests", "subscribers", "users"]
