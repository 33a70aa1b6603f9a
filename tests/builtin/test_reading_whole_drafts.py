"""What a reader who must build from whole drafts, and sees no code, would send back: by cause, each with a brief of its own."""

from __future__ import annotations

import re

import pytest
from drafts import call, draft

from draftspec.sections.database import Column, Table

GOALS = "Goals with progress: link goals to appraisal cycles, update progress from the goal tree itself"
HANDED_ON = "Quote requests that sales assigns and answers"
QUIZ = "Teachers create quizzes with multiple choice questions; students take them within 30 minutes"


def table(text: str, name: str) -> Table:
    return draft(text).spec.sections.known_tables()[name]


def column(text: str, place: str) -> Column:
    name, _, wanted = place.partition(".")
    return next(c for c in table(text, name).columns if c.name == wanted)


def assumed(text: str) -> list[str]:
    return [one.name for one in draft(text).spec.sections.database.assumed]


def codes(text: str, name: str) -> list[str]:
    return [case.code for case in call(text, name).errors if case.status not in (400, 401, 404, 429)]


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        (GOALS, ["users", "appraisal_cycles"]),
        ("API keys per user and limit permissions per key", ["users"]),
        ("Harvests per field and crop with weight", ["fields", "crops"]),
    ],
)
def test_verbs_and_reflexives_are_no_tables(text: str, tables: list[str]) -> None:
    assert [name for name in assumed(text) if name not in ("users", "api_key_scopes")] == [
        name for name in tables if name != "users"
    ]


def test_a_lock_lasts_until_a_moment_that_nobody_gives() -> None:
    text = "Terminals with a label, a PIN and a lock after five wrong entries"
    assert column(text, "terminals.locked_until").type == "timestamptz"
    fields = call(text, "POST /api/v1/terminals").request
    assert fields is not None and "locked_until" not in {field.name for field in fields.fields}


def test_a_move_into_the_state_where_a_row_is_already_keeps_that_state_among_those_it_starts_from() -> None:
    assigned = call(HANDED_ON, "POST /api/v1/quote-requests/{id}/assign").transition
    assert assigned is not None and assigned.before == ("new", "in_review")
    saved = call(QUIZ, "POST /api/v1/quiz-attempts/{id}/save").transition
    assert saved is not None and saved.before == ("in_progress",)
    assert "CANNOT_SAVE_QUIZ_ATTEMPT" in codes(QUIZ, "POST /api/v1/quiz-attempts/{id}/save")


def test_what_takes_a_step_back_empties_when_it_was_taken() -> None:
    reopened = call(GOALS, "POST /api/v1/goals/{id}/reopen")
    assert {one.column: one.value for one in reopened.server_sets if one.column != "updated_at"} == {
        "completed_at": "null",
        "archived_at": "null",
    }
    assert reopened.purpose.endswith("empties `completed_at` and `archived_at`.")


THRESHOLD = "As a trainer I want to set a pass mark and limit the number of exam attempts, with a waiting time after a failed one"


def asked(text: str, name: str) -> set[str]:
    request = call(text, name).request
    return {field.name for field in request.fields} if request else set()


def added(text: str) -> dict[str, list[str]]:
    changes = draft(text).spec.sections.database.modifications
    return {change.table: [column.name for column in change.add_columns] for change in changes}


def test_what_is_set_for_all_attempts_is_a_column_of_the_quiz_and_no_field_of_the_learner() -> None:
    settings = ["passing_score", "max_attempts", "retry_delay_minutes"]
    assert added(THRESHOLD) == {"quizzes": settings}
    patched = call(THRESHOLD, "PATCH /api/v1/quizzes/{id}")
    assert patched.auth.roles == ("trainer",)
    assert asked(THRESHOLD, "PATCH /api/v1/quizzes/{id}") == set(settings)
    assert asked(THRESHOLD, "POST /api/v1/quizzes/{quiz_id}/attempts") == set()
    assert not set(settings) & {c.name for c in table(THRESHOLD, "quiz_attempts").columns}


