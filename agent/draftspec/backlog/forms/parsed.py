"""JSON as it comes from a file: parsed, with errors that say where, whatever is nested or written in it."""

from __future__ import annotations

import json

from draftspec.errors import BacklogError

_MOST_DIGITS = 4300
"""More digits than Python turns into a number unasked."""


def parsed(text: str, line: int = 0) -> object:
    """Return what a JSON text holds; `line` is where it stands, when it is one line of many. Raises `BacklogError`."""
    try:
        return json.loads(text, parse_int=_number)
    except RecursionError as error:
        raise BacklogError(f"{_at(line)}the JSON is nested too deeply", "export the items as a flat list") from error
    except json.JSONDecodeError as error:
        where = f"line {line or error.lineno}, column {error.colno}: "
        raise BacklogError(
            f"{where}this is no JSON: {error.msg}", "correct it, or force the form with --form"
        ) from error


def _number(digits: str) -> object:
    """Return a whole number, or its digits where they are too many for one."""
    return int(digits) if len(digits) < _MOST_DIGITS else digits


def _at(line: int) -> str:
    return f"line {line}: " if line else ""
