"""A baseline: the values that somebody blessed, by model, against which a run is held."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from draftspec.errors import InconclusiveError
from draftspec.evals.atomic import write_atomically
from draftspec.evals.cassette import model_folder
from draftspec.evals.results import FORMAT, Kind, ModelResult, Run
from draftspec.sections.base import Model

MOST_BYTES = 16 * 1024 * 1024


class Blessed(Model):
    """A value, and whether it keeps the bound; a value of None was not measured."""

    value: float | None
    passed: bool | None = None


class BlessedCase(Model):
    """The values of one case, and the digest of what was expected of it."""

    digest: str
    scores: dict[str, Blessed]


class Baseline(Model):
    """The blessed values of one model."""

    format: Literal[1] = FORMAT
    model: str
    kind: Kind
    origin: str
    scorers: dict[str, int]
    cases: dict[str, BlessedCase]


class BaselineError(InconclusiveError):
    """A baseline that nothing can be held against."""


def baseline_path(folder: Path, model: str) -> Path:
    """Return where the baseline of a model lies."""
    return folder / f"{model_folder(model)}.json"


def baseline_of(run: Run, result: ModelResult) -> Baseline:
    """Return the values of a run as a baseline."""
    cases = {
        case.case: BlessedCase(
            digest=case.digest,
            scores={name: Blessed(value=row.value, passed=row.passed) for name, row in case.scores.items()},
        )
        for case in sorted(result.cases, key=lambda one: one.case)
    }
    return Baseline(model=result.model, kind=result.kind, origin=result.origin, scorers=run.scorers, cases=cases)


def write_baseline(folder: Path, baseline: Baseline) -> Path:
    """Write a baseline whole or not at all, and return its path. Raises `OutputError`."""
    path = baseline_path(folder, baseline.model)
    write_atomically(path, baseline.model_dump_json(indent=1) + "\n")
    return path


def read_baselines(folder: Path, models: Mapping[str, object] | tuple[str, ...]) -> dict[str, Baseline | BaselineError]:
    """Return the baselines of these models, as far as they are there; what is wrong with one stands in its place."""
    found: dict[str, Baseline | BaselineError] = {}
    for model in models:
        path = baseline_path(folder, model)
        if path.exists():
            try:
                found[model] = read_baseline(path)
            except BaselineError as error:
                found[model] = error
    return found


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in a file. Raises `BaselineError`."""
    hint = "restore it, or bless a run anew with draftspec eval bless"
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            raise BaselineError(f"{path} is larger than {MOST_BYTES // 2**20} MB", hint)
        return Baseline.model_validate_json(raw)
    except OSError as error:
        raise BaselineError(f"cannot read {path}: {error.strerror or error}", "check its permissions") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise BaselineError(f"{path} is no baseline: {where or 'the whole'}: {first['msg']}", hint) from error


def blessed_models(folder: Path) -> tuple[str, ...]:
    """Return the models that have a baseline that can be read, in the order of their files."""
    names = []
    for path in sorted(folder.glob("*.json")):
        try:
            names.append(read_baseline(path).model)
        except BaselineError:
            names.append(path.stem)
    return tuple(names)
