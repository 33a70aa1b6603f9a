"""Work in dependency order, what is independent side by side.

Of all that may begin, that begins first which the longest chain of others waits for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext, suppress
from functools import partial
from graphlib import TopologicalSorter
from queue import Empty, SimpleQueue
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")

Work = Callable[[str, Mapping[str, T]], T]
"""Does one piece of work by its name, with the results of what it depends on."""


_TICK = 0.5
"""Longest wait in seconds before an interrupt is noticed where waiting is not interrupted (Windows; a signal that another thread took)."""


class Pool(Protocol):
    """Threads that do work."""

    def begin(self, work: Callable[[], T], awaited: int) -> Future[T]:
        """Do some work on one of the threads; `awaited` says how many others wait for it, one after the other."""
        ...


def run(
    graph: Mapping[str, Iterable[str]],
    work: Work[T],
    jobs: int,
    results: dict[str, T] | None = None,
    pool: Pool | None = None,
) -> dict[str, T]:
    """Return the results of all work by name.

    `graph` names what each piece depends on; each of these is in the graph too. At most `jobs` run at a time. After the
    first error nothing else begins, what is in flight ends, and the error is raised. `results`, where given, is filled
    as work ends, so that it holds what was done whatever is raised. A keyboard interrupt waits for nothing.
    `pool`, where given, is shared with others and stays open.
    """
    walk = _Walk({name: tuple(needs) for name, needs in graph.items()}, {} if results is None else results)
    with nullcontext(pool) if pool is not None else _Pool(jobs) as given:
        error = walk.to_the_end(lambda name, parents, awaited: given.begin(partial(work, name, parents), awaited), jobs)
    if error is not None:
        raise error
    return walk.results


class _Pool(ThreadPoolExecutor):
    """Threads that are left alone when the main thread is interrupted."""

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs, thread_name_prefix="section")

    def begin(self, work: Callable[[], T], awaited: int) -> Future[T]:
        """See `Pool.begin`; what may begin comes in this order already."""
        return self.submit(work)

    def __exit__(self, kind: type[BaseException] | None, value: object, traceback: object) -> None:
        self.shutdown(wait=kind is None, cancel_futures=True)


class _Walk(Generic[T]):
    """One run over a graph: what may begin, what is in flight, what is done."""

    def __init__(self, graph: Mapping[str, tuple[str, ...]], results: dict[str, T]) -> None:
        self.results = results
        self._graph = graph
        self._sorter = TopologicalSorter(graph)
        self._chain = _chains(graph)
        self._ready: list[str] = []
        self._flying: dict[Future[T], str] = {}
        self._ended: SimpleQueue[Future[T]] = SimpleQueue()

    def to_the_end(self, begin: Callable[[str, Mapping[str, T], int], Future[T]], jobs: int) -> BaseException | None:
        """Begin what may begin until all is done or something failed; return the first error."""
        self._sorter.prepare()
        error: BaseException | None = None
        while (error is None and self._sorter.is_active()) or self._flying:
            self._ready += self._sorter.get_ready()
            self._ready.sort(key=lambda name: -self._chain[name])
            while error is None and self._ready and len(self._flying) < jobs:
                name = self._ready.pop(0)
                begun = begin(name, self._parents(name), self._chain[name])
                self._flying[begun] = name
                begun.add_done_callback(self._ended.put)
            for ended in self._some_ended():
                failure = self._settle(ended)
                error = error or failure
        return error

    def _some_ended(self) -> Iterator[Future[T]]:
        """Wait until something ended, and yield all that has."""
        with suppress(Empty):
            yield self._ended.get(timeout=_TICK)
            while True:
                yield self._ended.get_nowait()

    def _settle(self, ended: Future[T]) -> BaseException | None:
        name = self._flying.pop(ended)
        if (error := ended.exception()) is None:
            self.results[name] = ended.result()
            self._sorter.done(name)
        return error

    def _parents(self, name: str) -> dict[str, T]:
        return {need: self.results[need] for need in self._graph[name]}


def _chains(graph: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return for each piece how many others wait for it one after the other."""
    chains = dict.fromkeys(graph, 0)
    for name in reversed(tuple(TopologicalSorter(graph).static_order())):
        for need in graph[name]:
            chains[need] = max(chains[need], chains[name] + 1)
    return chains
