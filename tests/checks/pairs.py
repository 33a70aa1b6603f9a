"""A pair for a check: a design that passes, a design that fails, and all that is found in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import designs

from draftspec.checks import CHECKS, run_checks
from draftspec.spec import Sections, Severity


@dataclass(frozen=True)
class Pair:
    check: str
    severity: Severity
    fails: Callable[[], Sections]
    where: tuple[str, ...]
    says: str
    passes: Callable[[], Sections] = designs.good

    def __str__(self) -> str:
        return f"{self.check}: {self.says}"


def hold(pair: Pair) -> None:
    """The good design is silent, the bad one says this and nothing else under the check's id."""
    assert run_checks(pair.passes(), only=[pair.check]) == ()
    bad = pair.fails()
    findings = run_checks(bad, only=[pair.check])
    expected = [(pair.check, pair.severity, where) for where in pair.where]
    assert [(found.check, found.severity, found.where) for found in findings] == expected
    assert any(pair.says in found.message for found in findings), findings
    assert all(found.hint for found in findings)
    assert CHECKS[pair.check].title.endswith(".")
    assert CHECKS[pair.check].why.endswith(".")
