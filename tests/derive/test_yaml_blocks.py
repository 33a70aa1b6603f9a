"""What is written here is written as libyaml does, or left to it."""

from __future__ import annotations

from typing import Any

import pytest
import whole_designs
from hypothesis import example, given
from hypothesis import strategies as st

from draftspec.derive.openapi import openapi
from draftspec.derive.yaml_blocks import Unusual, blocks
from draftspec.derive.yaml_text import WIDTH, dump, dumped_by_pyyaml

_SIGNS = st.sampled_from(
    [*"abcxyzABZ0129.,:;!?#&*-+=~<>|'\"@`%_/\\()[]{}$^éß漢", "\u2003", "\U0001f600", "\u0085", "\ufeff", "\t"]
)
_WORDS = st.one_of(
    st.text(_SIGNS, min_size=1, max_size=12),
    st.sampled_from(
        [
            "yes",
            "No",
            "on",
            "null",
            "~",
            "1_000",
            "0x1f",
            "1.5",
            "2026-01-02",
            "12:30",
            "---",
            "...",
            "=",
            "<<",
            "a:",
            "- a",
            "#",
            ":",
        ]
    ),
)
_TEXTS = st.lists(_WORDS, max_size=40).map(" ".join)
_SCALARS = st.one_of(_TEXTS, st.integers(), st.booleans(), st.none(), st.floats())
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_TEXTS, inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(_TEXTS, _DATA, max_size=5))
@example({"a": "x" * 119 + " b"})
@example({"a": {"b": [{"c": ["it's " * 60 + "so"], "d": "word " * 50 + "end"}]}})
@example({"a": "'" + " b" * 90})
@example({"a" * 130: 1, "": ""})
def test_what_is_written_is_what_libyaml_writes(data: dict[str, Any]) -> None:
    try:
        written = blocks(data, WIDTH)
    except Unusual:
        assert dump(data) == dumped_by_pyyaml(data)
    else:
        assert written == dumped_by_pyyaml(data)


def test_an_openapi_document_is_nothing_unusual() -> None:
    document = openapi(whole_designs.spec())
    assert blocks(document, WIDTH) == dumped_by_pyyaml(document)


@pytest.mark.parametrize("value", [[[1]], 1.5, "two\nlines", "\U0001f600", "two  spaces", "ends ", {1: 2}])
def test_what_goes_beyond_is_left_to_libyaml(value: object) -> None:
    with pytest.raises(Unusual):
        blocks({"a": value}, WIDTH)
