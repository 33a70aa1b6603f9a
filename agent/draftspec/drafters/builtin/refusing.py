"""What a caller sees of a rule that names no error of its own: it follows from how the rule is kept, and from the calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.entries import RuleEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.sections.endpoints import Endpoint, Endpoints, ErrorCase

NOBODY_REFUSED = "No call is refused: the server alone does this."
"""What is said of a rule that no request can break."""
_SAME_AGAIN = re.compile(r"ON CONFLICT[^`]*DO NOTHING|answers? (?:with the row that is there|like the first)")
_TWICE = re.compile(r"\b(?:twice|repeated|second (?:call|time|delivery))\b", re.I)
_UNCHANGED = re.compile(r"\b[Nn]o update path\b|\bhas no UPDATE or DELETE\b")
_FOREIGN = re.compile(
    r"_id = (?:<caller>|caller\b)|[Oo]ne predicate\b|\b(?:answers? |get )404\b|visibility (?:predicate|condition)|\bdo(?:es)? not exist for\b"
)
_KEPT = re.compile(r"\bRESTRICT\b")
_ONE = re.compile(r"(?<!its )\bunique (?:key|pair|index on)\b", re.I)
_BOUND = re.compile(r"\bCHECKs?\b")
_UNSENT = re.compile(r"sent by the caller is refused|absent from the (?:update )?schema|never taken from the body")
_CODED = re.compile(r"\b(4\d\d) `([A-Z][A-Z_]+)`")
"""How a rule says itself what is answered, also where no call of the table does: from whatever it counts."""
_STATUS = re.compile(r"\b(?:gets?|answers?|with|a) (4\d\d)\b")


def refusal_of(rule: RuleEntry, resource: Resource, endpoints: Endpoints) -> str | None:
    """Return how a call that breaks a rule is answered, or why it is not refused; None where no caller meets it."""
    text = f"{rule.description} {rule.implementation}"
    calls = [call for call in endpoints.endpoints if call.table == resource.table]
    made = any(call.action == "create" for call in calls) or re.search(r"\brepeated call\b|\b200 with\b", text)
    if made and _SAME_AGAIN.search(text) and _TWICE.search(f"{rule.name} {rule.description}"):
        return "None: the same call again gives what is there"
    if _UNCHANGED.search(text):
        return "None: no call changes it"
    told = _CODED.search(rule.description)
    if told is not None:
        return f"{told[1]} `{told[2]}`"
    found = next((case for case in _meant(text, calls)), None)
    return f"{found.status} `{found.code}`" if found is not None else None


def _meant(text: str, calls: list[Endpoint]) -> Iterator[ErrorCase]:
    """Yield the errors of a table's calls that a rule's text speaks of, the surest first."""
    cases = [(call, case) for call in calls for case in call.errors]
    if _KEPT.search(text):
        yield from (case for call, case in cases if call.method == "DELETE" and case.status == 409 and case.constraint)
    if _FOREIGN.search(text):
        yield from sorted((case for _, case in cases if case.status == 404), key=lambda case: len(case.code))
    if _ONE.search(text) and "clear" not in text:
        named = re.findall(r"`(\w+)`", text)
        keys = (case for _, case in cases if case.status == 409 and not (case.constraint or "_fkey").endswith("_fkey"))
        yield from (case for case in keys if any(name in (case.constraint or "") for name in named) or len(named) == 0)
    if _BOUND.search(text) or _UNSENT.search(text):
        yield from (
            case
            for _, case in cases
            if case.status == 400 and case.code.startswith("INVALID_") and case.code != "INVALID_QUERY"
        )
    for status in _STATUS.findall(text):
        yield from (case for _, case in cases if case.status == int(status) and case.code != "RATE_LIMITED")
