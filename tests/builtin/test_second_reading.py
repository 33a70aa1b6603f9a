"""What an engineer who builds from the documents would send back: each was found by reading whole drafts."""

from __future__ import annotations

from typing import Any

import pytest
from drafts import call, draft

from draftspec.derive.examples import request_example, response_example
from draftspec.drafters.builtin.edges import edge_of
from draftspec.drafters.builtin.entries import RuleEntry
from draftspec.sections.rules import Rule

QUIZ = "Teachers create quizzes with multiple choice questions; students take them within 30 minutes; results are graded automatically"
GIFT = "Store gift cards: buy, redeem partially, expire after 1 year"
EXPENSE = "Employees submit expense reports with receipts; managers approve or reject them, above 500 EUR finance approves too"
KEYS = "API keys with scopes and usage limits of 1000 requests a day"


def shown(text: str, name: str) -> dict[str, Any]:
    found = call(text, name)
    example = response_example(found, found.responses[0], draft(text).spec.sections.known_tables())
    assert example is not None
    return example


def asked(text: str, name: str) -> dict[str, Any]:
    example = request_example(call(text, name), draft(text).spec.sections.known_tables())
    assert example is not None
    return example


def rule(text: str, name: str) -> Rule:
    return next(r for r in draft(text).spec.sections.rules.rules if r.name == name)


def specification(text: str) -> str:
    return next(body for name, body in draft(text).files.items() if name.startswith("02_"))


@pytest.mark.parametrize(
    ("text", "name", "end", "code"),
    [
        (QUIZ, "Over after 30 minutes", "due_at", "ATTEMPT_TIME_OVER"),
        (GIFT, "Over after 1 year", "expires_on", "GIFT_CARD_INVALID"),
    ],
)
def test_a_lifetime_ends_at_the_column_that_says_so_and_with_its_error(
    text: str, name: str, end: str, code: str
) -> None:
    found = rule(text, name)
    assert f"`{end}`" in found.description and "created_at" not in found.implementation
    assert found.error_code == code
    assert found.edge_cases != ()


def test_a_sum_is_compared_with_what_the_row_is_worth() -> None:
    found = rule("Purchase orders; orders above 2000 EUR are checked by the board", "Above 2000 EUR")
    assert "`total_cents` > 200000" in found.description
    assert found.edge_cases == ("Exactly 200000 is on the quiet side; a sum that is changed later is compared anew.",)


def test_a_number_of_calls_is_refused_and_not_put_on_another_call() -> None:
    found = rule(KEYS, "At most 1000 requests a day")
    assert found.error_handling == "429 `RATE_LIMITED`."
    assert "1000/day" not in specification(KEYS)


def test_what_the_brief_decides_is_not_asked_again() -> None:
    asked_in = {text: [q.text for q in draft(text).spec.open_questions] for text in (GIFT, EXPENSE)}
    assert not [q for q in asked_in[GIFT] if "expire" in q]
    assert not [q for q in asked_in[EXPENSE] if "enough" in q]


def test_lists_are_called_lists_with_the_default_that_they_have() -> None:
    text = specification(QUIZ)
    assert "correct_answers**: JSON list, at most 64 KB (assumption); default []" in text
    assert ".answers**: JSON object, at most 64 KB (assumption); default {}" in text
    assert "scopes**: list of texts, at most 100 (assumption); at least one" in specification(KEYS)


def test_an_example_of_choices_is_one_that_its_key_names() -> None:
    example = asked(QUIZ, "POST /api/v1/quizzes/{quiz_id}/questions")
    assert set(example["correct_answers"]) <= {choice["id"] for choice in example["choices"]}


def test_a_change_is_shown_in_a_state_that_allows_it_and_after_what_comes_before() -> None:
    saved = shown(QUIZ, "POST /api/v1/quiz-attempts/{id}/save")
    assert (saved["status"], saved["submitted_at"], saved["graded_at"]) == ("in_progress", None, None)
    submitted = shown(QUIZ, "POST /api/v1/quiz-attempts/{id}/submit")
    assert submitted["started_at"] < submitted["submitted_at"]
    rejected = shown(EXPENSE, "POST /api/v1/expense-reports/{id}/reject")
    assert rejected["submitted_at"] is not None and rejected["approved_at"] is None


