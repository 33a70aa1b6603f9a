from __future__ import annotations

import pytest
from backlog.reading import read

from draftspec.backlog import Item
from draftspec.errors import BacklogError


def test_a_checklist_in_a_readme() -> None:
    backlog = read(
        """# Shop

A shop. See [the docs](https://example.com).

- not a task

## Install

Run it.

## Status

- [x] Orders
- [ ] Refunds
  - only within 14 days
  - by a manager
- [ ] **Coupons** for [members](https://example.com)
  - [ ] per customer

```
- [ ] an example
```
<!-- - [ ] hidden -->
"""
    )
    assert backlog.form == "markdown"
    assert backlog.notes == ("no items, as they stand beside a checklist: Install",)
    assert backlog.items == (
        Item("1", "Orders", parent="Status", done=True, line=13),
        Item("2", "Refunds", "- only within 14 days\n- by a manager", parent="Status", line=14),
        Item("3", "Coupons for members", parent="Status", line=17),
        Item("4", "per customer", parent="3", line=18),
    )


def test_plain_lists_under_headings_that_are_columns_of_a_board() -> None:
    backlog = read(
        "# Board\n\n## To do\n* Carts\n* Orders\n  1. pay\n  2. ship\n\n## Done\n* Login\n\n## Won't do\n* Faxes\n"
    )
    assert backlog.items == (
        Item("1", "Carts", parent="To do", line=4),
        Item("2", "Orders", "- pay\n- ship", parent="To do", line=5),
        Item("3", "Login", parent="Done", done=True, line=10),
        Item("4", "Faxes", parent="Won't do", done=True, line=13),
    )


def test_a_numbered_list() -> None:
    assert read("1. Invoices\n2. Payments\n   by card\n3. ~~Dunning~~\n4. Users ✅\n").items == (
        Item("1", "Invoices", line=1),
        Item("2", "Payments", "by card", line=2),
        Item("3", "Dunning", done=True, line=4),
        Item("4", "Users", done=True, line=5),
    )


def test_stories_under_headings_keep_their_acceptance_criteria() -> None:
    backlog = read(
        """# Product backlog

What we build.

## US-1: Export invoices

As an accountant I want to export invoices.

### Acceptance criteria

- [ ] CSV
- [ ] at most 1000 rows

## US-2: Refunds (done)

As a customer I want refunds.

**Acceptance criteria:**

- [ ] within 14 days
"""
    )
    criteria = (
        "As an accountant I want to export invoices.\n\n## Acceptance criteria\n\n- [ ] CSV\n- [ ] at most 1000 rows"
    )
    refunds = "As a customer I want refunds.\n\n**Acceptance criteria:**\n\n- [ ] within 14 days"
    assert backlog.items == (
        Item("US-1", "US-1: Export invoices", criteria, parent="Product backlog", line=5),
        Item("US-2", "US-2: Refunds", refunds, parent="Product backlog", done=True, line=14),
    )


def test_headings_with_text() -> None:
    assert read(
        "# Roadmap\n\n## Invoices\n\nA number per year.\n\n## Payments\n\nBy card.\n- refund\n- cancel\n"
    ).items == (
        Item("1", "Invoices", "A number per year.", parent="Roadmap", line=3),
        Item("2", "Payments", "By card.\n\n- refund\n- cancel", parent="Roadmap", line=7),
    )


def test_headings_alone() -> None:
    assert read("# Backlog\n## Invoices\n## Payments\n").items == (
        Item("1", "Invoices", parent="Backlog", line=2),
        Item("2", "Payments", parent="Backlog", line=3),
    )


@pytest.mark.parametrize(
    "text", ["# Backlog\n", "# Backlog\n## To do\n## In progress\n## Done\n", "# Nothing yet\n\n---\n"]
)
def test_headings_of_an_empty_board_are_no_items(text: str) -> None:
    with pytest.raises(BacklogError, match=r"holds no item \(read as markdown\)"):
        read(text)


def test_a_table() -> None:
    table = "# Backlog\n\n| ID | Story | Status |\n|----|-------|--------|\n| 7 | Export | Done |\n| | Import **now** | Open |\n"
    assert read(table).items == (
        Item("7", "Export", parent="Backlog", done=True, line=5, status="Done"),
        Item("2", "Import now", parent="Backlog", line=6, status="Open"),
    )


def test_boxes_without_a_list() -> None:
    assert read("[ ] A thing\n[x] Another\n").items == (
        Item("1", "A thing", line=1),
        Item("2", "Another", done=True, line=2),
    )


def test_ids_and_dependencies_in_titles() -> None:
    assert read("- [ ] #12 Add carts\n- [ ] ABC-3: Add orders (depends on #12)\n- [ ] UTF-8 everywhere\n").items == (
        Item("12", "#12 Add carts", line=1),
        Item("ABC-3", "ABC-3: Add orders (depends on #12)", depends_on=("12",), line=2),
        Item("3", "UTF-8 everywhere", line=3),
    )


def test_no_list_at_all() -> None:
    backlog = read("Carts\nOrders\n", "markdown")
    assert backlog.items == (Item("1", "Carts", line=1), Item("2", "Orders", line=2))
    assert backlog.notes == ("neither a list nor a heading with text was found: each line is an item",)


def test_lists_nested_beyond_sense_are_refused() -> None:
    with pytest.raises(BacklogError, match="nested too deeply"):
        read("\n".join("  " * depth + "- [ ] x" for depth in range(60)))
