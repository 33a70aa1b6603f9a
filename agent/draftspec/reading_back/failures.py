"""The failures of an endpoint, read back from the bullets under **Error Responses**.

They are shown by status, with 500 and 429 added where the design does not list them; so those of the design keep their
order, and what is only derived does not come back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from draftspec.derive.specification import INTERNAL_ERROR
from draftspec.reading_back.access import last_code
from draftspec.reading_back.labels import Labelled
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.sections.endpoints import Endpoint, ErrorCase

_ERROR = re.compile(r"\*\*(\d{3})\b[^*]*\*\*: *(.*)")


@dataclass(frozen=True)
class _Shown:
    status: int
    code: str
    when: str
    line: int
    message: str | None


def errors(labelled: Labelled, base: Endpoint | None, notes: Notes) -> tuple[ErrorCase, ...]:
    """Return the failures that bullets show."""
    shown = [_shown(node, after, notes) for node, after in _with_examples(labelled.nodes)]
    known = list(base.errors) if base is not None else []
    left = [one for one in shown if not _is_derived(one, known)]
    found: list[ErrorCase] = []
    for case in known:
        match = _match(case, left, known)
        if match is not None:
            left.remove(match)
            found.append(_merged(case, match, notes))
    return (*found, *(_new(one, base, notes) for one in left))


def _with_examples(nodes: Iterable[Node]) -> list[tuple[Node, Node | None]]:
    found: list[tuple[Node, Node | None]] = []
    for node in nodes:
        if node.kind == "bullet":
            found.append((node, None))
        elif node.kind == "fence" and found and found[-1][1] is None:
            found[-1] = (found[-1][0], node)
    return found


def _shown(node: Node, example: Node | None, notes: Notes) -> _Shown:
    match = _ERROR.fullmatch(node.text)
    code = last_code(match[2]) if match else None
    if match is None or code is None:
        message = f"a failure is shown as {node.text[:60]!r}"
        raise notes.error(node.line, message, "write it as in **404 Not Found**: unknown invoice (`INVOICE_NOT_FOUND`)")
    when = match[2][: match[2].rfind(" (`")] if " (`" in match[2] else ""
    return _Shown(int(match[1]), code, when, node.line, _message(example))


def _message(example: Node | None) -> str | None:
    try:
        body = json.loads(example.text) if example is not None else None
    except (ValueError, RecursionError):
        return None
    found = body.get("message") if isinstance(body, dict) else None
    return " ".join(found.split()) if isinstance(found, str) and found.strip() else None


def _is_derived(one: _Shown, known: list[ErrorCase]) -> bool:
    """Tell whether this is the 500 of every endpoint, or the 429 that follows from the rate limit."""
    unexpected = (one.status, one.code, one.when) == (500, INTERNAL_ERROR.code, INTERNAL_ERROR.when)
    limited = (one.status, one.code) == (429, "RATE_LIMITED") and one.when.startswith("more than ")
    return (unexpected or limited) and not any(_shows(one, case) for case in known)


def _shows(one: _Shown, case: ErrorCase) -> bool:
    return (one.status, one.code, one.when) == (case.status, _flat(case.code), _flat(case.when.rstrip(".")))


def _match(case: ErrorCase, left: list[_Shown], known: list[ErrorCase]) -> _Shown | None:
    """Return what shows a case: by status and code, of several the one with its text; else by code alone."""
    same = [one for one in left if (one.status, one.code) == (case.status, _flat(case.code))]
    exact = [one for one in same if one.when == _flat(case.when.rstrip("."))]
    others = {(one.status, _flat(one.code)) for one in known}
    renumbered = [one for one in left if one.code == _flat(case.code) and (one.status, one.code) not in others]
    if not exact and same:
        taken = {_flat(one.when.rstrip(".")) for one in known if one is not case and one.code == case.code}
        same = [one for one in same if one.when not in taken]
    return next(iter((*exact, *same, *renumbered)), None)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _merged(case: ErrorCase, shown: _Shown, notes: Notes) -> ErrorCase:
    when = case.when if shown.when == _flat(case.when.rstrip(".")) else shown.when
    message = case.message
    if shown.message is not None and shown.message != _flat(case.message):
        message = shown.message
    return notes.changed(shown.line, case, status=shown.status, when=when, message=message)


def _new(shown: _Shown, base: Endpoint | None, notes: Notes) -> ErrorCase:
    if base is not None:
        notes.unknown(f"endpoints.{base.method} {base.path}.errors.{shown.code}.message")
    message = shown.message or shown.when
    return notes.built(shown.line, ErrorCase, status=shown.status, code=shown.code, when=shown.when, message=message)
