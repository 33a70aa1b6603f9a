"""A chat is told of the event that the brief names."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters.builtin import draft


@pytest.mark.parametrize(
    ("brief", "event"),
    [
        ("Slack notification when a deal is won", "'deal.won'"),
        ("Discord notifications as soon as a support case gets closed", "'support_case.closed'"),
        ("Slack alerts for the sales team", None),
    ],
)
def test_a_chat_alert_names_its_event(brief: str, event: str | None) -> None:
    table = draft(Brief(text=brief, slug="x"), (), ()).sections.database.tables[0]
    assert [column.default for column in table.columns if column.name == "event"] == [event]
