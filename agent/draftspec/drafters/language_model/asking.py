"""Asks for one section: makes its prompt fit, obtains the answer, and says what it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from draftspec.chat.answers import Answer
from draftspec.chat.limits import Limits
from draftspec.chat.model import ChatModel
from draftspec.chat.modes import Modes
from draftspec.chat.obtained import ContextTooLong, Lack, Obtained, Spent
from draftspec.chat.outcome import Kind
from draftspec.chat.patience import Patience, Timing
from draftspec.chat.policy import Question, obtain
from draftspec.chat.prices import Price, cost
from draftspec.chat.profiles import PROFILES, Profile
from draftspec.chat.wire import parse_answer, wire_schema
from draftspec.drafters.language_model.decided import Decided, decided
from draftspec.drafters.language_model.words import Words
from draftspec.errors import ServiceError
from draftspec.prompting import Form, Given
from draftspec.prompting.fitting import Fitted, PromptTooLarge, Room, fit
from draftspec.scheduler import Pool
from draftspec.spec import Usage

CAP = 8_000
"""Most tokens of a first answer; one that is cut is continued under a higher cap."""

LONG = {"database": 16_000, "endpoints": 32_000, "tests": 16_000, "tasks": 12_000}
"""Sections whose answers are longer: those of the built-in drafter for `endpoints` have 11,000 tokens in the median."""

MOST = 64_000
"""As far as the cap is raised, where the model goes that far."""


@dataclass(frozen=True)
class Step:
    """Something that happened to a section, for whoever watches: how it went on, what it took so far, and why."""

    section: str
    what: Literal["asked", "answered", "gap", "kept"]
    again: bool = False
    seconds: float = 0.0
    usage: Usage = field(default_factory=Usage)
    reason: str = ""


def _unwatched(step: Step) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Setup:
    """Whom to ask, and how; `kept` are sections that stand already and are not asked for."""

    model: ChatModel
    profile: Profile = PROFILES["openai"]
    limits: Limits = field(default_factory=lambda: Limits(window=128_000, output=16_384))
    price: Price | None = None
    jobs: int = 8
    pool: Pool | None = None
    """Threads to ask on, shared with other drafts; by default each draft has its own."""
    at_a_time: AbstractContextManager[object] = field(default_factory=nullcontext)
    """A lock that is held while the processor is busy with a section, and never while anything is waited for: threads that
    wait for a lock sleep, and those that wait for the interpreter wake up a thousand times a second."""
    patience: Patience = field(default_factory=Patience)
    timing: Timing = field(default_factory=Timing)
    watch: Callable[[Step], None] = _unwatched
    kept: Mapping[str, Decided] = field(default_factory=dict)

    def rooms(self, name: str) -> tuple[Room, ...]:
        """What the model takes beside a section's first answer of the usual length, of half and of a quarter of it."""
        longest = min(LONG.get(name, CAP), self.limits.output)
        return tuple(Room(self.limits.window, longest // part, self.model.name) for part in (1, 2, 4))


WordsFor = Callable[[Given, Mapping[str, Any]], Words]
"""Makes the words for a section from what is given (as much as fits) and the schema."""


class Asker:
    """Asks for the sections of one draft. Safe with several threads."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._modes = Modes(setup.profile.modes)

    def ask(self, name: str, given: Given, words_for: WordsFor, *, again: bool = False) -> Decided:
        """Return what becomes of a section. Raises `Stopped` when nothing further can be asked."""
        self._setup.watch(Step(name, "asked", again))
        begun = time.monotonic()
        obtained, left_out = self._obtained(name, given, words_for)
        made = decided(name, obtained, self._usage(obtained.spent))
        seconds = time.monotonic() - begun
        what: Literal["answered", "gap"] = "gap" if made.value is None else "answered"
        self._setup.watch(Step(name, what, again, seconds, made.usage, made.reason or ""))
        return replace(made, remarks=(*left_out, *made.remarks))

    def _obtained(self, name: str, given: Given, words_for: WordsFor) -> tuple[Obtained[Answer], tuple[str, ...]]:
        """Return the answer, and what the prompt had to leave out."""
        schema = wire_schema(name, self._setup.profile)
        form = Form(schema, self._modes.first(self._setup.model.name), self._setup.profile.shows_schema)
        try:
            with self._setup.at_a_time:
                fitted, room = _fitted(name, given, form, self._setup.rooms(name))
        except PromptTooLarge as error:
            return _too_long(error, Spent()), ()
        question = Question(
            name,
            schema,
            words_for(fitted.given, schema),
            lambda text: self._parsed(name, text),
            max_tokens=room.output,
            most_tokens=min(MOST, self._setup.limits.output),
        )
        try:
            setup = self._setup
            return obtain(question, setup.model, setup.patience, setup.timing, self._modes), fitted.dropped
        except ContextTooLong as error:
            return _too_long(error, error.spent), fitted.dropped

    def _parsed(self, name: str, text: str) -> Answer:
        with self._setup.at_a_time:
            return parse_answer(name, text)

    def _usage(self, spent: Spent) -> Usage:
        tokens = spent.tokens
        usd = cost((reply.tokens for reply in spent.replies), self._setup.price)
        return Usage(
            calls=len(spent.replies),
            input_tokens=tokens.input,
            cached_tokens=tokens.cached,
            output_tokens=tokens.output,
            usd=None if usd is None else float(usd),
        )


def _fitted(name: str, given: Given, form: Form, rooms: tuple[Room, ...]) -> tuple[Fitted, Room]:
    """Return what fits into the first room that it fits into. Raises `PromptTooLarge` with the sizes of the last."""
    *others, last = rooms
    for room in others:
        with suppress(PromptTooLarge):
            return fit(name, given, form, room), room
    return fit(name, given, form, last), last


def _too_long(error: ServiceError, spent: Spent) -> Obtained[Answer]:
    return Obtained(None, Lack(Kind.CONTEXT_TOO_LONG, f"{error}; {error.hint}"), spent)
