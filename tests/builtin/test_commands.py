"""Verbs that a brief lists and nobody is said to do are calls on what stands behind them."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters.builtin import draft
from draftspec.spec import Sections


def commands(text: str) -> list[str]:
    """Return the calls that are no standard ones."""
    sections = draft(Brief(text=text, slug="x"), (), tuple(Sections.model_fields)).sections
    own = (e for e in sections.endpoints.endpoints if e.action in ("transition", "command"))
    return [e.path.removeprefix("/api/v1") for e in own]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Create, edit, archive and restore puppets", ["/puppets/{id}/archive", "/puppets/{id}/restore"]),
        ("Manage puppets: create, repair and invalidate them", ["/puppets/{id}/repair", "/puppets/{id}/invalidate"]),
        ("Add puppets with the ability to pin and unpin", ["/puppets/{id}/pin", "/puppets/{id}/unpin"]),
        ("Create puppets and list puppets", []),
        ("Puppet search", []),
    ],
)
def test_listed_verbs_are_calls(text: str, called: list[str]) -> None:
    assert commands(text) == called


def test_what_is_sent_is_sent_by_a_call() -> None:
    assert "/announcements/{id}/send" in commands("Write and send announcements to groups")


def test_a_message_is_sent_by_its_creation() -> None:
    assert [path for path in commands("Create and send messages") if path.endswith("/send")] == []
