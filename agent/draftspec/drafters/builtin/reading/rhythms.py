"""Rhythms of a brief in which something is done: a word like "weekly" that says of which kind a noun is, is none."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.words import singular, table_of_words, word_class

_PERIODS = "hourly|daily|nightly|weekly|monthly|yearly|annually"
_PLACED = re.compile(rf"(?P<before>[^.;:\n]*?)\b(?P<word>{_PERIODS})\b(?P<behind>[^.;:\n]*)", re.I)
_WORKS = frozenset(
    {
        "import", "export", "sync", "synchronisation", "synchronization", "backup", "cleanup", "check", "run", "job", "batch", "digest",
        "reminder", "newsletter", "summary", "billing", "invoicing", "payout", "update", "refresh", "recalculation", "calculation",
        "reconciliation", "archiving", "e-mail", "email", "mail", "mailing", "notification",
    }
)  # fmt: skip
"""Nouns for what runs or goes out by itself."""
_BY_ITSELF = re.compile(
    r"\b(?:sends?|sent|generates?|generated|creates?|produces?|mails?|e-?mails?|runs?|calculates?|imports?|syncs?|synchroni[sz]es?|publishes|exports|gets?|receives?|automatic(?:ally)?)\b(?: [a-z]+){0,5} (?:an? |the |its |their )?$",
    re.I,
)
"""What stands before the noun where the system makes such a thing by itself."""


def is_done(word: str, text: str) -> bool:
    """Tell whether something is done in a rhythm that a brief names as a word, and no noun is only told apart by it."""
    return any(_acts(found) for found in _PLACED.finditer(text) if found["word"].lower() == word)


def _acts(found: re.Match[str]) -> bool:
    behind = re.match(r" (?P<nouns>(?:[A-Za-z-]+ ?)+)", found["behind"])
    following = behind["nouns"].lower().split() if behind is not None else []
    if not following or following[0] in _LINKS or following[0].endswith("ly"):
        return True
    head = next((word for word in _phrase(following) if singular(word) in _WORKS), None)
    return head is not None or _BY_ITSELF.search(found["before"]) is not None


def _phrase(words: list[str]) -> list[str]:
    """Return the words of a noun phrase: those before what links it to the next."""
    end = next((at for at, word in enumerate(words) if word in _LINKS), len(words))
    return words[:end]


_LINKS = (
    word_class("prepositions")
    | word_class("stop")
    | frozenset(table_of_words("numbers"))
    | {"and", "or", "by", "at", "to", "if", "when"}
)
