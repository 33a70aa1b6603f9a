"""A batch with a model against a bare HTTP client on the same server, in turns: throughput and memory.

    python tests/long/batch_model.py [--items N] [--rounds N] [--latency SECONDS] [--jobs N]

The server, a process of its own with precomputed answers, answers each request 200 ms after it came in. The bare client
is 64 threads of the standard library's `http.client` that send the recorded bodies of one draft on kept connections and
read the answers: nothing is made, checked or written. `draftspec batch --jobs 64` drafts whole folders from the same
answers. Throughput is counted by the server, from the first request to the last answer. Bounds, on the medians: 90 % of
the bare client's throughput; at most 300 MB for all processes of the batch together (shared pages counted once).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
RATIO = 0.9
MEMORY = 300 * 1024
"""Bound of the memory, in KB."""


@dataclass(frozen=True)
class Measured:
    """Calls a second of the bare client and of the batch, by round; the batch's memory in KB; what it drafted."""

    bare: list[float]
    batch: list[float]
    memory: int
    drafted: int
    items: int

    @property
    def ratio(self) -> float:
        return statistics.median(self.batch) / statistics.median(self.bare)

    @property
    def is_good(self) -> bool:
        return self.ratio >= RATIO and self.memory < MEMORY and self.drafted == self.items


def measure(items: int, rounds: int, latency: float, jobs: int) -> Measured:
    """Run the bare client and a batch in turns."""
    bare, batch, memory, drafted = [], [], 0, 0
    with serving(latency) as url, tempfile.TemporaryDirectory() as home:
        for turn in range(rounds):
            bare.append(_bare(url, items * 20, jobs))
            rate, most, good = _batch(url, Path(home, str(turn)), items, jobs)
            batch.append(rate)
            memory, drafted = max(memory, most), good
    return Measured(bare, batch, memory, drafted, items)


@contextmanager
def serving(latency: float) -> Iterator[str]:
    """Run the server and give its address."""
    command = [sys.executable, str(HERE / "canned_server.py"), "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def stats(url: str, path: str = "/stats") -> dict[str, float]:
    """Ask the server what it has counted, or with `/reset` to begin anew."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", path)
    found: dict[str, float] = json.loads(connection.getresponse().read())
    connection.close()
    return found


def _bare(url: str, calls: int, threads: int) -> float:
    """Return the calls a second of a bare client."""
    stats(url, "/reset")
    bodies = recorded_bodies()
    numbers = iter(range(calls))
    lock = threading.Lock()

    def ask() -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return connection.close()
            headers = {"Content-Type": "application/json", "Authorization": "Bearer none"}
            connection.request("POST", "/v1/chat/completions", bodies[number % len(bodies)], headers)
            json.loads(connection.getresponse().read())

    every = [threading.Thread(target=ask) for _ in range(threads)]
    for thread in every:
        thread.start()
    for thread in every:
        thread.join()
    found = stats(url)
    return found["answered"] / found["seconds"]


def recorded_bodies() -> list[bytes]:
    """Return the bodies that a draft sends, as the batch's client puts them on the wire."""
    from server.answers import answer_text

    from draftspec.brief import brief_from_text
    from draftspec.chat.limits import limits_for
    from draftspec.chat.model import Ask, Reply
    from draftspec.chat.profiles import COMPATIBLE
    from draftspec.chat.provider_model import call_options
    from draftspec.documents import sections_asked_for
    from draftspec.drafters.language_model.asking import Setup
    from draftspec.drafters.language_model.drafter import LanguageModelDrafter

    bodies: list[bytes] = []

    class Recording:
        name = "openai:canned"

        def ask(self, ask: Ask) -> Reply:
            messages = [{"role": one.role, "content": one.content} for one in ask.messages]
            options = call_options(ask, COMPATIBLE, limits_for("compatible:"))["extra_body"]
            body = {"model": "canned", "messages": messages, **options}
            bodies.append(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
            return Reply(answer_text(ask.section, "add invoices"))

    drafter = LanguageModelDrafter(Setup(Recording(), profile=COMPATIBLE, jobs=1))
    drafter(brief_from_text("add invoices case 0"), (), sections_asked_for())
    return bodies


def _batch(url: str, home: Path, items: int, jobs: int) -> tuple[float, int, int]:
    """Return the calls a second of a batch, its memory in KB, and how many items are fine."""
    stats(url, "/reset")
    home.mkdir()
    backlog = home / "backlog.txt"
    backlog.write_text("".join(f"add things of case {number}\n" for number in range(items)), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "draftspec.cli",
        "batch",
        str(backlog),
        "--form",
        "lines",
        "--out",
        str(home / "out"),
    ]
    command += ["--model", "openai:canned", "--jobs", str(jobs), "-q", "--json"]
    environment = {**os.environ, "OPENAI_BASE_URL": url}
    most = 0
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        lines: list[str] = []
        reader = threading.Thread(target=lambda: lines.append(process.stdout.read() if process.stdout else ""))
        reader.start()
        while process.poll() is None:
            most = max(most, sum(memory_of(pid) for pid in family(process.pid)))
            time.sleep(0.5)
        reader.join()
    found = stats(url)
    statuses = [one["status"] for one in json.loads(lines[0])["items"]]
    return found["answered"] / found["seconds"], most, statuses.count("drafted")


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in family(child))]


def memory_of(pid: int) -> int:
    """Return the memory of a process in KB; what it shares with others counts in proportion."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--jobs", type=int, default=64)
    wanted = parser.parse_args()
    found = measure(wanted.items, wanted.rounds, wanted.latency, wanted.jobs)
    for bare, batch in zip(found.bare, found.batch, strict=True):
        print(f"bare {bare:6.1f} calls/s   batch {batch:6.1f} calls/s   {batch / bare:.2f}")
    print(f"ratio   {found.ratio:.3f} (bound {RATIO}), on the medians")
    print(f"memory  {found.memory / 1024:.0f} MB (bound {MEMORY // 1024} MB)")
    print(f"fine    {found.drafted} of {found.items} items")
    return 0 if found.is_good else 1


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    sys.exit(main())
