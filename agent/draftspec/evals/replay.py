"""Drafts a case from its recording: no key, no network, no waiting, and every step told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from draftspec.brief import Brief
from draftspec.chat.langchain_model import LangchainModel, open_model
from draftspec.chat.patience import Timing
from draftspec.chat.prices import read_prices
from draftspec.chat.profiles import PROFILES
from draftspec.chat.tap import Tap
from draftspec.documents import sections_asked_for
from draftspec.drafters.language_model.asking import Setup
from draftspec.drafters.language_model.drafter import LanguageModelDrafter
from draftspec.drafters.language_model.redo import with_dependants
from draftspec.drafting import Draft
from draftspec.errors import ServiceError
from draftspec.evals.at_once import AtOnce
from draftspec.evals.cassette import (
    ADDRESS,
    Cassette,
    CassetteError,
    cassette_path,
    read_cassette,
    step_order,
)
from draftspec.evals.guard import ConnectionRefused, no_network
from draftspec.evals.origin import Origin
from draftspec.evals.take import Take, steps_of, with_recorded_modes
from draftspec.evals.tape import CassetteMiss, StepStatus, Tape
from draftspec.evals.transport import Playing, tap_for
from draftspec.pipeline import Drafted, draft_spec, existing_tables
from draftspec.sections import SECTIONS
from draftspec.sections.database import Table

OnStale = Literal["error", "use"]

DUMMY = "replayed"
"""What a replayed client is given for a key; the client of OpenAI insists on one."""

_SHOWN = 3


@dataclass(frozen=True)
class Replay:
    """What a recording makes of a case. `drafted` is there exactly when nothing was wrong with the recording.

    `problem` says what was wrong: recordings missing, stale or broken. It makes the case one that was not measured, and
    never one that was measured as bad.
    """

    drafted: Drafted | None
    steps: tuple[StepStatus, ...]
    origin: Origin | None
    problem: str | None


def replay(cassettes: Path, take: Take, *, on_stale: OnStale = "error") -> Replay:
    """Return what the recording of a case makes of it. `cassettes` is the folder with a folder for each model.

    With `use`, recorded answers serve also where what is asked has changed since: fit for work, for no verdict. Raises
    what is wrong with the case and not with its recording: `SchemaError`.
    """
    path = cassette_path(cassettes, take.model, take.case_id)
    try:
        cassette = read_cassette(path)
    except CassetteError as error:
        return Replay(None, (), None, f"{error}; {error.hint}")
    if cassette is None:
        steps = tuple(StepStatus(f"{take.case_id}/{name}/{take.trial}/1", "missing") for name in sections_asked_for())
        return Replay(None, steps, None, f"there is no recording: {path}")
    if cassette.origin.asked != take.model:
        return Replay(None, (), cassette.origin, f"{path} is a recording of {cassette.origin.asked}")
    with no_network() as refused:
        found = _Replaying(cassette, take).replay(on_stale)
    if refused:  # and swallowed by whoever asked
        return replace(found, drafted=None, problem=f"the replay asked for a connection: {refused[0]}")
    return found


def problem_of(steps: Iterable[StepStatus], on_stale: OnStale) -> str | None:
    """Return what is wrong with a recording, or None when its case can be measured."""
    every = tuple(steps)
    missing = [one.step for one in every if one.status == "missing"]
    if missing:
        return f"{len(missing)} of {len(every)} steps are not recorded: {_some(missing)}"
    stale = [f"{one.step} ({', '.join(one.changed)})" for one in every if one.status == "stale"]
    if stale and on_stale == "error":
        return f"{len(stale)} of {len(every)} steps are stale: {_some(stale)}"
    return None


def _some(told: list[str]) -> str:
    more = len(told) - _SHOWN
    return "; ".join(told[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")


class _Replaying:
    """One draft from a cassette."""

    def __init__(self, cassette: Cassette, take: Take) -> None:
        self._take = take
        self._origin = cassette.origin
        self._recorded = steps_of(cassette.interactions, take)
        self._told: dict[str, StepStatus] = {}

    def replay(self, on_stale: OnStale) -> Replay:
        """Draft once; where a step is missing, go on with what does not depend on it, to tell all that is wrong."""
        take, tape = self._take, Tape(self._recorded)
        drafter = _Drafter(self._setup(tape))
        drafted: Drafted | None = None
        waiting: Collection[str] = ()
        problem: str | None = None
        try:
            drafted = draft_spec(take.brief, drafter, model=take.model, schema=take.schema)
            self._told.update(tape.statuses)
        except CassetteMiss as miss:
            self._miss(tape, miss)
            waiting = SECTIONS if drafter.is_done else self._rest(miss)
        except (ServiceError, ConnectionRefused) as error:
            problem = f"the recording cannot be replayed: {error}"
        steps = self._steps(waiting)
        problem = problem or problem_of(steps, on_stale)
        return Replay(None if problem else drafted, steps, self._origin, problem)

    def _rest(self, miss: CassetteMiss) -> Collection[str]:
        """Draft what depends on no step that is missing, and return the sections that do."""
        existing, asked_for = existing_tables(self._take.schema), sections_asked_for()
        waiting = with_dependants([miss.section])
        while True:
            tape = Tape(self._recorded)
            wanted = tuple(name for name in asked_for if name not in waiting)
            try:
                _Drafter(self._setup(tape))(self._take.brief, existing, wanted)
            except CassetteMiss as another:
                self._miss(tape, another)
                waiting = with_dependants([*waiting, another.section])
            else:
                self._told.update(tape.statuses)
                return waiting

    def _miss(self, tape: Tape, miss: CassetteMiss) -> None:
        """Take a miss, unless it follows from a stale step of the same section, which is told."""
        self._told.update(tape.statuses)
        section = miss.step.rpartition("/")[0] + "/"
        if not any(one.step.startswith(section) and one.status == "stale" for one in self._told.values()):
            self._told[miss.step] = StepStatus(miss.step, "missing")

    def _steps(self, waiting: Collection[str]) -> tuple[StepStatus, ...]:
        """Return what became of every step that was asked for or is recorded, in the order of the documents."""
        rest = [step for step in self._recorded if step not in self._told]
        told = self._told | {
            step: StepStatus(step, "waiting" if step.split("/")[1] in waiting else "unused") for step in rest
        }
        return tuple(sorted(told.values(), key=lambda one: step_order(one.step)))

    def _setup(self, tape: Tape) -> Setup:
        """Return whom to ask: the model as it was when it was recorded, answered from the tape."""
        name = self._take.model
        model = _opened(name, self._origin, tap_for(Playing(tape), self._take.case_id, self._take.trial))
        return Setup(
            model=model,
            profile=with_recorded_modes(model.profile, self._recorded.values()),
            limits=model.limits,
            price=read_prices(None).of(name, _address(name, self._origin)),
            jobs=1,
            pool=AtOnce(),
            timing=Timing(sleep=lambda seconds: None),
        )


class _Drafter:
    """A drafter that remembers whether the first draft was done: what it asks later are repairs."""

    def __init__(self, setup: Setup) -> None:
        self._drafter = LanguageModelDrafter(setup)
        self.is_done = False

    def __call__(self, brief: Brief, existing: tuple[Table, ...], asked_for: tuple[str, ...]) -> Draft:
        draft = self._drafter(brief, existing, asked_for)
        self.is_done = True
        return draft


def _opened(name: str, origin: Origin, tap: Tap) -> LangchainModel:
    """Return a client that is spoken to as the recorded server was, and reaches nothing."""
    profile = PROFILES.get(name.partition(":")[0])
    variables = (*profile.keys, *(variable for variable, _ in profile.required)) if profile else ()
    keys = dict.fromkeys(variables, DUMMY)
    return open_model(name, base_url=_address(name, origin), environment=keys, tap=tap)


def _address(name: str, origin: Origin) -> str:
    """Return an address of the kind of host that was recorded: it decides how a server is spoken to."""
    profile = PROFILES.get(name.partition(":")[0])
    return profile.address if origin.host == "provider" and profile and profile.address else ADDRESS
