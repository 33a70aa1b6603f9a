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
    spoken = selection.chosen[0].words
    known = spoken in resources[0].entry.words
    known = known and " for " not in spoken and " of " not in spoken
    one = _UNCOUNTED.search(spoken) is not None and plural(spoken) not in reading.text.lower()
    words = (spoken if one else plural(spoken)) if known else resources[0].many
    return " ".join(_capital(word) for word in words.split())


_ACRONYMS = frozenset(
    [
        "api",
        "apis",
        "sms",
        "url",
        "urls",
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
        "iban",
    ]
)


def _capital(word: str) -> str:
    if word in _ACRONYMS:
        return word.upper() if not word.endswith("s") or word == "sms" else f"{word[:-1].upper()}s"
    return word if word.isupper() else word[:1].upper() + word[1:]
