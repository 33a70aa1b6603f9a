from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from draftspec.chat.deadline import within


def test_it_returns_and_raises_what_the_call_does() -> None:
    assert within(5, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)


def test_it_gives_up_in_time_and_the_thread_serves_again() -> None:
    go_on = threading.Event()
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        within(0.05, lambda: go_on.wait(10))
    assert time.monotonic() - began < 2
    assert within(5, lambda: 1) == 1  # by another thread
    go_on.set()


def test_calls_one_after_the_other_share_a_thread_and_calls_at_once_do_not() -> None:
    used = {within(5, threading.get_ident) for _ in range(50)}  # more than one where an earlier test's is just done
    assert len(used) < 10
    assert threading.get_ident() not in used
    barrier = threading.Barrier(8)
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(lambda n: within(10, lambda: (barrier.wait(10), n)[1]), range(8))) == list(range(8))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_child_starts_threads_of_its_own() -> None:
    within(5, lambda: 1)
    child = os.fork()
    if child == 0:
        os._exit(within(5, lambda: 42))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 42