def test_sums_of_a_new_row_are_those_of_its_lines() -> None:
    lines = asked(EXPENSE, "POST /api/v1/expense-reports")["items"]
    made = shown(EXPENSE, "POST /api/v1/expense-reports")
    assert made["total_claimed_amount_cents"] == sum(line["amount_cents"] for line in lines)
    assert made["total_sanctioned_amount_cents"] == 0


def test_a_part_is_redeemed_by_code_and_amount() -> None:
    assert shown(GIFT, "POST /api/v1/gift-cards")["balance_cents"] == 12900
    assert asked(GIFT, "POST /api/v1/gift-cards/redeem") == {
        "code": "7KQM-4XTR-9WPD-2HJC",
        "amount_cents": 5000,
        "order_id": "4be0643f-1d98-473b-97cd-ca98a65347dd",
    }
    assert shown(GIFT, "POST /api/v1/gift-cards/redeem")["balance_cents"] == 7900


def test_a_secret_that_is_shown_once_looks_like_one() -> None:
    assert shown(KEYS, "POST /api/v1/api-keys")["key"].startswith("made-up-")


def test_whom_the_brief_lets_act_has_calls() -> None:
    may = {role.name: role.may for role in draft(QUIZ).spec.sections.security.roles}
    assert "`POST /api/v1/quizzes/{quiz_id}/attempts`" in may["student"]


def test_whoever_decides_on_rows_of_others_may_find_them() -> None:
    listed = next(e for e in draft(EXPENSE).spec.sections.endpoints.endpoints if e.action == "list")
    assert listed.auth.owner == "own `employee_id`, or any row for `manager` and `finance`"
    owned = draft(EXPENSE).spec.sections.security.ownership[0]
    assert owned.rule == "others get 404, except `manager` and `finance`"


def test_only_calls_that_reach_a_service_fail_with_it() -> None:
    calls = draft("Members book a class; they pay with PayPal").spec.sections.endpoints.endpoints
    assert {e.action for e in calls if 503 in {c.status for c in e.errors}} == {"create"}
    mailed = draft("add invoices").spec.sections.endpoints.endpoints
    assert [e.path for e in mailed if 503 in {c.status for c in e.errors}] == []


INVOICES = "add invoices"


def test_what_a_state_demands_stays_in_the_states_behind_it() -> None:
    assert "CHECK (status = 'draft' OR number IS NOT NULL)" in specification(INVOICES)
    paid = shown(INVOICES, "POST /api/v1/invoices/{id}/pay")
    assert paid["status"] == "paid" and paid["number"] is not None


def test_security_of_the_entries_stands_in_both_documents() -> None:
    said = "Correct answers leave the server only according to `show_answers`."
    assert [said in body for name, body in sorted(draft(QUIZ).files.items()) if name.endswith(".md")] == [True, True]


@pytest.mark.parametrize(
    ("implementation", "answer", "edge"),
    [
        (
            "Partial unique index on `email`.",
            "409 `TAKEN`",
            "Two such calls at once: the index lets one row in, the other gets 409 `TAKEN`.",
        ),
        ("Partial unique index on `email`.", None, None),
        ("Partial unique index on `email`.", "422 `ODD`", None),
        (
            "`INSERT … ON CONFLICT (a, b) DO NOTHING`.",
            None,
            "The same call twice at once: one of them inserts, both answer with that row.",
        ),
        (
            "`UPDATE … SET status = 'sent' WHERE status = 'new'`.",
            "409 `SENT`",
            "Two at once: one of them finds its row, the other none and gets 409 `SENT`.",
        ),
        (
            "`UPDATE … SET used = used + 1 WHERE used < 5`.",
            "409 `USED_UP`",
            "Two at once: the second finds the row as the first left it.",
        ),
        ("CHECK (closes_at > opens_at).", "422 `ODD`", "`closes_at` equal to `opens_at` is refused."),
        ("`WHERE expires_at > now()`.", None, "In the very second of `expires_at` it is too late."),
        ("The serializer drops the author.", None, None),
    ],
)
def test_an_edge_case_follows_from_how_a_rule_is_kept(
    implementation: str, answer: str | None, edge: str | None
) -> None:
    entry = RuleEntry(name="R", description="D.", implementation=implementation, validation="V.")
    assert edge_of(entry, answer) == edge


