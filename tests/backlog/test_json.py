from __future__ import annotations

import json

import pytest
from backlog.reading import read, read_value

from draftspec.backlog import Item
from draftspec.errors import BacklogError


def test_lists_wherever_they_stand() -> None:
    one = (Item("1", "Orders"), Item("2", "Carts"))
    assert read_value([{"title": "Orders"}, {"name": "Carts"}]).items == one
    assert read_value(["Orders", "Carts"]).items == one
    assert read_value({"items": [{"summary": "Orders"}, "Carts"]}).items == one
    assert read_value({"data": {"stories": {"nodes": [{"title": "Orders"}, {"title": "Carts"}]}}}).items == one
    assert (
        read_value({"data": {"issues": {"edges": [{"node": {"title": "Orders"}}, {"node": {"title": "Carts"}}]}}}).items
        == one
    )


def test_objects_by_key() -> None:
    assert read_value({"S-1": {"title": "Orders"}, "S-2": {"title": "Carts", "dependsOn": ["S-1"]}}).items == (
        Item("S-1", "Orders"),
        Item("S-2", "Carts", depends_on=("S-1",)),
    )
    assert read_value({"orders": "Customers order.", "carts": "They keep 30 days."}).items == (
        Item("1", "orders", "Customers order."),
        Item("2", "carts", "They keep 30 days."),
    )


def test_texts_by_number() -> None:
    assert read_value({"7": "Add carts", "AB-1": "Add orders"}).items == (
        Item("7", "Add carts"),
        Item("AB-1", "Add orders"),
    )


def test_columns_of_a_board() -> None:
    assert read_value({"todo": ["Carts"], "Later this year": ["Orders"], "done": ["Login"]}).items == (
        Item("1", "Carts"),
        Item("2", "Orders", parent="Later this year"),
        Item("3", "Login", done=True, status="done"),
    )


def test_what_is_nested_has_the_item_above_as_its_parent() -> None:
    backlog = read_value(
        {
            "project": "x",
            "epics": [{"name": "Billing", "stories": [{"title": "Invoices", "tasks": ["PDF"]}]}, {"name": "Users"}],
        }
    )
    assert backlog.items == (
        Item("1", "Billing"),
        Item("2", "Invoices", parent="1"),
        Item("3", "PDF", parent="2", kind="sub-task"),
        Item("4", "Users"),
    )


def test_lines_of_json() -> None:
    backlog = read(
        '{"id": "US-1", "title": "Roles", "status": "done", "notes": ["a", "b"]}\n\n{"id": 7, "title": "Wiki", "tags": ["api"]}\n'
    )
    assert backlog.form == "jsonl"
    assert backlog.items == (
        Item("US-1", "Roles", "- a\n- b", done=True, line=1, status="done"),
        Item("7", "Wiki", labels=("api",), line=3),
    )


def test_issues_of_jira() -> None:
    document = {
        "type": "doc",
        "content": [
            {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Goal"}]},
            {"type": "paragraph", "content": [{"type": "text", "text": "Within 14 days."}]},
            {
                "type": "bulletList",
                "content": [
                    {
                        "type": "listItem",
                        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "PDF"}]}],
                    }
                ],
            },
        ],
    }
    link = {"type": {"inward": "is blocked by", "outward": "blocks"}, "inwardIssue": {"key": "AB-7"}}
    fields = {
        "summary": "Invoices", "description": document, "status": {"name": "In Review", "statusCategory": {"key": "done"}},
        "issuetype": {"name": "Story"}, "labels": ["pay"], "parent": {"key": "AB-9"}, "issuelinks": [link], "resolution": None,
    }  # fmt: skip
    assert read_value({"total": 1, "issues": [{"id": "10", "key": "AB-1", "fields": fields}]}).items == (
        Item(
            "AB-1",
            "Invoices",
            "## Goal\n\nWithin 14 days.\n\n\n- PDF",
            ("pay",),
            "AB-9",
            ("AB-7",),
            kind="story",
            status="In Review",
        ),
    )


def test_issues_of_gitlab_and_azure() -> None:
    gitlab = {
        "id": 900,
        "iid": 3,
        "title": "Quotas",
        "description": "At most 10 GB.",
        "state": "closed",
        "labels": ["api"],
        "epic": {"title": "Storage"},
    }
    assert read_value([gitlab]).items == (
        Item("3", "Quotas", "At most 10 GB.", ("api",), "Storage", done=True, status="closed"),
    )
    azure = {
        "System.Title": "Invoices",
        "System.State": "New",
        "System.Description": "<div>Send <b>them</b></div>",
        "System.Tags": "a; b",
    }
    assert read_value({"count": 1, "value": [{"id": 7, "fields": azure}]}).items == (
        Item("7", "Invoices", "Send them", ("a", "b"), status="New"),
    )


def issue(number: int, title: str, **members: object) -> dict[str, object]:
    return {
        "number": number,
        "title": title,
        "state": "open",
        "html_url": f"https://github.com/o/r/issues/{number}",
        **members,
    }


