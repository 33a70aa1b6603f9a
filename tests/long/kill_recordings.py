"""Kills recordings at random moments: at most what is in flight is lost, and no cassette is ever broken.

    python tests/long/kill_recordings.py [--times N] [--seed N]

A server on loopback answers each request after a while. Each round starts `draftspec eval record` on a suite of one case,
in every other round with --all over a cassette that is there, kills it (SIGKILL) at a random moment of its requests, and
lets it run again to its end. Bounds, in every round: right after the kill the cassette is as it was before, and what was
answered can be read beside it; no more requests are sent twice than were in flight; the cassette in the end is that of an
undisturbed recording, and nothing lies beside it.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from unittest.mock import patch

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from kill_drafts import LATENCY, LONGEST_CHAIN
from kills import Kills
from model_server import ModelServer
from startup import program

from draftspec.brief import brief_from_text
from draftspec.evals.cassette import read_cassette
from draftspec.evals.kept import Kept
from draftspec.evals.record import Means, Wish, record
from draftspec.evals.take import Take

MODEL = "openai:scripted"
CASE = "id: tags\nbrief: Add tags to notes.\n"

UNDERWAY = 0.1
"""Seconds that an answer may be underway until it is on disk: eight may arrive at a time."""


def run(times: int, seed: int) -> Kills:
    """Kill a recording so many times."""
    dice, kills = random.Random(seed), Kills()
    with tempfile.TemporaryDirectory() as folder, ModelServer(LATENCY) as server:
        undisturbed = _suite(Path(folder) / "undisturbed")
        recorded_here(server, undisturbed, "--missing")
        for turn in range(times):
            suite = _suite(Path(folder) / str(turn))
            wish = "--missing" if turn % 2 else "--all"
            if wish == "--all":
                shutil.copytree(undisturbed / "cassettes", suite / "cassettes")
            _round(server, suite, (wish, dice.random() * LATENCY * LONGEST_CHAIN), kills)
            if _recorded(suite) != _recorded(undisturbed):
                kills.problems.append(f"round {turn}: the cassette differs")
            if len(left := sorted(path.name for path in _cassette(suite).parent.iterdir())) > 1:
                kills.problems.append(f"round {turn}: there are {left}")
    return kills


def recorded_here(server: ModelServer, suite: Path, wish: str) -> None:
    """Record in this process."""
    take = Take("tags", brief_from_text("Add tags to notes.", "tags"), MODEL)
    wanted = Wish(missing=wish == "--missing", all=wish == "--all")
    with patch.dict(os.environ, OPENAI_BASE_URL=server.url):
        record(take, wanted, Means(suite / "cassettes", None, 8, lambda step: None))


def _round(server: ModelServer, suite: Path, wish: tuple[str, float], kills: Kills) -> None:
    """Kill a recording some time after its first request, hold what is there to the bounds, and let it run again."""
    what, delay = wish
    before = _cassette(suite).read_bytes() if _cassette(suite).exists() else None
    server.reset()
    process = _start(server, suite, what)
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
    kills.killed += running
    kills.finished += not running
    if running:
        kills.answered += answered
        kills.in_flight += in_flight
        kills.problems += [f"{suite.name}: {problem}" for problem in _wrong_after_kill(suite, before, answered)]
    _to_its_end(server, suite, what)
    sent = Counter(entry.call.prompt for entry in server.log.entries)
    repeated = sum(count - 1 for count in sent.values())
    kills.repeated += repeated if running else 0
    if running and repeated > in_flight:
        kills.problems.append(f"{suite.name}: {repeated} requests sent twice, {in_flight} in flight")


def _wrong_after_kill(suite: Path, before: bytes | None, answered: int) -> list[str]:
    """Return what is wrong with what a killed recording has left."""
    path = _cassette(suite)
    now = path.read_bytes() if path.exists() else None
    if now is not None and now != before and read_cassette(path) is not None:
        return []  # killed after the last answer: the new one is in place, whole
    kept = len(Kept(path, MODEL, "local").interactions)
    problems = [] if now == before else ["the cassette is not as it was"]
    return problems + ([f"{answered} answered, {kept} kept"] if kept < answered else [])


def _suite(folder: Path) -> Path:
    (folder / "cases").mkdir(parents=True)
    (folder / "cases" / "tags.yaml").write_text(CASE, encoding="utf-8")
    return folder


def _cassette(suite: Path) -> Path:
    return suite / "cassettes" / "openai_scripted" / "tags.yaml"


def _recorded(suite: Path) -> str:
    return _cassette(suite).read_text(encoding="utf-8")


def _start(server: ModelServer, suite: Path, wish: str) -> subprocess.Popen[bytes]:
    command = [*program(), "eval", "record", wish, "--model", MODEL, "--suite", str(suite)]
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**environment, "OPENAI_BASE_URL": server.url},
    )


def _to_its_end(server: ModelServer, suite: Path, wish: str) -> None:
    process = _start(server, suite, wish)
    _, said = process.communicate()
    if process.returncode:
        raise SystemExit(f"exit {process.returncode}: {said.decode()}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kills = run(options.times, options.seed)
    print(f"killed {kills.killed}, finished before {kills.finished}; {kills.answered} answered until then")
    print(f"requests in flight when killed {kills.in_flight}, sent twice {kills.repeated} (bound: no more)")
    print(f"problems {len(kills.problems)} (bound: 0)", *kills.problems, sep="\n")
    return 1 if kills.problems else 0


if __name__ == "__main__":
    sys.exit(main())
