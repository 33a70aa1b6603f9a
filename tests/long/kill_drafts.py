"""Kills drafts with a model at random moments: what was answered is not paid again, and the documents are the same.

    python tests/long/kill_drafts.py [--times N] [--seed N]

A server on loopback answers each request after a while. Each round starts the real program in an empty folder, kills it
(SIGKILL) at a random moment of its requests, and lets it run again to its end with --resume. Bounds, in every round: no
more requests sent twice than were in flight when it was killed (not answered yet, or so a moment ago that the answer may
not have arrived); the same files, byte for byte, as an undisturbed run
writes, but for the number of tokens that the server read from its cache.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from kills import Kills
from model_server import ModelServer
from startup import program

BRIEF = "add invoices"
LATENCY = 0.3
"""Seconds that the server takes for an answer."""

UNDERWAY = 0.05
"""Seconds that an answer may be underway until it is in the journal."""

_CACHED = re.compile(rb'("cached_tokens":) \d+')

LONGEST_CHAIN = 6
"""Sections that need each other one after the other."""

Files = dict[str, bytes]


def run(times: int, seed: int) -> Kills:
    """Kill a draft so many times."""
    dice, kills = random.Random(seed), Kills()
    with tempfile.TemporaryDirectory() as folder, ModelServer(LATENCY) as server:
        home = Path(folder)
        _to_its_end(server, home / "undisturbed")
        wanted = files_of(home / "undisturbed")
        for turn in range(times):
            _round(server, home / str(turn), dice.random() * LATENCY * LONGEST_CHAIN, kills)
            if files_of(home / str(turn)) != wanted:
                kills.problems.append(f"round {turn}: the documents differ")
    return kills


def _round(server: ModelServer, home: Path, delay: float, kills: Kills) -> None:
    """Kill a draft some time after its first request, let it run again, and count what was asked twice."""
    server.reset()
    process = _start(server, home)
    while process.poll() is None and not (server.log.count or server.log.in_flight):
        time.sleep(0.002)
    time.sleep(delay)
    answered = server.log.count
    time.sleep(UNDERWAY)
    running = process.poll() is None
    process.kill()
    process.communicate()
    in_flight = server.log.in_flight + server.log.count - answered
    while server.log.in_flight:
        time.sleep(0.002)
    _to_its_end(server, home)
    sent = Counter(entry.call.prompt for entry in server.log.entries)
    repeated = sum(count - 1 for count in sent.values())
    kills.killed += running
    kills.finished += not running
    kills.in_flight += in_flight if running else 0
    kills.repeated += repeated
    if repeated > in_flight:
        kills.problems.append(f"{home.name}: {repeated} requests sent twice, {in_flight} in flight")


def _start(server: ModelServer, home: Path) -> subprocess.Popen[bytes]:
    command = [*program(), "-q", BRIEF, "--resume", "--out", str(home), "--model", "openai:good"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "OPENAI_BASE_URL": server.url})


def _to_its_end(server: ModelServer, home: Path) -> None:
    process = _start(server, home)
    _, said = process.communicate()
    if process.returncode:
        raise SystemExit(f"exit {process.returncode}: {said.decode()}")


def files_of(home: Path) -> Files:
    """Return the files of a draft by name, without its journal."""
    found = (path for path in home.rglob("*") if path.is_file() and ".draft" not in path.parts)
    return {path.relative_to(home).as_posix(): _CACHED.sub(rb"\1 0", path.read_bytes()) for path in found}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kills = run(options.times, options.seed)
    print(f"killed {kills.killed}, finished before {kills.finished}")
    print(f"requests in flight when killed {kills.in_flight}, sent twice {kills.repeated} (bound: no more)")
    print(f"problems {len(kills.problems)} (bound: 0)", *kills.problems, sep="\n")
    return 1 if kills.problems else 0


if __name__ == "__main__":
    sys.exit(main())
