"""Titles without what trackers, commits and teams put around them: types, scopes, keys, names, tags."""

from __future__ import annotations

import re

_TYPES = "feat|feature|fix|bugfix|hotfix|chore|docs?|refactor|perf|test|tests|style|build|ci|misc|enhancement|improvement|add|task|story|epic|spike|bug|us|idea|proposal|rfc|wip|draft"
_PREFIXES = (
    re.compile(rf"(?:{_TYPES})\s*(?:\([^)]{{0,60}}\))?\s*!?\s*(?::|\s-\s)\s*", re.I),
    re.compile(r"\[[^\]\n]{1,40}\]\s*[:|-]?\s*"),
    re.compile(r"(?:US|Story|Issue|Task|Ticket|PBI|Feature|Epic)?\s*#?\d+(?:\.\d+)*\s*[:|-]\s+", re.I),
    re.compile(r"(?:US|Story|Issue|Task|Ticket|PBI|Feature|Epic)\s*[-#]?\s?\d+(?:\.\d+)*\s*[:.|–—-]?\s+", re.I),
    re.compile(r"[A-Z][A-Z0-9]{1,9}-\d+\s*[:|–—-]?\s+"),
    re.compile(r"#\d+\s+"),
)


def bare_title(title: str) -> str:
    """Return a title as somebody would say it: "feat(invoice): Add PDF (#12)" is "Add PDF"."""
    title = " ".join(title.split())
    while (shorter := _without_prefix(title)) != title and shorter:
        title = shorter
    return re.sub(r"\s*\((?:#\d+|[A-Z]+-\d+)\)\s*$", "", title).strip()


def _without_prefix(title: str) -> str:
    for prefix in _PREFIXES:
        if match := prefix.match(title):
            return title[match.end() :]
    return title
