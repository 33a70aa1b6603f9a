"""How the asking for one section ends: with an answer, without one, or with what stops the whole run.

ServiceError
└── Stopped           whatever else is asked would fail alike: quota, key, permission, no such model
    └── Parked        the server asks to wait longer than anybody waits for
Each carries the replies that were paid for until then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from draftspec.chat.model import Reply, Tokens
from draftspec.chat.outcome import Kind
from draftspec.errors import ServiceError

T = TypeVar("T")


@dataclass(frozen=True)
class Lack:
    """Why there is no answer: the kind of the last outcome, and a sentence for people."""

    kind: Kind
    reason: str

    @property
    def is_passing(self) -> bool:
        """Whether asking again later may well succeed."""
        return self.kind.is_passing


@dataclass(frozen=True)
class Spent:
    """What was spent on a section: every reply that has tokens, and how many requests were sent.

    `unanswered` are requests that ended without a reply after they were sent, which a provider may have billed.
    """

    replies: tuple[Reply, ...] = ()
    calls: int = 0
    unanswered: int = 0

    @property
    def tokens(self) -> Tokens:
        """The tokens of all replies."""
        return sum((reply.tokens for reply in self.replies), Tokens())


@dataclass(frozen=True)
class Obtained(Generic[T]):
    """What came of a question: an answer, or why there is none; and `notes` on what was unusual about it."""

    answer: T | None
    lack: Lack | None
    spent: Spent
    notes: tuple[str, ...] = ()


class Stopped(ServiceError):
    """The provider refuses in a way that concerns every request."""

    def __init__(self, message: str, hint: str, spent: Spent) -> None:
        super().__init__(message, hint)
        self.spent = spent


class Parked(Stopped):
    """The server asks to wait for `seconds`, which is longer than the patience for it."""

    def __init__(self, message: str, hint: str, spent: Spent, seconds: float) -> None:
        super().__init__(message, hint, spent)
        self.seconds = seconds


class ContextTooLong(ServiceError):
    """The prompt does not fit the model's window; whoever asked may ask again with less in it."""

    def __init__(self, message: str, hint: str, spent: Spent) -> None:
        super().__init__(message, hint)
        self.spent = spent
