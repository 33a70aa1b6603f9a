"""Cases as people write them: read with bounds, and each mistake told with its line."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import yaml

from draftspec.errors import InconclusiveError, InputError
from draftspec.evals.case import Case, Expect, ExpectedTable, MustNot, case_schema_text, read_case
from draftspec.evals.suite import chosen, read_suite

SUITE = Path(__file__).parents[2] / "evals"

WHOLE = """\
id: bills
brief: add bills
tags: [terse]
schema: shop.sql
expect:
  tables:
    - name: bills | invoices
      columns: [due_on | due_date]
  endpoints:
    - GET PATCH /bills/{id} | /invoices/{id}
  rules:
    - [paid, once]
  numbers: [14]
  must_not:
    words: [PWNED]
  empty_ok: [jobs]
"""


def written(folder: Path, text: str, name: str = "bills.yaml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shop.sql").write_text("CREATE TABLE shops (id uuid PRIMARY KEY);")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_case_is_read_whole(tmp_path: Path) -> None:
    case = read_case(written(tmp_path, WHOLE))
    assert case == Case(
        id="bills",
        brief="add bills",
        tags=("terse",),
        schema="shop.sql",
        folder=tmp_path,
        expect=Expect(
            tables=(ExpectedTable(name="bills | invoices", columns=("due_on | due_date",)),),
            endpoints=("GET PATCH /bills/{id} | /invoices/{id}",),
            rules=(("paid", "once"),),
            numbers=("14",),
            must_not=MustNot(words=("PWNED",)),
            empty_ok=("jobs",),
        ),
    )
    assert (case.asked.text, case.asked.slug, case.schema_path) == ("add bills", "bills", tmp_path / "shop.sql")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("tags:", "tegs:", ":3: tegs: Extra inputs are not permitted"),
        ("id: bills", "id: Bills!", ":1: id: String should match pattern '^[a-z0-9][a-z0-9-]{0,59}$'"),
        ("brief: add bills", "brief: ''", ":2: brief: String should have at least 1 character"),
        ("brief: add bills", 'brief: "a\\x00b"', ":2: the brief is binary (it holds a NUL byte)"),
        ("due_on | due_date", "due_on |", ":8: expect.tables.1.columns.1: write alternatives as `due_on | due_date`"),
        ("GET PATCH", "FETCH", ":10: expect.endpoints.1: write an endpoint as `GET PATCH /invoices/{id}`, other paths"),
        ("[paid, once]", "paid", ":12: expect.rules.1: Input should be a valid array"),
        ("numbers: [14]", "numbers: [[14]]", ":13: expect.numbers.1: Input should be a valid string"),
        ("[jobs]", "[job]", ":16: expect.empty_ok.1: there is no section 'job': metadata, database"),
        ("tags: [terse]", "tags: [terse]\ntags: [long]", ":4: `tags` stands there twice"),
        ("tags: [terse]", "tags: &a [terse]\nmore: *a", ":4: aliases (`*a`) are not read"),
        ("tags: [terse]", "tags: " + "[" * 40 + "]" * 40, ":3: nested more than 16 deep"),
        ("tags: [terse]", "tags: [terse", ":4: this is no YAML: did not find expected ',' or ']'"),
        ("id: bills", "id: invoices", ":1: the id is 'invoices'"),
        ("shop.sql", "../../etc/passwd", ":4: the schema lies outside of the suite"),
        ("shop.sql", "lost.sql", ":4: there is no file"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = written(tmp_path, WHOLE.replace(old, new, 1))
    with pytest.raises(InputError) as raised:
        read_case(path)
    assert f"{path}{told}" in str(raised.value)
    assert raised.value.hint


@pytest.mark.parametrize(
    ("raw", "told"),
    [(b"\xff", "bills.yaml:1: this is no UTF-8"), (b"#" * 600_000, "is larger than 512 KB"), (b"", "1: the case: ")],
)
def test_a_file_that_is_no_case_is_refused(tmp_path: Path, raw: bytes, told: str) -> None:
    path = tmp_path / "bills.yaml"
    path.write_bytes(raw)
    with pytest.raises(InputError, match=told):
        read_case(path)


def test_the_suite_of_this_repository_has_the_kinds_that_matter() -> None:
    suite = read_suite(SUITE)
    tags = {tag for case in suite.cases for tag in case.tags}
    assert len(suite.cases) >= 18
    assert tags >= {
        "terse", "long", "numbers", "user-story", "multi-tenant", "changes-only", "contradictory", "other-language",
        "injection", "no-backend", "requirement-list", "integration", "webhook", "scheduling", "negations", "roles",
        "limits",
    }  # fmt: skip
    assert all(case.expect.tables or case.expect.changes or case.expect.no_backend for case in suite.cases)


def test_cases_are_chosen_by_id_and_tag() -> None:
    suite = read_suite(SUITE)
    assert [case.id for case in chosen(suite, ["invoices"], [])] == ["invoices"]
    assert {case.id for case in chosen(suite, [], ["changes-only"])} == {"customer-details"}
    assert len(chosen(suite, [], [])) == len(suite.cases)
    with pytest.raises(InconclusiveError, match="there is no case invoice in"):
        chosen(suite, ["invoice"], [])
    with pytest.raises(InconclusiveError, match="no case fits the filter"):
        chosen(suite, ["invoices"], ["changes-only"])


def test_a_folder_without_a_suite_or_a_case_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no suite in"):
        read_suite(tmp_path)
    (tmp_path / "cases").mkdir()
    with pytest.raises(InconclusiveError, match="there is no case in"):
        read_suite(tmp_path)


def test_the_shipped_schema_is_up_to_date_and_every_case_fits_it() -> None:
    shipped = json.loads((resources.files("draftspec.evals") / "case_schema.json").read_text(encoding="utf-8"))
    assert shipped == json.loads(case_schema_text()), "write case.case_schema_text() to case_schema.json"
    validator = jsonschema.Draft202012Validator(shipped)
    for path in (SUITE / "cases").glob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert list(validator.iter_errors(content)) == []
    assert list(validator.iter_errors({"id": "a", "brief": "b", "tegs": []}))
