"""Services outside: the name from the heading, the rest from the bullets below it."""

from __future__ import annotations

from draftspec.reading_back import keeping
from draftspec.reading_back.labels import labels
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.records import by_name, paragraphs, texts
from draftspec.sections.integrations import Integration, Integrations

_LABELS = {
    "purpose": "Purpose",
    "api_calls": "API Calls",
    "authentication": "Authentication",
    "error_handling": "Error Handling",
    "rate_limiting": "Rate Limiting",
}


def integrations(root: Part, base: Integrations, notes: Notes) -> Integrations:
    """Return the services of a document."""
    part = below(root, "External Service Integration", notes)
    known = by_name(base.integrations, lambda one: one.service)
    found = tuple(_integration(one, known.take(_service(one)), notes) for one in part.parts)
    reason = base.none_because
    if not found:
        reason = keeping.reason(paragraphs(part), "No service outside", base.none_because)
    return notes.changed(part.line, base, integrations=found, none_because=reason)


def _service(part: Part) -> str:
    return part.heading.removesuffix(" Integration")


def _integration(part: Part, base: Integration | None, notes: Notes) -> Integration:
    values = texts(labels(part, notes, "bullet"), base, _LABELS)
    name = base.service if base is not None else _service(part)
    notes.at(f"integrations.{name}", part.line)
    if base is not None:
        return notes.changed(part.line, base, **values)
    notes.unknown(f"integrations.{name}.environment", f"integrations.{name}.used_by")
    return notes.built(part.line, Integration, service=name, **values)
