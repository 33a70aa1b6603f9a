"""What one replayed call costs in our transport and in vcrpy with its body matching, on one cassette, in one run.

    python tests/long/replay_speed.py [--calls N]

A cassette of 200 interactions (ten trials of one case, each with a brief of its own) is replayed call by call, once by
our transport and once by vcrpy's own patch with `match_on` method, path and body, in turn for each call, so that whatever
else the machine does falls on both. vcrpy reads the same file with the requests as JSON text, the form in which it
writes and compares them. Bound: the median call of ours takes at most a tenth of vcrpy's. Loading is printed beside it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

import httpx2
import vcr
import yaml
from model_server import ModelServer
from vcr.cassette import Cassette as VcrCassette

from draftspec.brief import brief_from_text
from draftspec.evals.cassette import ADDRESS, STEP, Cassette, Interaction, read_cassette
from draftspec.evals.cassette_text import cassette_text
from draftspec.evals.record import Means, Wish, record
from draftspec.evals.take import Take
from draftspec.evals.tape import Tape
from draftspec.evals.transport import Playing

TRIALS = 10
BOUND = 0.1
URL = f"{ADDRESS}/chat/completions"


@dataclass(frozen=True)
class Speed:
    """Median seconds of a call and of loading, ours and vcrpy's, and how many interactions the cassette has."""

    interactions: int
    ours: float
    theirs: float
    loading: float
    their_loading: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


def run(trials: int, calls: int) -> Speed:
    """Measure a cassette of so many trials, on so many calls of each, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path, text_path = Path(folder) / "case.yaml", Path(folder) / "text.yaml"
        _write(path, text_path, trials)
        loading, cassette = _timed(lambda: read_cassette(path))
        assert cassette is not None
        steps = list(cassette.interactions.values())
        asked = [steps[place * len(steps) // calls] for place in range(calls)]
        ours, theirs = [], []
        playing = Playing(Tape(cassette.interactions))
        their_loading, _ = _timed(lambda: VcrCassette.load(path=str(text_path)))
        used = vcr.use_cassette(str(text_path), record_mode="none", match_on=("method", "path", "body"))
        with used, httpx2.HTTPTransport() as transport:
            for one in asked:
                ours.append(_call(playing, one, {STEP: one.step.rpartition("/")[0]}))
                theirs.append(_call(transport, one, {}))
    return Speed(len(steps), statistics.median(ours), statistics.median(theirs), loading, their_loading)


def _call(transport: httpx2.BaseTransport, one: Interaction, headers: dict[str, str]) -> float:
    """Send a request that is recorded through a transport, hold what comes back, and return the seconds it took."""
    request = httpx2.Request("POST", URL, json=dict(one.asked), headers=headers)
    seconds, response = _timed(lambda: transport.handle_request(request))
    assert response.read().decode() == one.text
    return seconds


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = call()
    return time.perf_counter() - begun, result


def _write(path: Path, text_path: Path, trials: int) -> None:
    """Write a recording repeated with a brief of its own for each trial; then with its requests as text."""
    recorded = _recorded(path.parent)
    every = {}
    for trial in range(1, trials + 1):
        for step, one in recorded.interactions.items():
            case_id, section, _, attempt = step.split("/")
            moved = f"{case_id}/{section}/{trial}/{attempt}"
            asked = json.loads(json.dumps(one.asked).replace("add invoices", f"add invoices {trial}"))
            every[moved] = replace(one, step=moved, asked=asked)
    path.write_text(cassette_text(Cassette(every, recorded.origin)), encoding="utf-8")
    content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for one in content["interactions"]:
        one["request"]["body"] = json.dumps(one["request"]["body"])
    text_path.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper), encoding="utf-8")


def _recorded(folder: Path) -> Cassette:
    take = Take("invoices", brief_from_text("add invoices"), "openai:scripted")
    with ModelServer() as server, patch.dict("os.environ", OPENAI_BASE_URL=server.url):
        record(take, Wish(missing=True), Means(folder, None, 8, lambda step: None))
    found = read_cassette(folder / "openai_scripted" / "invoices.yaml")
    assert found is not None
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=40)
    options = parser.parse_args()
    speed = run(TRIALS, options.calls)
    print(f"cassette: {speed.interactions} interactions")
    print(f"loading: {speed.loading * 1000:.0f} ms, vcrpy {speed.their_loading * 1000:.0f} ms")
    print(f"a call: {speed.ours * 1000:.2f} ms, vcrpy {speed.theirs * 1000:.2f} ms: {speed.ratio:.3f} (bound: {BOUND})")
    return 1 if speed.ratio > BOUND else 0


if __name__ == "__main__":
    sys.exit(main())
