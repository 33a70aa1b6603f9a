"""What drafts and checks do without: held by counting, since the time on a loaded machine says little."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from drafts import draft

from draftspec.write import write

COUNTING = """
import collections, gc, json, sys
import jinja2, yaml
from pathlib import Path
import draftspec.cli

counts = collections.Counter()

def counted(owner, name, called):
    inner = getattr(owner, name)
    def outer(*given, **named):
        counts[called] += 1
        return inner(*given, **named)
    setattr(owner, name, outer)

counted(jinja2.Environment, "parse", "templates parsed")
counted(jinja2.Environment, "compile", "templates compiled")
counted(yaml, "load", "YAML documents parsed")
counted(yaml, "dump", "YAML documents written by PyYAML")
gc.callbacks.append(lambda phase, info: counts.update([f"garbage collections"] if phase == "start" else []))
try:
    draftspec.cli.main()
except SystemExit as done:
    counts["exit code"] = done.code or 0
gc.callbacks.clear()
print(json.dumps(counts))
"""


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    found = draft("add invoices")
    write(found.spec, found.files, tmp_path / "specs")
    return tmp_path / "specs" / "invoices"


def loaded(folder: Path, *arguments: str) -> set[str]:
    """Run the program below a folder, and return the names of the modules that it loads."""
    command = [sys.executable, "-m", "draftspec.cli", *arguments]
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def test_a_draft_loads_no_validator_grammar_or_check_of_files(tmp_path: Path) -> None:
    names = loaded(tmp_path, "add invoices", "-q")
    assert names & {"draftspec.checks.documents", "draftspec.checks.openapi", "draftspec.checks.texts"} == set()
    assert (
        names & {"jsonschema", "openapi_spec_validator", "referencing", "postgast", "rich", "vcr", "asyncio"} == set()
    )
    assert {name for name in names if name.startswith(("draftspec.reading_back", "draftspec.postgres"))} == set()


def test_a_check_of_what_was_derived_loads_no_validator(drafted: Path) -> None:
    names = loaded(drafted, "check", ".", "--no-execute")
    assert names & {"jsonschema", "openapi_spec_validator", "referencing", "draftspec.reading_back"} == set()
    assert {"draftspec.checks.openapi_form", "draftspec.checks.fitting"} <= names


def test_a_check_of_an_edited_document_asks_the_validator(drafted: Path) -> None:
    document = drafted / "openapi.yaml"
    document.write_text(document.read_text("utf-8") + "x-own: 1\n", "utf-8")
    assert "openapi_spec_validator" in loaded(drafted, "check", ".", "--no-execute")


def test_a_draft_parses_and_compiles_each_thing_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COUNTING, "add invoices", "-q"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    counts = json.loads(done.stdout)
    assert counts.pop("YAML documents parsed") <= 12  # small data files, and the entries that this brief needs
    assert counts == {
        "templates parsed": 3,
        "templates compiled": 3,
        "exit code": 0,
    }
