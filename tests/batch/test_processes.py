"""Processes that draft: the same as one thread, a process that dies costs its order only, and none is left over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batches import files

from draftspec.batch.engines.processes import Processes
from draftspec.batch.engines.threads import Threads
from draftspec.batch.one_draft import OneDraft
from draftspec.batch.order import Job, Order
from draftspec.batch.row import Row
from draftspec.brief import brief_from_text
from draftspec.errors import InputError
from draftspec.settings import Settings

BRIEFS = ("add invoices", "add playlists", "add appointments", "add bookings of rooms", "add recipes", "add tickets")


def orders(number: int = len(BRIEFS)) -> list[Order]:
    return [Order(place, brief_from_text(brief)) for place, brief in enumerate(BRIEFS[:number])]


def by_number(rows: list[Row]) -> dict[int, Row]:
    assert len(rows) == len({row.number for row in rows})
    return {row.number: row for row in rows}


def test_processes_draft_the_same_as_a_thread(tmp_path: Path) -> None:
    job, alone = Job(Settings(out=tmp_path / "many")), Job(Settings(out=tmp_path / "one"))
    many = by_number(list(Processes(job, 2, 1).rows(iter(orders()))))
    one = by_number(list(Threads(lambda: OneDraft(alone), 1).rows(iter(orders()))))
    assert many == one
    assert files(tmp_path / "many") == files(tmp_path / "one")


def test_an_order_is_begun_again_when_its_process_dies(tmp_path: Path) -> None:
    engine = Processes(Job(Settings(out=tmp_path)), 1, 1)
    rows = engine.rows(iter(orders(3)))
    done = [next(rows)]
    os.kill(engine._workers[0].process.pid or 0, signal.SIGKILL)
    done += list(rows)
    assert [row.status for row in done] == ["drafted"] * 3
    assert sorted(row.number for row in done) == [0, 1, 2]


def test_what_cannot_be_opened_is_said_once(tmp_path: Path) -> None:
    job = Job(Settings(out=tmp_path, schema=tmp_path / "none.sql"))
    with pytest.raises(InputError, match=r"none\.sql"):
        list(Processes(job, 2, 1).rows(iter(orders())))


@pytest.mark.skipif(os.name != "posix", reason="reads the processes of Linux")
def test_no_process_outlives_a_program_that_is_killed(tmp_path: Path) -> None:
    backlog = tmp_path / "b.txt"
    backlog.write_text("".join(f"add things of kind {n}\n" for n in range(200)), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "draftspec.cli",
        "batch",
        str(backlog),
        "--form",
        "lines",
        "--out",
        str(tmp_path / "o"),
    ]
    program = subprocess.Popen([*command, "--jobs", "2", "-q"], stderr=subprocess.DEVNULL)
    try:
        while not (tmp_path / "o/.batch/ledger.jsonl").exists():
            time.sleep(0.05)
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
    finally:
        program.kill()
        program.wait()
    until = time.monotonic() + 10
    while (left := [pid for pid in children if _runs(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert children
    assert not left


def _runs(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
