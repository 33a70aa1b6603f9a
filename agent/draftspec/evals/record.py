"""Records a case: asks a model for what has no recording or a stale one; what depends on it becomes stale by itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import httpx2

from draftspec.chat.langchain_model import open_model
from draftspec.chat.model import Tokens
from draftspec.chat.policy import RESUME
from draftspec.chat.prices import Price, read_prices
from draftspec.drafters.language_model.asking import Setup, Step
from draftspec.drafters.language_model.drafter import LanguageModelDrafter
from draftspec.drafters.language_model.opening import address_of
from draftspec.drafters.language_model.spending import Purse, TooDear
from draftspec.drafters.language_model.tracing import VARIABLES
from draftspec.errors import InputError, ServiceError
from draftspec.evals.budget import Budgeted, Server
from draftspec.evals.cassette import Cassette, CassetteError, Interaction, cassette_path, read_cassette
from draftspec.evals.kept import Kept
from draftspec.evals.origin import host_of
from draftspec.evals.paid import paid_for
from draftspec.evals.recording import Recording
from draftspec.evals.take import Take, steps_of, with_recorded_modes
from draftspec.evals.tape import Tape, Turn
from draftspec.evals.transport import tap_for
from draftspec.pipeline import Drafted, draft_spec


@dataclass(frozen=True)
class Wish:
    """What to record: steps without a recording, steps whose recording is stale, or every step again."""

    missing: bool = False
    stale: bool = False
    all: bool = False

    def may_stay(self, turn: Turn) -> bool:
        """Tell whether a step stays as it is recorded."""
        return not turn.changed or not (self.stale or self.all)


@dataclass(frozen=True)
class Recorded:
    """What recording a case did: requests sent, answers kept, answers of before that stayed, and what went away.

    `tokens` and `usd` are those of the new answers. `problem`: why the recording is not complete; then the cassette is
    as it was, and what was answered is kept beside it.
    """

    sent: int
    answered: int
    stayed: int
    dropped: int
    tokens: Tokens
    usd: Decimal | None
    problem: str | None = None


@dataclass(frozen=True)
class Means:
    """How cases are recorded: the folder of the cassettes, the price of the model, sections at a time, who watches.

    `purse` is what all cases together may cost; it needs a price.
    """

    cassettes: Path
    price: Price | None
    jobs: int
    watch: Callable[[Step], None]
    purse: Purse | None = None

    def server(self) -> Server:
        """Return whom to send what is not recorded."""
        client = httpx2.Client(follow_redirects=True)
        return Budgeted(client, self.purse, self.price) if self.purse and self.price else client


def refuse_in_ci(environment: Mapping[str, str]) -> None:
    """Raise `InputError` where CI runs: nobody there looks at what is paid and recorded."""
    if environment.get("CI", "").lower() not in ("", "0", "false", "no"):
        raise InputError("CI is set, and nothing is recorded there", "record on your own machine, and commit the files")


@contextmanager
def without_tracing() -> Iterator[None]:
    """Turn off every variable that makes LangChain send what it is asked elsewhere, for as long as a block lasts."""
    before = {name: os.environ.get(name) for name in VARIABLES}
    os.environ.update(dict.fromkeys(VARIABLES, "false"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def record(take: Take, wish: Wish, means: Means) -> Recorded:
    """Record one draft of a case, and put the new cassette in the place of the old one when it is complete.

    Raises `InputError` when the model cannot be opened or the case cannot be used, `CassetteError` for a cassette that
    cannot be read, and `OutputError`.
    """
    path = cassette_path(means.cassettes, take.model, take.case_id)
    old = _standing(path, wish)
    kept = Kept(path, take.model, host_of(address_of(take.model), take.model.partition(":")[0]))
    with without_tracing():
        return _Take(take, wish, means, kept).recorded(old)


def _standing(path: Path, wish: Wish) -> Cassette | None:
    """Return the cassette that is there; one that cannot be read is none where every step is recorded again."""
    try:
        return read_cassette(path)
    except CassetteError:
        if not wish.all:
            raise
        return None


class _Take:
    """One draft on its way to a cassette."""

    def __init__(self, take: Take, wish: Wish, means: Means, kept: Kept) -> None:
        self._take = take
        self._wish = wish
        self._means = means
        self._kept = kept

    def recorded(self, old: Cassette | None) -> Recorded:
        """Draft, and say what that took."""
        standing = {} if old is None else steps_of(old.interactions, self._take)
        before = steps_of(self._kept.interactions, self._take)
        known = before if self._wish.all else standing | before
        tape = Tape(known)
        transport = Recording(tape, self._kept, self._wish.may_stay, self._means.server())
        try:
            problem = self._problem(transport, known)
        finally:
            transport.close()
        new = self._kept.interactions
        used = {step: new.get(step) or standing[step] for step in tape.statuses}
        if problem is None:
            others = {} if old is None else {s: one for s, one in old.interactions.items() if not self._take.is_own(s)}
            if new or used.keys() != standing.keys():
                self._kept.swap(others | used, old)
        tokens, usd = paid_for((one for step, one in new.items() if step not in before), self._means.price)
        return Recorded(
            transport.count.sent,
            transport.count.answered,
            stayed=sum(one is standing.get(step) for step, one in used.items()),
            dropped=len(standing.keys() - used.keys()),
            tokens=tokens,
            usd=usd,
            problem=problem,
        )

    def _problem(self, transport: Recording, known: Mapping[str, Interaction]) -> str | None:
        """Draft the case, and return what is not answered yet and why."""
        take, means = self._take, self._means
        model = open_model(take.model, tap=tap_for(transport, take.case_id, take.trial, address=None))
        profile = with_recorded_modes(model.profile, known.values())
        setup = Setup(model, profile, model.limits, means.price, means.jobs, watch=means.watch)
        try:
            drafted = draft_spec(take.brief, LanguageModelDrafter(setup), model=take.model, schema=take.schema)
        except TooDear as error:
            return f"{error}; run the same command again with a higher --max-cost"
        except ServiceError as error:
            return f"{error}; {error.hint.replace(RESUME, 'what was answered is kept; run the same command again')}"
        return _unanswered(drafted)


def _unanswered(drafted: Drafted) -> str | None:
    reasons = [f"{name}: {drafted.spec.provenance[name].reason}" for name in drafted.unanswered]
    return "; ".join(reasons) or None


def price_of(model: str, prices: Path | None) -> Price | None:
    """Return the price of a model where it is asked, None where it is not known. Raises `InputError`."""
    return read_prices(prices).of(model, address_of(model))
