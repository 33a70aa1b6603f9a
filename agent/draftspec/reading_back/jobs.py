"""Background jobs and the queues that they run on."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.derive.lines import line
from draftspec.reading_back import keeping
from draftspec.reading_back.access import last_code
from draftspec.reading_back.labels import Labelled, Labels, labels
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.plain import leading_code
from draftspec.reading_back.records import by_name, paragraphs, texts
from draftspec.sections.jobs import Job, Jobs, Queue, Trigger

_QUEUES = "Queue Management"
_JOB = {
    "frequency": "Frequency",
    "processing": "Processing",
    "error_handling": "Error Handling",
    "monitoring": "Monitoring",
}
_QUEUE = {"priority": "Priority", "retry_policy": "Retry Policy", "dead_letter": "Dead Letter Queue"}


def jobs(root: Part, base: Jobs, notes: Notes) -> Jobs:
    """Return the jobs and queues of a document."""
    part = below(root, "Background Jobs & Async Processing", notes)
    last = below(part, _QUEUES, notes)
    known, lines = by_name(base.jobs, lambda one: one.name), by_name(base.queues, lambda one: one.name)
    found = tuple(_job(one, known.take(one.heading), notes) for one in part.parts if one is not last)
    queues = tuple(_queue(one, lines.take(_queue_name(one)), notes) for one in _grouped(last, notes))
    reason = base.none_because
    if not found:
        reason = keeping.reason(paragraphs(part), "No background job", base.none_because)
    if not queues and reason == base.none_because:
        reason = keeping.reason(paragraphs(last), "No queue", base.none_because)
    return notes.changed(part.line, base, jobs=found, queues=queues, none_because=reason)


def _job(part: Part, base: Job | None, notes: Notes) -> Job:
    shown = labels(part, notes, "bullet")
    values: dict[str, object] = dict(texts(shown, base, _JOB))
    shown.text("Trigger")
    values["trigger"] = _trigger(shown.one("Trigger"), base.trigger if base else None, notes)
    notes.at(f"jobs.{base.name if base else part.heading}", part.line)
    if base is not None:
        return notes.changed(part.line, base, **values)
    notes.unknown(*(f"jobs.{part.heading}.{name}" for name in ("reads", "writes", "queue")))
    return notes.built(part.line, Job, name=part.heading, queue="default", **values)


def _trigger(shown: Labelled, base: Trigger | None, notes: Notes) -> Trigger:
    if base is not None and keeping.alike(shown.text, line(base)):
        return base
    endpoint = last_code(shown.text)
    said = shown.text[: shown.text.rfind(" (`")] if endpoint is not None else shown.text
    if base is None:
        notes.unknown(f"line {shown.line}: the kind of the trigger")
        kind = "endpoint" if endpoint is not None else "schedule"
        return notes.built(shown.line, Trigger, kind=kind, endpoint=endpoint, description=said)
    if endpoint is not None and said == " ".join(base.description.removesuffix(".").split()):
        said = base.description
    return notes.changed(shown.line, base, endpoint=endpoint, description=said)


def _grouped(part: Part, notes: Notes) -> Iterator[Labels]:
    """Yield the labels of each queue, which begins with its name."""
    found: list[Labelled] = []
    for one in labels(part, notes, "bullet"):
        if one.name == "Queue Name" and found:
            yield Labels(part, tuple(found), notes)
            found = []
        found.append(one)
    if found:
        yield Labels(part, tuple(found), notes)


def _queue_name(shown: Labels) -> str:
    text = shown.text("Queue Name")
    return (leading_code(text) or (text, ""))[0]


def _queue(shown: Labels, base: Queue | None, notes: Notes) -> Queue:
    values = texts(shown, base, _QUEUE)
    line_ = shown.one("Queue Name").line
    name = base.name if base is not None else _queue_name(shown)
    notes.at(f"jobs.queues.{name}", line_)
    if base is not None:
        return notes.changed(line_, base, **values)
    return notes.built(line_, Queue, name=name, **values)
