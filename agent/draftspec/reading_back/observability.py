"""Metrics, logs and alerts, one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftspec.reading_back import keeping
from draftspec.reading_back.labels import Labelled, labels
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.plain import codes, leading_code
from draftspec.reading_back.records import named, texts
from draftspec.sections.observability import Alert, LogEvent, Metric, Observability

_METRICS = {
    "performance": ("Performance", "nothing is timed."),
    "errors": ("Errors", "no failure is counted."),
    "business": ("Business", "nothing is counted."),
}
_ALERTS = {
    "error_rate_alerts": ("Error Rate", "no alert."),
    "response_time_alerts": ("Response Time", "no alert."),
    "resource_alerts": ("Resource Usage", "no alert."),
}
_NO_FIELD = "no field beyond the message."
_EVENT = re.compile(r" \((info|warning|error)\): (.*)")


def observability(root: Part, base: Observability, notes: Notes) -> Observability:
    """Return the metrics, logs and alerts of a document."""
    part = below(root, "Monitoring & Observability", notes)
    tracked = labels(below(part, "Metrics to Track", notes), notes, "bullet")
    logged = labels(below(part, "Logging Strategy", notes), notes, "bullet")
    woken = labels(below(part, "Alerts", notes), notes, "bullet")
    reader = _Reader(notes)
    found: dict[str, object] = {}
    for name, (label, otherwise) in _METRICS.items():
        found[name] = keeping.listed(tracked.one(label).shown(), getattr(base, name), otherwise, reader.metric)
    found["events"] = keeping.listed(
        logged.one("What to Log").shown(), base.events, "no event is logged.", reader.event
    )
    found |= texts(logged, base, {"log_levels": "Log Levels"})
    found["log_fields"] = _fields(logged.one("Structured Logging"))
    for name, (label, otherwise) in _ALERTS.items():
        found[name] = keeping.listed(woken.one(label).shown(), getattr(base, name), otherwise, reader.alert)
    return notes.changed(part.line, base, **found)


def _fields(shown: Labelled) -> tuple[str, ...]:
    return () if keeping.alike(shown.text, _NO_FIELD) else codes(shown.text)


class _Reader:
    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def metric(self, node: Node, left: Sequence[Metric]) -> Metric:
        name, rest = leading_code(node.text) or ("", "")
        if not name:
            hint = "write it as in `invoices_paid_total`: paid invoices"
            raise self.notes.error(node.line, f"{node.text[:60]!r} is no metric", hint)
        base = named(left, lambda one: one.name, name)
        meaning = rest.removeprefix(":").strip()
        self.notes.at(f"observability.{name}", node.line)
        if base is not None:
            return self.notes.changed(node.line, base, meaning=meaning)
        self.notes.unknown(f"observability.{name}.about")
        return self.notes.built(node.line, Metric, name=name, meaning=meaning)

    def event(self, node: Node, left: Sequence[LogEvent]) -> LogEvent:
        name, rest = leading_code(node.text) or ("", "")
        match = _EVENT.fullmatch(rest)
        if match is None:
            hint = "write it as in `invoice.paid` (info): when an invoice is paid"
            raise self.notes.error(node.line, f"{node.text[:60]!r} is no event", hint)
        return self.notes.built(node.line, LogEvent, name=name, level=match[1], when=match[2])

    def alert(self, node: Node, left: Sequence[Alert]) -> Alert:
        condition, response = keeping.parted(
            node.text,
            " → ",
            (" ".join(one.condition.removesuffix(".").split()) for one in left),
            (one.response for one in left),
        )
        if not response:
            hint = "write it as in p95 over 300 ms for 5 min → slow queries"
            raise self.notes.error(node.line, f"{node.text[:60]!r} is no alert", hint)
        condition = next((one.condition for one in left if one.condition.removesuffix(".") == condition), condition)
        return self.notes.built(node.line, Alert, condition=condition, response=response)
