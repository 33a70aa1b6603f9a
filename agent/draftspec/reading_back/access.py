"""Who may call an endpoint and how often, read back from one line each."""

from __future__ import annotations

import re
from typing import cast

from draftspec.derive.lines import line
from draftspec.reading_back import keeping
from draftspec.reading_back.labels import Labelled
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.plain import codes, leading_code
from draftspec.sections.endpoints import Auth, RateLimit

_LEVELS = {
    "none; anyone may call it": "public",
    "signed in": "authenticated",
    "whoever holds the token that is part of the request": "token",
}
_RATE = re.compile(r"(\d{1,9})/(s|min|h|day|(\d{1,9}) s) per (user|ip|token)( \(assumption\))?\.?")
_SECONDS = {"s": 1, "min": 60, "h": 3600, "day": 86400}


def auth(shown: Labelled, base: Auth | None, notes: Notes) -> Auth:
    """Return who may call."""
    if base is not None and keeping.alike(shown.text, line(base)):
        return base
    level, roles, rest = _who(shown.text)
    if level is None or (rest and not rest.startswith("; ")):
        raise notes.error(
            shown.line,
            f"**Authentication** says {shown.text[:80]!r}",
            "begin with `signed in`, role `name`, `none; anyone may call it` or "
            "`whoever holds the token that is part of the request`; an owner follows after a semicolon",
        )
    owner = rest.removeprefix("; ") or None
    if base is not None and owner is not None and base.owner is not None:
        owner = keeping.text(owner, base.owner)
    return notes.built(shown.line, Auth, level=level, roles=roles, owner=owner)


def _who(text: str) -> tuple[str | None, tuple[str, ...], str]:
    for words, level in _LEVELS.items():
        if text == words or text.startswith(f"{words};"):
            return level, (), text[len(words) :]
    if not text.startswith("role "):
        return None, (), ""
    rest, roles = text.removeprefix("role "), []
    while (found := leading_code(rest)) is not None:
        roles.append(found[0])
        rest = found[1].removeprefix(" or ") if found[1].startswith(" or `") else found[1]
    return ("role" if roles or rest.strip() == "" else None), tuple(roles), rest


def rate_limit(shown: Labelled, base: RateLimit | None, notes: Notes) -> RateLimit | None:
    """Return how often one caller may call."""
    if shown.text.rstrip(".").lower() == "none":
        return None
    if base is not None and keeping.alike(shown.text, line(base)):
        return base
    found = _RATE.fullmatch(shown.text)
    if found is None:
        message = f"**Rate Limiting** says {shown.text[:80]!r}"
        raise notes.error(shown.line, message, "write it as in `60/min per user`, or `none.`")
    seconds = int(found[3]) if found[3] else _SECONDS[found[2]]
    return notes.built(
        shown.line, RateLimit, requests=int(found[1]), seconds=seconds, per=cast(str, found[4]), given=not found[5]
    )


def last_code(text: str) -> str | None:
    """Return the content of the code span in brackets that a text ends with, or None."""
    if not text.endswith("`)"):
        return None
    found = codes(text[text.rfind(" (`") + 2 : -1]) if " (`" in text else ()
    return found[0] if len(found) == 1 else None
