"""A worker process: takes orders from its pipe, drafts and writes, and sends back nothing but rows.

It ends when the other end of the pipe is gone, so that none is left over when the program is killed.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection

from draftspec.batch.engines.threads import SWITCH, outcome
from draftspec.batch.order import Job, Order
from draftspec.batch.row import Row
from draftspec.errors import InputError

Opened = InputError | None
"""What a worker says first: why it cannot draft anything, or None."""


def serve(pipe: Connection, job: Job, width: int) -> None:
    """Draft `width` orders at a time until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program decides what an interrupt means
    gc.set_threshold(50_000)  # as the program itself: looking for cycles often takes 4 % of a draft
    from draftspec.batch.one_draft import OneDraft  # here, since the process that starts this one needs none of it

    try:
        work = OneDraft(job)
    except InputError as error:
        pipe.send(error)
        return
    gc.freeze()  # nor is there anything to be found in what was imported
    if width > 1:
        sys.setswitchinterval(SWITCH)
    pipe.send(None)
    lock = threading.Lock()

    def tell(order: Order, done: Future[Row]) -> None:
        with lock:
            pipe.send(outcome(order, done))

    pool = ThreadPoolExecutor(width, thread_name_prefix="draft")
    try:
        while True:
            order: Order = pipe.recv()
            pool.submit(work, order).add_done_callback(partial(tell, order))
    except (EOFError, OSError):
        os._exit(0)  # nobody is there to take a row; what is in flight is left where it is
