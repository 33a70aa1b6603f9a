from __future__ import annotations

import pytest
from backlog.reading import read_value

from draftspec.backlog import Backlog, Item, choose
from draftspec.errors import BacklogError


def backlog(*items: Item) -> Backlog:
    return Backlog("json", items)


def reasons(*items: Item, everything: bool = False) -> list[str | None]:
    return [choice.skipped for choice in choose(backlog(*items), everything=everything)]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (Item("1", "Add invoices"), None),
        (Item("1", ""), "no text"),
        (Item("1", "Add invoices", done=True), "done"),
        (Item("1", "Add invoices", done=True, status="Done"), "done"),
        (Item("1", "Add invoices", done=True, status="Closed"), "done (Closed)"),
        (Item("1", "Add invoices", done=True, status="Doing"), "done"),
        (Item("1", "Add invoices", done=True, status="archived"), "archived"),
        (Item("1", "Add invoices", done=True, status="closed as not planned"), "closed as not planned"),
        (Item("1", "Add invoices", kind="pull request"), "a pull request"),
        (Item("1", "Add invoices", kind="note"), "a note"),
        (Item("1", "Add invoices", kind="template"), "a template"),
        (Item("1", "Totals are wrong", kind="bug"), "a bug without a feature"),
        (Item("1", "Totals are wrong", labels=("type: bug",)), "a bug without a feature"),
        (Item("1", "Show totals", labels=("bug", "enhancement")), None),
        (Item("1", "fix(invoice): totals"), "a bug without a feature"),
        (Item("1", "[Bug] Totals"), "a bug without a feature"),
        (Item("1", "Reminder task fails with NPE on fresh install", kind="story"), "a bug without a feature"),
        (Item("1", "Alert the admin when an import fails with an error"), None),
        (Item("1", "Fixed-price contracts"), None),
        (Item("1", "Fixed charges for plans"), None),
        (Item("1", "chore: move to Python 3.12"), "a chore"),
        (Item("1", "Write the guide", labels=("documentation",)), "a chore"),
        (Item("1", "Add tests"), "a chore"),
        (Item("1", "Add cypress test for the happy path"), "a chore"),
        (Item("1", "Add test results of patients"), None),
        (Item("1", "Release version 1.6.0"), "a chore"),
        (Item("1", "Release money held in escrow after 14 days"), None),
        (Item("1", "Upgrading the platform from 2.1.6 to 2.4.2"), "a chore"),
        (Item("1", "Update prices from 10 to 20 at midnight"), None),
        (Item("1", "Refactor the mailer"), "a chore"),
        (Item("1", "Merge remote-tracking branch 'origin/x'"), "a chore"),
        (Item("1", "Merge two contacts"), None),
        (Item("1", "Rename a project"), None),
        (Item("1", "Documents of a customer"), None),
        (Item("1", "Tuesday 12/19/2017 2:00 PM - 5:00 PM"), "a note"),
        (Item("1", "https://example.com/board"), "a note"),
        (Item("1", "diagram.png"), "a note"),
        (Item("1", "Share links"), None),
        (Item("1", "PDF template", parent="AB-1", kind="sub-task"), "a sub-task of AB-1, drafted with it"),
    ],
)  # fmt: skip
def test_reasons(item: Item, reason: str | None) -> None:
    assert reasons(item) == [reason]


def test_everything_drafts_all_that_has_text() -> None:
    items = (Item("1", "fix: totals", done=True), Item("2", ""), Item("3", "x", kind="pull request"))
    assert reasons(*items, everything=True) == [None, "no text", None]


def test_a_heading_is_drafted_only_where_nothing_below_it_is() -> None:
    steps = (
        Item("1", "Billing"),
        Item("2", "Invoices", parent="1"),
        Item("3", "Orders"),
        Item("4", "Add tests", parent="3"),
    )
    assert reasons(*steps) == ["a heading with items below it", None, None, "a chore"]
    own = (Item("1", "Carts", "They keep 30 days.", kind="feature"), Item("2", "Shared carts", parent="1"))
    assert reasons(*own) == [None, None]
    story = (Item("1", "Billing", kind="story"), Item("2", "PDF", parent="1", kind="sub-task"))
    assert reasons(*story) == [None, "a sub-task of 1, drafted with it"]


def test_selected_items() -> None:
    items = backlog(Item("12", "Carts", done=True), Item("AB-1", "Orders"), Item("13", "Users"))
    chosen = choose(items, select=("#12", "ab-1"))
    assert [(choice.item.id, choice.skipped) for choice in chosen] == [
        ("12", None),
        ("AB-1", None),
        ("13", "not selected"),
    ]
    with pytest.raises(BacklogError, match="no item '14'") as caught:
        choose(items, select=("14",))
    assert caught.value.hint == "ids are 12, AB-1, 13, …"


def test_a_limit_counts_what_is_drafted() -> None:
    items = backlog(Item("1", "fix: x"), Item("2", "Carts"), Item("3", "Orders"), Item("4", "Users"))
    assert [choice.skipped for choice in choose(items, limit=2)] == [
        "a bug without a feature",
        None,
        None,
        "beyond the first 2",
    ]


def test_items_come_after_those_they_depend_on() -> None:
    items = backlog(
        Item("1", "Dunning", depends_on=("3", "9")), Item("2", "Users"), Item("3", "Invoices", depends_on=("2",))
    )
    assert [choice.item.id for choice in choose(items)] == ["2", "3", "1"]


def test_a_long_chain_needs_no_stack() -> None:
    chain = read_value([{"id": str(at), "title": f"Part {at}", "depends_on": [str(at + 1)]} for at in range(3000)])
    assert [choice.item.id for choice in choose(chain)] == [str(at) for at in reversed(range(3000))]
    ring = read_value(
        [{"id": str(at), "title": f"Part {at}", "depends_on": [str((at + 1) % 3000)]} for at in range(3000)]
    )
    assert ring.notes == (
        "0 → 1 → 2 → 3 → 4 → … (3,000 items) depend on each other; they keep their order in the backlog",
    )
    assert len(choose(ring)) == 3000
