"""Sentences of which a good part stands nowhere in the draft are asked about; frames around a wish are not."""

from __future__ import annotations

import pytest
from drafts import draft


def asked(brief: str) -> list[str]:
    """Return the questions about sentences that are taken up in part at most."""
    return [q.text for q in draft(brief).spec.open_questions if q.text.startswith("What becomes of ")]


@pytest.mark.parametrize(
    ("brief", "sentence", "words"),
    [
        (
            "Members borrow kayaks from the club for a day. Each kayak has a name and a length. After the trip the warden "
            "inspects hull and paddle and notes scratches.",
            "After the trip the warden inspects hull and paddle and notes scratches",
            ["hull", "paddle", "scratch"],
        ),
        (
            "Editors write articles with a title and a body. Articles have a status: draft or published. Puzzles and "
            "horoscopes rotate daily beneath the weather map.",
            "Puzzles and horoscopes rotate daily beneath the weather map",
            ["puzzle", "horoscope", "rotate"],
        ),
    ],
)
def test_what_stands_nowhere_is_asked_about_in_the_words_of_the_brief(
    brief: str, sentence: str, words: list[str]
) -> None:
    (question,) = [q.text for q in draft(brief).spec.open_questions if sentence in q.text]
    assert "Nothing of this design takes it up" in question or all(f"“{word}”" in question for word in words)


@pytest.mark.parametrize(
    "brief",
    [
        "Customers write reviews of products with a rating from 1 to 5 and a text. Moderators approve or reject them. "
        "Approved reviews are shown to everybody.",
        "Tags for posts",
        "Employees request leave with a start date, an end date and a reason. The manager approves or rejects the request.",
    ],
)
def test_what_is_drafted_is_not_asked_about(brief: str) -> None:
    assert asked(brief) == []


def test_at_most_three_sentences_are_asked_about() -> None:
    strange = " ".join(f"The {a} {b} a {c} of {d}." for a, b, c, d in _NONSENSE)
    assert len(asked(f"Invoices with lines for customers and a due date, sent by mail. {strange}")) <= 3


_NONSENSE = (
    ("falconer", "hoods", "peregrine", "granite"),
    ("cooper", "chars", "barrel", "applewood"),
    ("fletcher", "binds", "quiver", "larchwood"),
    ("thatcher", "combs", "ridge", "sedge"),
)
