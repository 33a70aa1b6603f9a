"""Looks for sentences that few briefs hold: their patterns are long, and compiled for no other brief."""

from __future__ import annotations

import re


def seldom(pattern: str, text: str, stems: tuple[str, ...]) -> re.Match[str] | None:
    """Return where a text says what a pattern says, in any case of letters; one of the stems stands in every such text."""
    low = text.lower()
    return re.search(pattern, text, re.I) if any(stem in low for stem in stems) else None
