"""What a brief does to many rows at once ("bulk delete of users") becomes one call for them all, beside that for one."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.people import participle_of
from draftspec.drafters.builtin.reading.words import word_class
from draftspec.sections.endpoints import BodyField

MOST = 100
"""Most rows of one call, so that it ends within a second (assumption)."""

_NOUNS = {"deletion": "delete", "edit": "update", "editing": "update", "change": "update", "archival": "archive", "approval": "approve", "assignment": "assign", "cancellation": "cancel", "removal": "delete", "remove": "delete"}  # fmt: skip
_NAMED = re.compile(r"\b(?:bulk|mass|batch)[- ](?P<verb>[a-z]+)\b", re.I)
_DONE = re.compile(r"\b(?P<verb>[a-z]+) (?:several|multiple|many|all selected|selected) (?:[a-z]+ ){1,2}(?:at once|in bulk|in one (?:go|step|call))\b", re.I)  # fmt: skip
_IN_BULK = re.compile(r"\b(?P<verb>[a-z]+) (?:the |all )?[a-z]+ in bulk\b", re.I)


def with_bulk(resource: Resource, reading: Reading) -> Resource:
    """Return the thing with the calls that it has for many rows at once."""
    named = [m["verb"].lower() for pattern in (_NAMED, _DONE, _IN_BULK) for m in pattern.finditer(reading.text)]
    wanted = dict.fromkeys(verb for word in named if (verb := _verb(word, resource)) is not None)
    return replace(resource, bulk=tuple(wanted)) if wanted else resource


def _verb(word: str, resource: Resource) -> str | None:
    base = _NOUNS.get(word) or participle_of(word, word_class("acting")) or word
    return base if base in resource.verbs or (base in ("delete", "update") and base in resource.standard) else None


def ids() -> BodyField:
    """Return the field that names the rows of a call."""
    said = f"The rows, 1 to {MOST}; each is done or left by itself."
    return BodyField(name="ids", source="transient", type="uuid", many=True, description=said)


def outcome() -> tuple[BodyField, ...]:
    """Return what a call for many rows answers."""
    failed = "One entry for each row that was left: `id` and the `code` that the call for one row answers."
    return (
        BodyField(name="done", source="computed", type="integer", description="How many rows were done."),
        BodyField(name="failed", source="computed", type="object", many=True, description=failed),
    )
