"""Ctrl-C: once, and what is in flight is finished; twice, and everything stops. Either way the next run goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batches import files

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends signals")


def start(home: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "draftspec.cli", "batch", "b.txt", "--form", "lines", *options]
    return subprocess.Popen(
        command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text("".join(f"add things of kind {n}\n" for n in range(60)), encoding="utf-8")
    return tmp_path


def interrupted(home: Path, times: int, gap: float = 0.02) -> tuple[int, str, str]:
    program = start(home, "--jobs", "2", "--json")
    ledger = home / "specs/.batch/ledger.jsonl"
    while not (ledger.exists() and ledger.read_text().count("\n") > 2):
        time.sleep(0.02)
    for _ in range(times):
        os.killpg(program.pid, signal.SIGINT)  # as a terminal does: every process of the group gets it
        time.sleep(gap)
    said, told = program.communicate(timeout=60)
    return program.returncode, said, told


def test_once_finishes_what_is_in_flight_and_writes_the_index(home: Path) -> None:
    code, said, told = interrupted(home, 1)
    assert code == 130
    assert "what is in flight is finished; press Ctrl-C again to stop at once" in told
    assert "run the same command again to go on" in told
    statuses = [one["status"] for one in json.loads(said)["items"]]
    drafted = [
        one for one in json.loads((home / "specs/index.json").read_text())["items"] if one["status"] == "drafted"
    ]
    assert 0 < len(drafted) == statuses.count("drafted") < 60
    assert "Traceback" not in told
    goes_on(home)


def test_twice_stops_at_once(home: Path) -> None:
    """Where the second comes while something is in flight, as one of a few will: these drafts are done in no time."""
    every = []
    for gap in (0.02, 0.01, 0.005, 0.002, 0.001, 0.005, 0.002):
        code, _, told = interrupted(home, 2, gap)
        assert code == 130, told
        assert "Traceback" not in told
        every.append("stopped; run the same command again to go on" in told)
        if every[-1]:
            break
        shutil.rmtree(home / "specs")
    assert any(every)


def goes_on(home: Path) -> None:
    with start(home, "-q", "--limit", "3", "--jobs", "1") as program:
        assert program.wait(timeout=60) == 0
    before = files(home / "specs")
    with start(home, "-q", "--limit", "3", "--jobs", "1", "--force") as program:
        assert program.wait(timeout=60) == 0
    assert files(home / "specs") == before
