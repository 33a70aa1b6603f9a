"""What is about people is called so, though no column says it by its type."""

from __future__ import annotations

import pytest
from drafts import draft


def _personal(text: str) -> dict[str, str]:
    guard = draft(text).spec.sections.security
    assert guard is not None
    return {f"{one.table}.{one.column}": one.protection for one in guard.sensitive if one.kind == "personal"}


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        (
            "As a User I need to be able to create private channels and post messages in them.",
            {"chat_messages.message": "free text, never logged"},
        ),
        (
            "Customers get a receipt for each payment as a PDF by mail.",
            {"payment_receipts.file_key": "its file names people: short-lived links only"},
        ),
        ("Goals of employees with progress.", {"goals.progress": "about `employee_id`, never logged"}),
        ("Import customers from a CSV file.", {"import_rows.data": "rows as sent, never logged"}),
    ],
    ids=["what people write", "what is filed of them", "how they do", "what is imported"],
)
def test_what_is_about_people(brief: str, expected: dict[str, str]) -> None:
    found = _personal(brief)
    assert {name: found.get(name) for name in expected} == expected


def test_what_everybody_reads_is_no_secret() -> None:
    assert not _personal("A public status page shows incidents with updates.")


def test_what_a_program_writes_is_not_about_people() -> None:
    assert "api_keys.key_prefix" not in _personal("Users create API keys.")
