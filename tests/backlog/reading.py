"""Backlogs from texts, for the tests."""

from __future__ import annotations

import io
import json

from draftspec.backlog import Backlog, read_backlog


def read(text: str | bytes, form: str | None = None) -> Backlog:
    """Return the backlog that standard input holds."""
    raw = text if isinstance(text, bytes) else text.encode()
    return read_backlog("-", form, io.BytesIO(raw))


def read_value(value: object) -> Backlog:
    """Return the backlog that a JSON value is."""
    return read(json.dumps(value))
