"""What somebody wrote into the Backend Specification is checked, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
import whole_designs
from checks import vary

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


def test_a_quote_that_nothing_closes_in_a_migration_is_told_with_its_line(tmp_path: Path) -> None:
    folder = drafted(tmp_path)
    (path,) = (folder / "migrations").glob("0001_*.up.sql")
    path.write_text(
        f"{path.read_text(encoding='utf-8')}\nCOMMENT ON TABLE invoices IS '{'long ' * 1000}", encoding="utf-8"
    )
    result = check(tmp_path, "--no-execute")
    assert result.exit_code == 1
    assert f"{path.name}:" in result.stdout
    assert "is no SQL: unterminated quoted string" in result.stdout
    assert result.exception is None or isinstance(result.exception, SystemExit)


OTHERS = {
    "a title": "\n\n# Something else\n",
    "of our own house": "# Backend Specification for Invoices\n\n## Goals\n\n## Tables\n\n## Routes\n",
    "underlined": "Invoices\n========\n\nWhat we want.\n\nTables\n------\n",
    "with our headings in an example": "# Design\n\n## Parts\n\n```\n## API Endpoints\n## Database Changes\n```\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_document_of_another_template_is_checked_through_the_design_only(tmp_path: Path, name: str) -> None:
    folder = drafted(tmp_path, vary.column("invoices", "total_cents", whole_designs.sections(), type="real"))
    (folder / DOCUMENT).write_text(OTHERS[name], encoding="utf-8")
    (folder / "PRP_Backend.md").write_text("# Prompt\n", encoding="utf-8")
    result = check(tmp_path, "--no-execute")
    assert result.exit_code == 1
    assert [line.split(": ", 1)[1][:12] for line in result.stdout.splitlines()[::2]] == ["error TAB-08"]
    assert "invoices/spec.json:" in result.stdout
    assert f"of another template, so only spec.json was checked: {DOCUMENT}, PRP_Backend.md" in result.stderr
    assert "edited by hand" not in result.stderr


BROKEN = {
    "empty": (lambda text: "", "1: this is no Backend Specification"),
    "no heading": (lambda text: "It was here a minute ago.\n", "1: this is no Backend Specification"),
    "cut off after its title": (lambda text: text[: text.index("## ")], "1: the heading 'Database Changes' is missing"),
    "cut off": (lambda text: text[: text.index("## API Endpoints")], "1: the heading 'API Endpoints' is missing"),
    "without its title": (lambda text: text.partition("\n")[2], "1: this is no Backend Specification"),
    "another behind it": (lambda text: f"{text}\n# Design\n\n## Goals\n", "a second document begins here"),
    "two specifications": (lambda text: text + text, "a second document begins here"),
    "mysql": (
        lambda text: text.replace(
            "    CONSTRAINT invoices_pkey", "    `shop` INT AUTO_INCREMENT,\n    CONSTRAINT invoices_pkey", 1
        ),
        "This looks like another database's SQL: draftspec reads PostgreSQL's. Write PostgreSQL's SQL in this block.",
    ),
    "a merge": (
        lambda text: text.replace("## API Endpoints\n", "## API Endpoints\n=======\n## API Endpoints\n"),
        "a second time",
    ),
    "ten megabytes": (lambda text: text + "x" * 11_000_000, "has 11 MB"),
    "four megabytes": (lambda text: text + "x" * 5_000_000, "1: longer than 4 MB"),
    "headings translated": (lambda text: text.replace("## Business Logic", "## Regeln"), "'Business Logic' is missing"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_document_of_ours_that_is_broken_is_located(tmp_path: Path, name: str) -> None:
    path = drafted(tmp_path) / DOCUMENT
    broken, says = BROKEN[name]
    path.write_text(broken(path.read_text(encoding="utf-8")), encoding="utf-8")
    result = check(tmp_path, "--no-execute")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{DOCUMENT}:" in result.stderr or "MB" in says
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_tabs_are_read_as_spaces(tmp_path: Path) -> None:
    path = drafted(tmp_path) / DOCUMENT
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n    ", "\n\t").replace("- [ ] ", "-\t[ ] "), encoding="utf-8")
    result = check(tmp_path, "--no-execute")
    assert (result.exit_code, "error" in result.stdout) == (0, False)


def test_harmless_edits_find_nothing(tmp_path: Path) -> None:
    path = drafted(tmp_path, whole_designs.sections()) / DOCUMENT
    before = check(tmp_path, "--no-execute")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b"- [ ]", b"- [x]", 1))
    after = check(tmp_path, "--no-execute")
    assert (after.exit_code, after.stdout) == (before.exit_code, before.stdout)
