"""The example for GitHub Actions in docs/checking.md: its YAML, and its commands as they stand there.

Installing is not run here: it would take a network. That the extra is one of the project's is.
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from checking.folder import check, drafted

ROOT = Path(__file__).parents[2]
REDUCED = ROOT / "tests" / "data" / "sarif_reduced.json"


def workflow() -> dict[str, Any]:
    """Return the workflow of the documentation."""
    text = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
    found = re.search(r"### GitHub Actions\n\n```yaml\n(.*?)```", text, re.DOTALL)
    assert found is not None
    document: dict[str, Any] = yaml.safe_load(found[1])
    return document


def test_the_workflow_may_upload_what_it_finds() -> None:
    document = workflow()
    assert document[True] == ["pull_request"]  # `on` is a truth to YAML 1.1
    assert document["permissions"] == {"contents": "read", "security-events": "write"}
    (job,) = document["jobs"].values()
    assert all(("uses" in step) != ("run" in step) for step in job["steps"])
    assert job["steps"][-1]["if"] == "always()"  # a finding ends the step before


def test_what_the_workflow_installs_is_there() -> None:
    install = next(step["run"] for step in workflow()["jobs"]["check"]["steps"] if "pip install" in step.get("run", ""))
    extra = re.search(r"\.\[(\w+)\]", install)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert extra is not None
    assert extra[1] in project["optional-dependencies"]


def test_the_check_of_the_workflow_writes_what_is_uploaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    drafted(tmp_path / "specs")
    steps = workflow()["jobs"]["check"]["steps"]
    command, output = next(step["run"] for step in steps if "draftspec check" in step.get("run", "")).split(" > ")
    assert steps[-1]["with"] == {"sarif_file": output}
    result = check(*shlex.split(command)[2:])
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    jsonschema.validate(document, json.loads(REDUCED.read_text(encoding="utf-8")))
    assert document["runs"][0]["results"] == []
