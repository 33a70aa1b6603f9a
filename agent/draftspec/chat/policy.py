"""From a question to an answer: the one place that decides what follows each outcome.

One budget of requests and one deadline hold for a section, whatever happens; nothing below retries on its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from draftspec.chat.conversation import Conversation, Question
from draftspec.chat.model import Ask, ChatFailure, ChatModel, Reply
from draftspec.chat.modes import Modes
from draftspec.chat.obtained import ContextTooLong, Lack, Obtained, Parked, Spent, Stopped
from draftspec.chat.outcome import Kind, Outcome, classify
from draftspec.chat.patience import Patience, Timing, own_wait
from draftspec.chat.queueing import seconds_in_queues
from draftspec.chat.reading import AnswerInvalid
from draftspec.chat.salvage import salvage

__all__ = ["ContextTooLong", "Obtained", "Parked", "Patience", "Question", "Stopped", "Timing", "obtain"]

T = TypeVar("T")

RESUME = "what was answered is kept; run the same command again with --resume"


def obtain(
    question: Question[T],
    model: ChatModel,
    patience: Patience | None = None,
    timing: Timing | None = None,
    modes: Modes | None = None,
) -> Obtained[T]:
    """Ask until there is an answer, or none is to be had within the patience; a section without one is a gap.

    `modes` is shared by all sections of a run, so that a mode is refused once. Raises `Stopped` when no request can
    succeed (quota, key, no such model), `Parked` when the server asks to wait longer than the patience, and
    `ContextTooLong` when the prompt does not fit; and what the model raises beside ChatFailure.
    """
    return _Asking(question, model, (patience or Patience(), timing or Timing()), modes or Modes()).to_the_end()


class _Asking(Generic[T]):
    """One question, until it ends."""

    def __init__(self, question: Question[T], model: ChatModel, limits: tuple[Patience, Timing], modes: Modes) -> None:
        self._question = question
        self._model = model
        self._patience, self._timing = limits
        self._modes = modes
        self._talk = Conversation(question, modes.first(model.name))
        self._deadline = self._timing.now() + self._patience.seconds
        self._replies: list[Reply] = []
        self._notes: list[str] = []
        self._calls = self._unanswered = self._troubles = self._empties = 0
        self._is_repaired = False

    def to_the_end(self) -> Obtained[T]:
        """Ask and react until there is an answer or a reason why there is none."""
        last = Outcome(Kind.TRANSPORT, reason="nothing was asked")
        while self._calls < self._patience.attempts and self._left() > 0:
            last = self._ask()
            if (ended := _REACTIONS[last.kind](self, last)) is not None:
                return ended
        return self._exhausted(last)

    def _left(self) -> float:
        """Seconds until the deadline."""
        return self._deadline - self._timing.now()

    def _spent(self) -> Spent:
        return Spent(tuple(self._replies), self._calls, self._unanswered)

    def _ask(self) -> Outcome:
        """Send the next request and return what became of it."""
        ask = self._talk.next_ask(min(self._patience.call_seconds, self._left()))
        self._calls += 1
        queued = seconds_in_queues()
        try:
            seen = self._seen(ask)
        finally:
            self._deadline += seconds_in_queues() - queued
        return classify(seen, self._timing.today())

    def _seen(self, ask: Ask) -> Reply | ChatFailure:
        """Return what came back for a request, and count it."""
        try:
            reply = self._model.ask(ask)
        except ChatFailure as failure:
            self._unanswered += failure.status is None
            return failure
        self._replies.append(reply)
        self._talk.was_answered(ask)
        self._troubles = 0
        return reply

    def _on_answered(self, outcome: Outcome) -> Obtained[T] | None:
        text = self._talk.whole(outcome.text)
        try:
            answer = self._question.parse(text)
        except AnswerInvalid as invalid:
            return self._on_invalid(text, invalid)
        if self._empties > 1:
            self._modes.refuse(self._model.name, self._modes.first(self._model.name))
        return Obtained(answer, None, self._spent(), tuple(self._notes))

    def _on_invalid(self, text: str, invalid: AnswerInvalid) -> Obtained[T] | None:
        """Show once what is wrong; the second time give up."""
        if self._is_repaired:
            return self._lacking(Outcome(Kind.INVALID, reason=f"the answer does not fit its schema: {invalid}"))
        self._is_repaired = True
        self._talk.correct(text, invalid.problems)
        if "{" not in text:  # no JSON at all: the server does not hold the model to a schema that it cannot see
            self._talk.mode = self._modes.after(self._talk.mode) or self._talk.mode
        return None

    def _on_truncated(self, outcome: Outcome) -> Obtained[T] | None:
        """Keep what is complete and ask for the rest under a higher cap."""
        gained = self._talk.keep(salvage(outcome.text))
        raised = outcome.at_cap and self._talk.raise_cap()
        if gained or raised:
            return None
        return self._lacking(outcome) if outcome.at_cap else self._on_answered(outcome)

    def _on_refused(self, outcome: Outcome) -> Obtained[T] | None:
        """Say it once in other words, never twice in the same."""
        if self._talk.is_rephrased:
            return self._lacking(outcome)
        self._talk.is_rephrased = True
        return None

    def _on_empty(self, outcome: Outcome) -> Obtained[T] | None:
        """Ask once more, with a higher cap where the tokens ran out; then in the next mode."""
        if outcome.at_cap:
            return None if self._talk.raise_cap() else self._lacking(outcome)
        self._empties += 1
        return None if self._empties == 1 else self._step_down(outcome)

    def _on_mode_unsupported(self, outcome: Outcome) -> Obtained[T] | None:
        self._modes.refuse(self._model.name, self._talk.mode)
        return self._step_down(outcome)

    def _on_schema_rejected(self, outcome: Outcome) -> Obtained[T] | None:
        """Ask without holding the server to the schema, for this section only, and say what it did not take."""
        self._notes.append(
            f"the server did not take the schema at {outcome.path or 'an unnamed place'}: {outcome.reason}"
        )
        return self._step_down(outcome)

    def _step_down(self, outcome: Outcome) -> Obtained[T] | None:
        mode = self._modes.after(self._talk.mode)
        if mode is None:
            return self._lacking(outcome)
        self._talk.mode = mode
        return None

    def _on_cap_too_large(self, outcome: Outcome) -> Obtained[T] | None:
        return None if self._talk.lower_cap(outcome.limit) else self._on_context_too_long(outcome)

    def _on_context_too_long(self, outcome: Outcome) -> Obtained[T]:
        raise ContextTooLong(
            f"the prompt for {self._question.section} does not fit {self._model.name}: {outcome.reason}",
            "choose a model with a larger window, or give less of the existing schema",
            self._spent(),
        )

    def _on_stop(self, outcome: Outcome) -> Obtained[T]:
        hint = "add credit, or choose another --model" if outcome.kind is Kind.QUOTA else "check the key and --model"
        raise Stopped(f"{self._model.name} answered {outcome.reason}", f"{hint}; {RESUME}", self._spent())

    def _on_trouble(self, outcome: Outcome) -> Obtained[T] | None:
        """Wait as long as the server asks, or a while of our own; or give up where that is too long."""
        self._troubles += 1
        if outcome.wait is not None and outcome.wait > min(self._patience.longest_wait, max(self._left(), 0.0)):
            raise Parked(
                f"{self._model.name} asks to wait {outcome.wait:.0f} s ({outcome.reason})",
                f"{RESUME} after that",
                self._spent(),
                outcome.wait,
            )
        wait = outcome.wait or own_wait(self._troubles, self._timing.chance())
        if self._calls >= self._patience.attempts or wait >= self._left():
            return self._exhausted(outcome)
        self._timing.sleep(wait)
        return None

    def _exhausted(self, outcome: Outcome) -> Obtained[T]:
        requests = "1 request" if self._calls == 1 else f"{self._calls} requests"
        return self._lacking(Outcome(outcome.kind, reason=f"{outcome.reason} ({requests})"))

    def _lacking(self, outcome: Outcome) -> Obtained[T]:
        return Obtained(None, Lack(outcome.kind, outcome.reason), self._spent(), tuple(self._notes))


_REACTIONS: dict[Kind, Callable[[_Asking[Any], Outcome], Obtained[Any] | None]] = {
    Kind.ANSWERED: _Asking._on_answered,
    Kind.TRUNCATED: _Asking._on_truncated,
    Kind.REFUSED: _Asking._on_refused,
    Kind.EMPTY: _Asking._on_empty,
    Kind.MODE_UNSUPPORTED: _Asking._on_mode_unsupported,
    Kind.SCHEMA_REJECTED: _Asking._on_schema_rejected,
    Kind.CAP_TOO_LARGE: _Asking._on_cap_too_large,
    Kind.CONTEXT_TOO_LONG: _Asking._on_context_too_long,
    Kind.QUOTA: _Asking._on_stop,
    Kind.DENIED: _Asking._on_stop,
    Kind.REJECTED: _Asking._lacking,
    Kind.RATE_LIMITED: _Asking._on_trouble,
    Kind.SERVER: _Asking._on_trouble,
    Kind.TRANSPORT: _Asking._on_trouble,
}
"""What follows each outcome; the class's own functions, since methods of each question would keep it in memory."""
