"""The JSON Schema of spec.json, which is shipped beside this file as spec_schema.json."""

from __future__ import annotations

import json

from draftspec.spec import Spec


def schema_text() -> str:
    """Return the text of spec_schema.json: what `Spec` accepts and writes."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "spec.json of draftspec",
        **{name: part for name, part in Spec.model_json_schema(mode="serialization").items() if name != "title"},
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
