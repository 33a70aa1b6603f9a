"""What was found as SARIF 2.1.0, which code hosts and editors show at the line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from draftspec import __version__
from draftspec.checking.found import Checked, Located
from draftspec.checking.known import Known

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif_text(checked: Sequence[Checked], checks: Mapping[str, Known], base: Path) -> str:
    """Return a SARIF log of one run.

    Args:
        checked: What was found; ignored findings are told as suppressed.
        checks: The checks there are; those with a finding become the rules of the log.
        base: The folder that files below it are named from, as a rule that of the project.

    """
    located = [one for each in checked for one in each.findings]
    used = [check for check in checks if any(one.finding.check == check for one in located)]
    notes = [f"{each.folder}: {note}" for each in checked for note in each.notes]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "draftspec",
                "version": __version__,
                "rules": [_rule(checks[check]) for check in used],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, used, base) for one in located],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [{"level": "note", "message": {"text": note}} for note in notes],
            }
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(check: Known) -> dict[str, Any]:
    return {
        "id": check.id,
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": f"{check.title} {check.why}"},
        "help": {"text": f"{check.why} `draftspec check --explain {check.id}` shows examples."},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
    }


def _result(one: Located, used: Sequence[str], base: Path) -> dict[str, Any]:
    finding = one.finding
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": used.index(finding.check),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.hint}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(one.place.file, base)},
                    "region": {"startLine": one.place.line},
                },
                "logicalLocations": [{"fullyQualifiedName": finding.where}],
            }
        ],
        "partialFingerprints": {"draftspecItem/v1": f"{finding.check} {finding.where}"},
    }
    if one.ignored is not None:
        result["suppressions"] = [{"kind": "external", "justification": one.ignored}]
    return result


def _uri(path: Path, base: Path) -> str:
    absolute = path.absolute()
    return quote(absolute.relative_to(base).as_posix()) if absolute.is_relative_to(base) else absolute.as_uri()
