"""What is done for each order: the same way as `draftspec draft`, with what all drafts share opened once."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from draftspec.batch.most_awaited import MostAwaited
from draftspec.batch.order import Job, Order
from draftspec.batch.row import Row, failed, row_of
from draftspec.drafting import Drafter
from draftspec.errors import DraftspecError
from draftspec.pipeline import draft_with, drafter_for, existing_schema
from draftspec.write import begin, refuse_other_brief, remove_leftovers, write

if TYPE_CHECKING:
    from draftspec.drafters.language_model.opening import Access


class OneDraft:
    """A `Work` of an engine. Raises `InputError` when the schema cannot be used or the model cannot be opened."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._existing = existing_schema(job.settings.schema)
        self._access = None if job.settings.model == "builtin" else _opened(job)
        self._threads = MostAwaited(threads_for(job.settings.jobs))
        self._at_a_time = threading.Lock()

    def __call__(self, order: Order) -> Row:
        """Draft, write, and return what came of it; an error of draftspec becomes a row."""
        settings = self._job.settings
        try:
            drafter = self._drafter(order)
            drafted = draft_with(order.brief, drafter, settings.model, self._existing, self._at_a_time)
            force, replaces = self._job.force, order.replaces
            written = write(drafted.spec, drafted.files, settings.out, force=force, replaces=replaces)
        except DraftspecError as error:
            return failed(order.number, error)
        return row_of(order.number, drafted, written)

    def _drafter(self, order: Order) -> Drafter:
        """Return who drafts, once it is certain that the draft can be written."""
        settings = self._job.settings
        with suppress(OSError):
            remove_leftovers(settings.out / order.brief.slug)
        if self._access is None:
            refuse_other_brief(settings.out, order.brief, replaces=order.replaces)
            return drafter_for(settings.model)
        begin(settings.out, order.brief, force=self._job.force, replaces=order.replaces)
        from draftspec.drafters.language_model.opening import Shared

        shared = Shared(self._threads.of(order.number), self._at_a_time)
        return self._access.drafter(settings.out / order.brief.slug, shared=shared)


def _opened(job: Job) -> Access:
    from draftspec.drafters.language_model.opening import Access, Terms

    settings = job.settings
    terms = Terms(
        model=settings.model,
        folder=settings.out,
        jobs=settings.jobs,
        rpm=settings.rpm,
        tpm=settings.tpm,
        max_cost=settings.max_cost,
        prices=settings.prices,
        spent=job.spent,
    )
    access = Access(terms)
    access.open()
    return access


def threads_for(jobs: int) -> int:
    """Return how many sections are worked on at a time, so that so many requests are in flight while others think."""
    return jobs + (jobs + 1) // 2
