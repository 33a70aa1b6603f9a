"""Whoever moves a thing says where to."""

from __future__ import annotations

import pytest
from drafts import call, draft


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        (
            "A file manager: users upload files, move them between folders and share them",
            "POST /uploaded-files/{id}/move",
            "uploaded_files.folder_id",
        ),
        ("Clerks move pallets to another location", "POST /pallets/{id}/move", "pallets.location_id"),
        (
            "Tickets with a subject: agents move tickets between departments",
            "POST /tickets/{id}/move",
            "tickets.department_id",
        ),
        (
            "Warehouse: pallets with weight; clerks move pallets to another location",
            "POST /pallets/{id}/move",
            "pallets.warehouse_location_id",
        ),
    ],
)
def test_a_move_takes_the_key_of_the_new_place(text: str, name: str, key: str) -> None:
    body = call(text, name).request
    assert body is not None
    assert [f"{field.table}.{field.column}" for field in body.fields] == [key]


def test_a_state_is_no_place() -> None:
    columns = [
        c.name for t in draft("Editors move pallets to another status").spec.sections.database.tables for c in t.columns
    ]
    assert "status_id" not in columns
