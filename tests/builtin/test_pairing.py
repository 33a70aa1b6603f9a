"""Briefs that name a move and the one that takes it back give the thing both calls."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters import builtin
from draftspec.spec import Sections


@pytest.mark.parametrize(
    ("brief", "calls"),
    [
        ("Projects: archive/unarchive", {"projects": ["hold", "resume", "complete", "archive", "unarchive"]}),
        ("Print jobs with pause and resume", {"jobs": ["pause", "resume"]}),
        ("Chat topics: unlock or lock", {"chat-topics": ["lock", "unlock"]}),
        ("Discounts: create, edit, enable/disable", {"discounts": ["activate", "end", "disable", "enable"]}),
        ("Rules: enable or disable", {}),  # the rules have a column for it, which an update switches
        ("Pinned and unpinned posts", {"posts": ["pin", "unpin"]}),
        ("Author publishes/unpublishes stories", {"stories": ["publish", "unpublish"]}),
        ("Posts: hide/unhide", {"posts": ["hide", "unhide"]}),
        (
            "Products; webhooks can be enabled and disabled",  # the webhooks have a column for it
            {"products": ["publish", "archive"], "webhooks": ["test"], "webhook-deliveries": ["retry"]},
        ),
        (
            "Cancelled bookings; enabled or disabled coupons",
            {"bookings": ["confirm", "cancel"], "coupons": ["terminate", "disable", "enable"]},
        ),
    ],
)
def test_both_ways_of_a_move_are_calls_of_the_thing_that_is_moved(brief: str, calls: dict[str, list[str]]) -> None:
    sections = builtin.draft(Brief(text=brief, slug="x"), (), tuple(Sections.model_fields)).sections
    found: dict[str, list[str]] = {}
    for endpoint in sections.endpoints.endpoints:
        _, _, table, *rest = endpoint.path.strip("/").split("/")
        if endpoint.method == "POST" and rest[:1] == ["{id}"]:
            found.setdefault(table, []).append(rest[1])
    assert found == calls


def test_a_way_back_takes_back_what_the_move_keeps() -> None:
    sections = builtin.draft(Brief(text="Posts: hide/unhide", slug="x"), (), tuple(Sections.model_fields)).sections
    columns = {column.name for column in sections.database.tables[0].columns}
    purposes = {e.path.rpartition("/")[2]: e.purpose for e in sections.endpoints.endpoints}
    assert ("hidden_at" in columns, "unhided_at" in columns) == (True, False)
    assert purposes["unhide"] == "Takes back what `hide` did to the post; empties `hidden_at`."


def test_a_moves_way_back_leads_to_where_it_came_from() -> None:
    sections = builtin.draft(
        Brief(text="Projects: archive/unarchive", slug="x"), (), tuple(Sections.model_fields)
    ).sections
    back = next(e for e in sections.endpoints.endpoints if e.path.endswith("/unarchive"))
    there = next(e for e in sections.endpoints.endpoints if e.path.endswith("/archive"))
    assert back.purpose == "Takes back what `archive` did to the project; empties `archived_at`."
    assert back.transition is not None and there.transition is not None
    assert (back.transition.before, back.transition.after) == ((there.transition.after,), there.transition.before[0])
