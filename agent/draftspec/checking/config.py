"""`[tool.draftspec.check]`: how grave the project takes a check, and what it ignores, with the reason.

[tool.draftspec.check.severity]
TAB-02 = "error"

[[tool.draftspec.check.ignore]]
check = "TAB-13"
where = "database.tables.legacy_*"
reason = "the old service reads this table by its name"
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import get_args

from draftspec.errors import InputError
from draftspec.settings import project_table
from draftspec.spec import Finding, Severity


@dataclass(frozen=True)
class Ignore:
    """Findings that the project does not want to see: of one check, at the items that a pattern fits, for a reason."""

    check: str
    where: str
    reason: str

    def fits(self, finding: Finding) -> bool:
        """Tell whether a finding is meant."""
        return finding.check == self.check and fnmatchcase(finding.where, self.where)


@dataclass(frozen=True)
class Config:
    """The project's severities by check, and what it ignores."""

    severity: Mapping[str, Severity]
    ignore: tuple[Ignore, ...] = ()

    def applied(self, finding: Finding) -> tuple[Finding, str | None]:
        """Return a finding as the project takes it, and the reason why it is ignored, if it is."""
        reason = next((one.reason for one in self.ignore if one.fits(finding)), None)
        severity = self.severity.get(finding.check, finding.severity)
        return finding.model_copy(update={"severity": severity}), reason


def read_config(known: Collection[str], folder: Path | None = None) -> Config:
    """Return the nearest project file's configuration, an empty one without any.

    Args:
        known: The ids of the checks there are.
        folder: Where to look first; by default the current folder.

    Raises:
        InputError: The file cannot be read or says something that has no meaning.

    """
    found = project_table(folder or Path.cwd())
    if found is None or not isinstance(found[1], dict) or "check" not in found[1]:
        return Config({})
    path, table = found[0], found[1]["check"]
    if not isinstance(table, dict):
        raise InputError(f"{path}: check is not a table", "write it as [tool.draftspec.check]")
    if unknown := sorted(table.keys() - {"severity", "ignore"}):
        raise InputError(f"{path}: check has no setting {unknown[0]!r}", "settings are severity, ignore")
    return Config(_severities(path, table.get("severity", {}), known), _ignores(path, table.get("ignore", []), known))


def _severities(path: Path, table: object, known: Collection[str]) -> dict[str, Severity]:
    if not isinstance(table, dict):
        raise InputError(f"{path}: check.severity is not a table", 'write it as TAB-02 = "error"')
    found: dict[str, Severity] = {}
    for check, value in table.items():
        _refuse_unknown(path, check, known)
        severity: Severity | None = next((one for one in get_args(Severity) if one == value), None)
        if severity is None:
            raise InputError(f"{path}: the severity of {check} is {value!r}", "use error, warning or info")
        found[check] = severity
    return found


def _ignores(path: Path, entries: object, known: Collection[str]) -> tuple[Ignore, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(f"{path}: check.ignore is not a list of tables", "write [[tool.draftspec.check.ignore]]")
    return tuple(_ignore(path, entry, known) for entry in entries)


def _ignore(path: Path, entry: Mapping[str, object], known: Collection[str]) -> Ignore:
    check, where, reason = entry.get("check"), entry.get("where", "*"), entry.get("reason", "")
    if unknown := sorted(entry.keys() - {"check", "where", "reason"}):
        raise InputError(f"{path}: an ignore has no setting {unknown[0]!r}", "settings are check, where, reason")
    if not isinstance(check, str) or not isinstance(where, str):
        raise InputError(f"{path}: an ignore names no check", 'write it as check = "TAB-02"')
    _refuse_unknown(path, check, known)
    if not isinstance(reason, str) or not reason.strip():
        raise InputError(f"{path}: {check} is ignored without a reason", 'say why: reason = "…"')
    return Ignore(check, where, reason.strip())


def _refuse_unknown(path: Path, check: str, known: Collection[str]) -> None:
    if check not in known:
        near = difflib.get_close_matches(check, known, n=1)
        raise InputError(f"{path}: there is no check {check}", f"did you mean {near[0]}?" if near else "see --explain")
