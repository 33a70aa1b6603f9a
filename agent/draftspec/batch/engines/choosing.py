"""Which engine a batch gets."""

from __future__ import annotations

import os
from dataclasses import replace

from draftspec.batch.engines.engine import Engine, Work
from draftspec.batch.order import Job

A_PROCESS = 32
"""Most requests that one process keeps in flight: beyond, its own work, not the model, decides how fast it goes."""

FEW = 4
"""So few drafts of the built-in drafter are done before another process has started."""


def engine_for(job: Job, orders: int) -> Engine:
    """Return who carries out so many orders of a job.

    The built-in drafter gets a process for each processor, at most `jobs`. A model gets threads of this process, with
    all that is shared at hand; where more than `A_PROCESS` requests may be in flight and neither rates nor costs are
    limited, which only one process can count exactly, so many processes that each has its share.
    """
    from draftspec.batch.engines.processes import Processes
    from draftspec.batch.engines.threads import Threads

    jobs = job.settings.jobs
    if job.settings.model == "builtin":
        count = min(jobs, processors(), orders)
        if count < 2 or orders <= FEW:
            return Threads(lambda: _opened(job), 1)
        return Processes(job, count, 1)
    count = 1 if _is_counted(job) else min(-(-jobs // A_PROCESS), processors(), orders)
    share = -(-jobs // max(count, 1))
    if count < 2:
        return Threads(lambda: _opened(job), drafts_for(jobs))
    return Processes(replace(job, settings=replace(job.settings, jobs=share)), count, drafts_for(share))


def drafts_for(requests: int) -> int:
    """Return how many drafts keep so many requests in flight.

    On its way, each can ask for three sections at a time; but all begin with one, and some are being checked and written.
    With `tests/long/batch_model.py` five eighths are as fast as three quarters and seven eighths (299, 297 and 299 calls a
    second, medians of three or four rounds), in 280 instead of 286 and 290 MB.
    """
    return -(-requests * 5 // 8)


def _opened(job: Job) -> Work:
    from draftspec.batch.one_draft import OneDraft

    return OneDraft(job)


def _is_counted(job: Job) -> bool:
    settings = job.settings
    return any(limit is not None for limit in (settings.rpm, settings.tpm, settings.max_cost))


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
