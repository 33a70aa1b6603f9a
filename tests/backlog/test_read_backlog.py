from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from backlog.reading import read, read_value
from hypothesis import given
from hypothesis import strategies as st

from draftspec.backlog import FORMS, Item, brief_of, choose, read_backlog
from draftspec.errors import BacklogError

ORDERS = Item("1", "Örders", line=1)


def test_plain_lines() -> None:
    backlog = read("Invoices\n\nPayments by card\n  with a refund\nx 2024-01-02 Search\n(A) Users\nTODO: Roles\n---\n")
    assert backlog.form == "lines"
    assert backlog.items == (
        Item("1", "Invoices", line=1),
        Item("2", "Payments by card", "with a refund", line=3),
        Item("3", "Search", done=True, line=5),
        Item("4", "Users", line=6),
        Item("5", "Roles", line=7),
    )


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ("Örders".encode(), None),
        ("Örders".encode("utf-8-sig"), None),
        ("Örders".encode("utf-16"), "read as UTF-16"),
        ("Örders".encode("utf-16-be"), "read as UTF-16-BE: it begins with no byte order mark"),
        ("Örders".encode("utf-32"), "read as UTF-32"),
        (
            "Örders".encode("latin-1"),
            "read as Windows-1252 (Latin-1): line 1 is not valid UTF-8; save it as UTF-8 if letters look wrong",
        ),
        (b"\xd6rders\x81", "read as Latin-1: line 1 is not valid UTF-8; save it as UTF-8 if letters look wrong"),
    ],
)
def test_encodings(raw: bytes, note: str | None) -> None:
    backlog = read(raw)
    assert backlog.items == (ORDERS,)
    assert backlog.notes[:1] == (() if note is None else (note,))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "standard input is empty"),
        (b" \n\t", "standard input is empty"),
        (b"a\0b\0\0c", "is binary"),
        (bytes(range(1, 32)) * 4, "is binary"),
        (b"PK\x03\x04rest", "is a zip archive or an Office file"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xff\xfea", "is not valid UTF-16"),
        (b"--\n==\n", "holds no item"),
    ],
)
def test_what_is_no_backlog(raw: bytes, message: str) -> None:
    with pytest.raises(BacklogError, match=message):
        read(raw)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    with pytest.raises(BacklogError, match="larger than 64 MB"):
        read_backlog(path)
    endless = io.BufferedReader(_Endless())
    with pytest.raises(BacklogError, match="standard input is larger than 64 MB"):
        read_backlog("-", stdin=endless)


class _Endless(io.RawIOBase):
    """A stream that never ends."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        assert isinstance(buffer, memoryview)
        buffer[:] = b"a" * len(buffer)
        return len(buffer)


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BacklogError, match="is a folder"):
        read_backlog(tmp_path)
    with pytest.raises(BacklogError, match="No such file"):
        read_backlog(tmp_path / "missing.md")


def test_the_end_of_a_name_decides_where_the_text_leaves_a_doubt(tmp_path: Path) -> None:
    for name, form in (("a.md", "markdown"), ("a.csv", "csv"), ("a.txt", "lines"), ("a", "lines")):
        (tmp_path / name).write_text("Carts, orders\nUsers, roles\n")
        assert read_backlog(tmp_path / name).form == form


def test_ids_that_stand_twice_are_renamed_and_nothing_is_lost() -> None:
    backlog = read_value(
        [{"id": 1, "title": "a"}, {"id": 1, "title": "b"}, {"id": "1-2", "title": "c"}, {"title": "d"}]
    )
    assert [(item.id, item.title) for item in backlog.items] == [("1", "a"), ("1-3", "b"), ("1-2", "c"), ("4", "d")]
    assert backlog.notes == ("the id 1 stands twice; 'b' is 1-3 here",)


def test_rings_are_noted() -> None:
    backlog = read_value(
        [
            {"id": "a", "title": "A", "depends_on": ["c"]},
            {"id": "b", "title": "B", "depends_on": ["a", "a", "b"]},
            {"id": "c", "title": "C", "depends_on": "b, x"},
        ]
    )
    assert [item.depends_on for item in backlog.items] == [("c",), ("a",), ("b", "x")]
    assert backlog.notes == ("a → c → b → a depend on each other; they keep their order in the backlog",)
    assert [choice.item.id for choice in choose(backlog)] == ["b", "c", "a"]


def test_an_item_of_a_megabyte() -> None:
    backlog = read_value([{"title": "word " * 200, "body": "<p>Send it.</p>" * 70_000}])
    (item,) = backlog.items
    assert item.title == ("word " * 60).strip() + "…"
    assert len(item.body) == 64 * 1024
    assert item.body.startswith("word word")
    assert backlog.notes == ("item 1: only the first 65,536 characters of its text are read",)
    assert len(brief_of(item, backlog).text) <= 4000


@pytest.mark.parametrize(
    "text", ["[", "{{a ", "<p><!--", "</p", "**a ", "`a ", "~~", "(@a ", "[a](", "![a](", "add a b ", "h1. [a|", "|a"]
)
def test_texts_that_invite_backtracking_take_no_time(text: str) -> None:
    """Each of these takes minutes where a search begins anew at every place."""
    repeated = text * 10_000
    for backlog in (
        read_value([{"title": "Refunds", "body": repeated}]),
        read(f"- [ ] {repeated}", "markdown"),
        read(f"a {repeated}", "lines"),
    ):
        (item,) = backlog.items[:1]
        assert len(brief_of(item, backlog).text) <= 4000


def test_thousands_of_items() -> None:
    backlog = read("".join(f"- [ ] Export number {number}\n" for number in range(2000)))
    assert len(backlog.items) == 2000
    assert len({brief_of(item, backlog).slug for item in backlog.items}) == 2000
    assert len([choice for choice in choose(backlog) if choice.skipped is None]) == 2000


def test_more_items_than_the_limit() -> None:
    with pytest.raises(BacklogError, match=r"more than 200,000 items"):
        read("a\n" * 200_001)


@given(st.binary(max_size=400) | st.text(alphabet='[]{}",:-*#x \n\tab1;|<>&`~\u2028', max_size=200).map(str.encode))
def test_reading_raises_nothing_but_its_error(raw: bytes) -> None:
    for form in (None, *FORMS):
        try:
            backlog = read(raw, form)
        except BacklogError as error:
            assert str(error)
            assert error.hint
        else:
            assert len({item.id for item in backlog.items}) == len(backlog.items) > 0


KEYS = (
    "title", "body", "id", "number", "labels", "items", "children", "state", "parent", "cards", "lists", "checklists", "name", "desc",
    "pos", "idList", "fields", "content", "type", "node", "nodes", "url", "issuelinks", "inwardIssue", "status", "pull_request", "checkItems",
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_any_json_gives_items_with_briefs_or_an_error(value: object) -> None:
    for form in (None, "json", "jsonl", "github", "trello"):
        try:
            backlog = read(json.dumps(value), form)
        except BacklogError:
            continue
        slugs = [brief_of(choice.item, backlog).slug for choice in choose(backlog, everything=True)]
        assert len(set(slugs)) == len(slugs) == len(backlog.items)
