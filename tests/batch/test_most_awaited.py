"""Threads that drafts share."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from draftspec.batch.most_awaited import MostAwaited


def test_what_is_most_awaited_goes_first_and_then_the_oldest_draft() -> None:
    threads, gate, done, begun = MostAwaited(1), threading.Event(), [], threading.Event()
    first = threads.of(5).begin(lambda: begun.set() or gate.wait(), 0)
    assert begun.wait(5)
    wanted = [(3, 0), (1, 0), (2, 0), (1, 0), (4, 5), (9, 2), (8, 2)]
    later = [threads.of(draft).begin(partial(done.append, (draft, awaited)), awaited) for draft, awaited in wanted]
    gate.set()
    assert first.result(5)
    for one in later:
        one.result(5)
    assert done == [(4, 5), (8, 2), (9, 2), (1, 0), (1, 0), (2, 0), (3, 0)]


def test_so_many_at_a_time_and_errors_are_given_back() -> None:
    threads, meeting = MostAwaited(3), threading.Barrier(3)
    together = [threads.of(0).begin(partial(meeting.wait, 5), 0) for _ in range(3)]
    assert sorted(one.result(5) for one in together) == [0, 1, 2]
    with pytest.raises(ZeroDivisionError):
        threads.of(1).begin(lambda: 1 / 0, 0).result(5)
    assert threads.of(1).begin(lambda: "on", 0).result(5) == "on"
