"""Requests and tokens a minute, requests in flight: with a minute that is a quarter of a second long."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from draftspec.chat.limiter import Limited, Rates, estimated_tokens
from draftspec.chat.model import Ask, ChatFailure, Message, Reply, Tokens
from draftspec.chat.queueing import seconds_in_queues

MINUTE = 0.25
LATE = 0.05
"""Seconds that a thread may take from its turn to the server."""

ASK = Ask("risks", (Message("user", "x" * 300),), {}, max_tokens=100)


class Server:
    """Answers after a while; remembers when each request came and how many were there at a time."""

    name = "test:test"

    def __init__(self, seconds: float = 0.0, tokens: int = 0) -> None:
        self.begun: list[float] = []
        self.most = 0
        self.failures: list[ChatFailure] = []
        self.together: threading.Barrier | None = None
        self._flying = 0
        self._seconds = seconds
        self._tokens = tokens
        self._lock = threading.Lock()

    def ask(self, ask: Ask) -> Reply:
        with self._lock:
            self.begun.append(time.monotonic())
            self._flying += 1
            self.most = max(self.most, self._flying)
            failure = self.failures.pop() if self.failures else None
        if self.together:
            self.together.wait(timeout=10)
        time.sleep(self._seconds)
        with self._lock:
            self._flying -= 1
        if failure:
            raise failure
        return Reply("{}", tokens=Tokens(self._tokens, 0, 0))

    def most_in_a_minute(self) -> int:
        return max(sum(1 for other in self.begun if at <= other < at + MINUTE - LATE) for at in self.begun)


def ask_all(model: Limited, count: int) -> float:
    begun = time.monotonic()
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(model.ask, [ASK] * count))
    return time.monotonic() - begun


class Landing:
    """Says that its reply is there, and returns it once another request has come in."""

    name = "test:test"

    def __init__(self) -> None:
        self.met = threading.Barrier(2)

    def ask(self, ask: Ask) -> Reply:
        ask.landed()
        self.met.wait(timeout=10)
        return Reply("{}")


def test_the_next_goes_as_soon_as_a_reply_is_there_and_no_more_than_one() -> None:
    model = Limited(Landing(), Rates(in_flight=1))
    assert ask_all(model, 2) < 5
    server = Server(0.02)
    model._model = server  # what has landed is not counted again when it ends
    ask_all(model, 6)
    assert server.most == 1


def test_no_limit_is_no_wait() -> None:
    server = Server()
    assert ask_all(Limited(server, Rates(in_flight=64)), 40) < MINUTE
    assert len(server.begun) == 40


def test_most_in_flight() -> None:
    server = Server(0.02)
    ask_all(Limited(server, Rates(in_flight=3)), 12)
    assert server.most == 3


def test_requests_a_minute_hold_in_any_minute_and_no_time_is_lost() -> None:
    server = Server()
    seconds = ask_all(Limited(server, Rates(requests=5, in_flight=64, window=MINUTE)), 15)
    assert server.most_in_a_minute() == 5
    assert 2 * MINUTE <= seconds < 4 * MINUTE


def test_tokens_a_minute_count_what_was_used_in_fact() -> None:
    """Estimated at 200, in fact 50: eight fit into a minute of 400 once their replies are there."""
    assert estimated_tokens(ASK) == 200
    server = Server(tokens=50)
    model = Limited(server, Rates(tokens=400, in_flight=1, window=MINUTE))
    seconds = ask_all(model, 8)
    assert len(server.begun) == 8
    assert server.most_in_a_minute() == 5, "with four times 50 there is room for one of 200, with five there is not"
    assert MINUTE <= seconds < 3 * MINUTE


def test_a_request_larger_than_the_limit_goes_alone() -> None:
    server = Server(tokens=200)
    assert ask_all(Limited(server, Rates(tokens=150, window=MINUTE)), 2) >= MINUTE
    assert len(server.begun) == 2


def test_too_many_halves_what_may_be_in_flight_once_and_replies_give_it_back() -> None:
    server = Server()
    server.together = threading.Barrier(4)
    server.failures = [ChatFailure("slow", status=429) for _ in range(4)]
    model = Limited(server, Rates(in_flight=8))
    with ThreadPoolExecutor(4) as pool:
        for failed in [pool.submit(model.ask, ASK) for _ in range(4)]:
            assert isinstance(failed.exception(), ChatFailure)
    assert model.allowed == 4, "four answers to one burst are one lesson"
    server.together = None
    for _ in range(30):
        model.ask(ASK)
    assert model.allowed == 8


def test_a_429_with_a_wait_holds_everybody_for_that_long() -> None:
    server = Server()
    server.failures = [ChatFailure("slow", status=429, headers={"retry-after-ms": "200"})]
    model = Limited(server, Rates())
    with pytest.raises(ChatFailure):
        model.ask(ASK)
    begun = time.monotonic()
    model.ask(ASK)
    assert 0.19 <= time.monotonic() - begun < 0.6


def test_other_failures_slow_nothing_down() -> None:
    server = Server()
    server.failures = [ChatFailure("broken", status=500)]
    model = Limited(server, Rates(in_flight=8))
    with pytest.raises(ChatFailure):
        model.ask(ASK)
    assert model.allowed == 8


def test_time_in_the_queue_is_told() -> None:
    model = Limited(Server(), Rates(requests=1, window=MINUTE))
    model.ask(ASK)
    before = seconds_in_queues()
    model.ask(ASK)
    assert seconds_in_queues() - before == pytest.approx(MINUTE, abs=0.1)


def test_waiting_takes_no_processor_time() -> None:
    model = Limited(Server(), Rates(requests=1, in_flight=64, window=MINUTE))
    model.ask(ASK)
    begun = time.process_time()
    ask_all(model, 3)
    assert time.process_time() - begun < 0.1
