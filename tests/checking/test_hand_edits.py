"""What somebody wrote into the Backend Specification is checked, at its line."""

from __future__ import annotations

from pathlib import Path

import whole_designs

from checking.folder import check, drafted, replace_in
from draftspec.postgres.server import Server

DOCUMENT = "02_Backend_Specification.md"


def line_of(path: Path, start: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def test_an_edited_table_is_checked_at_its_line(tmp_path: Path) -> None:
    path = drafted(tmp_path) / DOCUMENT
    number = line_of(path, "    total_cents")
    old = path.read_text(encoding="utf-8").splitlines()[number - 1]
    replace_in(path, old, "    total_cents double precision NOT NULL DEFAULT 0,")
    result = check(tmp_path, "--no-execute")
    assert result.exit_code == 1
    assert f"{DOCUMENT}:{number}: error TAB-08" in result.stdout
    assert f"what it says now was checked: {DOCUMENT}" in result.stderr


def test_an_edited_type_is_run(tmp_path: Path, postgres_server: Server) -> None:
    path = drafted(tmp_path) / DOCUMENT
    number = line_of(path, "    total_cents")
    old = path.read_text(encoding="utf-8").splitlines()[number - 1]
    replace_in(path, old, "    total_cents bigmoney NOT NULL,")
    result = check(tmp_path, "--execute")
    assert result.exit_code == 1
    assert f"{DOCUMENT}:{number}: error MIG-01 `total_cents` fails: 42704" in result.stdout


def test_a_statement_beside_a_table_is_never_run(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    path = drafted(tmp_path / "out") / DOCUMENT
    replace_in(path, "CREATE TABLE invoices (", f"COPY x TO PROGRAM 'touch {mark}';\nCREATE TABLE invoices (")
    result = check(tmp_path / "out", "--execute")
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.stderr
    assert not mark.exists()


def test_a_document_that_is_another_is_located(tmp_path: Path) -> None:
    path = drafted(tmp_path) / DOCUMENT
    path.write_text("\n\n# Something else\n", encoding="utf-8")
    result = check(tmp_path, "--no-execute")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{DOCUMENT}:3: this is no Backend Specification" in result.stderr


def test_harmless_edits_find_nothing(tmp_path: Path) -> None:
    path = drafted(tmp_path, whole_designs.sections()) / DOCUMENT
    before = check(tmp_path, "--no-execute")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b"- [ ]", b"- [x]", 1))
    after = check(tmp_path, "--no-execute")
    assert (after.exit_code, after.stdout) == (before.exit_code, before.stdout)
