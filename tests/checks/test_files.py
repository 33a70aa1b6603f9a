"""The files of a draft: silent as they are derived, found when they are edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import designs
import pytest
import whole_designs

from draftspec.checks import CHECKS
from draftspec.checks.documents import DOCUMENT_CHECKS, run_document_checks
from draftspec.checks.markdown import Markdown
from draftspec.files import derived_files
from draftspec.spec import Severity, Spec

SPEC = whole_designs.spec()
FILES = derived_files(SPEC)
SPECIFICATION, PRP, OPENAPI = "02_Backend_Specification.md", "PRP_Backend.md", "openapi.yaml"
UP = "migrations/0001_invoices.up.sql"


@dataclass(frozen=True)
class Edit:
    """One replacement in one file, the line of the finding (found by a text), and what is said."""

    check: str
    severity: Severity
    file: str
    old: str
    new: str
    at: str
    says: str

    def __str__(self) -> str:
        return f"{self.check}: {self.says}"

    def files(self) -> dict[str, str]:
        assert self.old in FILES[self.file], self.old
        return {**FILES, self.file: FILES[self.file].replace(self.old, self.new, 1)}


EDITS = (
    Edit("MIG-07", "error", UP, "CREATE TABLE invoices", "COPY customers TO PROGRAM 'sh';\nCREATE TABLE invoices", "COPY", "COPY CUSTOMERS has no place"),
    Edit("MIG-07", "error", SPECIFICATION, "CREATE INDEX idx_invoice_lines", "SET statement_timeout = 0;\nCREATE INDEX idx_invoice_lines", "SET statement_timeout", "SET STATEMENT_TIMEOUT has no place"),
    Edit("MIG-08", "error", UP, "CREATE INDEX idx_invoices_status", "CREATE INDEX CONCURRENTLY idx_invoices_status", "CONCURRENTLY", "CREATE INDEX CONCURRENTLY stands beside"),
    Edit("MIG-08", "error", UP, "CREATE TABLE invoices", "ALTER TYPE state ADD VALUE 'late';\nALTER TABLE customers ALTER COLUMN name SET DEFAULT 'late';\nCREATE TABLE invoices", "SET DEFAULT", "The enum value 'late' is used"),
    Edit("TAB-14", "error", SPECIFICATION, "- `created_at`: `timestamptz`", "- `created_at`: `text`", "- `created_at`: `text`", "The line of `created_at` says text, while"),
    Edit("TAB-14", "error", UP, "total_cents bigint", "total_cents integer", "", "`CREATE TABLE invoices` stands differently in the migration's file"),
    Edit("SEC-08", "error", PRP, "- `DELETE /api/v1/invoices/{id}`", "- `PUT /api/v1/invoices/{id}`", "PUT /api", "lists `PUT /api/v1/invoices/{id}`, which the specification does not have"),
    Edit("SEC-08", "error", PRP, "- due_on: date", "- due_on: timestamptz", "- due_on:", "says `invoices.due_on` is timestamptz, and the specification says date"),
    Edit("SEC-08", "error", PRP, "`idx_invoices_status_due_on`, ", "", "**Indexes**", "leaves out `idx_invoices_status_due_on`"),
    Edit("SEC-11", "error", SPECIFICATION, "One bill to one customer.", "TBD", "TBD", "TBD is left in the text"),
    Edit("SEC-11", "error", PRP, "### Risk Areas", "### Areas", "", "The heading “Risk Areas” is missing"),
    Edit("SEC-11", "error", SPECIFICATION, "### Core Rules", "### Core Rules {{edge_cases}}", "{{edge_cases}}", "{{edge_cases}} is left"),
    Edit("SEC-11", "error", SPECIFICATION, "CREATE TABLE invoices (", "CREATE TABLE invoices ((", "CREATE TABLE invoices ((", "This is no SQL"),
    Edit("SEC-12", "warning", SPECIFICATION, "    invoices ||--o{ invoice_lines", "    customers ||--o{ invoice_lines", "customers ||--o{ invoice_lines", "the key `invoice_lines.invoice_id` as `customers ||--o{ invoice_lines`, while it is `invoices ||--o{ invoice_lines`"),
    Edit("SEC-12", "warning", SPECIFICATION, "        date due_on\n", "        text due_on\n", "text due_on", "shows `invoices.due_on` as `text`, while it is `date`"),
    Edit("SEC-12", "warning", SPECIFICATION, "        date due_on\n", "", "", "leaves out `invoices.due_on`"),
    Edit("SEC-12", "warning", SPECIFICATION, "        date due_on\n", "        date due_on\n        text odd\n", "text odd", "`invoices.odd`, which the design has not"),
    Edit("SEC-12", "warning", SPECIFICATION, "customers (assumed)", "customers", "customers[", "the table `customers` as `customers`, while it is `customers (assumed)`"),
    Edit("SEC-12", "warning", SPECIFICATION, "| `POST /api/v1/invoices` | C |", "| `POST /api/v1/invoices` |  |", "", "The matrix leaves out `POST /api/v1/invoices` on `invoices`"),
    Edit("REQ-08", "error", SPECIFICATION, '{\n  "customer_id"', '{\n  "was": 1,\n  "customer_id"', '"was": 1', "Additional properties"),
    Edit("RSP-07", "error", SPECIFICATION, '"status": "draft"', '"status": "open"', '"status": "open"', "is not one of"),
    Edit("OAS-01", "error", OPENAPI, "responses:", "answers:", "", "answers"),
    Edit("OAS-01", "error", OPENAPI, "#/components/schemas/Error", "#/components/schemas/Errors", "", "`#/components/schemas/Errors` does not exist"),
    Edit("OAS-02", "error", OPENAPI, "type: http", "type: http\n      nullable: true", "nullable", "`nullable` is of OpenAPI 3.0"),
    Edit("OAS-02", "error", OPENAPI, "- bearer:", "- cookie:", "", "asks for the access `cookie`, which is not defined"),
    Edit("OAS-03", "error", OPENAPI, "name: customer_id", "name: client_id", "", "differs in its parameters"),
)  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_an_edit_is_found(edit: Edit) -> None:
    files = edit.files()
    found = run_document_checks(SPEC, files, only=[edit.check])
    assert {(one.check, one.severity) for one in found} == {(edit.check, edit.severity)}
    told = [one for one in found if edit.says in one.message]
    assert told, found
    name, _, line = told[0].where.rpartition(":")
    assert name in files
    assert edit.at in files[name].splitlines()[int(line) - 1]
    assert run_document_checks(SPEC, FILES, only=[edit.check]) == ()


def test_every_check_of_documents_is_tried() -> None:
    assert {edit.check for edit in EDITS} == set(DOCUMENT_CHECKS)
    assert {one.severity == CHECKS[one.id].severity for one in DOCUMENT_CHECKS.values() if one.id in CHECKS} == {True}


@pytest.mark.parametrize("name", ["good", "whole"])
def test_derived_files_are_silent(name: str) -> None:
    spec = SPEC if name == "whole" else Spec(brief="add {{table_name}}", slug="invoices", sections=designs.good())
    assert run_document_checks(spec, derived_files(spec)) == ()


def test_files_that_are_not_given_are_not_missed() -> None:
    assert run_document_checks(SPEC, {}) == ()


@pytest.mark.parametrize("text", ["", "\x00", "a: [", "- 1", "paths: 3", "paths:\n  /a: 1\n  /b: {get: 2}", "\ufeff#"])
def test_nonsense_is_reported_not_raised(text: str) -> None:
    found = run_document_checks(SPEC, dict.fromkeys(FILES, text))
    assert all(one.message and one.hint for one in found)


HARMLESS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("a paragraph", lambda text: text.replace("\n## API Endpoints\n", "\nA word of ours.\n\n## API Endpoints\n")),
    ("CRLF", lambda text: text.replace("\n", "\r\n")),
    ("a ticked task", lambda text: text.replace("- [ ]", "- [x]")),
)


@pytest.mark.parametrize("how", HARMLESS, ids=lambda how: how[0])
def test_harmless_edits_are_silent(how: tuple[str, Callable[[str], str]]) -> None:
    edited = {name: how[1](text) if name.endswith(".md") else text for name, text in FILES.items()}
    assert run_document_checks(SPEC, edited) == ()


def test_fences_know_their_headings() -> None:
    (fence,) = Markdown("# A\n\n## B\n**Request**:\n```json\n{}\n```\n").fences
    assert (fence.number, fence.language, fence.headings, fence.after) == (6, "json", ("# A", "## B"), "**Request**:")
