"""What a reader who must build from whole drafts, and sees no code, would send back: by cause, each with a brief of its own."""

from __future__ import annotations

from functools import cache

import pytest
from briefs_file import drafted

from draftspec.pipeline import Drafted
from draftspec.sections.database import Column, Table
from draftspec.sections.endpoints import Endpoint

GOALS = "Goals with progress: link goals to appraisal cycles, update progress from the goal tree itself"
QUIZ = "Teachers create quizzes with multiple choice questions; students take them within 30 minutes"


@cache
def draft(text: str) -> Drafted:
    return drafted(text)


def table(text: str, name: str) -> Table:
    return draft(text).spec.sections.known_tables()[name]


def column(text: str, place: str) -> Column:
    name, _, wanted = place.partition(".")
    return next(c for c in table(text, name).columns if c.name == wanted)


def call(text: str, name: str) -> Endpoint:
    return next(e for e in draft(text).spec.sections.endpoints.endpoints if f"{e.method} {e.path}" == name)


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
    progress = call(GOALS, "POST /api/v1/goals/{id}/update-progress").transition
    assert progress is not None and progress.before == ("pending", "in_progress")
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
