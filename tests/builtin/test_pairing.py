"""Briefs that name a move and the one that takes it back give the thing both calls."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters import builtin
from draftspec.spec import Sections


@pytest.mark.parametrize(
    ("brief", "calls"),
    [
        ("Projects: archive/unarchive", ["hold", "resume", "complete", "archive", "unarchive"]),
        ("Print jobs with pause and resume", ["pause", "resume"]),
        ("Chat topics: unlock or lock", ["unlock", "lock"]),
        ("Discounts: create, edit, enable/disable", ["activate", "end", "disable", "enable"]),
        ("Rules: enable or disable", []),  # the rules have a column for it, which an update switches
    ],
)
def test_both_ways_of_a_move_are_calls(brief: str, calls: list[str]) -> None:
    sections = builtin.draft(Brief(text=brief, slug="x"), (), tuple(Sections.model_fields)).sections
    main = sections.database.tables[0].name.replace("_", "-")
    posts = (e.path for e in sections.endpoints.endpoints if e.method == "POST" and f"/{main}/{{id}}/" in e.path)
    assert [path.rpartition("/")[2] for path in posts] == calls


def test_a_moves_way_back_leads_to_where_it_came_from() -> None:
    sections = builtin.draft(
        Brief(text="Projects: archive/unarchive", slug="x"), (), tuple(Sections.model_fields)
    ).sections
    back = next(e for e in sections.endpoints.endpoints if e.path.endswith("/unarchive"))
    there = next(e for e in sections.endpoints.endpoints if e.path.endswith("/archive"))
    assert back.purpose == "Takes back what `archive` did to the project; empties `archived_at`."
    assert back.transition is not None and there.transition is not None
    assert (back.transition.before, back.transition.after) == ((there.transition.after,), there.transition.before[0])
