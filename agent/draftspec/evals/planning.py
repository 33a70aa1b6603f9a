"""From options to a plan: which cases, whose drafts, which scorers."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path

from draftspec.errors import InconclusiveError
from draftspec.evals.baseline import blessed_models
from draftspec.evals.obtaining import BUILTIN, OnStale
from draftspec.evals.running import Plan
from draftspec.evals.scorers import SCORERS
from draftspec.evals.scorers.registry import Scorer
from draftspec.evals.suite import Suite, chosen, read_suite
from draftspec.settings import read_settings

Filters = tuple[Sequence[str] | None, Sequence[str] | None, Sequence[str] | None, Sequence[str] | None]
"""Models, case ids, tags and scorers as they were given; None for any."""


def planned(  # noqa: PLR0913 - one for each kind of option
    folder: Path,
    filters: Filters,
    environment: Mapping[str, str],
    *,
    stale: OnStale = "error",
    execute: bool | None = None,
    jobs: int = 4,
) -> Plan:
    """Return the plan of a run.

    Raises:
        InputError: There is no such suite, a case in it cannot be used, or a setting has no meaning.
        InconclusiveError: Nothing is left to measure.

    """
    models, ids, tags, scorers = filters
    suite = read_suite(folder)
    cases = chosen(suite, ids or (), tags or ())
    wanted = _scorers(scorers or ())
    return Plan(
        suite,
        cases,
        _models(suite, models or (), environment),
        wanted,
        is_whole=len(cases) == len(suite.cases) and len(wanted) == len(SCORERS),
        on_stale=stale,
        execute=execute,
        jobs=jobs,
    )


def _models(suite: Suite, given: Sequence[str], environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return whose drafts: those named, else that of the settings, else all that are blessed, else the built-in one's."""
    if given:
        return tuple(dict.fromkeys(given))
    settings = read_settings({}, environment)
    if settings.model != BUILTIN:
        return (settings.model,)
    return blessed_models(suite.baselines) or (BUILTIN,)


def _scorers(given: Sequence[str]) -> dict[str, Scorer]:
    for name in given:
        if name not in SCORERS:
            near = difflib.get_close_matches(name, SCORERS, n=1)
            raise InconclusiveError(
                f"there is no scorer {name}",
                f"did you mean {near[0]}?" if near else f"scorers are {', '.join(SCORERS)}",
            )
    return {name: one for name, one in SCORERS.items() if not given or name in given}
