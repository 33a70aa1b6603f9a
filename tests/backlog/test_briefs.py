from __future__ import annotations

import pytest

from draftspec.backlog import Backlog, Item, brief_of
from draftspec.brief import Brief


def brief(title: str, body: str = "") -> str:
    item = Item("1", title, body)
    return brief_of(item, Backlog("json", (item,))).text


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("feat(invoice): add PDF (#12)", "Add PDF"),
        ("feat (plan-changes): Adjust boundaries", "Adjust boundaries"),
        ("Feat(usage)!: limits", "limits"),
        ("feat(api keys) Extract the model", "Extract the model"),
        ("[BE] Orders", "Orders"),
        ("[Feature]: Teams", "Teams"),
        ("BAH-123 | Reset the status", "Reset the status"),
        ("BAH-123: Reset the status", "Reset the status"),
        ("Ann, Bob | Reset the status", "Reset the status"),
        ("US #12: Watchers", "Watchers"),
        ("US-12 As an admin, I can ban users", "As an admin, I can ban users"),
        ("Story 3.1 - Watchers", "Watchers"),
        ("#7 Add carts", "Add carts"),
        ("3. Add carts", "Add carts"),
        ("Add. Search by number", "Add Search by number"),
        ("Add. Adding search by number", "Adding search by number"),
        ("🚀 Launch page", "Launch page"),
        ("Add orders (depends on #12)", "Add orders"),
        ("Guide https://example.com/a", "Guide"),
        ("UTF-8 everywhere", "UTF-8 everywhere"),
        ("Feature flags per team", "Feature flags per team"),
        ("API: search", "API: search"),
        ("3 reminders before the due date", "3 reminders before the due date"),
        ("2-factor login", "2-factor login"),
        ("https://example.com", "https://example.com"),
    ],
)
def test_titles(title: str, said: str) -> None:
    assert brief(title) == said


TEMPLATE = """<!-- Thanks for creating a PR! Please fill in the template. -->
## About the changes

This PR adds refunds of **orders** within 14 days, see [the roadmap](https://example.com/roadmap).
![image](https://example.com/a.png) 👉 https://example.com/task/12

- A manager approves refunds over 100 EUR (#123)
- [x] states: `requested`, `approved`, `paid`
- fix linter issue
- add specs
- Address review comments

Closes #
[1-720](

## Context

Currently the shop does not support refunds. Customers want their money back within 14 days.

### How was this tested?

By hand.

## Acceptance criteria

```gherkin
Given a paid order
When 14 days are over
Then it cannot be refunded
```

```
Traceback (most recent call last):
```

## Checklist

- [x] I have read the contributing guide
- [ ] tests added

---------
Co-authored-by: Ann <ann@example.com>
"""


def test_what_was_asked_for_of_a_template() -> None:
    assert brief("feat(orders): refunds", TEMPLATE) == (
        """refunds

Adds refunds of orders within 14 days, see the roadmap.

- A manager approves refunds over 100 EUR
- states: `requested`, `approved`, `paid`

Acceptance criteria:
- Given a paid order
- When 14 days are over
- Then it cannot be refunded

Customers want their money back within 14 days."""
    )


def test_the_form_of_github_for_features() -> None:
    body = """### Is your feature request related to a problem?

We can't share carts.

### Describe the solution you'd like

Teams with at most 10 members.

### Additional context

_No response_
"""
    assert brief("[Feature]: Teams", body) == "Teams\n\nTeams with at most 10 members.\n\nWe can't share carts."


def test_braces_make_no_wiki_markup_of_markdown() -> None:
    assert (
        brief("Limits", "## Description\n\nAt most {{LIMIT}} a day.\n\n## Test plan\n\nNone")
        == "Limits\n\nAt most {{LIMIT}} a day."
    )


def test_what_repeats_the_title_is_left_out() -> None:
    assert (
        brief("feat(fees): add refunds", "* add refunds\n\n* notify customers") == "Add refunds\n\n- notify customers"
    )


def test_the_log_of_commits() -> None:
    body = """* Ann, Bob | MOBN-48 | Add recurring pattern

* Bob | [Weekly View] | search appointments in a date range

* AP-34 | [Refactor] Status validator

# Conflicts:
#\tapi/src/pom.xml
* Merge remote-tracking branch 'origin/x'

* This reverts commit dc982a5a840883c17acfaecfb61571882703d623.
* Add. Table for reasons
"""
    assert brief("Appointments", body) == (
        "Appointments\n\n- Add recurring pattern\n- search appointments in a date range\n- Status validator\n- Add Table for reasons"
    )


