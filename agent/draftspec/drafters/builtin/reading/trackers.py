"""Titles as trackers and version control keep them: `feat(invoices): Add new filters (#2501)`, `BAH-563 | Create event`."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.reading.words import singular, word_class

_KIND = re.compile(
    r"^\s*(?:\[[^\]\n]{1,30}\]\s*)*(?:feat(?:ure)?|fix|chore|refactor|perf|misc|story|epic|task|wip|us|user story)\s*(?:\((?P<scope>[^()\n]{1,40})\))?\s*[:!-]{1,2}\s*(?=\S)",
    re.I,
)
_BARE = re.compile(r"^\s*feat (?=[a-z])", re.I)
_KEY = re.compile(
    r"^\s*(?:\[[^\]\n]{1,30}\]\s*[-:]?\s*|[A-Z][A-Z0-9]{1,9}-\d+\s*[|:–-]?\s*|#?\d{2,6}\s*[|:]\s*|[A-Z][a-z]+(?:, ?[A-Z][a-z]+)* \|\s*)(?=\S)"
)
_CODE = re.compile(
    r" (?:(?:create|update|destroy|delete|read|list|show) )?(?:graphql |rest )?(?:mutation|resolver|serializer|controller|dto|liquibase changeset)s?\b",
    re.I,
)
_NUMBER = re.compile(r"\s*\((?:#\d+|[A-Z]+-\d+)\)\s*$", re.M)


def without_tracker(text: str, catalogue: Catalogue) -> str:
    """Return a text without the prefix and number of a commit or ticket; what its scope names is kept as what it is for."""
    bare = _CODE.sub("", _NUMBER.sub("", _KEY.sub("", text), count=1))
    found = _KIND.match(bare)
    if found is None:
        return _BARE.sub("", bare) if _BARE.match(bare) else bare
    rest = bare[found.end() :]
    title, newline, body = rest.partition("\n")
    thing = _thing(found["scope"] or "", catalogue)
    if thing is None or thing.split()[-1] in {singular(word) for word in re.findall(r"[a-z]+", title.lower())}:
        return rest
    return f"{title.rstrip(' .')} for {thing}{newline}{body}"


def _thing(scope: str, catalogue: Catalogue) -> str | None:
    """Return the known thing that a scope names ("api-key-management": API keys), or None."""
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", scope)
    words = [singular(word) for word in re.split(r"[^a-z]+", spaced.lower()) if word]
    while words and words[-1] in word_class("wrappers"):
        words.pop()
    return " ".join(words) if " ".join(words) in catalogue.words else None
