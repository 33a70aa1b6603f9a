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
