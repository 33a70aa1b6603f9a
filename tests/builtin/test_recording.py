"""Somebody writes each table: a call, a job, or what happens elsewhere; what there is one of is made by setting it."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.derive.matrix import matrix_of
from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.entries import Entry, JobEntry
from draftspec.drafters.builtin.recording import WRITTEN_BY_PEOPLE
from draftspec.drafters.builtin.resources import _complete


@pytest.mark.parametrize(
    ("text", "table", "writer"),
    [
        ("login attempts", "login_attempts", "record_login_attempts"),
        ("notifications", "notifications", "record_notifications"),
        ("short links", "link_clicks", "write_link_clicks"),
        ("assets", "asset_assignments", "POST /api/v1/assets/{id}/check-out"),
        ("user preferences", "user_preferences", "PUT /api/v1/user-preferences"),
    ],
)
def test_each_table_has_somebody_who_creates_its_rows(text: str, table: str, writer: str) -> None:
    matrix = matrix_of(drafted(text).spec.sections)
    writers = [name for _, name, cells in matrix.rows if "C" in cells.get(table, "")]
    assert writers == [writer]


def is_written(name: str, entry: Entry) -> bool:
    """Tell whether a call or job of an entry inserts its rows, or the entry says what does."""
    calls = set(entry.standard or ()) & {"create", "update"} or entry.singleton
    made = any(verb.makes == name or name in verb.adds for verb in entry.verbs.values())
    return bool(calls or made or entry.written or any(name in job.adds for job in entry.jobs))


def test_each_entry_says_what_inserts_its_rows() -> None:
    entries = {name: _complete(concepts().entry(name)) for name in concepts()}
    silent = [n for n, e in entries.items() if e.archetypes[:1] != () and e.archetypes[0] not in WRITTEN_BY_PEOPLE]
    assert [name for name in silent if not is_written(name, entries[name])] == []


def test_an_entry_without_a_writer_is_found() -> None:
    parts = {"words": ("knock",), "purpose": "One knock at a door.", "standard": ("list",)}
    job = JobEntry(name="hear", schedule="hourly", does="Hears.", failure="Later.", watch="Knocks.", adds=("knock",))

    assert not is_written("knock", Entry.model_validate(parts))
    assert is_written("knock", Entry.model_validate({**parts, "written": "Somebody knocks"}))
    assert is_written("knock", Entry.model_validate({**parts, "jobs": (job,)}))


def test_a_row_is_inserted_once_for_each_event() -> None:
    jobs = drafted("login attempts").spec.sections.jobs
    assert jobs is not None
    job = next(one for one in jobs.jobs if one.name == "record_login_attempts")

    assert job.trigger.description == (
        "Somebody tries to sign in, whether it succeeds or not: the same transaction puts the event into the queue."
    )
    assert job.processing.startswith("`INSERT INTO login_attempts … ON CONFLICT (id) DO NOTHING`")


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
