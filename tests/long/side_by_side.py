"""Replays every recorded case of a suite at once, and counts the connections of the process.

    python tests/long/side_by_side.py [--suite DIR] [--threads N]

A hook of this script's own counts each connection and each look-up of a name, beside the guard that refuses them; no key
is set, and the address of the model is a port on which nobody listens. Each case is replayed twice, the second time
beside all others. Bounds: no connection, no case that is not replayed, and the same draft both times.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from draftspec.evals.cassette import recorded_models
from draftspec.evals.replay import Replay, replay
from draftspec.evals.suite import Suite, read_suite
from draftspec.evals.take import Take

CLOSED = "http://127.0.0.1:9/v1"
EVALS = Path(__file__).parents[2] / "evals"


@dataclass(frozen=True)
class Counted:
    """Cases replayed side by side, connections meanwhile, and what was wrong."""

    cases: int
    connections: int
    is_counting: bool
    problems: tuple[str, ...]


class Hook:
    """Counts connections while it is awake; a hook of the interpreter's cannot be taken out."""

    def __init__(self) -> None:
        self.count = 0
        self.is_awake = False
        sys.addaudithook(self._take)

    def _take(self, event: str, arguments: tuple[Any, ...]) -> None:
        self.count += self.is_awake and event in ("socket.connect", "socket.getaddrinfo", "socket.sendto")


def run(suite: Suite, threads: int) -> Counted:
    """Replay each case alone, then all of them side by side."""
    models = recorded_models(suite.cassettes)
    takes = [Take(case.id, case.asked, model, case.schema_path) for model in models for case in suite.cases]
    hook = Hook()
    with patch.dict(os.environ, OPENAI_BASE_URL=CLOSED), ThreadPoolExecutor(threads) as pool:
        os.environ.pop("OPENAI_API_KEY", None)
        hook.is_awake = True
        alone = [replay(suite.cassettes, take) for take in takes]
        beside = list(pool.map(lambda take: replay(suite.cassettes, take), takes))
        connections = hook.count
        with socket.socket() as probe:
            probe.connect_ex(("127.0.0.1", 9))  # the hook does count
        hook.is_awake = False
    return Counted(len(takes), connections, hook.count > connections, _problems(takes, alone, beside))


def _problems(takes: Sequence[Take], alone: Sequence[Replay], beside: Sequence[Replay]) -> tuple[str, ...]:
    problems = [f"{take.case_id}: {one.problem}" for take, one in zip(takes, beside, strict=True) if one.problem]
    pairs = zip(takes, alone, beside, strict=True)
    return (
        *problems,
        *(f"{take.case_id}: another draft" for take, one, other in pairs if one.drafted != other.drafted),
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", type=Path, default=EVALS)
    parser.add_argument("--threads", type=int, default=32)
    options = parser.parse_args()
    counted = run(read_suite(options.suite), options.threads)
    print(f"{counted.cases} cases replayed side by side: {counted.connections} connections (bound: 0)")
    print(f"problems {len(counted.problems)} (bound: 0)", *counted.problems, sep="\n")
    return 1 if counted.connections or counted.problems or not counted.is_counting else 0


if __name__ == "__main__":
    sys.exit(main())
