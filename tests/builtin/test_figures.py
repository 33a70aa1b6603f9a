"""What people only look at is a call that works it out, and no table."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters import builtin


@pytest.mark.parametrize(
    ("brief", "call", "fields"),
    [
        ("Drivers reserve parking spots; operators see occupancy", "/occupancy", ["taken", "total", "percent"]),
        ("Pickers scan items into totes; a supervisor sees throughput per hour", "/throughput", ["rows"]),
        ("Users can follow other users and see a feed of their posts", "/feed", ["rows"]),
        ("Learners earn points for finished lessons and see a leaderboard", "/leaderboard", ["rows"]),
        ("Nurses record the body temperature of patients; doctors view trends", "/trend", ["rows"]),
    ],
)
def test_a_figure_is_a_read_call(brief: str, call: str, fields: list[str]) -> None:
    sections = builtin.draft(Brief(text=brief, slug="x"), (), ()).sections
    (endpoint,) = [e for e in sections.endpoints.endpoints if e.path.endswith(call)]
    assert (endpoint.method, endpoint.action) == ("GET", "report")
    assert [field.name for field in endpoint.responses[0].fields] == fields
    assert not [t.name for t in sections.database.tables if call.strip("/")[:6] in t.name]
