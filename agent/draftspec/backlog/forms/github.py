"""Issues of GitHub, as its REST and GraphQL interfaces and `gh issue list --json` give them; pull requests told apart."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.backlog.forms.found import Found
from draftspec.backlog.forms.objects import items_of
from draftspec.backlog.forms.parsed import parsed
from draftspec.backlog.item import Item

_PULL = re.compile(r"/pull/\d+/?$")
_ISSUE = re.compile(r"(?:github\.com|/repos/).*/(?:issues|pull|pulls)/\d+/?$")
_PULL_MEMBERS = ("pull_request", "headRefName", "isDraft", "baseRefName", "mergeable", "head", "merged_at", "mergedAt")


def is_github(value: object) -> bool:
    """Tell whether a parsed value is a list of GitHub's issues, by the members that they all have."""
    entries = _entries(value)
    return bool(entries) and all(_is_issue(entry) for entry in entries[:20])


def read_github(text: str) -> Found:
    """Return the issues and pull requests of an export; `kind` tells the latter. Raises `BacklogError`."""
    value = parsed(text)
    entries = _entries(value)
    found = items_of(entries or value)
    if len(found.items) == len(entries):
        found.items = [_told_apart(item, entry) for item, entry in zip(found.items, entries, strict=True)]
    return found


def _entries(value: object) -> list[dict[str, object]]:
    """Return the objects of a list, of pages of lists (`gh api --paginate --slurp`), or of a GraphQL answer."""
    for _ in range(6):
        if isinstance(value, dict):
            value = next((value[key] for key in _WRAPPERS if isinstance(value.get(key), list | dict)), None)
    if isinstance(value, list) and value and all(isinstance(page, list) for page in value):
        value = [entry for page in value for entry in page]
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


_WRAPPERS = ("data", "repository", "search", "issues", "nodes", "items")


def _is_issue(entry: dict[str, object]) -> bool:
    if not ("title" in entry and "number" in entry):
        return False
    addressed = any(_ISSUE.search(str(entry.get(key, ""))) for key in ("html_url", "url"))
    return addressed or ("state" in entry and "iid" not in entry)


def _told_apart(item: Item, entry: dict[str, object]) -> Item:
    reason = str(entry.get("state_reason") or entry.get("stateReason") or "").replace("_", " ").lower()
    address = str(entry.get("html_url") or entry.get("url") or "")
    pull = bool(_PULL.search(address)) or any(entry.get(member) is not None for member in _PULL_MEMBERS)
    given_up = f"closed as {reason}" if reason in ("not planned", "duplicate") else item.status.lower()
    reopened = reason == "reopened"
    return replace(item, kind="pull request" if pull else item.kind, status=given_up, done=item.done and not reopened)
