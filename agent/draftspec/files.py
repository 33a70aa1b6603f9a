"""The files that follow from a specification, beside spec.json: both documents, the interface, the migrations."""

from __future__ import annotations

from draftspec.derive import assumed, migration
from draftspec.derive.example_rows import facts_of
from draftspec.derive.openapi import openapi_yaml
from draftspec.derive.prp import migration_name
from draftspec.documents import render
from draftspec.spec import Spec


def derived_files(spec: Spec) -> dict[str, str]:
    """Return the text of every file by its name below the folder of the draft, in the order of the documents."""
    database, name, facts = spec.sections.database, migration_name(spec.slug), facts_of(spec)
    files = {
        **render(spec, facts),
        "openapi.yaml": openapi_yaml(spec, facts),
        f"migrations/{name}.up.sql": migration.up(database, spec.slug),
        f"migrations/{name}.down.sql": migration.down(database, spec.slug),
    }
    if taken_for_granted := assumed.text(database, spec.slug):
        files["migrations/0000_assumed.sql"] = taken_for_granted
    return files
