from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future

import pytest

from draftspec.scheduler import run
from draftspec.sections import SECTIONS

GRAPH = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c"), "e": ()}


def test_each_gets_the_results_of_what_it_depends_on_and_no_others() -> None:
    def work(name: str, parents: Mapping[str, str]) -> str:
        return f"{name}({','.join(sorted(parents.values()))})"

    results = run(GRAPH, work, jobs=3)
    assert results == {"a": "a()", "b": "b(a())", "c": "c(a())", "d": "d(b(a()),c(a()))", "e": "e()"}


def test_an_empty_graph_has_no_results() -> None:
    assert run({}, lambda name, parents: name, jobs=1) == {}


def test_no_more_run_at_a_time_than_allowed_and_all_of_these_do() -> None:
    lock, running, most = threading.Lock(), 0, 0

    def work(name: str, parents: Mapping[str, None]) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1

    run({str(number): () for number in range(9)}, work, jobs=3)
    assert most == 3


def test_the_longest_chain_goes_first() -> None:
    order: list[str] = []
    run({"x": (), "y": (), "last": ("middle",), "middle": ("first",), "first": ()}, _noted(order), jobs=1)
    assert order == ["first", "middle", "x", "y", "last"]


def test_a_shared_pool_is_told_how_long_a_chain_waits() -> None:
    told: dict[str, int] = {}

    class Told:
        def begin(self, work: Callable[[], str], awaited: int) -> Future[str]:
            future: Future[str] = Future()
            future.set_result(work())
            told[future.result()] = awaited
            return future

    run(GRAPH, lambda name, parents: name, jobs=2, pool=Told())
    assert told == {"a": 2, "b": 1, "c": 1, "d": 0, "e": 0}


def _noted(order: list[str]) -> Callable[[str, Mapping[str, None]], None]:
    return lambda name, parents: order.append(name)


def test_after_an_error_nothing_begins_and_what_is_in_flight_is_kept() -> None:
    together = threading.Barrier(2)
    begun: list[str] = []

    def work(name: str, parents: Mapping[str, str]) -> str:
        begun.append(name)
        if name in "bc":
            together.wait(5)
        if name == "b":
            raise OSError("no")
        if name == "c":
            time.sleep(0.05)
        return name

    results: dict[str, str] = {}
    with pytest.raises(OSError, match="no"):
        run({"a": (), "b": ("a",), "c": ("a",), "d": ("c",)}, work, jobs=2, results=results)
    assert results == {"a": "a", "c": "c"}
    assert sorted(begun) == ["a", "b", "c"]


def test_an_interrupt_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()

    class Interrupted:
        def put(self, item: object) -> None:
            """Take it."""

        def get(self, timeout: float) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr("draftspec.scheduler.SimpleQueue", Interrupted)
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run(GRAPH, lambda name, parents: release.wait(5), jobs=2)
    assert time.monotonic() - start < 2
    release.set()


def test_a_fixed_latency_takes_as_long_as_the_critical_path() -> None:
    graph = {name: section.needs for name, section in SECTIONS.items()}
    start = time.monotonic()
    run(graph, lambda name, parents: time.sleep(0.05), jobs=len(graph))
    longest = 5  # database, endpoints, jobs, integrations, tasks or stakeholders; process waits for tasks
    assert time.monotonic() - start < 0.05 * (longest + 1) * 1.25
