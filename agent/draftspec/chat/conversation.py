"""What is said next to obtain one section: the prompt, what followed it, the mode, and the cap on tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from pydantic_core import from_json

from draftspec.chat.fences import bare_json
from draftspec.chat.model import Ask, Message, Mode
from draftspec.chat.reading import Problem
from draftspec.chat.salvage import Piece, joined, merge

T = TypeVar("T")

LEAST_CAP = 256
"""Fewest tokens that are worth asking for."""


class Wording(Protocol):
    """The words of everything that is said about one section."""

    def messages(self, mode: Mode) -> tuple[Message, ...]:
        """Return the prompt; it shows the schema where the mode does not give it to the server."""
        ...

    def repair(self, problems: tuple[Problem, ...]) -> Message:
        """Return what follows an answer that does not fit."""
        ...

    def rest(self, finished: Mapping[str, Sequence[str]]) -> Message:
        """Return what asks for the rest of a cut answer; `finished` are the names of complete items, list by list."""
        ...

    def rephrased(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        """Return the same prompt in other, neutral words, after a refusal."""
        ...


@dataclass(frozen=True)
class Question(Generic[T]):
    """What is wanted: a section, the schema and words to ask for it, and how its answer is read.

    `parse` raises `AnswerInvalid`. `max_tokens` caps the first answer, `most_tokens` is as far as the cap may be raised.
    """

    section: str
    schema: Mapping[str, Any]
    wording: Wording
    parse: Callable[[str], T]
    max_tokens: int = 8_000
    most_tokens: int = 32_000


class Conversation(Generic[T]):
    """The state of asking one question: what was kept of cut answers, and what is said next."""

    def __init__(self, question: Question[T], mode: Mode) -> None:
        self.mode = mode
        self.is_rephrased = False
        self._question = question
        self._cap = question.max_tokens
        self._most = max(question.max_tokens, question.most_tokens)
        self._kept: Piece | None = None
        self._follow: tuple[Message, ...] = ()
        self._answered: list[Ask] = []

    def next_ask(self, seconds: float) -> Ask:
        """Return the next request, which may take so many seconds."""
        prompt = self._question.wording.messages(self.mode)
        if self.is_rephrased:
            prompt = self._question.wording.rephrased(prompt)
        messages = (*prompt, *self._follow)
        ask = Ask(self._question.section, messages, self._question.schema, self.mode, self._cap, seconds)
        before = sum(map(ask.is_like, self._answered))
        return replace_attempt(ask, 1 + before) if before else ask

    def was_answered(self, ask: Ask) -> None:
        """Remember that a request got a reply: asked again, it is another attempt. A failure leaves it the same."""
        self._answered.append(ask)

    def raise_cap(self) -> bool:
        """Double the cap as far as the model takes it; tell whether it grew."""
        before = self._cap
        self._cap = min(2 * self._cap, self._most)
        return self._cap > before

    def lower_cap(self, limit: int | None) -> bool:
        """Set the cap to what the server takes, or to half where that is unknown; tell whether that leaves enough."""
        self._cap = min(self._cap // 2 if limit is None else limit, self._cap - 1)
        self._most = min(self._most, self._cap)
        return self._cap >= LEAST_CAP

    def keep(self, piece: Piece | None) -> bool:
        """Keep what is complete of a cut answer and ask for the rest next; tell whether anything was gained."""
        if piece is None:
            return False
        grown = piece if self._kept is None else joined(self._kept, piece)
        if _count(grown) <= _count(self._kept):
            return False
        self._kept = grown
        rest = self._question.wording.rest(grown.finished)
        self._follow = (Message("assistant", grown.text), rest)
        return True

    def whole(self, text: str) -> str:
        """Return the text of the whole answer: what was kept together with the rest, or the text where none was."""
        if self._kept is None:
            return text
        try:
            rest = from_json(bare_json(text))
        except ValueError:
            return text
        if not isinstance(rest, dict):
            return text
        return Piece(merge(self._kept.value, rest, self._kept.where), ()).text

    def correct(self, text: str, problems: tuple[Problem, ...]) -> None:
        """Show the model its own whole answer and what is wrong with it; the next answer is whole again."""
        self._kept = None
        self._follow = (Message("assistant", text), self._question.wording.repair(problems))


def replace_attempt(ask: Ask, attempt: int) -> Ask:
    """Return a request as its n-th attempt."""
    return Ask(ask.section, ask.messages, ask.schema, ask.mode, ask.max_tokens, ask.seconds, attempt)


def _count(piece: Piece | None) -> int:
    return 0 if piece is None else sum(map(len, piece.finished.values()))
