"""Looks for sentences that few briefs hold: their patterns are long, and compiled for no other brief."""

from __future__ import annotations

import re


def seldom(text: str, stems: tuple[str, ...], *patterns: str) -> re.Match[str] | None:
    """Return where a text says what the first of the patterns says that it holds, in any case of letters.

    One of the stems, in lower case, stands in every text that holds one.
    """
    low = text.lower()
    if not any(stem in low for stem in stems):
        return None
    return next((found for said in patterns if (found := re.search(said, text, re.I)) is not None), None)
