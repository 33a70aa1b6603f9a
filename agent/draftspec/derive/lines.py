"""One line of text for each small item of a design, the same wherever it is shown."""

from __future__ import annotations

from functools import singledispatch

from draftspec.markdown import code
from draftspec.sections.endpoints import Auth, RateLimit
from draftspec.sections.jobs import Trigger
from draftspec.sections.observability import Alert, LogEvent, Metric
from draftspec.sections.performance import Cache
from draftspec.sections.security import AuditedAction, Ownership, Role, SensitiveColumn
from draftspec.sections.stakeholders import Stakeholder
from draftspec.sections.tests import TestCase
from draftspec.spec import Assumption, OpenQuestion


@singledispatch
def line(item: object) -> str:
    """Return an item of the design as one line of Markdown source, not yet escaped. Raises TypeError for others."""
    raise TypeError(f"a {type(item).__name__} cannot be shown on one line")


@line.register
def _(item: str) -> str:
    return item


@line.register
def _(item: Auth) -> str:
    who = {
        "public": "none; anyone may call it",
        "authenticated": "signed in",
        "role": f"role {' or '.join(map(code, item.roles))}",
        "token": "whoever holds the token that is part of the request",
    }[item.level]
    return f"{who}; {item.owner}" if item.owner else who


@line.register
def _(item: RateLimit) -> str:
    window = {1: "s", 60: "min", 3600: "h", 86400: "day"}.get(item.seconds, f"{item.seconds} s")
    return f"{item.requests}/{window} per {item.per}{'' if item.given else ' (assumption)'}"


@line.register
def _(item: Trigger) -> str:
    return f"{_open(item.description)} ({code(item.endpoint)})" if item.endpoint else item.description


@line.register
def _(item: Role) -> str:
    return f"{code(item.name)}: {item.may}"


@line.register
def _(item: Ownership) -> str:
    path = " → ".join(map(code, (*item.via, item.column)))
    return f"{code(item.table)} by {path}: {item.rule}"


@line.register
def _(item: SensitiveColumn) -> str:
    return f"{code(f'{item.table}.{item.column}')} ({item.kind}): {item.protection}"


@line.register
def _(item: AuditedAction) -> str:
    return f"{code(item.action)}: {item.recorded}"


@line.register
def _(item: Cache) -> str:
    return f"{_open(item.what)} ({code(item.endpoint)})" if item.endpoint else item.what


@line.register
def _(item: TestCase) -> str:
    return f"{code(item.subject)}: {_open(item.given)} → {item.expect}"


@line.register
def _(item: Metric) -> str:
    return f"{code(item.name)}: {item.meaning}"


@line.register
def _(item: LogEvent) -> str:
    return f"{code(item.name)} ({item.level}): {item.when}"


@line.register
def _(item: Alert) -> str:
    return f"{_open(item.condition)} → {item.response}"


@line.register
def _(item: Stakeholder) -> str:
    return f"{item.who}: {item.concern}"


@line.register
def _(item: Assumption) -> str:
    return f"{_open(item.text)} ({_open(item.why)})"


@line.register
def _(item: OpenQuestion) -> str:
    return f"{item.text} Recommended: {item.recommended}"


def _open(sentence: str) -> str:
    """Return a sentence without its full stop, for something follows on the same line."""
    return sentence.removesuffix(".")
