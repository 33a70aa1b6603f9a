"""A session of recording: which cases need it and what it may cost, then one after the other, and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from draftspec.chat.model import Tokens
from draftspec.chat.prices import Price, cost
from draftspec.drafters.language_model.asking import Step
from draftspec.drafters.language_model.estimating import estimated
from draftspec.drafters.language_model.spending import Purse
from draftspec.errors import InputError, ServiceError
from draftspec.evals.case import Case
from draftspec.evals.cassette import CassetteError, cassette_path, read_cassette
from draftspec.evals.paid import tokens_in
from draftspec.evals.record import Means, Recorded, Wish, price_of, record
from draftspec.evals.suite import Suite, chosen, read_suite
from draftspec.evals.survey import Surveyed, surveyed
from draftspec.evals.take import Take
from draftspec.settings import Settings


@dataclass(frozen=True)
class Planned:
    """The cases that something is recorded for, and at least how many steps these are.

    `tokens` and `usd` are what these steps cost when they were recorded, or what a draft is estimated to cost where none
    was; what depends on a new answer comes on top.
    """

    suite: Suite
    cases: tuple[Case, ...]
    wish: Wish
    settings: Settings
    price: Price | None
    steps: int
    tokens: Tokens

    @property
    def line(self) -> str:
        """What is going to be done."""
        if not self.cases:
            return "nothing to record"
        cost_before = _dollars(cost([self.tokens], self.price))
        return (
            f"to record: {_times(self.steps, 'step')} in {_times(len(self.cases), 'case')}, and what depends on them; "
            f"about {self.tokens.input:,} + {self.tokens.output:,} tokens, {cost_before}"
        )


def planned(suite: Path, which: tuple[Collection[str], Collection[str]], wish: Wish, settings: Settings) -> Planned:
    """Return what a wish comes to; `which` are the ids and tags of cases. Raises `InputError` and `InconclusiveError`."""
    if not (wish.missing or wish.stale or wish.all):
        raise InputError("it is not said what to record", "add --missing, --stale, both of them, or --all")
    if settings.model == "builtin":
        raise InputError("the built-in drafter needs no recording", "name a model, as in --model openai:gpt-5-mini")
    found = read_suite(suite)
    cases = chosen(found, *which)
    surveys = {case.id: surveyed(found, case, settings.model) for case in cases}
    todo = {case.id: steps for case in cases if (steps := _todo(surveys[case.id], wish))}
    kept = tuple(case for case in cases if case.id in todo)
    tokens = sum((_tokens(found, case, todo[case.id], settings) for case in kept), Tokens())
    price = price_of(settings.model, settings.prices)
    if price is None and settings.max_cost is not None:
        raise InputError(
            f"--max-cost: the price of {settings.model} is not known",
            "give it in a file that DRAFTSPEC_PRICES names, or leave --max-cost out",
        )
    return Planned(found, kept, wish, settings, price, sum(map(len, todo.values())), tokens)


def _todo(survey: Surveyed, wish: Wish) -> tuple[str, ...]:
    """Return the steps of a case that a wish is about; one that stands for the case where it was broken off."""
    steps = survey.replay.steps
    if survey.replay.problem and not steps and not wish.all:
        raise CassetteError(survey.replay.problem, "restore the file, or record the case anew with --all")
    if wish.all:
        return tuple(one.step for one in steps if one.status != "unused") or (f"{survey.take.case_id}/",)
    wanted = {"missing"} if wish.missing else set()
    wanted |= {"stale", "unused"} if wish.stale else set()
    found = tuple(one.step for one in steps if one.status in wanted)
    return found or ((f"{survey.take.case_id}/",) if survey.broken_off else ())


def _tokens(suite: Suite, case: Case, steps: tuple[str, ...], settings: Settings) -> Tokens:
    cassette = None
    with suppress(CassetteError):  # a broken one is told, or recorded anew
        cassette = read_cassette(cassette_path(suite.cassettes, settings.model, case.id))
    if cassette is not None:
        return sum((tokens_in(one) for step in steps if (one := cassette.interactions.get(step))), Tokens())
    of_case = replace(settings, schema=case.schema_path, max_cost=None)
    try:
        whole = estimated(case.asked, of_case)
    except ServiceError:  # a section that does not fit the model's window; recording makes it a gap
        return Tokens()
    return Tokens(input=whole.input.tokens, output=whole.output.tokens)


class Session:
    """Recording on its way."""

    def __init__(self, plan: Planned, watch: Callable[[Step], None]) -> None:
        self._plan = plan
        self._watch = watch
        self._done: list[Recorded] = []

    def lines(self) -> Iterator[str]:
        """Record case after case, and give a line for each. Raises what `record` raises."""
        plan = self._plan
        purse = None if plan.settings.max_cost is None else Purse(plan.settings.max_cost)
        means = Means(plan.suite.cassettes, plan.price, plan.settings.jobs, self._watch, purse)
        for case in plan.cases:
            take = Take(case.id, case.asked, plan.settings.model, case.schema_path)
            self._done.append(record(take, plan.wish, means))
            yield f"{case.id}: {_told(self._done[-1])}"

    @property
    def has_failed(self) -> bool:
        """Whether a recording is not complete."""
        return any(one.problem for one in self._done)

    @property
    def line(self) -> str:
        """What it came to."""
        tokens = sum((one.tokens for one in self._done), Tokens())
        prices = [one.usd for one in self._done]
        usd = None if None in prices else sum((one for one in prices if one is not None), Decimal(0))
        return (
            f"recorded: {_times(sum(one.answered for one in self._done), 'answer')} to "
            f"{_times(sum(one.sent for one in self._done), 'request')}, "
            f"{tokens.input:,} + {tokens.output:,} tokens, {_dollars(usd)}"
        )


def _told(one: Recorded) -> str:
    if one.problem:
        return f"not complete ({one.answered} answered, kept beside the cassette, which is as it was): {one.problem}"
    dropped = f", {one.dropped} dropped" if one.dropped else ""
    return f"{one.answered} recorded, {one.stayed} as they were{dropped}"


def _times(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def _dollars(usd: Decimal | None) -> str:
    return "price not known" if usd is None else f"${usd:.4f}"
