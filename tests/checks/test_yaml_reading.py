"""YAML as somebody may have written it: plain data, or why it is none."""

from __future__ import annotations

from typing import Any

import pytest
import whole_designs

from draftspec.checks.yaml_reading import NotYaml, read_yaml
from draftspec.derive.openapi import openapi, openapi_yaml

BOMB = "a0: &a0 [1, 1]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))


def test_a_derived_document_is_read_as_it_was_written() -> None:
    spec = whole_designs.spec()
    assert read_yaml(openapi_yaml(spec)) == openapi(spec)


@pytest.mark.parametrize(
    "text, data",
    [
        ("", None),
        ("200: {yes: ~, 1.5: [2, '2', no]}", {"200": {"True": None, "1.5": [2, "2", False]}}),
        ("a: &x {b: 1}\nc: *x", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: &x {b: 1}\nc: {<<: *x, d: 2}", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}),
        ("a: !!str 1", {"a": "1"}),
        ("a: 1\na: 2", {"a": 2}),
        ("[" * 600 + "]" * 600, "nested too deeply"),
        ("[]" * 600, "did not find expected"),
        ("- " * 50_000 + "a", "nested too deeply"),
        ("[" * 50_000, "nested too deeply"),
        ("\n".join(" " * level + "a:" for level in range(600)), "nested too deeply"),
        *((f"a: 1{end}b:{end}  " + "- " * 50_000 + "a", "nested too deeply") for end in "\r\x85\u2028\u2029"),
        (
            "\n".join(["a0: &a0 {k: v}", *(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 50))]),
            "stand for too much",
        ),
        ("a: &x [*x]", "nested too deeply, or inside itself"),
        (BOMB, "its aliases stand for more than 200000 values"),
        ("on: 2026-02-30", "day is out of range for month"),
        ("{a: 1}: 2", "found unhashable key"),
        ("a: !!python/object:os.system x", "could not determine a constructor"),
        ("a: [", "did not find expected node content"),
    ],
    ids=range(22),
)
def test_texts(text: str, data: Any) -> None:
    if isinstance(data, str):
        with pytest.raises(NotYaml, match=data):
            read_yaml(text)
    else:
        assert read_yaml(text) == data
