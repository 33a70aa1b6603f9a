"""`--explain` and `--matrix`."""

from __future__ import annotations

import json
from pathlib import Path

import whole_designs
from checks import vary

from checking.folder import check, drafted
from draftspec.checking.explain import examples
from draftspec.checking.known import ALL_CHECKS
from draftspec.checking.matrix import matrix_lines
from draftspec.checks.executed import EXECUTED
from draftspec.derive.matrix import matrix_of


def test_every_check_has_examples() -> None:
    assert [one for one in ALL_CHECKS if one not in examples()] == []
    assert all(fails and mended and fails != mended for fails, mended in examples().values())


def test_a_check_is_explained() -> None:
    result = check("--explain", "tab-05")
    assert result.exit_code == 0
    assert result.stdout.startswith("TAB-05 (error)\nWhat: Every foreign key says")
    assert all(f"\n{heading}:" in result.stdout for heading in ("Why", "Fails", "Mended"))
    assert "SET NULL" in result.stdout


def test_a_check_that_does_not_exist_is_told() -> None:
    result = check("--explain", "TAB-055")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean TAB-05" in result.stderr


def test_checks_that_run_are_explained_too() -> None:
    assert EXECUTED.keys() <= ALL_CHECKS.keys()
    assert check("--explain", "MIG-04").exit_code == 0


def test_the_matrix_shows_who_uses_which_table(tmp_path: Path) -> None:
    folder = drafted(tmp_path)
    result = check(folder, "--no-execute", "--matrix")
    row = next(line for line in result.stdout.splitlines() if line.startswith("POST /api/v1/invoices "))
    assert "C" in row
    document = json.loads(check(folder, "--no-execute", "--matrix", "--format", "json").stdout)
    (matrix,) = document["matrix"].values()
    cells = {one["name"]: one["tables"] for one in matrix["rows"]}
    assert cells[vary.CREATE]["invoices"] == "C"
    assert "R" in cells[vary.LIST]["invoices"]
    assert "D" in cells[vary.REMOVE]["invoices"]


def test_what_nobody_does_stands_out() -> None:
    start = whole_designs.sections()
    kept = tuple(one for one in start.endpoints.endpoints if one.action != "delete")
    matrix = matrix_of(vary.design(start, endpoints=vary.replaced(start.endpoints, endpoints=kept)))
    assert "D" in matrix.uncovered()["invoices"]
    last = list(matrix_lines(matrix))[-1]
    assert last.startswith("uncovered")
    assert "!" in last
