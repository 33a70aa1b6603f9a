"""What somebody does in a brief and no call lets him is asked about, in the brief's words."""

from __future__ import annotations

import pytest
from drafts import draft


@pytest.mark.parametrize(
    ("brief", "asked"),
    [
        (
            "The manager approves expense claims or returns them with a comment.",
            ["Which call is meant by “returns them with a comment”? No call of this design lets the manager do it."],
        ),
        (
            "Guests add songs to a queue, the host skips a singer",
            ["Which call is meant by “skips a singer”? No call of this design lets the host do it."],
        ),
        ("The manager approves expense claims or rejects them.", []),
        ("Members book courts and cancel bookings", []),
    ],
)
def test_a_doing_without_a_call_is_asked_about(brief: str, asked: list[str]) -> None:
    questions = [question.text for question in draft(brief).spec.open_questions]

    assert [text for text in questions if text.startswith("Which call is meant")] == asked


def test_what_some_may_not_see_and_no_table_holds_is_asked_about_and_no_rule() -> None:
    drafted = draft("For each rehearsal members say yes or no. Guests shouldn't see seat plans.").spec
    questions = [question.text for question in drafted.open_questions]

    assert "Where is kept what somebody may not “see seat plans”? No table of this design holds it." in questions
    assert not [rule.name for rule in drafted.sections.rules.rules if rule.name.startswith("Not:")]


def test_what_some_may_not_see_and_a_table_holds_is_a_rule() -> None:
    drafted = draft("Members have a name and a phone. Guests shouldn't see phones.").spec

    assert "`phone` is for the member alone" in [rule.name for rule in drafted.sections.rules.rules]
