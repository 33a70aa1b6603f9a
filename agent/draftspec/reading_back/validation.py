"""What is checked before anything is written: a bullet for each field, and for each check against the stored data."""

from __future__ import annotations

import re

from draftspec.reading_back import keeping
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.plain import plain
from draftspec.reading_back.records import Named, bullets, by_name, paragraphs
from draftspec.sections.validation import BusinessCheck, InputRule, Validation, input_name

_BULLET = re.compile(r"\*\*(.+?)\*\*: (.*)")


def validation(root: Part, base: Validation, notes: Notes) -> Validation:
    """Return the checks of a document."""
    part = below(below(root, "Business Logic", notes), "Data Validation", notes)
    given = below(part, "Input Validation", notes)
    stored = below(part, "Business Logic Validation", notes)
    dotted = any("." in _split(node, notes)[0] for node in bullets(given))
    fields = by_name(base.inputs, input_name if dotted else lambda one: one.field)
    checks = by_name(base.business, lambda one: one.name)
    inputs = tuple(_input(node, fields, notes) for node in bullets(given))
    business = tuple(_business(node, checks, notes) for node in bullets(stored))
    reason = base.none_because
    if not inputs:
        reason = keeping.reason(paragraphs(given), "No input to validate", base.none_because)
    if not business and reason == base.none_because:
        reason = keeping.reason(paragraphs(stored), "No check beyond the constraints", base.none_because)
    return notes.changed(part.line, base, inputs=inputs, business=business, none_because=reason)


def _split(node: Node, notes: Notes) -> tuple[str, str]:
    match = _BULLET.fullmatch(node.text)
    if match is None:
        raise notes.error(node.line, f"{node.text[:60]!r} is no check", "write it as in **due_on**: a date")
    return plain(match[1]), plain(match[2])


def _input(node: Node, known: Named[InputRule], notes: Notes) -> InputRule:
    name, text = _split(node, notes)
    base = known.take(name)
    table, _, field = name.rpartition(".")
    notes.at(f"validation.inputs.{field}", node.line)
    if base is not None:
        return notes.changed(node.line, base, rules=keeping.text(text, base.rules))
    if table:
        return notes.built(node.line, InputRule, field=field, table=table, rules=text)
    notes.unknown(f"validation.inputs.{field}.table")
    return notes.built(node.line, InputRule, field=field, rules=text)


def _business(node: Node, known: Named[BusinessCheck], notes: Notes) -> BusinessCheck:
    name, text = _split(node, notes)
    base = known.take(name)
    notes.at(f"validation.business.{name}", node.line)
    if base is not None:
        return notes.changed(node.line, base, check=keeping.text(text, base.check))
    return notes.built(node.line, BusinessCheck, name=name, check=text)
