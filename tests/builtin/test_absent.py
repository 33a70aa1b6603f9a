"""What an entry may bring along is built where the brief asks for it, and is in no text where it does not."""

from __future__ import annotations

import re

import pytest

from draftspec.brief import brief_from_text
from draftspec.drafters.builtin import draft
from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief


def resources(text: str) -> tuple[Resource, ...]:
    return make_plan(read_brief(text, concepts()), ()).resources


BROUGHT = [
    ("private channels", "channels with messages", "chat_messages"),
    ("events", "events people register for", "registrations"),
    ("projects", "projects with a kanban board", "tasks"),
    ("dashboards", "dashboards made of charts", "dashboard_widgets"),
    ("documents", "documents with versions", "document_versions"),
    ("notifications", "notifications that users can opt out of", "notification_preferences"),
    ("announcements", "announcements that members dismiss", "announcement_dismissals"),
    ("courses", "courses made of video lessons", "lessons"),
    ("warehouses", "warehouses with the stock of each", "stock_items"),
    ("CRM integration", "CRM integration that pulls contacts every hour", "sync_runs"),
]


@pytest.mark.parametrize(("plain", "asking", "child"), BROUGHT)
def test_a_child_comes_where_the_brief_asks_for_it(plain: str, asking: str, child: str) -> None:
    assert child in [resource.table for resource in resources(asking)]
    assert child not in [resource.table for resource in resources(plain)]


@pytest.mark.parametrize(("plain", "child"), [(plain, child) for plain, _, child in BROUGHT])
def test_no_text_speaks_of_a_child_that_is_not_there(plain: str, child: str) -> None:
    main = resources(plain)[0]
    told = main.entry.model_dump_json(
        include={"rules", "jobs", "tests", "metrics", "alerts", "pitfalls", "risks", "security", "questions"}
    )
    word = child.removesuffix("s").replace("_", "[_ ]")
    assert re.search(rf"\b{word}s?\b", told) is None


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("Add tags to recipes", ["tags", "recipe_tags"]),
        ("Add labels to tasks", ["labels", "task_labels"]),
        ("photo albums with tags", ["albums", "tags", "images", "album_tags"]),
        ("articles with categories", ["articles", "categories"]),
        ("member dashboard and announcements", ["announcements"]),
        ("Admin dashboard", ["dashboards"]),
    ],
)
def test_what_a_thing_has_is_built_and_named_after_both_ends(text: str, tables: list[str]) -> None:
    assert [resource.table for resource in resources(text)] == tables


def test_a_shared_tag_has_no_key_to_what_carries_it() -> None:
    tags, join = resources("Add tags to recipes")
    assert [parent.column for parent in tags.parents] == []
    assert [parent.column for parent in join.parents][:2] == ["tag_id", "recipe_id"]


DOMAINS = "Custom domains for stores: merchants add a domain and verify it within 7 days; at most 5 domains per store"


def test_who_adds_what_another_role_manages_finds_their_own() -> None:
    draft_ = draft(brief_from_text(DOMAINS, "x"), (), ("database", "endpoints"))
    sections = draft_.sections
    reads = [e.auth for e in sections.endpoints.endpoints if e.method == "GET"]
    assert {auth.roles for auth in reads} == {("admin", "merchant")}
    assert {auth.owner for auth in reads} == {"own `creator_id`, or any row for `admin`"}
    assert sections.database.tables[0].purpose == "One domain that a store claims and proves by a DNS record."
    assert [question.text for question in draft_.open_questions if question.text.startswith("How many")] == []


def test_what_only_an_absent_child_would_keep_up_is_no_column() -> None:
    assert "total_msg_count" not in {c.name for c in resources("private channels")[0].columns}
    assert "total_msg_count" in {c.name for c in resources("channels with messages")[0].columns}


def test_talk_comes_along_with_the_main_thing_alone() -> None:
    assert [r.table for r in resources("Support tickets")] == ["tickets", "ticket_messages"]
    tables = [r.table for r in resources("satisfaction survey after closed tickets")]
    assert "tickets" in tables and "ticket_messages" not in tables


def test_a_job_that_moves_a_row_stays_without_what_it_looks_at_in_an_absent_child() -> None:
    tickets = next(r for r in resources("satisfaction survey after closed tickets") if r.table == "tickets")
    (job,) = tickets.entry.jobs
    assert "closed" in job.does and "reply" not in job.does
