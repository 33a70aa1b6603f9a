"""Puts together who drafts when `--model provider:model` is asked: journal, budget, limits and the model below them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from draftspec.brief import Brief
from draftspec.chat import langchain_model
from draftspec.chat.limiter import Limited, Rates
from draftspec.chat.limits import Limits, limits_for
from draftspec.chat.model import Ask, ChatModel, Reply
from draftspec.chat.prices import Price, read_prices
from draftspec.chat.profiles import PROFILES, Profile, is_openai, profile_for
from draftspec.drafters.language_model.asking import Setup, Step
from draftspec.drafters.language_model.drafter import LanguageModelDrafter
from draftspec.drafters.language_model.redo import inputs_digest, kept_sections, redone, standing_spec
from draftspec.drafters.language_model.spending import Budgeted, Purse
from draftspec.drafting import Draft, Drafter
from draftspec.errors import InputError
from draftspec.journal import NAME, Journal, Journalled
from draftspec.scheduler import Pool
from draftspec.sections.database import Table
from draftspec.standing import SPEC


@dataclass(frozen=True)
class Terms:
    """What was asked for beside the brief. `folder` is that of the draft, `redo` the sections to decide again.

    `rpm` and `tpm` are requests and tokens a minute, of all sections together.
    """

    model: str
    folder: Path
    jobs: int = 8
    rpm: int | None = None
    tpm: int | None = None
    max_cost: Decimal | None = None
    prices: Path | None = None
    redo: tuple[str, ...] = ()
    resume: bool = False
    spent: Decimal = Decimal(0)
    """US dollars that count against `max_cost` already."""


def open_drafter(terms: Terms, watch: Callable[[Step], None]) -> Drafter:
    """Return the drafter that asks a model; nothing is sent or written yet.

    Raises `InputError` when the model cannot be opened, when its price has to be known and is not, and when there is no
    draft of which sections could be decided again.
    """
    return Access(terms).drafter(terms.folder, watch)


@dataclass(frozen=True)
class Shared:
    """What drafts of one process share beside the model: threads, and a lock for the processor (see `Setup`)."""

    pool: Pool
    at_a_time: AbstractContextManager[object]


def _unwatched(step: Step) -> None:
    """Tell nobody."""


class Access:
    """The way to a model that one or many drafts share: opened once, with one limit and one purse."""

    def __init__(self, terms: Terms) -> None:
        """Open nothing yet. Raises `InputError` when the price has to be known and is not."""
        self._terms = terms
        self._model = Unopened(terms.model)
        self._limited = Limited(self._model, Rates(requests=terms.rpm, tokens=terms.tpm, in_flight=terms.jobs))
        self._price = known_price(terms)
        self._purse = None if terms.max_cost is None else Purse(terms.max_cost)
        if self._purse is not None:
            self._purse.pay(terms.spent)
        self._setup = Setup(
            model=self._limited,
            profile=profile_named(terms.model),
            limits=limits_named(terms.model),
            price=self._price,
            jobs=terms.jobs,
        )

    def open(self) -> None:
        """Open the model now. Raises `InputError`."""
        self._model.open()

    def drafter(
        self, folder: Path, watch: Callable[[Step], None] = _unwatched, shared: Shared | None = None
    ) -> Drafter:
        """Return the drafter of the draft in `folder`; `shared` is what it has in common with others of this process.

        Raises `InputError`.
        """
        terms = self._terms
        if terms.redo:
            standing_spec(folder / SPEC)
        journal = Journal(folder / NAME)
        if terms.redo or not len(journal):
            self._model.open()
        setup = replace(self._setup, model=self._journalled(journal), watch=watch)
        if shared is not None:
            setup = replace(setup, pool=shared.pool, at_a_time=shared.at_a_time)

        def draft(brief: Brief, existing: tuple[Table, ...], asked_for: tuple[str, ...]) -> Draft:
            inputs = inputs_digest(brief.text, terms.model, existing)
            again = redone(journal, terms.redo, inputs, resume=terms.resume)
            standing = folder / SPEC
            kept = kept_sections(standing_spec(standing), again) if again and standing.exists() else {}
            return LanguageModelDrafter(replace(setup, kept=kept))(brief, existing, asked_for)

        return draft

    def _journalled(self, journal: Journal) -> ChatModel:
        """Return a model that is asked as the limits allow, while the budget lasts, for what the journal does not know."""
        if self._purse is None or self._price is None:
            return Journalled(self._limited, journal)
        budgeted = Budgeted(self._limited, self._purse, self._price)
        return Journalled(budgeted, journal, known=budgeted.known)


class Unopened:
    """A model that is opened when it is asked, so that a draft that the journal holds needs neither key nor package."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._opened: ChatModel | None = None

    def open(self) -> ChatModel:
        """Return the model, opened once. Raises `InputError`."""
        with self._lock:
            if self._opened is None:
                self._opened = langchain_model.open_model(self.name)
            return self._opened

    def ask(self, ask: Ask) -> Reply:
        """Return the model's reply. Raises ChatFailure and `InputError`."""
        return self.open().ask(ask)


def known_price(terms: Terms) -> Price | None:
    """Return the price of the model, None where it is not known. Raises `InputError` when --max-cost needs it."""
    price = read_prices(terms.prices).of(terms.model, _address(terms.model))
    if price is None and terms.max_cost is not None:
        raise InputError(
            f"--max-cost: the price of {terms.model} is not known",
            "give it in a file that DRAFTSPEC_PRICES names, or leave --max-cost out",
        )
    return price


def profile_named(name: str) -> Profile:
    """Return the profile of a model without opening it."""
    provider, _, model = name.partition(":")
    return profile_for(provider, model, _address(name))


def limits_named(name: str) -> Limits:
    """Return what a model takes without opening it; another server than the provider's own may have another model."""
    found, address = limits_for(name), _address(name)
    foreign = name.startswith("openai:") and address is not None and not is_openai(address)
    return limits_for("compatible:") if foreign and not found.known else found


def address_of(name: str) -> str:
    """Return the address at which a model is asked, an empty one where its provider has none that is known."""
    provider = name.partition(":")[0]
    known = PROFILES[provider].address if provider in PROFILES else None
    return _address(name) or known or ""


def _address(name: str) -> str | None:
    """Return the address that the environment gives for a model's provider, or None."""
    provider, _, model = name.partition(":")
    variables = profile_for(provider, model).addresses
    return next((os.environ[variable] for variable in variables if os.environ.get(variable)), None)