def test_issues_of_github() -> None:
    backlog = read_value(
        [
            issue(5, "Teams", body="At most 10.\n\nBlocked by #7 and #8", labels=[{"name": "feature"}]),
            issue(7, "Members", body=None, state="closed", state_reason="not_planned"),
            issue(8, "Roles", html_url="https://github.com/o/r/pull/8", pull_request={"url": "x"}),
        ]
    )
    assert backlog.form == "github"
    assert backlog.items == (
        Item("5", "Teams", "At most 10.\n\nBlocked by #7 and #8", ("feature",), depends_on=("7", "8"), status="open"),
        Item("7", "Members", done=True, status="closed as not planned"),
        Item("8", "Roles", kind="pull request", status="open"),
    )


def test_what_the_command_of_github_lists() -> None:
    listed = [
        {
            "number": 5,
            "title": "Teams",
            "state": "OPEN",
            "url": "https://github.com/o/r/issues/5",
            "body": "",
            "labels": [],
        }
    ]
    assert read_value(listed).form == "github"
    assert read_value(listed).items == (Item("5", "Teams", status="open"),)
    answer = {"data": {"repository": {"issues": {"nodes": [{**listed[0], "labels": {"nodes": [{"name": "api"}]}}]}}}}
    assert read_value(answer).items == (Item("5", "Teams", labels=("api",), status="open"),)
    assert read_value([{"number": 5, "title": "Teams"}]).items == (Item("5", "Teams"),)


def test_a_board_of_trello() -> None:
    board = {
        "name": "Shop",
        "lists": [
            {"id": "l1", "name": "To Do", "closed": False},
            {"id": "l2", "name": "Done", "closed": False},
            {"id": "l3", "name": "Old", "closed": True},
            {"id": "l4", "name": "Meeting notes", "closed": False},
        ],
        "cards": [
            {
                "id": "c1",
                "name": "Carts",
                "desc": "Keep **30** days.",
                "idList": "l1",
                "closed": False,
                "labels": [{"name": "feature"}, {"name": ""}],
            },
            {"id": "c2", "name": "Login", "desc": "", "idList": "l2", "closed": False},
            {"id": "c3", "name": "Fax", "desc": "", "idList": "l3", "closed": False},
            {"id": "c4", "name": "Telex", "desc": "", "idList": "l1", "closed": True},
            {"id": "c5", "name": "Orders", "desc": "", "idList": "l1", "closed": False, "dueComplete": True},
            {"id": "c6", "name": "Monday", "desc": "", "idList": "l4", "closed": False},
        ],
        "checklists": [
            {
                "idCard": "c1",
                "name": "Rules",
                "checkItems": [{"name": "max 50", "pos": 2}, {"name": "shared", "pos": 1}],
            }
        ],
    }
    backlog = read_value(board)
    assert backlog.form == "trello"
    assert backlog.items == (
        Item(
            "c1", "Carts", "Keep **30** days.\n\n## Rules\n\n- shared\n- max 50", ("feature",), "To Do", status="To Do"
        ),
        Item("c2", "Login", parent="Done", done=True, status="Done"),
        Item("c3", "Fax", parent="Old", done=True, status="archived"),
        Item("c4", "Telex", parent="To Do", done=True, status="archived"),
        Item("c5", "Orders", parent="To Do", done=True, status="To Do"),
        Item("c6", "Monday", parent="Meeting notes", kind="note", status="Meeting notes"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"title": "a"},\n {"title": }]', "line 2, column 12: this is no JSON: Expecting value"),
        ("[]", r"holds no item \(read as json\)"),
        ('{"items": []}', r"holds no item \(read as json\)"),
        ("[" * 100_000, "the JSON is nested too deeply"),
        ('{"title": "t", "children": [' * 100 + "]}" * 100, "the items are nested too deeply"),
        ('{"title": "a"}\n{"title": "b"\n', "line 2, column 14: this is no JSON"),
    ],
)
def test_what_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(BacklogError, match=message):
        read(text)


def test_a_form_that_is_forced() -> None:
    assert read('{"title": "a"}', "lines").items == (Item("1", '{"title": "a"}', line=1),)
    with pytest.raises(BacklogError, match="no export of a Trello board"):
        read("[]", "trello")
    with pytest.raises(BacklogError, match="no form 'xml'"):
        read("[]", "xml")


def test_numbers_with_thousands_of_digits_and_halves_of_characters() -> None:
    (item,) = read('[{"id": ' + "9" * 5000 + ', "title": "a\\ud800b\\u0000c"}]').items
    assert item == Item("9" * 80, "a\ufffdbc")


def test_html_becomes_text() -> None:
    body = (
        "<p>Send <b>them</b> &amp; keep</p><ul><li>one</li><li>a &lt; b</li></ul><script>alert(1)</script><img src=x>"
    )
    assert read(json.dumps([{"title": "Invoices", "body": body}])).items == (
        Item("1", "Invoices", "Send them & keep\n\n- one\n- a < b"),
    )
    assert read_value([{"title": "Lists", "body": "a List<String> holds"}]).items == (
        Item("1", "Lists", "a List<String> holds"),
    )
