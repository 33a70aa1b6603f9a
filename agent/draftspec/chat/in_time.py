"""One request within its seconds, whatever the connection does; waiting in a queue of our own does not count.

A read time-out of HTTP starts anew with every byte, so a server that sends one now and then holds a request for ever.
Here the request runs in a thread of its own, which is left alone when its time is over; the program does not wait for
it at its end.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass

from draftspec.chat.model import Ask, ChatFailure, ChatModel, Reply


class _Call:
    """One request in flight: its end, and the time that it spent in queues."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.reply: Reply | None = None
        self.error: BaseException | None = None
        self.queued = 0.0
        self.queued_since: float | None = None

    @property
    def has_ended(self) -> bool:
        return self.reply is not None or self.error is not None

    def run(self, model: ChatModel, ask: Ask) -> None:
        """Ask, and tell whoever waits."""
        reply, error = None, None
        try:
            reply = model.ask(ask)
        except BaseException as raised:  # noqa: BLE001 - raised again by whoever waits
            error = raised
        with self.changed:
            self.reply, self.error = reply, error
            self.changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until the request ends or has taken its seconds; tell whether it ended."""
        begun = time.monotonic()
        with self.changed:
            while not self.has_ended:
                if self.queued_since is not None:
                    self.changed.wait()
                    continue
                left = seconds - (time.monotonic() - begun - self.queued)
                if left <= 0:
                    return False
                self.changed.wait(left)
            return True


_current: ContextVar[_Call | None] = ContextVar("call", default=None)


@contextmanager
def in_queue() -> Iterator[None]:
    """Say that the request of this thread waits for its turn in a queue of ours."""
    call = _current.get()
    if call is None:
        yield
        return
    with call.changed:
        call.queued_since = time.monotonic()
        call.changed.notify_all()
    try:
        yield
    finally:
        with call.changed:
            call.queued += time.monotonic() - (call.queued_since or 0.0)
            call.queued_since = None
            call.changed.notify_all()


@dataclass(frozen=True)
class Seen:
    """What came of a request, and the seconds that it spent in queues."""

    what: Reply | ChatFailure
    queued: float


def ask_in_time(model: ChatModel, ask: Ask) -> Seen:
    """Return what came of a request; after `ask.seconds` outside of queues that is a ChatFailure.

    Raises what the model raises beside ChatFailure.
    """
    call = _Call()
    context = copy_context()
    context.run(_current.set, call)
    threading.Thread(target=context.run, args=(call.run, model, ask), name="request", daemon=True).start()
    if not call.wait(ask.seconds):
        return Seen(ChatFailure(f"no answer within {ask.seconds:.0f} s"), call.queued)
    if call.reply is not None:
        return Seen(call.reply, call.queued)
    if isinstance(call.error, ChatFailure):
        return Seen(call.error, call.queued)
    assert call.error is not None  # noqa: S101 - it ended, and without a reply
    raise call.error
