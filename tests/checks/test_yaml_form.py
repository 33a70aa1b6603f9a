"""YAML in the form in which it is written here: read as PyYAML reads it, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
import whole_designs
from hypothesis import given
from hypothesis import strategies as st

from draftspec.checks.yaml_form import OtherForm, read_derived
from draftspec.checks.yaml_reading import NotYaml, loaded_yaml
from draftspec.derive.openapi import openapi, openapi_yaml
from draftspec.derive.yaml_text import dump

WORDS = st.sampled_from(
    (
        *(
            "name",
            "yes",
            "No",
            "null",
            "~",
            "200",
            "1.5",
            "0x1f",
            "1_000",
            "2026-03-02",
            "2026-02-30",
            "12:30",
            "0b11",
            ".inf",
            "-.Inf",
            ".nan",
            "1.5e+3",
            "false",
            "NULL",
            "2026-03-02T09:30:00Z",
            "3d3c9b1e-7a52-4e1f-9a3e-5f0c8b7d6e21",
            "/a/{id}",
        ),
        *("$ref", "#", "a: b", "a #b", "a#b", "it's", "''", "-", "- a", "-1", "?", "!x", "&x", "*x", "[]", "{}", "a:"),
        *("<<", "=", "%a", "@a", "`a`", '"a"', "é", "\u200b", "tab\tbed", "x" * 90, "word " * 40, "'quoted' " * 20, ""),
    )
)
SCALARS = st.one_of(WORDS, st.text(max_size=20), st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False))
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=20,
)
PARTS = st.sampled_from(
    (
        *(
            "\n",
            "\n  ",
            "\n- ",
            "\n  - ",
            "a: ",
            "b:",
            "c",
            "'d'",
            "'",
            "''",
            "- ",
            " ",
            "  ",
            ": ",
            " #",
            "#",
            "1",
            "[]",
        ),
        *(
            "null",
            "{}",
            "[",
            "e f",
            '"',
            "|",
            ">",
            "&g",
            "*g",
            "---\n",
            "...\n",
            "\t",
            "\r",
            "true",
            "2026-02-30",
            "<<: ",
        ),
    )
)


def read(text: str) -> Any:
    """Return what the form's reader says, None where it is of another form."""
    try:
        return [read_derived(text)]
    except OtherForm:
        return None


def test_a_derived_document_has_the_form() -> None:
    spec = whole_designs.spec()
    assert read_derived(openapi_yaml(spec)) == openapi(spec)


@given(DATA)
def test_what_is_written_is_read_as_pyyaml_reads_it(data: Any) -> None:
    text = dump(data)
    found = read(text)
    assert found is None or repr(found) == repr([loaded_yaml(text)])


@given(st.text("0123456789abefxnftTZyo_.:+- ~=", min_size=1, max_size=12))
def test_scalars_are_read_as_pyyaml_reads_them(scalar: str) -> None:
    found = read(f"a: {scalar}\n")
    if found is not None:
        assert repr(found) == repr([loaded_yaml(f"a: {scalar}\n")])


@given(st.lists(PARTS, max_size=14))
def test_texts_made_of_pieces_are_read_as_pyyaml_reads_them(parts: list[str]) -> None:
    text = "".join(parts) + "\n"
    found = read(text)
    if found is not None:
        assert repr(found) == repr([loaded_yaml(text)])


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1\nb:\n- c\n- d: yes\n  e: 'it''s'\n", {"a": 1, "b": ["c", {"d": True, "e": "it's"}]}),
        ("a:\n  b: one\n    two\n  c: 'three\n    four'\n", {"a": {"b": "one two", "c": "three four"}}),
        ("- - a\n", None),
        ("- \n- a\n", None),
        ("- \n  a: 1\n", None),
        ("a: 0\nb: 010\nc: 1.0\nd: false\ne: null\n", {"a": 0, "b": 8, "c": 1.0, "d": False, "e": None}),
        ("a: []\nb: {}\n", {"a": [], "b": {}}),
        ("a: []\n  b\n", None),
        ("  a: 1\nb: 2\n", None),
        ("yes: 1\n", None),
        ("a: 1", None),
        ("a:\n", None),
        ("a: 1\n\nb: 2\n", None),
        ("a: 1\n  b: 2\n", None),
        ("a:\n    b: 1\n  c: 2\n", None),
        ("a: b: c\n", None),
        ("a: b #c\n", None),
        ("a: 2026-02-30\n", None),
        ("a: 'b\n", None),
        ("a: b\n---\nc: d\n", None),
    ],
)
def test_texts(text: str, data: Any) -> None:
    assert read(text) == (None if data is None else [data])


def test_depth_is_left_to_pyyaml() -> None:
    deep = "\n".join("  " * level + "a:" for level in range(60)) + " 1\n"
    assert read(deep) is None
    with pytest.raises(NotYaml):
        loaded_yaml("a:\n" * 3 + "  - [")
