from __future__ import annotations

import json
from importlib import resources

import jsonschema
import whole_designs

from draftspec.spec_schema import schema_text
from draftspec.write import serialized


def shipped() -> str:
    return (resources.files("draftspec") / "spec_schema.json").read_text(encoding="utf-8")


def test_the_shipped_schema_is_up_to_date() -> None:
    assert json.loads(shipped()) == json.loads(schema_text()), "write spec_schema.schema_text() to spec_schema.json"


def test_a_spec_fits_the_schema_and_a_broken_one_does_not() -> None:
    spec = json.loads(serialized(whole_designs.spec()))
    validator = jsonschema.Draft202012Validator(json.loads(shipped()))
    validator.check_schema(json.loads(shipped()))
    assert list(validator.iter_errors(spec)) == []
    del spec["sections"]["database"]["tables"][0]["columns"]
    assert [error.message for error in validator.iter_errors(spec)] == ["'columns' is a required property"]
