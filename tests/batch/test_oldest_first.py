"""Threads that drafts share."""

from __future__ import annotations

import threading

import pytest

from draftspec.batch.oldest_first import OldestFirst


def test_the_oldest_draft_goes_first() -> None:
    threads, gate, done, begun = OldestFirst(1), threading.Event(), [], threading.Event()
    first = threads.of(5).submit(lambda: begun.set() or gate.wait())
    assert begun.wait(5)
    later = [threads.of(draft).submit(done.append, draft) for draft in (3, 1, 2, 1)]
    gate.set()
    assert first.result(5)
    for one in later:
        one.result(5)
    assert done == [1, 1, 2, 3]


def test_so_many_at_a_time_and_errors_are_given_back() -> None:
    threads, meeting = OldestFirst(3), threading.Barrier(3)
    together = [threads.of(0).submit(meeting.wait, 5) for _ in range(3)]
    assert sorted(one.result(5) for one in together) == [0, 1, 2]
    with pytest.raises(ZeroDivisionError):
        threads.of(1).submit(lambda: 1 / 0).result(5)
    assert threads.of(1).submit(lambda: "on").result(5) == "on"
