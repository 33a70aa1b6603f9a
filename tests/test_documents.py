"""The documents: what stands where, and that no value becomes markup."""

from __future__ import annotations

import json
import re

import designs
import pytest
import whole_designs
from hypothesis import given
from hypothesis import strategies as st

from draftspec import documents
from draftspec.gap import Gap
from draftspec.markdown import code, fenced, prose
from draftspec.sections.database import Database
from draftspec.sections.endpoints import Endpoints
from draftspec.showing import json_text
from draftspec.spec import Assumption, OpenQuestion, Spec

SPECIFICATION, PRP = documents.DOCUMENTS


def block(text: str, heading: str) -> str:
    """Return what stands between a heading and the next one of any level."""
    return re.split(r"\n#+ ", text.split(f"\n{heading}\n", 1)[1])[0].strip()


@pytest.fixture(scope="module")
def specification() -> str:
    return documents.render(whole_designs.spec())[SPECIFICATION]


@pytest.fixture(scope="module")
def prp() -> str:
    return documents.render(whole_designs.spec())[PRP]


def test_the_head_shows_brief_assumptions_and_questions(specification: str, prp: str) -> None:
    head = """
**Brief**: add invoices

**Assumptions**:
- `customers` are there already (an invoice needs somebody to bill)

**Open Questions**:
- Which currencies? Recommended: EUR only.

##"""
    assert head in specification
    assert head in prp


def test_assumed_tables_are_named_where_no_assumption_does() -> None:
    text = documents.render(whole_designs.spec(assumptions=()))[SPECIFICATION]
    assert "- The table `customers` is there, with `id`, `name`, `created_at`, `updated_at`.\n" in text


def test_a_long_brief_is_shortened_and_five_questions_are_shown() -> None:
    questions = tuple(OpenQuestion(text=f"Question {n}?", recommended="Yes.") for n in range(7))
    text = documents.render(whole_designs.spec(brief="word\n" * 200, open_questions=questions))[SPECIFICATION]
    shown = text.split("\n")[2]
    assert shown.startswith("**Brief**: word word")
    assert shown.endswith("word …")
    assert len(shown) < 420
    assert text.count("Recommended:") == 5


def test_a_table_with_its_statements(specification: str) -> None:
    assert block(specification, "#### invoice_lines").startswith("One position of an invoice.\n\n```sql\nCREATE TABLE")
    assert (
        "**Indexes**:\n```sql\nCREATE INDEX idx_invoice_lines_invoice_id ON invoice_lines (invoice_id);\n```\n"
        in specification
    )
    assert "- `invoice_lines_invoice_id_fkey`: deleted with its `invoices`.\n" in specification
    assert '    invoices ||--o{ invoice_lines : "invoice_id"\n' in specification


def test_an_endpoint_without_a_body(specification: str) -> None:
    text = block(specification, "### DELETE /api/v1/invoices/{id}")
    assert "**Request**: no body.\n- `id` (path): `invoices.id`\n" in text
    assert "**Response (Success - 204)**: Gone. No body.\n" in text
    assert "```" not in text


def test_failures_stand_in_the_order_of_their_status_with_one_example(specification: str) -> None:
    text = block(specification, "### POST /api/v1/invoices")
    statuses = [int(status) for status in re.findall(r"^- \*\*(\d{3}) ", text, re.M)]
    assert statuses == sorted(statuses)
    assert statuses[-1] == 500
    assert text.count('"details"') == 1
    assert re.search(
        r'^- \*\*400 Bad Request\*\*: .+ \(`INVALID`\)\n  ```json\n  \{\n    "error": "INVALID"', text, re.M
    )


def test_a_limited_rate_is_shown_and_answered(specification: str) -> None:
    text = block(specification, "### GET /api/v1/invoices")
    assert "**Rate Limiting**: 120/min per user (assumption)" in text
    assert "- **429 Too Many Requests**: " in text


def test_tasks_have_ids(specification: str) -> None:
    assert block(specification, "### Database Tasks").startswith("- [ ] **BE-DB-1**: Create ")


def test_the_views_of_the_prp(prp: str) -> None:
    assert "- **PRP ID**: PRP-BE-INVOICES\n" in prp
    assert "- `GET /api/v1/invoices`: Lists invoices, newest first.\n" in block(prp, "### API Endpoints Specification")
    models = block(prp, "### Data Models & Entities")
    assert "invoices:\n- id: uuid (key; default gen_random_uuid())\n" in models
    assert "- customer_id: uuid (→ customers.id; indexed)\n" in models
    assert "customers (is there already):\n- billing_email: text (nullable; personal)" in models
    tree = block(prp, "### Code Structure")
    assert "├── models/\n│   ├── invoice_model.py " in tree
    assert "└── clients/\n    └── postmark_client.py " in tree
    assert block(prp, "### Environment Configuration") == (
        "```\nDATABASE_URL=postgresql://localhost/app\nQUEUE_URL=redis://localhost:6379/0\nPOSTMARK_TOKEN=\n```"
    )
    assert (
        "1. migrations/0001_invoices.up.sql and .down.sql: creates invoices, invoice_lines; changes customers\n" in prp
    )


