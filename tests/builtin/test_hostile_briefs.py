"""Briefs that try to be more than text, or are hardly any: each is drafted quickly and stays text in every file."""

from __future__ import annotations

import json
import re
import time
from functools import cache

import postgast
import pytest
import yaml
from briefs_file import drafted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from draftspec.brief import BRIEF_BYTES, brief_from_text
from draftspec.errors import BriefError
from draftspec.pipeline import Drafted, draft_spec, drafter_for
from draftspec.spec import Spec
from draftspec.write import serialized

PLAIN = "add notes with a title, at most 5 for each user"
"""A brief that the time of others is held against, in the same run."""
TIMES = 150
"""Of the time of a plain brief that a hostile one may take; the worst of them took 66 when this was set."""
FENCES = {"", "sql", "json", "mermaid", "bash", "text", "http"}

HOSTILE = {
    "template": "add {{7*7}} notes {% for x in ''.__class__.__mro__ %}{{ x }}{% endfor %} {# gone #}",
    "shell": "add $(id) `id` ${HOME} ; rm -rf / | notes && true",
    "sql": "add notes'; DROP TABLE x;-- with a title\"); DELETE FROM users; /*",
    "markdown": "# Notes\n\n```sql\nDROP TABLE x;\n```\n| a | b |\n|---|---|\n[link](javascript:alert(1)) ![i](http://x/y.png) **bold**",
    "html": "<script>alert(1)</script> <img src=x onerror=alert(2)> add notes <!-- <b>with</b> a title -->",
    "yaml": "notes: !!python/object/apply:os.system ['id']\n---\n&a *a",
    "emoji": "🎉🚀💳 👩‍👩‍👧‍👦",
    "punctuation": "?!.,;:-()[]{}\"'`~^&%$#@*+=/\\|<>",
    "right to left": "إضافة فواتير العملاء مع المبلغ وتاريخ الاستحقاق ‏(٧ أيام)",
    "digits": "1 2 3 4 5 6 7 8 9 10 99999999999999999999999999 %",
    "reserved": "add select with order, user, group and table",
    "traversal": "../../etc/passwd with a name",
    "long word": "x" * 10_000,
    "long sentence": "add notes with a title " + "and a very long tail of words " * 7_000,
    "many lines": "- users store notes with a title, at most 5\n" * 4_000,
    "many brackets": "(" * 50_000 + "notes" + ")" * 50_000,
    "many commas": "notes with " + "a, " * 60_000,
    "many digits": "9" * 100_000,
    "spaces": "add" + " " * 100_000 + "notes",
    "arrows": "a -> " * 40_000,
}


@cache
def draft(name: str) -> tuple[Drafted, float]:
    return compared(HOSTILE[name])


def compared(brief: str) -> tuple[Drafted, float]:
    """Return a draft, and how many times the processor's time of a plain one it took."""
    _spent_on(PLAIN)
    (_, before), (found, spent), (_, after) = _spent_on(PLAIN), _spent_on(brief), _spent_on(PLAIN)
    return found, spent / max(before, after)


def _spent_on(brief: str) -> tuple[Drafted, float]:
    start = time.process_time()
    found = drafted(brief)
    return found, time.process_time() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_drafted_without_errors(name: str) -> None:
    found, _ = draft(name)
    assert [f"{f.check} {f.where}: {f.message}" for f in found.spec.findings if f.severity == "error"] == []
    assert found.is_good
    assert Spec.model_validate_json(serialized(found.spec)) == found.spec


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_drafted_quickly(name: str) -> None:
    assert draft(name)[1] < TIMES


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_it_can_be_executed(name: str) -> None:
    found, _ = draft(name)
    for file, text in found.files.items():
        if file.endswith(".sql"):
            _assert_only_definitions(text)
        elif file.endswith(".yaml"):
            assert isinstance(yaml.safe_load(text), dict)
        else:
            _assert_text_only(text)


def _assert_only_definitions(sql: str) -> None:
    kinds = {statement.stmt.WhichOneof("node") for statement in postgast.parse(sql).stmts}
    allowed = {"create_stmt", "index_stmt", "drop_stmt", "alter_table_stmt", "comment_stmt", "create_extension_stmt",
               "transaction_stmt", "variable_set_stmt"}  # fmt: skip
    assert kinds <= allowed


def _assert_text_only(markdown: str) -> None:
    """As a viewer would show it: no HTML, no link or picture of the brief's, no fence that is not ours."""
    tokens = [token for block in MarkdownIt("commonmark").parse(markdown) for token in (block, *(block.children or ()))]
    kinds = {token.type for token in tokens}
    assert not kinds & {"html_inline", "html_block", "image"}
    links = {str(token.attrs.get("href")) for token in tokens if token.type == "link_open"}
    assert {link for link in links if not re.fullmatch(r"0\d_\w+\.md", link)} == set()
    assert {token.info for token in tokens if token.type == "fence"} <= FENCES
    assert "DROP TABLE x" not in {line.strip("; ") for token in tokens for line in token.content.splitlines()}


def test_no_template_of_a_brief_is_filled() -> None:
    found, _ = draft("template")
    for file, text in found.files.items():
        assert re.search(r"\b49\b|<class", text) is None, file


@pytest.mark.parametrize("name", HOSTILE)
def test_the_brief_is_kept_as_it_was(name: str) -> None:
    found, _ = draft(name)
    assert json.loads(serialized(found.spec))["brief"] == HOSTILE[name].strip()


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_any_text_is_drafted_or_refused_with_a_reason(text: str) -> None:
    try:
        brief = brief_from_text(text)
    except BriefError as error:
        assert error.hint
        return
    found = draft_spec(brief, drafter_for("builtin"), model="builtin")
    assert [f"{f.check} {f.where}" for f in found.spec.findings if f.severity == "error"] == []


_SAID = (
    "add invoices with status draft or paid , : ; . ( ) users can approve at most 5 per day no refunds 7 % $3 -> and "
    "for each organization via stripe order group user tables due date every 2 hours without a name's {{x}} `y`"
)
_WORDS = st.sampled_from(_SAID.split())


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, min_size=1, max_size=25).map(" ".join))
def test_any_order_of_the_usual_words_is_drafted_without_errors(text: str) -> None:
    found = drafted(text)
    assert [f"{f.check} {f.where}: {f.message}" for f in found.spec.findings if f.severity == "error"] == []


def test_the_longest_brief_is_drafted_quickly() -> None:
    text = ("Members borrow at most 4 books for 21 days, with a title. " * 5000)[: BRIEF_BYTES - 1]
    found, times = compared(text)
    assert found.is_good
    assert times < TIMES