def test_lines_that_were_wrapped_are_joined_and_others_are_not() -> None:
    wrapped = "A guest can book a table for up to eight people at most four weeks ahead,\nand gets an e-mail with a link that cancels the booking until two hours\nbefore it begins."
    assert brief("Tables", wrapped) == (
        "Tables\n\nA guest can book a table for up to eight people at most four weeks ahead, and gets an e-mail with a link that "
        "cancels the booking until two hours before it begins."
    )
    assert brief("Tables", "Guests book tables\nManagers close days\nCooks see the list") == (
        "Tables\n\n- Guests book tables\n- Managers close days\n- Cooks see the list"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Merge two contacts",
        "Users can add comments",
        "Address is required",
        "Note: refunds only within 14 days",
        "Revert to an earlier version of a page",
        "Package orders by weight",
        "Requires approval by a manager",
        "Releases of the band are listed by year",
        "Clean up expired sessions every night",
        "Roles: admin, editor",
        "AU",
        "I want to see my orders",
        "Books are removed when the branch closes",
        "Tests of patients are shown to doctors",
        "Create a test with at most 20 questions",
        "Move files to a folder",
        "Remove files",
        "Notes",
        "Source",
    ],
)
def test_requirements_that_look_like_talk_about_the_work_stay(line: str) -> None:
    assert line.removeprefix("Note: ") in brief("Shop", f"- {line}\n- Carts keep 30 days")


def test_a_long_text_keeps_what_matters_within_the_length() -> None:
    talk = "The old page looks grey and sits beside a blue box in the corner of the hall. "
    other = talk.replace("grey", "pink")
    body = f"{talk * 30}\n\n- at most 5 refunds per customer\n\n{other * 30}\n\n## Acceptance criteria\n\n- paid within 14 days\n"
    portion = (talk * 15).strip()
    assert brief("Refunds", body) == (
        f"Refunds\n\n{portion}\n\n{portion}\n\n- at most 5 refunds per customer\n\n{(other * 15).strip()}\n\nAcceptance criteria:\n- paid within 14 days"
    )
    endless = brief("Refunds", "word " * 2000)
    assert endless == f"Refunds\n\n{('word ' * 798).strip()}…"


def test_sub_tasks_are_drafted_with_their_item() -> None:
    story, step = Item("1", "Invoices", "Numbers per year."), Item("2", "PDF template", parent="1", kind="sub-task")
    assert brief_of(story, Backlog("csv", (story, step))).text == "Invoices\n\nNumbers per year.\n\n- PDF template"


def test_slugs_are_unique_and_do_not_depend_on_the_selection() -> None:
    items = tuple(Item(name, "feat: Search") for name in ("A-1", "A-2", "a.2", "#/../x"))
    backlog = Backlog("csv", (*items, Item("5", "API: search"), Item("6", "API: export"), Item("7", "…")))
    briefs = [brief_of(item, backlog) for item in reversed(backlog.items)]
    assert [found.slug for found in reversed(briefs)] == [
        "search", "search-a-2", "search-a-2-2", "search-x", "api-search", "api-export", "feature",
    ]  # fmt: skip
    assert brief_of(items[1], backlog) == Brief("Search", "search-a-2")


def test_an_item_without_a_title_is_named_by_its_text() -> None:
    item = Item("9", "", "Customers get refunds")
    assert brief_of(item, Backlog("json", (item,))) == Brief("Customers get refunds", "customers-get-refunds")


@pytest.mark.parametrize(
    ("parent", "text"),
    [
        ("Orders", "CSV export (part of Orders)"),
        ("1", "CSV export (part of Sales orders)"),
        ("Shop backlog", "CSV export"),
        ("To Do", "CSV export"),
        ("Q3", "CSV export"),
        ("CSV", "CSV export"),
        (None, "CSV export"),
    ],
)
def test_a_short_title_says_what_it_is_a_part_of(parent: str | None, text: str) -> None:
    above, item = Item("1", "Sales orders"), Item("2", "CSV export", parent=parent)
    assert brief_of(item, Backlog("markdown", (above, item))) == Brief(text, "csv-export")
