"""A thousand section calls through the mix of failures of a bad day: what can be had is had, and costs little more.

    python tests/long/fault_mix.py [--calls N] [--jobs N]

The test server plays the mix of `tests/server/mix.py` over real HTTP; the product's client and policy ask it for the
sections of the briefs in `tests/data/briefs.jsonl`. Bounds: every achievable answer is there and equal to what the
server has; at most 1.10 billed answers for each achievable one; no prompt again that was refused; no answer that is
shorter than the server's.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from model_server import MIX, ModelServer
from server.asking import model_at, question, right_answer
from server.mix import is_achievable

from draftspec.chat.model import ChatModel, Tokens
from draftspec.chat.modes import Modes
from draftspec.chat.policy import Patience, obtain
from draftspec.sections import SECTIONS

BRIEFS = Path(__file__).parents[1] / "data" / "briefs.jsonl"
BILLED = 1.10
CAP = 2_000
"""Tokens of a first answer: the mix cuts below 4,000."""


@dataclass(frozen=True)
class Figures:
    """What a run measured."""

    calls: int
    achievable: int
    valid: int
    shortened: int
    requests: int
    billed: int
    repeated: int
    counted: Tokens
    paid: tuple[int, int]
    wall: float
    processor: float

    @property
    def is_good(self) -> bool:
        return (
            self.valid == self.achievable
            and self.shortened == 0
            and self.repeated == 0
            and self.billed <= BILLED * self.achievable
            and (self.counted.input, self.counted.output) == self.paid
        )


def measure(calls: int, jobs: int, call_seconds: float) -> Figures:
    """Ask for so many sections, so many at a time; `call_seconds` is how long one that hangs is waited for."""
    briefs = [json.loads(line)["brief"] for line in BRIEFS.read_text(encoding="utf-8").splitlines()]
    asked = list(islice(product(briefs, SECTIONS), calls))
    if len(asked) < calls:
        raise SystemExit(f"there are only {len(asked)} sections to ask for")
    right = {key: right_answer(key[1], key[0]) for key in asked}
    questions = {key: question(key[1], key[0], max_tokens=CAP) for key in asked}
    patience, modes = Patience(call_seconds=call_seconds), Modes()
    with ModelServer() as server, ThreadPoolExecutor(jobs) as pool:
        model: ChatModel = model_at(server.url, MIX)
        begun, worked = time.monotonic(), time.process_time()
        found = dict(
            zip(asked, pool.map(lambda key: obtain(questions[key], model, patience, modes=modes), asked), strict=True)
        )
        wall, processor = time.monotonic() - begun, time.process_time() - worked
        log = server.log
    answered = {key: one.answer for key, one in found.items() if one.answer is not None}
    valid = sum(answer == right[key] for key, answer in answered.items())
    return Figures(
        calls=calls,
        achievable=sum(map(is_achievable, range(calls))),
        valid=valid,
        shortened=len(answered) - valid,
        requests=log.count,
        billed=log.billed,
        repeated=log.repeated_after_refusal,
        counted=sum((one.spent.tokens for one in found.values()), Tokens()),
        paid=log.tokens,
        wall=wall,
        processor=processor,
    )


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, default=64)
    options = parser.parse_args()
    found = measure(options.calls, options.jobs, call_seconds=3.0)
    print(f"valid of achievable    {found.valid} of {found.achievable} (bound: all), {found.calls} sections asked for")
    print(f"billed of achievable   {found.billed / found.achievable:.3f} (bound {BILLED:.2f}), {found.billed} billed")
    print(f"requests               {found.requests}")
    print(f"repeated when refused  {found.repeated} (bound 0)")
    print(f"silently shortened     {found.shortened} (bound 0)")
    print(
        f"tokens counted         {found.counted.input} in, {found.counted.output} out; billed {found.paid} (bound: equal)"
    )
    print(f"wall, processor        {found.wall:.1f} s, {found.processor:.1f} s with the server's")
    return 0 if found.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
