"""Somebody writes each table: a call, a job, or what happens elsewhere; what there is one of is made by setting it."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.derive.matrix import matrix_of


@pytest.mark.parametrize(
    ("text", "table", "writer"),
    [
        ("login attempts", "login_attempts", "record_login_attempts"),
        ("notifications", "notifications", "record_notifications"),
        ("short links", "link_clicks", "record_link_clicks"),
        ("assets", "asset_assignments", "POST /api/v1/assets/{id}/check-out"),
        ("user preferences", "user_preferences", "PUT /api/v1/user-preferences"),
    ],
)
def test_each_table_has_somebody_who_creates_its_rows(text: str, table: str, writer: str) -> None:
    matrix = matrix_of(drafted(text).spec.sections)
    writers = [name for _, name, cells in matrix.rows if "C" in cells.get(table, "")]
    assert writers == [writer]


def test_what_a_caller_creates_is_recorded_by_no_job() -> None:
    assert [job.name for job in drafted("add invoices").spec.sections.jobs.jobs if job.name.startswith("record_")] == []


@pytest.mark.parametrize(
    ("brief", "call", "writes"),
    [
        ("private channels", "POST /api/v1/channels", ("channels", "channel_members")),
        ("groups", "POST /api/v1/groups", ("groups", "group_members")),
        ("Kanban boards with columns", "POST /api/v1/boards", ("boards", "board_columns")),
        (
            "lab freezer samples; who took what when",
            "POST /api/v1/freezer-samples/{id}/store",
            ("freezer_samples", "sample_movements"),
        ),
        (
            "Incident Management; Incident Updates; Components",
            "POST /api/v1/incidents/{id}/reopen",
            ("incidents", "components", "incident_updates"),
        ),
    ],
)
def test_a_call_writes_the_rows_that_it_makes_or_moves_besides(brief: str, call: str, writes: tuple[str, ...]) -> None:
    found = {f"{e.method} {e.path}": e for e in drafted(brief).spec.sections.endpoints.endpoints}

    assert found[call].writes == writes