def test_what_the_rules_read_of_a_table_that_is_there_is_assumed_with_it() -> None:
    text = "quiz attempts"
    assert added(text) == {}
    assert {"max_attempts", "passing_score", "closes_at"} <= {c.name for c in table(text, "quizzes").columns}
    said = next(a.text for a in draft(text).spec.assumptions if a.text.startswith("`quizzes`"))
    assert said.startswith("`quizzes` with the key `id` and `passing_score`, `max_attempts`")


def test_an_attempt_is_read_by_its_learner_whoever_reads_the_quiz() -> None:
    listed = call(QUIZ, "GET /api/v1/quizzes/{quiz_id}/attempts").auth
    assert listed.owner == "own `user_id`, or any row for `teacher`"


def test_a_grade_is_given_with_its_points_and_decides_by_the_threshold() -> None:
    name = "POST /api/v1/quiz-attempts/{id}/grade"
    request = call(THRESHOLD, name).request
    assert request is not None and [(f.name, f.required) for f in request.fields] == [("score", True)]
    rule = next(r for r in draft(THRESHOLD).spec.sections.rules.rules if r.name == "Passed from the threshold on")
    assert "`quizzes.passing_score`" in rule.description


LINE = "Waiting list for sold out events with vouchers, manual and automatic offers, variable number of hours validity"


def test_who_waits_keeps_no_setting_and_sets_neither_rank_nor_voucher() -> None:
    assert added(LINE) == {"events": ["waiting_list_hours", "waiting_list_auto"]}
    assert {"capacity", "places_taken"} <= {c.name for c in table(LINE, "events").columns}
    assert asked(LINE, "POST /api/v1/events/{event_id}/waiting-list-entries") == {
        "name",
        "email",
        "phone",
        "locale",
        "quantity",
    }
    assert call(LINE, "POST /api/v1/waiting-list-entries/{id}/prioritize").auth.roles == ("organizer",)
    assert column(LINE, "waiting_list_entries.event_voucher_id").references is not None


def test_a_time_of_the_brief_that_can_be_set_is_its_default_and_no_constant() -> None:
    text = "Waiting list for sold out events, offers valid 36 hours by default, variable number of hours validity"
    changed = {c.name: c.default for m in draft(text).spec.sections.database.modifications for c in m.add_columns}
    assert changed == {"waiting_list_hours": "36"}
    assert not [r.name for r in draft(text).spec.sections.rules.rules if "36" in r.name + r.implementation]
    carried = next(c for c in draft(text).spec.claims if "36" in c.text)
    assert carried.carried_by == ("database.modifications.events.columns.waiting_list_hours",)


def test_who_comes_back_into_a_line_stands_at_its_end_and_meets_the_key() -> None:
    name = "POST /api/v1/waiting-list-entries/{id}/rejoin"
    stamped = {one.column: one.value for one in call(LINE, name).server_sets}
    assert (stamped["queued_at"], stamped["offer_expires_at"]) == ("the time of the call", "null")
    assert set(codes(LINE, name)) == {"ALREADY_WAITING", "CANNOT_REJOIN_WAITING_LIST_ENTRY"}
    offering = set(codes(LINE, "POST /api/v1/waiting-list-entries/{id}/offer"))
    assert offering == {"ROLE_REQUIRED", "NO_PLACE_FREE", "CANNOT_OFFER_WAITING_LIST_ENTRY"}


def test_what_the_brief_answers_is_not_asked() -> None:
    questions = [q.text for q in draft(LINE).spec.open_questions]
    assert not [q for q in questions if q.startswith(("Automatic", "How long"))]


