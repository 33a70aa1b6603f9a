"""What an item is, and why some are no feature to draft: done, bugs, chores, pull requests, headings of others, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftspec.backlog.item import Item

_FEATURE = re.compile(
    r"\b(?:feat(?:ure)?s?|enhancements?|user stor(?:y|ies)|stor(?:y|ies)|new feature|improvements?|epics?)\b", re.I
)
_BUG = re.compile(r"\b(?:bugs?|defects?|fehler|hotfix|regression|incident|crash)\b", re.I)
_CHORE = re.compile(
    r"\b(?:chores?|docs?|documentation|refactor(?:ing)?|ci|ci/cd|build|tests?|testing|style|dependenc(?:y|ies)|deps|release|tech(?:nical)?[ -]?debt|maintenance|spike|cleanup|clean-up|devops|infrastructure|tooling|question|meeting)\b",
    re.I,
)
_TYPED = re.compile(r"^(?:\[[^\]]{1,30}\]\s*)*(?P<type>[a-z]+)\s*(?:\([^)]*\))?!?\s*:", re.I)
_BUG_TITLE = re.compile(r"^(?:fix(?:e[sd])?|bug(?:fix)?|hotfix)\b", re.I)


def reason_against(item: Item, below: Sequence[Item]) -> str | None:
    """Return why an item is not drafted unless it is asked for, or None; `below` are the items that stand under it."""
    if item.kind == "pull request":
        return "a pull request"
    if item.done:
        return f"done ({item.status})" if item.status and item.status.casefold() != "done" else "done"
    if below and any(_is_feature(child) for child in below):
        return "a heading with items below it"
    if _is_bug(item):
        return "a bug without a feature"
    if _is_chore(item):
        return "a chore"
    return None


def _is_feature(item: Item) -> bool:
    return not _is_bug(item) and not _is_chore(item)


def _says(item: Item, what: re.Pattern[str]) -> bool:
    return any(what.search(word) for word in (item.kind, *item.labels))


def _type(item: Item) -> str:
    match = _TYPED.match(item.title)
    return match["type"].lower() if match else ""


def _is_bug(item: Item) -> bool:
    if _says(item, _FEATURE) or _type(item) in ("feat", "feature"):
        return False
    return _says(item, _BUG) or bool(_BUG_TITLE.match(item.title))


def _is_chore(item: Item) -> bool:
    if _says(item, _FEATURE) or _type(item) in ("feat", "feature"):
        return False
    return _says(item, _CHORE) or _type(item) in (
        "chore",
        "docs",
        "ci",
        "build",
        "test",
        "tests",
        "style",
        "refactor",
        "perf",
        "deps",
    )
