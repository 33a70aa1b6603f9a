from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from draftspec.errors import InputError
from draftspec.settings import Settings, read_settings


def project(folder: Path, text: str, name: str = "pyproject.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_defaults(tmp_path: Path) -> None:
    assert read_settings({}, {}, tmp_path) == Settings(Path("specs"), "builtin", None)


def test_flag_wins_over_environment_over_file_over_default(tmp_path: Path) -> None:
    project(tmp_path, '[tool.draftspec]\nout = "file"\nmodel = "file"\nschema = "file.sql"\n')
    settings = read_settings(
        {"out": "flag", "model": None}, {"DRAFTSPEC_OUT": "variable", "DRAFTSPEC_MODEL": "variable"}, tmp_path
    )
    assert settings == Settings(Path("flag"), "variable", tmp_path / "file.sql")


def test_numbers_are_read_from_everywhere(tmp_path: Path) -> None:
    project(tmp_path, "[tool.draftspec]\njobs = 2\nmax_cost = 0.5\n")
    settings = read_settings({}, {}, tmp_path)
    assert (settings.jobs, settings.max_cost) == (2, Decimal("0.5"))
    assert read_settings({"jobs": "3"}, {"DRAFTSPEC_JOBS": "4"}, tmp_path).jobs == 3
    assert read_settings({}, {"DRAFTSPEC_MAX_COST": "1.25"}, tmp_path).max_cost == Decimal("1.25")


@pytest.mark.parametrize(
    "flag", [{"jobs": "0"}, {"jobs": "many"}, {"jobs": "65"}, {"max_cost": "-1"}, {"max_cost": "nan"}]
)
def test_a_number_that_cannot_be_used_is_named(tmp_path: Path, flag: dict[str, str | None]) -> None:
    (name, text), *_ = flag.items()
    with pytest.raises(InputError, match=f"{name} is '{text}'"):
        read_settings(flag, {}, tmp_path)


def test_an_empty_variable_is_none(tmp_path: Path) -> None:
    assert read_settings({}, {"DRAFTSPEC_OUT": ""}, tmp_path).out == Path("specs")


@pytest.mark.parametrize("name", ["out", "model", "schema"])
def test_an_empty_flag_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=f"--{name} is empty"):
        read_settings({name: ""}, {}, tmp_path)


def test_the_nearest_file_with_settings_counts_and_paths_are_relative_to_it(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    project(tmp_path, '[tool.draftspec]\nout = "docs/specs"\n')
    project(below, '[project]\nname = "other"\n')
    assert read_settings({}, {}, below).out == tmp_path / "docs/specs"
    project(tmp_path / "a", 'out = "own"\n', "draftspec.toml")
    assert read_settings({}, {}, below).out == tmp_path / "a" / "own"


@pytest.mark.parametrize(
    ("name", "text", "message", "hint"),
    [
        ("pyproject.toml", "[tool.draftspec\n", "pyproject.toml is not valid TOML: .*line 1", "correct the file"),
        ("draftspec.toml", "out = \xff", "draftspec.toml is not valid TOML: .*line 1", "correct the file"),
        ("draftspec.toml", 'ouut = "x"', "draftspec.toml: the file has no setting 'ouut'", "did you mean out?"),
        ("draftspec.toml", 'key = "x"', "draftspec.toml: the file has no setting 'key'", "settings are out, model, schema, jobs, max_cost, prices, rpm, tpm"),
        ("pyproject.toml", "[tool.draftspec]\nout = 3", "pyproject.toml: out must be a text on one line", 'write it as out = "…"'),
        ("pyproject.toml", '[tool.draftspec]\nout = "a\\u0000"', "pyproject.toml: out must be a text", 'write it as out = "…"'),
        ("pyproject.toml", '[tool.draftspec]\njobs = "4"', "pyproject.toml: jobs must be a number", "write it as jobs = 1"),
        ("pyproject.toml", '[tool]\ndraftspec = "x"', "tool.draftspec is not a table", "write it as [tool.draftspec]"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, name: str, text: str, message: str, hint: str) -> None:
    project(tmp_path, text, name)
    with pytest.raises(InputError, match=message) as caught:
        read_settings({}, {}, tmp_path)
    assert caught.value.hint == hint
    assert caught.value.exit_code == 2