def test_rules_of_many_kinds_name_an_edge_case() -> None:
    rules = [one for text in (QUIZ, GIFT, EXPENSE, KEYS, INVOICES) for one in draft(text).spec.sections.rules.rules]
    without = [one.name for one in rules if not one.edge_cases]
    assert len(without) <= len(rules) / 3, without


def test_one_column_holds_what_is_named_in_either_number() -> None:
    columns = {column.name for column in draft(KEYS).spec.sections.database.tables[0].columns}
    assert columns & {"scope", "scopes"} == {"scopes"}


def test_an_entry_is_silent_about_columns_that_were_dropped() -> None:
    text = "Storage lockers: parcels wait 72 hours, then a fee of 2.50 EUR per day is charged."
    fees = next(table for table in draft(text).spec.sections.database.tables if table.name == "fees")
    assert "invoice_id" not in {column.name for column in fees.columns}
    assert "invoice_id" not in specification(text)


WAITING = "Waiting list: track people who want a ticket after the event is sold out, send them 24h-valid vouchers"


def test_who_waits_is_a_person_and_a_call_happens_before_what_it_sets_ahead() -> None:
    offered = shown(WAITING, "POST /api/v1/waiting-list-entries/{id}/offer")
    assert offered["name"] == "Mara Lindqvist"
    assert offered["updated_at"] < offered["offer_expires_at"]


def test_what_a_laboratory_found_is_personal() -> None:
    found = draft("Patients upload lab results, doctors comment on them, everything is audited").spec.sections.security
    assert found is not None
    assert {"value", "interpretation"} <= {one.column for one in found.sensitive if one.kind == "personal"}


def test_a_secret_that_is_read_again_is_not_hashed() -> None:
    found = draft("MFA: users enroll a factor, challenge it and verify a code").spec.sections.security
    assert found is not None
    kept = dict(line.split(": ", 1) for line in found.encryption)
    assert kept["`mfa_factors.secret`"].startswith("AES-256-GCM")
    assert kept["`mfa_challenges.otp_code`"].startswith("HMAC-SHA-256")


def test_a_granted_request_for_a_deletion_does_not_stand_in_its_way() -> None:
    table = draft("Authors request to remove a comment").spec.sections.database.tables[0]
    keys = {c.name: (c.nullable, c.references.on_delete) for c in table.columns if c.references}
    assert keys == {
        "user_id": (False, "CASCADE"),
        "decided_by_id": (True, "SET NULL"),
        "comment_id": (True, "SET NULL"),
    }


def test_a_rule_and_the_key_that_keeps_it_are_one_refusal() -> None:
    errors = call("Feature access management tied directly to your billing plans", "DELETE /api/v1/features/{id}")
    assert [(e.code, e.constraint) for e in errors.errors if e.status == 409] == [
        ("PLAN_FEATURE_IN_USE", "entitlements_feature_id_fkey")
    ]


@pytest.mark.parametrize(
    ("text", "downtime"),
    [
        ("Add a phone number to customers", "Brief lock on `customers`."),
        (
            "Move dashboards to folders",
            "Brief lock on `folders`. Until its index is built, which takes longer the more rows there are, "
            "requests wait that touch `dashboards`.",
        ),
        ("Wines and wine regions", "Brief lock on `users`."),
    ],
)
def test_the_notes_name_each_table_that_waits(text: str, downtime: str) -> None:
    notes = draft(text).spec.sections.migration
    assert notes is not None
    assert notes.downtime == downtime
    assert [finding.check for finding in draft(text).spec.findings if finding.check == "MIG-09"] == []
