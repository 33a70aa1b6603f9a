"""The policy of everything that goes out by itself: when it is tried again, what is never sent twice, when it is too late.

Queues, jobs and services outside tell of it in these words, so that no two of them say different things.
"""

from __future__ import annotations

from draftspec.drafters.builtin.entries import JobEntry

RETRIES = "three more tries, 1, 5 and 25 min later (assumption)"
"""How often and when a queue tries again what failed."""
AGAIN = "tried again as the queue says"
"""What becomes of a failure that may pass."""


def told(job: JobEntry) -> str:
    """Return what a job does, with what keeps its messages from being sent twice."""
    if job.stamp is None:
        return job.does
    kept = f"`{job.stamp}` is set to today" if job.daily else f"`{job.stamp}` is set"
    skipped = "what has today's date" if job.daily else "what has it"
    return f"{job.does.rstrip('.')}; {kept} once the message was accepted, and {skipped} is skipped."


def on_failure(job: JobEntry) -> str:
    """Return what happens where a job fails: a message that was not accepted leaves no stamp behind."""
    if job.stamp is None:
        return job.failure or ""
    stays = f"`{job.stamp}` stays as it was"
    again = f"the message is {AGAIN}" if job.schedule is None else "the next run sends the message"
    return f"{stays}, so {again}{f', unless {job.until} by then' if job.until else ''}."