@pytest.mark.parametrize(
    ("text", "name", "roles", "owner"),
    [
        ("contacts", "GET /api/v1/contacts", ("staff",), None),
        ("Doctors prescribe drugs, pharmacists dispense them", "GET /api/v1/prescriptions/{id}", ("doctor", "pharmacist"), None),
        ("Log every change of salary, visible to HR only", "GET /api/v1/salary-change-logs", ("HR",), None),
        ("Events with registrations", "GET /api/v1/events/{event_id}/registrations", (), "own `user_id`, or any row for `organizer`"),
    ],
)  # fmt: skip
def test_what_is_personal_is_never_read_by_all_who_are_signed_in(
    text: str, name: str, roles: tuple[str, ...], owner: str | None
) -> None:
    found = call(text, name).auth
    assert (found.roles, found.owner) == (roles, owner)


BIN = "When a folder or sheet is deleted, it goes to the trash; the user restores or destroys it. Admin setting for removal after x days, can be switched off"


def test_what_goes_to_a_bin_is_stamped_and_entered_there_by_its_own_call() -> None:
    assert added(BIN) == {"folders": ["deleted_at"], "sheets": ["deleted_at"]}
    deleted = call(BIN, "DELETE /api/v1/sheets/{id}")
    assert (deleted.soft_delete, deleted.writes) == ("deleted_at", ("sheets", "deletions"))
    assert deleted.purpose == "Moves one sheet with all below it to the recycle bin."
    filled = {one.column for one in deleted.server_sets if one.table == "deletions"}
    assert filled == {"deleted_by_id", "deletable_type", "deletable_id", "title", "created_at"}
    assert column(BIN, "deletions.deletable_type").values == ("folder", "sheet")
    assert call(BIN, "POST /api/v1/deletions/{id}/restore").writes == ("deletions", "folders", "sheets")


def test_an_admin_setting_is_one_row_that_can_be_empty() -> None:
    kept = column(BIN, "recycle_bin_settings.retention_days")
    assert (kept.type, kept.nullable, kept.default) == ("integer", True, "30")
    replaced = call(BIN, "PUT /api/v1/recycle-bin-settings")
    assert (replaced.auth.roles, asked(BIN, "PUT /api/v1/recycle-bin-settings")) == (("admin",), {"retention_days"})
    keys = [c.columns for c in table(BIN, "recycle_bin_settings").constraints if c.kind == "unique"]
    assert keys == [("scope",)]
    assert not [q for q in draft(BIN).spec.open_questions if "days" in q.text]


def test_what_the_feature_itself_keeps_goes_to_the_bin_as_well() -> None:
    text = "Recipes with title and steps; deleted recipes go to the trash"
    assert column(text, "recipes.deleted_at").nullable
    assert call(text, "DELETE /api/v1/recipes/{id}").writes == ("recipes", "deletions")


def test_a_bin_without_a_setting_has_none() -> None:
    assert "recycle_bin_settings" not in draft("trash for letters").spec.sections.known_tables()


def test_a_tree_that_the_brief_speaks_of_is_answered_by_a_call() -> None:
    shown = call(GOALS, "GET /api/v1/goals/tree")
    (nodes,) = shown.responses[0].fields
    assert (nodes.table, nodes.column, nodes.many) == ("goals", "parent_id", True)
    assert {"id", "parent_id", "title", "status", "progress"} <= {field.name for field in nodes.fields}
    assert [parameter.name for parameter in shown.query] == ["parent_id"]
    flat = [e.path for e in draft("goals of employees").spec.sections.endpoints.endpoints]
    assert "/api/v1/goals/tree" not in flat


def test_what_is_worked_out_is_given_by_one_call_only_and_must_be_given_there() -> None:
    assert "progress" not in asked(GOALS, "POST /api/v1/goals") | asked(GOALS, "PATCH /api/v1/goals/{id}")
    request = call(GOALS, "POST /api/v1/goals/{id}/update-progress").request
    assert request is not None and [(f.name, f.required) for f in request.fields] == [("progress", True)]


