from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftspec.brief import (
    BRIEF_BYTES,
    SLUG_LENGTH,
    Brief,
    brief_from_bytes,
    brief_from_file,
    brief_from_stream,
    brief_from_text,
    checked_slug,
    slug_from_text,
)
from draftspec.errors import BriefError, InputError


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("add invoices", "invoices"),
        ("Please add the invoices.", "invoices"),
        ("As a shop owner, I want to send invoices so that I get paid", "send-invoices"),
        ("As a user I want to be able to reset my password. It expires.", "reset-my-password"),
        ("# Feature: Team invitations\n\nAn admin invites by e-mail.", "team-invitations"),
        (
            "Add customer invoices with line items to the billing API of the shop",
            "customer-invoices-with-line-items-to-the-billing",
        ),
        ("Rechnungen für Kunden", "rechnungen-fur-kunden"),
        ("!!!\nadd refunds", "refunds"),
        ("Added ability for customers to export data", "customers-to-export-data"),
        ("🚀", "feature"),
        ("con", "con-feature"),
        ("add", "add"),
    ],
)
def test_the_slug_is_what_the_brief_is_about(text: str, slug: str) -> None:
    assert brief_from_text(text) == Brief(text, slug)


@given(st.text())
def test_every_slug_from_a_brief_is_a_slug(text: str) -> None:
    slug = slug_from_text(text)
    assert len(slug) <= SLUG_LENGTH + len("-feature")
    assert checked_slug(slug) == slug


def test_line_ends_byte_order_marks_and_outer_space_are_settled() -> None:
    assert brief_from_bytes(b"\xef\xbb\xbf\r\n add x\r\n\tand y\r\n", "it") == Brief("add x\n\tand y", "x")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "f.md is empty"),
        (b" \n\t", "f.md is empty"),
        (b"PK\0\0", "f.md is binary (it holds a NUL byte)"),
        (b"fine\nna\xefve", "f.md is not valid UTF-8 (line 2)"),
        (b"fine\n\x1b[31mred", "f.md holds the control character U+001B (line 2)"),
        (b"x" * (BRIEF_BYTES + 1), "f.md is larger than 256 KB"),
    ],
)
def test_what_is_no_brief_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(BriefError) as caught:
        brief_from_stream(io.BytesIO(raw), "f.md")
    assert str(caught.value) == message
    assert caught.value.hint


def test_the_longest_brief_is_taken() -> None:
    assert brief_from_bytes(b"x" * BRIEF_BYTES, "it").slug == "x" * SLUG_LENGTH


def test_an_argument_that_the_locale_cannot_decode_is_taken_as_utf_8() -> None:
    assert brief_from_text("größe".encode().decode("ascii", "surrogateescape")).text == "größe"


def test_an_argument_that_is_no_text_is_refused() -> None:
    with pytest.raises(BriefError, match="the brief is not valid UTF-8"):
        brief_from_text("caf\udce9")
    with pytest.raises(BriefError, match="the brief is not valid UTF-8"):
        brief_from_text("caf\ud800")


def test_a_file_is_read_and_a_missing_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("add invoices\n", encoding="utf-8")
    assert brief_from_file(path, "bills") == Brief("add invoices", "bills")
    with pytest.raises(BriefError, match=r"cannot read the brief from .*missing\.md: No such file"):
        brief_from_file(tmp_path / "missing.md")
    with pytest.raises(BriefError, match=r"cannot read the brief from .*: Is a directory"):
        brief_from_file(tmp_path)


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("", "is empty"),
        ("a" * 300, "is longer than 80 characters"),
        ("../../x", "holds a path separator"),
        ("a\\b", "holds a path separator"),
        (".hidden", "starts with a dot"),
        ("..", "starts with a dot"),
        ("CON", "is a device name on Windows"),
        ("nul", "is a device name on Windows"),
        ("nul.txt", "is a device name on Windows"),
        ("com1", "is a device name on Windows"),
        ("My Slug", "holds other characters"),
        ("-x", "holds other characters"),
        ("x\n", "holds other characters"),
    ],
)
def test_a_slug_that_cannot_name_a_folder_is_refused(slug: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        brief_from_text("add invoices", slug)
    assert reason in str(caught.value)
    assert caught.value.hint.startswith("use lower-case letters")
