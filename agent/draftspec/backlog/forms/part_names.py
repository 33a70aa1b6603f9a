"""Headings that name a part of one item, and no item: "Acceptance criteria" always, "Notes" where it comes again and again."""

from __future__ import annotations

import re

_SURE = (
    "acceptance( criteri(a|on)| tests?)?", "ac", "definition of (done|ready)", "dod", "user story", "scenarios?", "out of scope", "in scope", "non[- ]goals?", "open questions?", "akzeptanzkriterien",
    "edge cases?", "success (criteria|metrics)", "business rules?", "functional requirements?", "non[- ]functional requirements?", "technical (notes?|details?|considerations?)", "problem( statement)?", "proposed solution",
)  # fmt: skip
_LIKELY = (
    "story", "description", "details?", "summary", "overview", "background", "context", "motivation", "rationale", "user stor(y|ies)", "why", "what", "how", "goals?", "objectives?", "requirements?", "rules?", "scope", "notes?",
    "implementation( notes| details)?", "design( notes)?", "solution", "proposal", "tasks?", "sub[- ]?tasks?", "to[- ]?do", "steps", "checklist", "test(s|ing| cases| plan| scenarios)?", "examples?", "api", "data( model)?", "endpoints?",
    "validation", "permissions?", "security", "dependencies", "depends on", "blocked by", "estimat(e|ion)", "story points", "priority", "effort", "size", "links?", "references?", "screenshots?", "mockups?", "questions?", "risks?",
    "assumptions?", "constraints?", "metrics", "deliverables?", "expected (result|behaviou?r)", "current behaviou?r", "beschreibung", "status", "value", "business value",
)  # fmt: skip
_SURE_PART = re.compile("|".join(f"(?:{name})" for name in _SURE), re.I)
_LIKELY_PART = re.compile("|".join(f"(?:{name})" for name in _LIKELY), re.I)
_STORY = re.compile(
    r"(?:(?:user )?stor(?:y|ies)|feature|epic|requirement|us|pbi|item|task|ticket|issue)\b[\s#:.–—-]*(?:\d[\d.]*\b|:|–|—|-)|as an? \w|[A-Z][A-Z0-9]+-\d+\b",
    re.I,
)


def is_part(title: str) -> bool:
    """Tell whether a heading names a part of the item above it, wherever it stands."""
    return _SURE_PART.fullmatch(plain(title)) is not None


def may_be_part(title: str) -> bool:
    """Tell whether a heading names a part of the item above it if other items have a part of that name too."""
    return is_part(title) or _LIKELY_PART.fullmatch(plain(title)) is not None


def is_story_title(title: str) -> bool:
    """Tell whether a heading says itself that it is an item ("US-1: …", "Story 2", "As a …")."""
    return _STORY.match(title.strip("*_ []")) is not None


def plain(title: str) -> str:
    """Return the words of a heading in lower case."""
    return " ".join(re.sub(r"[^\w .\-/']+", " ", title).split()).strip(" .").casefold()
