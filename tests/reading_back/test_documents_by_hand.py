"""Documents as people leave them: harmless edits change nothing, real ones are read, bad ones are refused at their line."""

from __future__ import annotations

import re
import textwrap

import pytest
import whole_designs
from checks import vary
from long import fuzz_documents

from draftspec.documents import render_template
from draftspec.errors import InputError
from draftspec.reading_back import read_back
from draftspec.sections.database import Column, Condition, Constraint, Modification
from draftspec.spec import Spec

WHOLE = whole_designs.spec()
TEXT = render_template(WHOLE, "backend_specification.md.j2")


def wrapped(text: str) -> str:
    """Return a document with its prose in lines of 60 characters, as an editor wraps it."""
    lines, fence = [], False
    for line in text.split("\n"):
        fence ^= line.lstrip().startswith("```")
        prose = not fence and not line.startswith("#") and "```" not in line
        indent = " " * (len(line) - len(line.lstrip()) + 2 * line.lstrip().startswith("- "))
        lines += textwrap.wrap(line, 60, subsequent_indent=indent, break_long_words=False) if prose and line else [line]
    return "\n".join(lines)


HARMLESS = {
    "checks without their tables, as documents of before have them": re.sub(
        r"(?m)^- \*\*[a-z_]+\.([a-z_]+)\*\*:", r"- **\1**:", TEXT
    ),
    "crlf": TEXT.replace("\n", "\r\n"),
    "blank lines": TEXT.replace("\n\n", "\n\n\n"),
    "byte order mark": "\ufeff" + TEXT,
    "ticked": TEXT.replace("- [ ]", "- [x]"),
    "own paragraphs": re.sub(r"(\n#{2,4} [^\n]*\n(?:\n[^\n*`#-][^\n]*\n)?)", r"\1\nSomething of our own.\n\n", TEXT),
    "trailing spaces": re.sub(r"(?m)$", "  ", TEXT),
    "tabs": re.sub(r"(?m)^  - ", "\t- ", TEXT),
    "example value": TEXT.replace('"EUR"', '"CHF"').replace("INV-2026-0042", "INV-2027-0001"),
    "wrapped": wrapped(TEXT),
    "stars for bullets": re.sub(r"(?m)^- ", "* ", TEXT),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_edit_changes_nothing(name: str) -> None:
    assert HARMLESS[name] != TEXT
    found = read_back(HARMLESS[name], WHOLE)
    assert found.sections == WHOLE.sections
    assert found.undecidable == ()


def test_every_item_knows_its_line() -> None:
    lines, found = TEXT.split("\n"), read_back(TEXT, WHOLE).lines
    wanted = {
        "database.tables.invoices": "#### invoices",
        "database.tables.invoices.columns.due_on": "    due_on ",
        "endpoints.POST /api/v1/invoices": "### POST /api/v1/invoices",
        "endpoints.POST /api/v1/invoices.request.customer_id": "- `customer_id`",
        "tasks.BE-DB-1": "- [ ] **BE-DB-1**",
    }
    shown = {path: lines[found[path] - 1][: len(start)] for path, start in wanted.items() if path in found}
    assert shown == wanted


def test_a_new_column_is_read_with_what_nobody_said_of_it() -> None:
    text = TEXT.replace("    due_on ", "    reminded_on  date,\n    due_on ", 1)
    found = read_back(text, WHOLE)
    table = next(one for one in found.sections.database.tables if one.name == "invoices")
    assert "reminded_on" in [one.name for one in table.columns]


def test_a_new_endpoint_is_read_and_what_it_touches_is_not_decidable() -> None:
    new = (
        "### GET /api/v1/totals\n\n**Purpose**: Adds up.\n\n**Authentication**: signed in\n\n**Request**: no body.\n\n"
        "**Response (Success - 200)**: The totals.\n\n**Error Responses**:\n- **404 Not Found**: none (`NONE`)\n\n"
        "**Rate Limiting**: 5/min per ip\n\n"
    )
    found = read_back(TEXT.replace("## Business Logic\n", f"{new}## Business Logic\n", 1), WHOLE)
    assert found.sections.endpoints.endpoints[-1].path == "/api/v1/totals"
    assert "endpoints.GET /api/v1/totals.reads" in found.undecidable


def test_a_new_check_is_read_with_its_table() -> None:
    text = TEXT.replace(
        "#### Input Validation\n", "#### Input Validation\n- **invoices.memo**: 1 to 80 characters\n", 1
    )
    rules = read_back(text, WHOLE).sections.validation.inputs
    assert (rules[0].table, rules[0].field, rules[0].rules) == ("invoices", "memo", "1 to 80 characters")
    assert rules[1:] == WHOLE.sections.validation.inputs


def test_an_edit_of_the_migration_script_is_said_not_to_be_read() -> None:
    start = TEXT.index("-- Up migration")
    found = read_back(TEXT[:start] + TEXT[start:].replace("CREATE TABLE", "CREATE UNLOGGED TABLE"), WHOLE)
    assert found.sections == WHOLE.sections
    assert [re.sub(r"\d+", "n", one) for one in found.undecidable] == [
        "line n: the migration script, which follows from the tables and is not read"
    ]


def test_a_name_taken_out_of_an_example_is_taken_out_of_the_body() -> None:
    start = TEXT.index("### POST /api/v1/invoices\n")
    text = TEXT[:start] + re.sub(r'  "customer_id": [^\n]*\n', "", TEXT[start:], count=1)
    endpoint = next(one for one in read_back(text, WHOLE).sections.endpoints.endpoints if one.method == "POST")
    assert endpoint.request is not None
    assert "customer_id" not in [one.name for one in endpoint.request.fields]


def with_change() -> Spec:
    checked = Constraint(
        name="customers_limit_check",
        kind="check",
        columns=("credit_cents",),
        conditions=(Condition(column="credit_cents", operator=">=", value="0"),),
        meaning="Nobody owes a negative sum.",
    )
    column = Column(name="credit_cents", type="bigint", nullable=False, default="0")
    change = Modification(table="customers", reason="Credit.", add_columns=(column,), add_constraints=(checked,))
    sections = whole_designs.sections()
    return whole_designs.spec(
        sections=vary.design(sections, database=vary.replaced(sections.database, modifications=(change,)))
    )


def test_a_check_of_a_table_that_is_there_is_read_with_what_it_means() -> None:
    base = with_change()
    text = render_template(base, "backend_specification.md.j2")
    assert "\n- `customers_limit_check`: Nobody owes a negative sum.\n" in text
    start = text.index("### Schema Modifications")
    edited = text[:start] + text[start:].replace("credit_cents >= 0", "credit_cents >= -500", 1)
    found = read_back(edited, base)
    (change,) = found.sections.database.modifications
    assert [one.value for one in change.add_constraints[0].conditions] == ["-500"]
    assert "whether customers_limit_check still means: Nobody owes a negative sum." in found.undecidable
    (reworded,) = read_back(edited.replace("a negative sum", "more"), base).sections.database.modifications
    assert reworded.add_constraints[0].meaning == "Nobody owes more."


def test_a_check_that_a_design_has_no_form_for_is_named() -> None:
    base = with_change()
    text = render_template(base, "backend_specification.md.j2")
    start = text.index("### Schema Modifications")
    edited = text[:start] + text[start:].replace("credit_cents >= 0", "credit_cents % 5 = 0", 1)
    unknown = "database.modifications.customers: a constraint or index that a design has no form for"
    assert unknown in read_back(edited, base).undecidable


MYSQL = re.sub(r"( +)id +\w+ +NOT NULL[^\n]*", r"\1id INT NOT NULL AUTO_INCREMENT,", TEXT, count=1)
BAD = {
    "empty": ("", "no Backend Specification"),
    "another document": ("# PRP: Invoices\n", "no Backend Specification"),
    "truncated": (TEXT[: len(TEXT) // 2], "missing|never closed"),
    "truncated in a block": (TEXT[: TEXT.index("CREATE TABLE") + 40], "never closed"),
    "a lost end of a block": (
        TEXT.replace("\n```\n\n**Indexes**", "\n\n**Indexes**", 1),
        "not closed before the next one",
    ),
    "a lost heading of a table": (TEXT.replace("\n#### invoice_lines\n", "\n", 1), "second table"),
    "a merge": (TEXT.replace("\n## API", "\n<<<<<<< ours\n## API", 1), "a merge left both sides"),
    "two specifications": (TEXT + TEXT, "second document"),
    "a section twice": (TEXT + "\n## API Endpoints\n", "second time"),
    "mysql": (MYSQL, "syntax error"),
    "no json": (TEXT.replace('"customer_id": ', '"customer_id" ', 1), "no JSON"),
    "ten megabytes": (TEXT + "x" * 10_000_000, "longer than"),
    "an unknown status": (TEXT.replace("Success - 201", "Success - 299"), "status"),
    "an unknown method": (TEXT.replace("### GET ", "### FETCH ", 1), "no endpoint"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_refused_at_its_line(name: str) -> None:
    text, message = BAD[name]
    with pytest.raises(InputError, match=r"^spec\.md:\d+: ") as caught:
        read_back(text, WHOLE, "spec.md")
    assert re.search(message, str(caught.value)), caught.value


def test_a_mutated_document_is_read_or_refused_at_its_line() -> None:
    """A hundredth of `python tests/long/fuzz_documents.py`."""
    outcomes = fuzz_documents.measure(100)
    assert outcomes["refused without a line"] == 0
    assert outcomes["refused"] > 20
    assert outcomes["read with changes"] > 2