def test_an_empty_design_says_why() -> None:
    empty = whole_designs.sections().model_copy(
        update={
            "database": Database(none_because="prices are worked out.", unmodified_because="nothing is kept."),
            "endpoints": Endpoints(none_because="a job does it."),
        }
    )
    texts = documents.render(whole_designs.spec(sections=empty))
    assert block(texts[SPECIFICATION], "### New Tables/Collections") == "No new table: prices are worked out."
    assert block(texts[SPECIFICATION], "### Schema Modifications") == "No table that is there changes: nothing is kept."
    assert "No migration: the schema stays as it is." in texts[SPECIFICATION]
    assert block(texts[SPECIFICATION], "## API Endpoints") == "No endpoint: a job does it."
    assert block(texts[PRP], "### Data Models & Entities") == "```\nNo new table: prices are worked out.\n```"


def test_missing_sections_are_shown_as_gaps() -> None:
    texts = documents.render(Spec(brief="add invoices", slug="invoices", sections=designs.good()))
    assert "- **Data Impact**: Gap: the section `migration` is missing.\n" in texts[SPECIFICATION]
    assert block(texts[SPECIFICATION], "### Database Tasks") == "Gap: the section `tasks` is missing."
    assert texts[SPECIFICATION].startswith("# Backend Specification for Invoices\n")
    assert block(texts[PRP], "### Risk Areas") == "```\n- Gap: the section `risks` is missing.\n```"


def test_a_gap_is_empty_false_and_everything_in_it_is_the_gap() -> None:
    gap = Gap("rules")
    assert (list(gap), bool(gap), str(gap.rules.anything)) == ([], False, "Gap: the section `rules` is missing.")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with `code` and snake_case", "plain, with `code` and snake_case"),
        ("p95 < 300 ms && x > 2", "p95 < 300 ms && x > 2"),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("<!-- hidden -->", "&lt;!-- hidden -->"),
        ("&lt; is an entity", "&amp;lt; is an entity"),
        ("[click](javascript:x)", r"\[click\](javascript:x)"),
        ("![x][y]", r"!\[x\]\[y\]"),
        ("*a* and **b**", r"\*a\* and \*\*b\*\*"),
        ("__init__ and _x_ but a__b", r"\_\_init\_\_ and \_x\_ but a__b"),
        ("~~gone~~", r"\~\~gone\~\~"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("12. item", r"12\. item"),
        ("> quote", r"\> quote"),
        ("---", r"\---"),
        ("| a | b |", r"\| a | b |"),
        ("[ ] done", r"\[ ] done"),
        ("```", r"\`\`\`"),
        ("half `open", r"half \`open"),
        ("`a<b>` <b>", "`a<b>` &lt;b>"),
        (r"back\slash \* \`x`", r"back\slash \\* \\`x`"),
        ("two\nlines", "two lines"),
        ("{{7*7}} {% x %} $(id) '; DROP TABLE x;--", "{{7*7}} {% x %} $(id) '; DROP TABLE x;--"),
    ],
)
def test_prose_is_shown_and_never_becomes_markup(text: str, shown: str) -> None:
    assert prose(text) == shown


@pytest.mark.parametrize(("text", "shown"), [("x", "`x`"), ("a`b", "``a`b``"), ("`x", "`` `x ``")])
def test_code_shows_backticks(text: str, shown: str) -> None:
    assert code(text) == shown


def test_nothing_closes_a_fence() -> None:
    assert fenced("a\n```\nb", "sql") == "````sql\na\n```\nb\n````"
    assert fenced("{\n  1\n}", "json", 2) == "  ```json\n  {\n    1\n  }\n  ```"


HOSTILE = "{{7*7}} $(id) '; DROP TABLE x;-- <img src=x onerror=alert(1)> [a](http://b) # **c**"


def test_a_hostile_brief_is_text_in_both_documents() -> None:
    spec = whole_designs.spec(
        brief=f"{HOSTILE}\n```\n# Heading\n<script>alert(1)</script>",
        assumptions=(Assumption(text=HOSTILE, why=HOSTILE),),
        open_questions=(OpenQuestion(text=HOSTILE, recommended=HOSTILE),),
    )
    for text in documents.render(spec).values():
        assert "{{7\\*7}}" in text
        assert not re.search(r"<[a-z/!]", re.sub(r"(?s)```.*?```", "", text.split("\n## ", 1)[0]))
        assert "\n# Heading" not in text
        assert "](http://b)" not in text.replace(r"\](http://b)", "")
        assert [
            line
            for line in text.splitlines()
            if line.startswith("```") and line.strip("`") not in ("", "sql", "json", "mermaid")
        ] == []


def test_characters_that_turn_the_reading_direction_are_not_shown() -> None:
    text = documents.render(whole_designs.spec(brief="add \u202eevil\u202c invoices"))[PRP]
    assert "**Brief**: add evil invoices\n" in text


def test_hostile_texts_cannot_leave_the_fences_of_the_prp() -> None:
    sections = whole_designs.sections()
    assert sections.risks is not None
    hostile = sections.risks.model_copy(update={"risks": ("``` # Heading", "$(id) `x")})
    text = documents.render(whole_designs.spec(sections=sections.model_copy(update={"risks": hostile})))[PRP]
    assert block(text, "### Risk Areas") == "````\n- ``` # Heading\n- $(id) `x\n````"


def test_equal_designs_give_equal_bytes() -> None:
    assert documents.render(whole_designs.spec()) == documents.render(whole_designs.spec())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    )
)
def test_a_body_is_laid_out_as_json(body: object) -> None:
    assert json_text(body) == json.dumps(body, indent=2, ensure_ascii=False)