KEYS = "API keys per user with scopes and expiry, hashed instead of plain text"


def test_a_key_has_a_scope_and_makes_no_other_key_and_never_comes_back() -> None:
    request = call(KEYS, "POST /api/v1/api-keys").request
    assert request is not None and next(f for f in request.fields if f.name == "scopes").required
    refused = {e.path: codes(KEYS, f"{e.method} {e.path}") for e in draft(KEYS).spec.sections.endpoints.endpoints}
    assert all("SESSION_REQUIRED" in found for found in refused.values())
    assert "API_KEY_EXPIRED" in refused["/api/v1/api-keys/{id}/rotate"]


def test_a_question_arises_where_the_brief_touches_it() -> None:
    def asks(text: str) -> bool:
        return any("plain text today" in q.text for q in draft(text).spec.open_questions)

    assert (asks(KEYS), asks("API keys for partners")) == (True, False)


@pytest.mark.parametrize("text", [THRESHOLD, LINE, BIN, GOALS, KEYS])
def test_nothing_is_found_in_drafts_with_settings(text: str) -> None:
    assert [(found.check, found.message) for found in draft(text).spec.findings] == []


@pytest.mark.parametrize(
    ("text", "name", "purpose", "title"),
    [
        (LINE, "GET /api/v1/waiting-list-entries/{id}", "Shows one waiting list entry.", "Waiting List"),
        (BIN, "DELETE /api/v1/deletions/{id}", "Deletes one deleted item.", "Recycle Bin"),
        ("newsletter", "POST /api/v1/newsletter-issues", "Creates a newsletter issue.", "Newsletter"),
        ("payroll", "GET /api/v1/payroll-runs/{id}", "Shows one payroll run", "Payroll"),
    ],
)
def test_a_row_is_called_by_what_it_is_and_not_by_the_feature(text: str, name: str, purpose: str, title: str) -> None:
    assert call(text, name).purpose.startswith(purpose)
    written = next(body for file, body in draft(text).files.items() if file.startswith("02_"))
    assert written.startswith(f"# Backend Specification for {title}\n")


@pytest.mark.parametrize("text", [GOALS, BIN, LINE])
def test_a_table_has_one_size_in_both_documents(text: str) -> None:
    pages = [body for file, body in draft(text).files.items() if file.endswith(".md")]
    listed = next(e for e in draft(text).spec.sections.endpoints.endpoints if e.action == "list")
    sizes = {
        size for page in pages for size in re.findall(rf"`?{re.escape(f'GET {listed.path}')}`?: ([0-9,]+) rows", page)
    }
    assert len(sizes) == 1
    assert not [line for page in pages for line in page.splitlines() if "one team first" in line]


def test_what_a_test_of_a_call_needs_is_said() -> None:
    cases = {(case.subject, case.given, case.expect) for case in draft(GOALS).spec.sections.tests.endpoints}
    assert ("GET /api/v1/goals", "no filter", "200") in cases
    assert ("POST /api/v1/goals/{id}/reopen", "a row in `completed`", "200, `in_progress`") in cases
    assert ("DELETE /api/v1/goals/{id}", "a row that is there", "204") in cases


def keys(text: str, name: str) -> set[tuple[str, ...]]:
    return {tuple(key.column for key in index.columns) for index in table(text, name).indexes}


def test_an_index_of_a_filter_begins_with_what_the_list_is_narrowed_by_and_a_job_has_its_own() -> None:
    assert ("employee_id", "status", "created_at", "id") in keys(GOALS, "goals")
    attempts = keys(THRESHOLD, "quiz_attempts")
    assert {("quiz_id", "is_passed", "created_at", "id"), ("due_at",)} <= attempts
    assert ("offer_expires_at",) in keys(LINE, "waiting_list_entries")
    claims = keys("Employees submit expense reports; managers approve them", "expense_reports")
    assert ("status", "created_at", "id") in claims


