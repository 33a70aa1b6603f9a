"""Settings: a flag wins over `DRAFTSPEC_*` in the environment, that over the project's file, that over the default.

The project's file is the nearest one at or above the current folder: `draftspec.toml`, or a `pyproject.toml` with a
table `[tool.draftspec]`. Paths in it are relative to the file, so that a draft lands in the same place from any folder.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from draftspec.errors import InputError

NAMES = ("out", "model", "schema", "jobs", "max_cost", "prices", "rpm", "tpm")
_PATHS = ("out", "schema", "prices")
_NUMBERS = ("jobs", "max_cost", "rpm", "tpm")

MOST_JOBS = 64


@dataclass(frozen=True)
class Settings:
    """What a draft is made with: `jobs` sections are asked for at a time, for at most `max_cost` US dollars.

    `prices` is a file whose prices win over those that draftspec comes with; `rpm` and `tpm` bound requests and tokens a
    minute, of all sections together.
    """

    out: Path = Path("specs")
    model: str = "builtin"
    schema: Path | None = None
    jobs: int = 8
    max_cost: Decimal | None = None
    prices: Path | None = None
    rpm: int | None = None
    tpm: int | None = None


def read_settings(
    flags: Mapping[str, str | None], environment: Mapping[str, str], folder: Path | None = None
) -> Settings:
    """Return the settings for a run in `folder` (by default the current one).

    `flags` holds what was given on the command line by its name in `NAMES`, None for what was not given. Raises
    `InputError` when the project's file cannot be read, or holds a setting that does not exist or is no text.
    """
    for name, text in flags.items():
        if text == "":  # a script's variable that is not set; the default would draft something else than was meant
            option = name.replace("_", "-")
            raise InputError(f"--{option} is empty", f"give a value, or leave --{option} out")
    found: dict[str, str] = dict(_from_files(folder or Path.cwd()))
    found |= {name: text for name in NAMES if (text := environment.get(f"DRAFTSPEC_{name.upper()}"))}
    found |= {name: text for name, text in flags.items() if text is not None}
    paths = {name: Path(text) if (text := found.get(name)) else None for name in _PATHS}
    return Settings(
        out=paths["out"] or Settings.out,
        model=found.get("model") or Settings.model,
        schema=paths["schema"],
        jobs=_jobs(found["jobs"]) if "jobs" in found else Settings.jobs,
        max_cost=_dollars(found["max_cost"]) if "max_cost" in found else None,
        prices=paths["prices"],
        rpm=_a_minute("rpm", found["rpm"]) if "rpm" in found else None,
        tpm=_a_minute("tpm", found["tpm"]) if "tpm" in found else None,
    )


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_JOBS):
        raise InputError(f"jobs is {text!r}", f"give a whole number from 1 to {MOST_JOBS}, as in --jobs 4")
    return int(text)


def _a_minute(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise InputError(f"{name} is {text!r}", f"give a whole number a minute above 0, as in --{name} 60")
    return int(text)


def _dollars(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not (amount.is_finite() and amount >= 0):
        raise InputError(f"max_cost is {text!r}", "give US dollars, as in --max-cost 0.50")
    return amount


def project_table(folder: Path) -> tuple[Path, object] | None:
    """Return the nearest project file and what it says about draftspec, or None. Raises `InputError`."""
    for parent in (folder, *folder.parents):
        own, project = parent / "draftspec.toml", parent / "pyproject.toml"
        if own.is_file():
            return own, _read(own)
        if project.is_file() and (table := _table(project)) is not None:
            return project, table
    return None


def _from_files(folder: Path) -> dict[str, str]:
    """Return the settings of the nearest project file, or none."""
    found = project_table(folder)
    return _checked(found[1], found[0]) if found else {}


def _table(project: Path) -> object:
    """Return `[tool.draftspec]` of a pyproject.toml, or None where it has none."""
    tool = _read(project).get("tool")
    return tool.get("draftspec") if isinstance(tool, dict) else None


def _read(path: Path) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}", "check the file's permissions") from error
    except ValueError as error:  # what tomllib and the decoder raise
        raise InputError(f"{path} is not valid TOML: {error}", "correct the file") from error


def _checked(table: object, path: Path) -> dict[str, str]:
    where = "[tool.draftspec]" if path.name == "pyproject.toml" else "the file"
    if not isinstance(table, dict):
        raise InputError(f"{path}: tool.draftspec is not a table", "write it as [tool.draftspec]")
    table = {name: value for name, value in table.items() if name != "check"}  # checking/config.py reads that
    for name, value in table.items():
        if name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1)
            hint = f"did you mean {near[0]}?" if near else f"settings are {', '.join(NAMES)}"
            raise InputError(f"{path}: {where} has no setting {name!r}", hint)
        if name in _NUMBERS:
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise InputError(f"{path}: {name} must be a number", f"write it as {name} = 1")
        elif not isinstance(value, str) or not value or not value.isprintable():
            raise InputError(f"{path}: {name} must be a text on one line", f'write it as {name} = "…"')
    return {name: str(path.parent / value) if name in _PATHS else str(value) for name, value in table.items()}
