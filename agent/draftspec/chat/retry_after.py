"""How long a server asks to wait, in whichever form it says so.

A header in milliseconds goes before one in seconds or with a date. A date is compared with the Date header of the same
answer where there is one, so a clock that is wrong or jumps on this machine changes nothing. Some servers say it in the
body only: `"retryDelay": "34s"`, `Please try again in 6m0s`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from draftspec.chat.model import ChatFailure

LONGEST = 366 * 24 * 3_600.0
"""Seconds; whatever is asked beyond that is taken for that."""

_DELAY = re.compile(r'"retryDelay"\s*:\s*"([0-9.]+)s"')
_AGAIN = re.compile(
    r"(?:try again|retry) (?:in|after) ((?:[0-9.]+ ?(?:ms|[hms](?:ec|in|our)?[a-z]*)[ ,]*)+)", re.IGNORECASE
)
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(ms|[hms])", re.IGNORECASE)
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3_600.0}


def seconds_to_wait(failure: ChatFailure, now: float) -> float | None:
    """Return the seconds that a failure asks to wait, between 0 and `LONGEST`, or None when it says nothing of use.

    `now` is the time of day in seconds since 1970, used for a date that comes without a Date header.
    """
    headers = failure.headers
    for found in (
        _number(headers.get("retry-after-ms"), 0.001),
        _number(headers.get("retry-after"), 1.0),
        _until(headers, now),
        _in_body(failure.body or str(failure)),
    ):
        if found is not None:
            return min(max(found, 0.0), LONGEST)
    return None


def _number(text: str | None, unit: float) -> float | None:
    try:
        value = float(text) * unit if text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _until(headers: Mapping[str, str], now: float) -> float | None:
    moment = _moment(headers.get("retry-after"))
    if moment is None:
        return None
    seen = _moment(headers.get("date"))
    return moment - (now if seen is None else seen)


def _moment(text: str | None) -> float | None:
    """Return an HTTP date in seconds since 1970, or None for what is no date."""
    if not text:
        return None
    try:
        date = parsedate_to_datetime(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _in_body(body: str) -> float | None:
    if delay := _DELAY.search(body):
        return _number(delay[1], 1.0)
    if again := _AGAIN.search(body):
        return sum(float(count) * _UNITS[unit.lower()] for count, unit in _PART.findall(again[1]))
    return None
