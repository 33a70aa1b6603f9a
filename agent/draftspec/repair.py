"""Errors that the checks find go back to the sections that caused them: the same question, narrower, and bounded.

Only a drafter that may decide otherwise is asked (`Draft.again`). A round that leaves more errors than there were is
thrown away, so a draft never gets worse; what it cost is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from draftspec.checks import run_checks
from draftspec.drafting import Draft
from draftspec.spec import Finding, Sections

ROUNDS = 2
"""Most rounds of one draft; what is wrong after these is reported."""

_OF_TABLES = ("Design `", "Add the column", "Add an index")
"""How hints begin that ask for a table, or for a part of one, wherever the finding points."""

Checks = Callable[[Sections], tuple[Finding, ...]]


def repaired(draft: Draft, checks: Checks = run_checks) -> Draft:
    """Return a draft after at most `ROUNDS` rounds of repair. Raises what its drafter raises."""
    if draft.again is None:
        return draft
    wrong = _errors(checks(draft.sections))
    for _ in range(ROUNDS):
        todo = {name: those for name, those in by_cause(wrong).items() if _is_there(draft, name)}
        if draft.again is None or not todo:
            return draft
        tried = draft.again(todo)
        left = _errors(checks(tried.sections))
        if len(left) > len(wrong) or tried.sections == draft.sections:
            return replace(draft, usage=tried.usage, provenance=tried.provenance)
        draft, wrong = tried, left
    return draft


def remembering(checks: Checks) -> Checks:
    """Return checks that look at the same design, handed in again, only once: they are what a draft spends most on."""
    last: list[tuple[Sections, tuple[Finding, ...]]] = []

    def remembered(sections: Sections) -> tuple[Finding, ...]:
        if not last or last[0][0] is not sections:
            last[:] = [(sections, checks(sections))]
        return last[0][1]

    return remembered


def by_cause(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Return findings by the section that caused them, in the order in which they were found."""
    causes: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        causes[cause(finding)] = (*causes.get(cause(finding), ()), finding)
    return causes


def cause(finding: Finding) -> str:
    """Return the section that should be decided again for a finding.

    That is the one where it points, unless what helps is a table, a column or an index: then it is `database`.
    """
    if finding.hint.startswith(_OF_TABLES):
        return "database"
    return finding.where.partition(".")[0]


def _errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity == "error")


def _is_there(draft: Draft, name: str) -> bool:
    known = draft.provenance.get(name)
    return getattr(draft.sections, name, None) is not None and (known is None or known.source == "model")
