"""What a brief has assigned to somebody: a key to them, a call that sets it, and moves that are theirs."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.sections.endpoints import Endpoint


def calls(text: str) -> dict[str, Endpoint]:
    found = drafted(text).spec.sections.endpoints.endpoints
    return {f"{e.method} {e.path.removeprefix('/api/v1')}": e for e in found}


@pytest.mark.parametrize(
    ("text", "table", "key"),
    [
        ("Potholes: open, in work, filled; assigned to a foreman", "potholes", "foreman_id"),
        ("Citizens report potholes; the foreman gets it assigned", "potholes", "foreman_id"),
        ("Each pothole is assigned to a foreman", "potholes", "foreman_id"),
        ("Potholes can be assigned to foremen", "potholes", "foreman_id"),
    ],
)
def test_whoever_it_is_assigned_to_has_a_key_that_one_call_sets(text: str, table: str, key: str) -> None:
    assign = calls(text)[f"POST /{table}/{{id}}/assign"]
    given = [field.name for field in assign.request.fields] if assign.request else []
    assert given == [key]
    assert {one.column for one in assign.server_sets} == {"assigned_at", "updated_at"}
    assert (assign.auth.level, assign.auth.roles) == ("role", ("admin",))


def test_the_work_is_moved_on_by_whom_it_is_assigned_to() -> None:
    auth = calls("Potholes: open, in work, filled; assigned to a foreman")["POST /potholes/{id}/mark-in-work"].auth
    assert (auth.level, auth.owner) == ("authenticated", "own `foreman_id`")


def test_what_many_people_get_is_a_row_for_each_and_no_key() -> None:
    tables = drafted("Assign badges to members").spec.sections.database.tables
    badges = next(table for table in tables if table.name == "badges")
    assert [column.name for column in badges.columns if column.references] == []
