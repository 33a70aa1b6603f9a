"""Large decisions that no word of a brief carries stand among the assumptions; what the brief says does not."""

from __future__ import annotations

import pytest
from drafts import draft


def assumed(brief: str) -> list[str]:
    """Return what a draft assumes beside the tables that stand behind keys."""
    return [one.text for one in draft(brief).spec.assumptions if "stands behind" not in one.text]


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        ("Invoice receipts for payments", "Accounts have a role `finance`; 4 calls on `payment_receipts` are for it."),
        ("Incident tracker", "Accounts have a role `operator`;"),
        ("Incident tracker", "Anybody may read `incidents`"),
        ("Expense claims", "`remind_expense_approvers` sends e-mail."),
        ("Support tickets", "`ticket_messages` comes along with tickets."),
    ],
)
def test_what_nobody_said_is_an_assumption(brief: str, said: str) -> None:
    assert any(text.startswith(said) for text in assumed(brief)), assumed(brief)


@pytest.mark.parametrize(
    ("brief", "decided"),
    [
        ("Finance issues receipts for payments", "a role `finance`"),
        ("A public page shows incidents, and operators post updates", "without signing in"),
        ("A public page shows incidents, and operators post updates", "a role `operator`"),
        ("Export data and notify whoever asked for it by mail", "sends e-mail"),
        ("Support tickets with messages by agents", "along with tickets"),
    ],
)
def test_what_the_brief_says_is_none(brief: str, decided: str) -> None:
    assert not any(decided in text for text in assumed(brief)), assumed(brief)


def test_a_bin_leaves_the_permissions_of_deletions_that_are_there() -> None:
    said = "Whoever may delete rows of `notes` and `folders` today still may; their owner stands for that here."
    assert said in assumed("When a note or folder is deleted, move it to a recycle bin")
