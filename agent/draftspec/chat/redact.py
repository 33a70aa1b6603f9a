"""Keys out of what is shown: some servers repeat the key that they refuse."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

SHOWN = "[key]"
"""What stands where a key was."""

_SHAPES = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf|nvapi|pplx|fw|r8|key|api)[-_][A-Za-z0-9_*.-]{6,}"
    r"|\bAIza[A-Za-z0-9_-]{10,}"
    r"|(?<=Bearer )[^\s\"',]{6,}"
    r"|(?<=key provided: )[^\s\"',]{4,}"
    r"|\b(?=[A-Za-z_-]*[0-9])(?=[0-9_-]*[A-Za-z])[A-Za-z0-9_-]{40,}"
)
_NAMES = ("KEY", "TOKEN", "SECRET", "PASSWORD")
_LEAST = 8
"""Shortest value of an environment variable that is taken for a key, in characters."""


def redacted(text: str) -> str:
    """Return a text without the keys in this process's environment and without what looks like a key."""
    for key in _keys():
        text = text.replace(key, SHOWN)
    return _SHAPES.sub(SHOWN, text)


def _keys() -> Iterable[str]:
    values = {value for name, value in os.environ.items() if name.upper().endswith(_NAMES) and len(value) >= _LEAST}
    return sorted(values, key=len, reverse=True)