@pytest.mark.parametrize(
    ("text", "place", "columns", "name", "role"),
    [
        (
            "Comments on articles. Admins can configure a maximum length and a waiting time between comments",
            "comment_settings",
            {"max_length", "waiting_minutes"},
            "PUT /api/v1/comment-settings",
            "admin",
        ),
        (
            "Support tickets; manager setting for automatic closing after x days, which can be disabled",
            "ticket_settings",
            {"automatic_closing_days"},
            "PUT /api/v1/ticket-settings",
            "manager",
        ),
        (
            "Course enrollments: teachers set a maximum number of participants per course",
            "courses",
            {"max_participants"},
            "PATCH /api/v1/courses/{id}",
            "teacher",
        ),
    ],
)
def test_what_somebody_sets_for_all_rows_is_no_field_of_a_row(
    text: str, place: str, columns: set[str], name: str, role: str
) -> None:
    found = call(text, name)
    assert (found.table, asked(text, name), found.auth.roles) == (place, columns, (role,))
    rows = {c.name for t in draft(text).spec.sections.database.tables if t.name != place for c in t.columns}
    assert not rows & {"length", "waiting_at", "closing", "participants", "configured_at", *columns}
    assert draft(text).spec.findings == ()


def test_a_bound_that_is_set_refuses_and_a_time_that_is_set_ends_by_itself() -> None:
    bounded = "Course enrollments: teachers set a maximum number of participants per course"
    assert "ENROLLMENT_BEYOND_SETTINGS" in codes(bounded, "POST /api/v1/courses/{course_id}/enrollments")
    ended = "Support tickets; manager setting for automatic closing after x days, which can be disabled"
    job = next(j for j in draft(ended).spec.sections.jobs.jobs if j.name == "tickets_automatic_closing")
    assert "`ticket_settings.automatic_closing_days` days" in job.processing


@pytest.mark.parametrize("text", ["Managers set prices and room types", "Recipes with cooking time and a size limit"])
def test_what_is_set_row_by_row_makes_no_settings(text: str) -> None:
    assert not [t.name for t in draft(text).spec.sections.database.tables if t.name.endswith("_settings")]


def test_one_end_has_one_rule() -> None:
    rules = [r for r in draft(QUIZ).spec.sections.rules.rules if r.error_code == "ATTEMPT_TIME_OVER"]
    assert [r.name for r in rules] == ["Over after 30 minutes"]
    assert "interval '30 minutes'" in rules[0].implementation and "closes_at" in rules[0].implementation
    assert rules[0].edge_cases == ("Neither limit nor closing time: `due_at` stays empty and nothing is late.",)


def test_alarms_count_failures_and_no_refusals() -> None:
    watched = draft(THRESHOLD).spec.sections.observability
    assert "5xx of `quiz_attempt_request_seconds` > 1 %, 5 min (assumption)" in {
        a.condition for a in watched.error_rate_alerts
    }
    (counted,) = [m.meaning for m in watched.errors if m.name == "quiz_attempt_errors_total"]
    assert {"ATTEMPTS_USED_UP", "ATTEMPT_RUNNING", "ATTEMPT_TIME_OVER", "ATTEMPT_TOO_SOON"} <= set(
        re.findall(r"`(\w+)`", counted)
    )


def test_a_setting_is_no_thing_of_its_own() -> None:
    assert [t.name for t in draft(THRESHOLD).spec.sections.database.tables] == ["quiz_attempts"]


@pytest.mark.parametrize("text", [LINE, BIN, THRESHOLD, "job postings", "recurring invoices"])
def test_a_rhythm_that_nobody_gave_is_an_assumption(text: str) -> None:
    jobs = [job for job in draft(text).spec.sections.jobs.jobs if job.trigger.kind == "schedule"]
    assert [job.name for job in jobs if "assumption" not in job.frequency] == []
