"""Kills drafts at random moments: every file must be old or new, and the next run must end with a consistent set.

    python tests/long/kill_writes.py [--times N] [--seed N]

A folder holds a finished draft. Each round starts the real program on a draft that differs in every file (it alternates
between two schemas for the same brief), kills it after a random time, and compares what is on disk with the old and the
new set byte by byte. Then the program runs to its end, and the set must be the new one. A third of
the rounds kills at any time, a third soon after the program has begun to write, a third as soon as one file is new.
Bound: no file that is neither.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from startup import program

BRIEF = "add invoices"
SCHEMAS = (
    "CREATE TABLE customers (id uuid PRIMARY KEY, name text NOT NULL);\n",
    "CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);\n",
)

Files = dict[str, bytes]
Process = subprocess.Popen[bytes]
Wait = Callable[[Process, Path, float], None]


@dataclass
class Kills:
    """How many runs were killed, in what state they left the files, and what was wrong."""

    old: int = 0
    mixed: int = 0
    new: int = 0
    finished: int = 0
    problems: list[str] = field(default_factory=list)


def run(times: int, seed: int) -> Kills:
    """Kill a draft so many times."""
    dice = random.Random(seed)
    kills = Kills()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        wanted, seconds = _sets(home)
        _draft(home, 0)
        for turn in range(times):
            which = (turn + 1) % 2
            killed = _kill(home, which, _DELAYS[turn % 3], dice.random() * seconds)
            _compare(files_of(home), wanted[1 - which], wanted[which], kills, killed=killed)
            _draft(home, which)
            if files_of(home) != wanted[which]:
                kills.problems.append(f"round {turn}: the next run did not end with the new set")
    return kills


def _sets(home: Path) -> tuple[list[Files], float]:
    """Return both sets of files as undisturbed runs write them, and how long a run over an older set takes."""
    sets, seconds = [], 0.0
    for which, schema in enumerate(SCHEMAS):
        (home / f"schema{which}.sql").write_text(schema, encoding="utf-8")
        start = time.monotonic()
        _draft(home, which)
        seconds = time.monotonic() - start
        sets.append(files_of(home))
    return sets, seconds


def _command(home: Path, which: int) -> list[str]:
    return [*program(), "-q", BRIEF, "--out", str(home / "specs"), "--schema", str(home / f"schema{which}.sql")]


def _draft(home: Path, which: int) -> None:
    done = subprocess.run(_command(home, which), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"exit {done.returncode}: {done.stderr}")


def _kill(home: Path, which: int, wait: Wait, delay: float) -> bool:
    """Start a draft and kill it after a while; tell whether it was still running."""
    process = subprocess.Popen(_command(home, which), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait(process, home / "specs" / "invoices", delay)
    running = process.poll() is None
    if running:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return running


def _at_any_time(process: Process, folder: Path, delay: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(delay)


def _while_staging(process: Process, folder: Path, delay: float) -> None:
    """Wait until the program has staged a file, and a thirtieth of the delay."""
    before = set((folder / ".draft").iterdir())
    while process.poll() is None and set((folder / ".draft").iterdir()) <= before:
        time.sleep(0.0005)
    time.sleep(delay / 30)


def _after_first_file(process: Process, folder: Path, delay: float) -> None:
    """Wait until the first document has been replaced."""
    path = folder / "02_Backend_Specification.md"
    before = path.stat().st_ino
    while process.poll() is None:
        for _ in range(200):
            if path.stat().st_ino != before:
                return


_DELAYS: tuple[Wait, ...] = (_at_any_time, _while_staging, _after_first_file)


def files_of(home: Path) -> Files:
    """Return every file of the draft, without its journal."""
    folder = home / "specs" / "invoices"
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".draft" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _compare(found: Files, old: Files, new: Files, kills: Kills, *, killed: bool) -> None:
    for name in {*found, *old, *new}:
        if found.get(name) not in (old.get(name), new.get(name)):
            kills.problems.append(f"{name} is neither old nor new")
    if not killed:
        kills.finished += 1
    elif found == old:
        kills.old += 1
    elif found == new:
        kills.new += 1
    else:
        kills.mixed += 1


def main() -> int:
    """Kill, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if shutil.which(program()[0]) is None:
        raise SystemExit("the program is not installed")
    kills = run(options.times, options.seed)
    for problem in kills.problems:
        print(problem)
    print(f"{options.times} runs: {kills.old} killed before a file changed, {kills.mixed} between two files, ", end="")
    print(f"{kills.new} after the last, {kills.finished} not in time; {len(kills.problems)} problems")
    return 1 if kills.problems else 0


if __name__ == "__main__":
    sys.exit(main())
