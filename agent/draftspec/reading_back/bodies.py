"""The bodies of requests and responses: their examples, and the line of each field."""

from __future__ import annotations

import re

from draftspec.derive import examples
from draftspec.derive.example_rows import Facts
from draftspec.reading_back import keeping
from draftspec.reading_back.fields import body, by_example, fields, is_field, keys
from draftspec.reading_back.labels import Labelled, Labels
from draftspec.reading_back.notes import Notes
from draftspec.sections.endpoints import BodyField, Endpoint, Request, Response

_RESPONSE = re.compile(r"Response \(Success - (\d{3})\)")
_NO_BODY = " No body."
_FORM = "application/json", "multipart/form-data"


def request(shown: Labelled, base: Endpoint | None, facts: Facts, notes: Notes) -> Request | None:
    """Return the body of a request, or None."""
    known = base.request if base is not None else None
    lines = _lines(shown, known.fields if known else (), facts, notes)
    found = lines
    if base is not None and known is not None:
        with_lines = base.model_copy(update={"request": known.model_copy(update={"fields": lines})})
        found = _by_example(shown, lines, (_asked(base, facts), _asked(with_lines, facts)), notes)
    if not found and not (known and known.fields):
        return known
    if not found:
        return None
    kind = next((one for one in _FORM if one in shown.text), _FORM[0])
    if known is not None:
        return notes.changed(shown.line, known, fields=found, content_type=kind)
    return notes.built(shown.line, Request, fields=found, content_type=kind)


def responses(labelled: Labels, base: Endpoint | None, facts: Facts, notes: Notes) -> tuple[Response, ...]:
    """Return the successes."""
    left = list(base.responses) if base is not None else []
    found = []
    for shown in labelled.all("Response"):
        status = _status(shown, notes)
        known = next((one for one in left if one.status == status), None)
        if known is not None:
            left.remove(known)
        found.append(_response(shown, base, known, facts, notes))
    if not found:
        raise notes.error(labelled.part.line, f"**Response (Success - …)** is missing under {labelled.part.heading!r}")
    return tuple(found)


def _status(shown: Labelled, notes: Notes) -> int:
    match = _RESPONSE.fullmatch(shown.name)
    if match is None:
        hint = "write it as in **Response (Success - 200)**: The invoice."
        raise notes.error(shown.line, f"**{shown.name}** is no success", hint)
    return int(match[1])


def _response(shown: Labelled, base: Endpoint | None, known: Response | None, facts: Facts, notes: Notes) -> Response:
    example = body(shown.fence("json"), notes)
    found = _lines(shown, known.fields if known else (), facts, notes)
    if base is not None and known is not None:
        before = keys(examples.response_example(base, known, facts))
        found = _by_example(shown, found, (before, before), notes)
    description = shown.text if found else shown.text.removesuffix(_NO_BODY.strip()).rstrip()
    values = {"description": keeping.text(description, known.description if known else None), "fields": found}
    if known is not None:
        return notes.changed(shown.line, known, **values)
    many = isinstance(example, dict) and set(example) == {"data", "next_cursor"}
    return notes.built(shown.line, Response, status=_status(shown, notes), many=many, **values)


def _asked(endpoint: Endpoint, facts: Facts) -> tuple[str, ...] | None:
    return keys(examples.request_example(endpoint, facts))


def _lines(shown: Labelled, known: tuple[BodyField, ...], facts: Facts, notes: Notes) -> tuple[BodyField, ...]:
    return fields([node for node in shown.bullets() if is_field(node)], known, facts, notes)


def _by_example(
    shown: Labelled, lines: tuple[BodyField, ...], rendered: tuple[tuple[str, ...] | None, ...], notes: Notes
) -> tuple[BodyField, ...]:
    """Return the fields as the example changes them: names that every rendering shows may be gone, others be new."""
    always = set(rendered[0] or ()).intersection(*(one or () for one in rendered[1:]))
    now = by_example(lines, always, keys(body(shown.fence("json"), notes)), notes)
    names = {one.name for one in lines}
    added = (one.name for one in now if one.name not in names)
    notes.unknown(*(f"line {shown.line}, {shown.name}: the source of `{name}`" for name in added))
    return now
