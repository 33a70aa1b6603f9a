"""Where runs lie: `runs/<id>/result.json` and `report.md`, found again by id, `latest`, `previous` or path."""

from __future__ import annotations

import datetime
from pathlib import Path

from pydantic import ValidationError

from draftspec.errors import InconclusiveError, InputError
from draftspec.evals.atomic import write_atomically
from draftspec.evals.baseline import MOST_BYTES
from draftspec.evals.results import Run

RESULT, REPORT, DRAFTS = "result.json", "report.md", "drafts"

_NAMED = {"latest": 0, "previous": 1}


def new_id(runs: Path) -> str:
    """Return the id of a new run: the time in UTC, with a number behind it when there is one already."""
    now = datetime.datetime.now(tz=datetime.UTC).strftime("%Y-%m-%dT%H%M%S")
    taken = {path.name for path in runs.glob(f"{now}*")}
    return now if now not in taken else f"{now}-{len(taken) + 1}"


def write_run(runs: Path, run: Run, report: str) -> Path:
    """Write a run's result and report, and return its folder. Raises `OutputError`."""
    folder = runs / run.id
    write_atomically(folder / REPORT, report)
    write_atomically(folder / RESULT, run.model_dump_json(indent=1) + "\n")
    return folder


def read_run(runs: Path, name: str) -> Run:
    """Return a run by its id, `latest`, `previous` or the path of its folder or result.

    Raises:
        InputError: There is no such run, or it cannot be read.
        InconclusiveError: `latest` or `previous` is asked for, and there is none.

    """
    path = _path(runs, name)
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            raise InputError(f"{path} is larger than {MOST_BYTES // 2**20} MB", "name another run")
        return Run.model_validate_json(raw)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}", f"runs lie in {runs}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(f"{path} is no run: {where}: {first['msg']}", "run it again") from error


def _path(runs: Path, name: str) -> Path:
    if name in _NAMED:
        there = sorted((path.parent for path in runs.glob(f"*/{RESULT}")), key=lambda path: path.name, reverse=True)
        if len(there) <= _NAMED[name]:
            raise InconclusiveError(f"there is no {name} run in {runs}", "make one with draftspec eval run")
        return there[_NAMED[name]] / RESULT
    given = runs / name if (runs / name).exists() else Path(name)
    return given / RESULT if given.is_dir() else given
