"""The index: its form, and how one that is ours is known."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from draftspec.batch.index import Line, is_json_index, is_markdown_index, json_index, markdown_index
from draftspec.batch.row import Result

texts = st.text(max_size=40)
results = st.builds(
    Result, tables=st.tuples(texts), endpoints=st.integers(0, 9), usd=st.none() | st.just(0.5), calls=st.integers(0, 3)
)
lines = st.lists(
    st.builds(
        Line,
        id=texts,
        title=texts,
        status=texts,
        reason=texts,
        slug=st.none() | st.just("a"),
        result=st.none() | results,
    )
)


@example([Line(id="", title="", status="", reason="a backslash \\| before a bar")])
@given(lines)
def test_an_index_is_known_and_one_row_an_item_whatever_stands_in_it(found: list[Line]) -> None:
    markdown, document = markdown_index(found), json_index(found)
    assert is_markdown_index(markdown)
    assert is_json_index(document)
    rows = [line for line in markdown.split("\n") if line.startswith("|")]
    assert len(rows) == len(found) + 2
    assert all(row.replace("\\\\", "").replace("\\|", "").count("|") == 8 for row in rows)


@given(lines, st.integers(0, 10_000), st.sampled_from(["x", "|", " ", "0"]))
def test_a_changed_index_is_not_ours(found: list[Line], place: int, put: str) -> None:
    for text, is_ours in ((markdown_index(found), is_markdown_index), (json_index(found), is_json_index)):
        at = place % len(text)
        assert not is_ours(text[:at] + put + text[at:])


def test_other_files_are_not_ours() -> None:
    for text in ("", "# Drafts\n", "{}", "[]", '{"items": []}', "[" * 100_000):
        assert not is_markdown_index(text)
        assert not is_json_index(text)
