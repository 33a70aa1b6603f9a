"""Names the feature."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import plural
from draftspec.drafters.builtin.selection import Selection

_UNCOUNTED = re.compile(r"(?:ing|ment|tion|roll|base|ware|ship|ance|ence|ability)$")


def title_of(reading: Reading, resources: list[Resource], selection: Selection) -> str:
    """Name the feature in the words of the brief, where these are a plain noun."""
    if not resources:
        words = " ".join(reading.text.split()[:6])
        return words[:1].upper() + words[1:]
    entry = resources[0].entry
    usual = entry.words[0] if entry.called else selection.chosen[0].words if selection.chosen else ""
    spoken = next((c.words for c in selection.chosen if c.name == resources[0].name), usual)
    known = spoken in entry.words
    known = known and " for " not in spoken and " of " not in spoken
    whole = (
        entry.called is not None and entry.called.split()[-1] != spoken.split()[-1]
    )  # the feature, of which there is one
    one = whole or (_UNCOUNTED.search(spoken) is not None and plural(spoken) not in reading.text.lower())
    longer = any(c.prefixed and c.called is not None and c.name == resources[0].name for c in selection.chosen)
    words = (spoken if one else plural(spoken)) if known and not longer else resources[0].many
    return " ".join(_capital(word) for word in words.split())


_ACRONYMS = frozenset(
    [
        "api",
        "sms",
        "url",
        "mfa",
        "pdf",
        "csv",
        "crm",
        "sso",
        "ip",
        "id",
        "otp",
        "faq",
        "sla",
        "cv",
        "hr",
        "ui",
        "it",
        "vat",
        "sku",
        "totp",
        "rss",
        "ssh",
        "ai",
        "iban",
    ]
)


def _capital(word: str) -> str:
    if word in _ACRONYMS or word.removesuffix("s") in _ACRONYMS:
        return word.upper() if word in _ACRONYMS else f"{word[:-1].upper()}s"
    return word if word.isupper() else word[:1].upper() + word[1:]
