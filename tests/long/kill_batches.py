"""Kills whole batches at random moments: what was answered is not paid again, and every item has one whole result.

    python tests/long/kill_batches.py [--times N] [--items N] [--seed N]

Each round starts `draftspec batch` in an empty folder, kills it (SIGKILL; in turns the program alone, and it with all its
processes) at a random moment, looks at what lies there, and lets it run again to its end. In turns the built-in drafter
in two processes, a model with 8 requests in flight in one process, and one with 40 in two. Bounds, in every round: each
file that lies there after the kill is whole; after the next run all files are those of an undisturbed run, byte for byte,
but for the number of tokens that the server read from its cache; no more requests sent twice than were in flight.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from kill_drafts import _CACHED
from kills import Kills
from model_server import ModelServer

LATENCY = 0.15
"""Seconds that the server takes for an answer."""

UNDERWAY = 0.25
"""Seconds that an answer may be underway until it is in a journal, with several processes on a busy machine."""

KINDS: dict[str, tuple[str, ...]] = {
    "builtin": ("--jobs", "2"),
    "model": ("--model", "openai:good", "--jobs", "8"),
    "processes": ("--model", "openai:good", "--jobs", "40"),
}
TITLES = ("add invoices", "add playlists", "add appointments", "add recipes", "add tickets", "add bookings of rooms")

Files = dict[str, bytes]


def run(times: int, items: int, seed: int) -> Kills:
    """Kill so many batches."""
    dice, kills = random.Random(seed), Kills()
    with tempfile.TemporaryDirectory() as folder, ModelServer(LATENCY) as server:
        home = Path(folder)
        lines = [f"{TITLES[n % len(TITLES)]} of kind {n}\n" for n in range(items)]
        (home / "backlog.txt").write_text("".join(lines), encoding="utf-8")
        wanted: dict[str, tuple[Files, float]] = {}
        for turn in range(times):
            kind = tuple(KINDS)[turn % len(KINDS)]
            if kind not in wanted:
                process = _start(server, home, f"undisturbed-{kind}", kind)
                _until_it_drafts(server, home / f"undisturbed-{kind}", process)
                begun = time.monotonic()
                process.wait()
                wanted[kind] = files_of(home / f"undisturbed-{kind}"), time.monotonic() - begun
            _round(server, home, (kind, turn), wanted[kind], (dice, kills))
    return kills


def _round(
    server: ModelServer,
    home: Path,
    which: tuple[str, int],
    wanted: tuple[Files, float],
    told: tuple[random.Random, Kills],
) -> None:
    (kind, turn), (files, seconds), (dice, kills) = which, wanted, told
    name, out = f"{turn}-{kind}", home / f"{turn}-{kind}"
    server.reset()
    process = _start(server, home, name, kind)
    _until_it_drafts(server, out, process)
    time.sleep(seconds * dice.random())
    answered = server.log.count
    time.sleep(UNDERWAY)
    running = process.poll() is None
    if turn // len(KINDS) % 2:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    flying = server.log.in_flight + server.log.count - answered
    kills.problems += [f"{name}: {path} is torn" for path in torn(out, files)]
    _to_its_end(server, home, name, kind)
    sent = Counter(entry.call.prompt for entry in server.log.entries)
    repeated = sum(count - 1 for count in sent.values())
    if repeated > flying:
        kills.problems.append(f"{name}: {repeated} requests sent twice, {flying} in flight")
    found = files_of(out)
    kills.problems += [
        f"{name}: {path} differs" for path in sorted({*found, *files}) if found.get(path) != files.get(path)
    ]
    kills.killed += running
    kills.finished += not running
    kills.in_flight += flying
    kills.repeated += repeated


def _until_it_drafts(server: ModelServer, out: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait for the first request, or without a model for the first folder."""
    while process.poll() is None and not (server.log.count or server.log.in_flight or any(out.glob("*/.draft"))):
        time.sleep(0.002)


def torn(out: Path, wanted: Files) -> list[str]:
    """Return the files that are neither as an undisturbed run leaves them nor whole in another way."""
    bad = []
    for path, raw in files_of(out).items():
        if "/" in path and raw != wanted.get(path):
            bad.append(path)
        if path.endswith("index.md") and not raw.endswith(b" -->\n"):
            bad.append(path)
        if path.endswith("index.json"):
            json.loads(raw)
    return bad


def files_of(out: Path) -> Files:
    """Return every file by name but for what is said about runs."""
    return {
        path.relative_to(out).as_posix(): _CACHED.sub(rb"\1 0", path.read_bytes())
        for path in sorted(out.rglob("*"))
        if path.is_file() and not {".batch", ".draft"} & set(path.relative_to(out).parts)
    } | {
        path.relative_to(out).as_posix(): b"left over"
        for path in out.rglob("*.tmp")
        if (out / "index.json").exists() and _all_done(out)
    }


def _all_done(out: Path) -> bool:
    items = json.loads((out / "index.json").read_bytes())["items"]
    return all(one["status"] != "waiting" for one in items)


def _start(server: ModelServer, home: Path, name: str, kind: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "draftspec.cli", "batch", "backlog.txt", "--form", "lines", "--out", name, "-q"]
    environment = {**os.environ, "OPENAI_BASE_URL": server.url}
    return subprocess.Popen(
        [*command, *KINDS[kind]], cwd=home, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _to_its_end(server: ModelServer, home: Path, name: str, kind: str) -> None:
    while (code := _start(server, home, name, kind).wait()) == 2:  # a process of the killed run still ends
        time.sleep(0.1)
    if code != 0:
        raise SystemExit(f"{name}: exit code {code}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--items", type=int, default=18)
    parser.add_argument("--seed", type=int, default=7)
    wanted = parser.parse_args()
    kills = run(wanted.times, wanted.items, wanted.seed)
    print(f"{kills.killed} batches killed, {kills.finished} had ended before")
    print(f"{kills.repeated} requests sent twice, {kills.in_flight} in flight when killed")
    for problem in kills.problems:
        print(problem)
    return int(bool(kills.problems))


if __name__ == "__main__":
    sys.exit(main())
