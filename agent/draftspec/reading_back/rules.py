"""Business rules: the name from the heading, the rest from the bullets below it."""

from __future__ import annotations

from draftspec.reading_back import keeping
from draftspec.reading_back.labels import labels
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.records import by_name, paragraphs, texts
from draftspec.sections.rules import Rule, Rules

_LABELS = {
    "description": "Description",
    "implementation": "Implementation",
    "validation": "Validation",
    "error_handling": "Error Handling",
}


def rules(root: Part, base: Rules, notes: Notes) -> Rules:
    """Return the rules of a document."""
    part = below(below(root, "Business Logic", notes), "Core Rules", notes)
    known = by_name(base.rules, lambda one: one.name)
    found = tuple(_rule(one, known.take(one.heading), notes) for one in part.parts)
    reason = base.none_because
    if not found:
        reason = keeping.reason(paragraphs(part), "No rule beyond the constraints", reason)
    return notes.changed(part.line, base, rules=found, none_because=reason)


def _rule(part: Part, base: Rule | None, notes: Notes) -> Rule:
    shown = labels(part, notes, "bullet")
    values: dict[str, object] = dict(texts(shown, base, _LABELS))
    edges = shown.one("Edge Cases").shown()
    values["edge_cases"] = keeping.listed_texts(edges, base.edge_cases if base else (), "none known.")
    notes.at(f"rules.{base.name if base else part.heading}", part.line)
    if base is not None:
        return notes.changed(part.line, base, **values)
    notes.unknown(f"rules.{part.heading}.about", f"rules.{part.heading}.error_code")
    return notes.built(part.line, Rule, name=part.heading, about=(part.heading,), **values)
