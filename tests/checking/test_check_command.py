"""`draftspec check` as people and scripts call it, without a server."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import whole_designs
import yaml
from checks import vary

from checking.folder import check, drafted, replace_in
from draftspec.postgres.connection import INSTALL
from draftspec.sections.database import Reference
from draftspec.spec import Provenance, Sections
from draftspec.write import serialized

REDUCED = Path(__file__).parent.parent / "data" / "sarif_reduced.json"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bad() -> Sections:
    """A delete rule that is missing, on a column that the document shows."""
    reference = Reference(table="customers", column="id", on_delete=None)
    return vary.column("invoices", "customer_id", whole_designs.sections(), references=reference)


def test_the_hook_of_pre_commit_runs_this_command(folder: Path) -> None:
    (hook,) = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"] == "draftspec check"
    drafted(folder / "specs")
    assert check(*hook["args"]).exit_code == 0
    drafted(folder / "specs", bad(), "one")
    assert check(*hook["args"]).exit_code == 1


def test_a_good_draft_has_no_error(folder: Path) -> None:
    result = check(drafted(folder / "specs"), "--no-execute")
    assert result.exit_code == 0
    assert "not executed: not asked for (--no-execute)" in result.stderr
    assert "in 1 draft" in result.stderr


def test_a_finding_stands_at_its_line(folder: Path) -> None:
    place = drafted(folder / "specs", bad())
    result = check("specs/invoices", "--no-execute")
    assert result.exit_code == 1
    lines = (place / "02_Backend_Specification.md").read_text(encoding="utf-8").splitlines()
    wanted = next(number for number, line in enumerate(lines, 1) if line.startswith("    customer_id"))
    assert f"specs/invoices/02_Backend_Specification.md:{wanted}: error TAB-05" in result.stdout
    assert "database.tables.invoices.columns.customer_id" in result.stdout


def test_the_parent_folder_and_a_file_stand_for_drafts(folder: Path) -> None:
    drafted(folder / "specs", bad(), "one")
    drafted(folder / "specs", None, "two")
    assert "in 2 drafts" in check("specs", "--no-execute").stderr
    assert "in 1 draft" in check("specs/two/PRP_Backend.md", "--no-execute").stderr
    assert "in 1 draft" in check("specs/two/migrations/0001_two.up.sql", "--no-execute").stderr


def test_json_holds_findings_with_their_place(folder: Path) -> None:
    drafted(folder / "specs", bad())
    result = check("specs", "--no-execute", "--format", "json")
    document = json.loads(result.stdout)
    found = next(one for one in document["findings"] if one["check"] == "TAB-05")
    assert found["severity"] == "error"
    assert found["file"] == "specs/invoices/02_Backend_Specification.md"
    assert found["line"] > 1
    assert {"where", "message", "hint"} <= found.keys()


@pytest.mark.parametrize("sections", [None, bad()])
def test_sarif_follows_the_standard(folder: Path, sections: Sections | None) -> None:
    """Held to a schema of our own: the part of the standard that is written here, closed to everything else.

    The standard's schema is a document of OASIS, which is not copied into this repository, and a test fetches nothing.
    It is open in most places, so it would also take a misspelt member; this one refuses it.
    """
    drafted(folder / "specs", sections)
    (folder / "draftspec.toml").write_text(
        '[[check.ignore]]\ncheck = "TAB-05"\nreason = "the old service cleans up"\n', encoding="utf-8"
    )
    document = json.loads(check("specs", "--no-execute", "--format", "sarif").stdout)
    jsonschema.validate(document, json.loads(REDUCED.read_text(encoding="utf-8")))
    (run,) = document["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in run["results"])
    suppressed = [one for one in run["results"] if "suppressions" in one]
    assert [one["ruleId"] for one in suppressed] == (["TAB-05"] if sections else [])


def test_severities_and_ignores_come_from_the_project(folder: Path) -> None:
    drafted(folder / "specs", bad())
    project = folder / "pyproject.toml"
    project.write_text('[tool.draftspec.check.severity]\nTAB-05 = "warning"\n', encoding="utf-8")
    result = check("specs", "--no-execute")
    assert (result.exit_code, "warning TAB-05" in result.stdout) == (0, True)
    project.write_text(
        '[[tool.draftspec.check.ignore]]\ncheck = "TAB-05"\nwhere = "*.customer_id"\nreason = "decided"\n',
        encoding="utf-8",
    )
    result = check("specs", "--no-execute", "--format", "json")
    assert result.exit_code == 0
    assert [one["reason"] for one in json.loads(result.stdout)["ignored"]] == ["decided"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[check.ignore]]\ncheck = "TAB-05"\n', "TAB-05 is ignored without a reason"),
        ('[[check.ignore]]\ncheck = "TAB-05"\nreason = " "\n', "TAB-05 is ignored without a reason"),
        ('[[check.ignore]]\ncheck = "TAB-99"\nreason = "x"\n', "there is no check TAB-99"),
        ('[[check.ignore]]\nreason = "x"\n', "names no check"),
        ('[check.severity]\nTAB-05 = "fatal"\n', "the severity of TAB-05 is 'fatal'"),
        ("[check]\nignored = 1\n", "check has no setting 'ignored'"),
        ("check = 1\n", "check is not a table"),
        ("check.ignore = 1\n", "not a list of tables"),
    ],
)
def test_a_wrong_configuration_is_told(folder: Path, text: str, says: str) -> None:
    drafted(folder / "specs")
    (folder / "draftspec.toml").write_text(text, encoding="utf-8")
    result = check("specs", "--no-execute")
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert "draftspec.toml" in result.stderr


def test_a_gap_is_an_error(folder: Path) -> None:
    spec = whole_designs.spec(provenance={"jobs": Provenance(source="gap", reason="no answer")})
    place = drafted(folder / "specs")
    (place / "spec.json").write_text(serialized(spec), encoding="utf-8")
    result = check("specs", "--no-execute")
    assert result.exit_code == 1
    assert "error GAP-01 The section `jobs` is missing: no answer" in result.stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"format": 1,\n  "brief": }', "spec.json:2:12: no valid JSON"),
        (b"[1]", "spec.json:1: a specification is a JSON object"),
        (b'{\n "format": 2}', "spec.json:2: format 2 is not one that this version reads (1)"),
        (b"{}", "format null"),
        (b'{"format": 1, "brief": "x", "slug": "x", "sections": {"rules": 3}}', "sections.rules"),
        (b'{"format": 1, "brief": 7, "slug": "x", "sections": {}}', "brief: Input should be a valid string"),
        (b'{"format": 1,\n "brief": "\xff"}', "spec.json:2:12: this is no UTF-8"),
        (b"[" * 200_000, "no valid JSON"),
        (b'{"a": ' + b"1" * 10_000 + b"}", "no valid JSON"),
        (b" " * (10 * 1024 * 1024 + 1), "has 10 MB"),
        (b"", "spec.json:1:1: no valid JSON"),
    ],
)
def test_a_spec_that_cannot_be_read_is_located(folder: Path, content: bytes, says: str) -> None:
    place = folder / "specs" / "invoices"
    place.mkdir(parents=True)
    (place / "spec.json").write_bytes(content)
    result = check("specs", "--no-execute")
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_one_broken_folder_does_not_hide_another(folder: Path) -> None:
    drafted(folder / "specs", bad(), "one")
    (folder / "specs" / "two").mkdir()
    (folder / "specs" / "two" / "spec.json").write_text("{", encoding="utf-8")
    result = check("specs", "--no-execute")
    assert result.exit_code == 2
    assert "TAB-05" in result.stdout
    assert "two" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((), 2, "no folder was given"),
        (("nowhere",), 2, "nowhere does not exist"),
        ((".",), 4, "nothing is drafted in ."),
        ((".", "--no-execute", "--pg-bin", "x"), 2, "--no-execute and a server were given"),
        ((".", "--pg-bin", "x", "--database-url", "y"), 2, "--pg-bin and --database-url were given"),
    ],
)
def test_what_cannot_be_checked_is_told(arguments: tuple[str, ...], code: int, says: str) -> None:
    result = check(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--pg-bin", "nowhere"), 2, "nowhere holds no PostgreSQL server"),
        (("--database-url", "postgresql://localhost/x"), 2, "--database-url names no user"),
        (("--database-url", "mysql://a@b/c"), 2, "--database-url is no URL of PostgreSQL"),
        (("--database-url", "postgresql://u:secret@127.0.0.1:1/x"), 3, "PostgreSQL at 127.0.0.1:1/x failed"),
    ],
)
def test_a_server_that_is_none_is_told(folder: Path, options: tuple[str, ...], code: int, says: str) -> None:
    drafted(folder / "specs")
    result = check("specs", *options)
    assert result.exit_code == code
    assert says in result.stderr
    assert "secret" not in result.stderr


def test_without_a_server_the_line_that_enables_it_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("draftspec.postgres.binaries._system_folders", lambda: iter(()))
    monkeypatch.setattr("draftspec.postgres.binaries._packaged_folders", lambda: iter(()))
    drafted(folder / "specs")
    result = check("specs")
    assert result.exit_code == 0
    assert "not executed: No PostgreSQL server" in result.stderr
    assert INSTALL in result.stderr
    asked = check("specs", "--execute")
    assert (asked.exit_code, INSTALL in asked.stderr) == (3, True)


def test_documents_that_were_edited_are_named(folder: Path) -> None:
    place = drafted(folder / "specs")
    replace_in(place / "openapi.yaml", "openapi: 3.1", "openapi: 3.0")
    (place / "PRP_Backend.md").unlink()
    result = check("specs", "--no-execute")
    assert "edited by hand, and held against the design: openapi.yaml" in result.stderr
    assert "missing: PRP_Backend.md" in result.stderr


def test_a_document_that_is_no_text_is_refused(folder: Path) -> None:
    place = drafted(folder / "specs")
    (place / "02_Backend_Specification.md").write_bytes(b"# x\n\xff")
    result = check("specs", "--no-execute")
    assert result.exit_code == 2
    assert "02_Backend_Specification.md:2:1: this is no UTF-8" in result.stderr
