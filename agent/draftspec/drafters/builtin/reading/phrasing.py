"""Puts turns of phrase that hide what a brief is about into the form that the readers know."""

from __future__ import annotations

import re

_TURNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), plain)
    for pattern, plain in (
        # "visitors mark exhibits as favourites", "save recipes as favourites"
        (r"\b(?:mark|save|flag|tag|set|add)(s?) ((?:[a-z]+ ){1,4}?)(?:as|to) (?:an? |their |the |my )?favou?rites?\b", r"favourite\1 \2"),
        # "list of hats", "overview of open requests": the things themselves
        (r"(?:^|(?<=[.;:,] )|\b(?:an?|the) )(?:list|listing|overview|range|register|set|collection|number)s? of (?=(?:[a-z]+ ){0,3}[a-z]{3,}s\b)", ""),
        # "before they post", "once he has signed up": when, and nothing to build
        (r",? (?:before|after|once|when|until|while|whenever|as soon as) (?:they|he|she|he or she|one)(?: (?:have|has|are|is|can|may))? [a-z]+(?: up| in| out)?(?=[.,;]|$)", ""),
        # "log out users after 30 minutes": their sessions end
        (r"\b(?:automatically )?(?:auto-?)?(?:log|sign)(?:s|ged|ed|ning|ging)?[- ]?out (?:(?:of )?(?!after)[a-z]+ ){0,4}(?=after\b)", "end sessions of users "),
        (r"\b(?:automatic|auto) ?-?log-?out\b", "sessions that end"),
        # "is able to", "gets the possibility to"
        (r"\b(?:is|are|be|being) able to\b", "can"),
        (r"\b(?:has|have|get|gets|having) the (?:ability|possibility|option|right|chance) to\b", "can"),
    )
)  # fmt: skip


def plainly(text: str) -> str:
    """Return a text in which each known turn of phrase is said plainly."""
    for pattern, plain in _TURNS:
        text = pattern.sub(plain, text)
    return text
