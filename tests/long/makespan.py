"""How long a draft with a model takes on a server with a fixed latency, against the critical path of its sections.

    python tests/long/makespan.py [--latency SECONDS] [--jobs N]

The critical path is the longest chain of sections that need each other, times the latency. The draft is the whole way
from brief to checked documents with LangChain's client, over HTTP to a server in a process of its own; that the client's
libraries are loaded is not counted. Bound: 1.05 times the critical path.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from draftspec.brief import brief_from_text
from draftspec.documents import sections_asked_for
from draftspec.drafters.language_model.opening import Terms, open_drafter
from draftspec.pipeline import draft_spec
from draftspec.sections import SECTIONS

BRIEF = brief_from_text("add invoices")
BOUND = 1.05
SERVER = Path(__file__).parents[1] / "model_server.py"


@dataclass(frozen=True)
class Makespan:
    """Seconds that the draft took, and those of the critical path."""

    taken: float
    critical: float

    @property
    def ratio(self) -> float:
        return self.taken / self.critical

    @property
    def is_good(self) -> bool:
        """Whether the bound is met."""
        return self.ratio <= BOUND


def measure(latency: float, jobs: int) -> Makespan:
    """Draft once with a server that answers at once, to warm up, then once with the latency."""
    with tempfile.TemporaryDirectory() as folder:
        with _serving(0.0):
            _drafted(Path(folder, "warm"), jobs)
        with _serving(latency):
            _drafted(Path(folder, "fast"), jobs)
            taken = _drafted(Path(folder, "measured"), jobs)
    return Makespan(taken, longest_chain() * latency)


def longest_chain() -> int:
    """Return the number of sections in the longest chain of those that the documents ask for."""
    lengths: dict[str, int] = {}
    for name in sections_asked_for():
        lengths[name] = 1 + max((lengths[need] for need in SECTIONS[name].needs), default=0)
    return max(lengths.values())


def _drafted(folder: Path, jobs: int) -> float:
    drafter = open_drafter(Terms("openai:good", folder, jobs=jobs), lambda step: None)
    begun = time.monotonic()
    drafted = draft_spec(BRIEF, drafter, model="openai:good")
    taken = time.monotonic() - begun
    if not drafted.is_good:
        raise SystemExit(f"the draft has gaps or errors: {drafted.gaps}")
    return taken


@contextmanager
def _serving(latency: float) -> Iterator[Mapping[str, str]]:
    command = [sys.executable, str(SERVER), "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        os.environ["OPENAI_BASE_URL"] = process.stdout.readline().strip()
        try:
            yield os.environ
        finally:
            process.terminate()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latency", type=float, default=2.0)
    parser.add_argument("--jobs", type=int, default=8)
    options = parser.parse_args()
    makespan = measure(options.latency, options.jobs)
    print(f"critical path {makespan.critical:.2f} s ({longest_chain()} sections of {options.latency} s)")
    print(f"draft         {makespan.taken:.2f} s, {makespan.ratio:.3f} times the critical path (bound: {BOUND})")
    return 0 if makespan.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
