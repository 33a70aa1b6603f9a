from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftspec.backlog import FORMS, Backlog, Item, read_backlog
from draftspec.errors import BacklogError


def read(text: str | bytes, form: str | None = None) -> Backlog:
    raw = text if isinstance(text, bytes) else text.encode()
    return read_backlog("-", form, io.BytesIO(raw))


def test_a_checklist_in_a_readme() -> None:
    backlog = read(
        """# Shop

A shop. See [the docs](https://example.com).

- not a task

## Status

- [x] Orders
- [ ] Refunds
  - only within 14 days
  - by a manager
- [ ] **Coupons**
  - [ ] per customer
"""
    )
    assert backlog.form == "markdown"
    assert backlog.notes == ()
    assert backlog.items == (
        Item("1", "Orders", parent="Status", done=True, line=9),
        Item("2", "Refunds", "- only within 14 days\n- by a manager", parent="Status", line=10),
        Item("3", "Coupons", parent="Status", line=13),
        Item("4", "per customer", parent="3", line=14),
    )


def test_jsonl() -> None:
    backlog = read(
        '{"id": "US-1", "title": "Roles", "status": "done"}\n\n{"id": "US-2", "title": "Wiki", "tags": ["api"]}\n'
    )
    assert backlog.form == "jsonl"
    assert backlog.items == (
        Item("US-1", "Roles", done=True, line=1, status="done"),
        Item("US-2", "Wiki", labels=("api",), line=3),
    )


def test_plain_lines() -> None:
    backlog = read("Invoices\n\nPayments by card\n  with a refund\nx 2024-01-02 Search\n")
    assert backlog.form == "lines"
    assert backlog.items == (
        Item("1", "Invoices", line=1),
        Item("2", "Payments by card", "with a refund", line=3),
        Item("3", "Search", done=True, line=5),
    )


@given(st.binary(max_size=400) | st.text(alphabet='[]{}",:-*#x \n\tab1;|<>&`~', max_size=200).map(str.encode))
def test_reading_raises_nothing_but_its_error(raw: bytes) -> None:
    for form in (None, *FORMS):
        try:
            backlog = read(raw, form)
        except BacklogError as error:
            assert str(error)
            assert error.hint
        else:
            assert len({item.id for item in backlog.items}) == len(backlog.items) > 0


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_backlog_says_so(form: str) -> None:
    with pytest.raises(BacklogError, match="standard input is empty"):
        read(b" \n", form)
