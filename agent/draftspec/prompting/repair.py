"""What is said after an answer that cannot be used as it is: what exactly is wrong, or what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from draftspec.chat.model import Message
from draftspec.chat.reading import Problem
from draftspec.prompting.fences import fenced
from draftspec.prompting.layout import rendered
from draftspec.spec import Finding

SHOWN = 20
"""Most problems of one message; the first ones are as a rule the cause of the others."""


def repair_message(section: str, problems: Sequence[Problem]) -> Message:
    """Return what follows the model's own answer when that violates the schema."""
    lines = [str(problem) for problem in problems[:SHOWN]]
    return _message("repair.md.j2", section, listed=fenced("violations", "\n".join(lines)), more=len(problems) - SHOWN)


def findings_message(section: str, findings: Sequence[Finding], items: Mapping[str, str]) -> Message:
    """Return what asks for corrections of items that checks found wrong: `items` is their JSON by their path."""
    lines = [f"{f.check} {f.where}: {f.message} {f.hint}" for f in findings[:SHOWN]]
    return _message(
        "findings.md.j2",
        section,
        listed=fenced("findings", "\n".join(lines)),
        items=fenced("items", "\n".join(f"{path}: {text}" for path, text in items.items())),
        more=len(findings) - SHOWN,
    )


def rest_message(section: str, kept: Mapping[str, Sequence[str]]) -> Message:
    """Return what asks for the rest of a list that was cut: `kept` are the names of the finished items, list by list."""
    lines = [f"{where}: {', '.join(names) or 'none'}" for where, names in kept.items()]
    return _message("rest.md.j2", section, listed=fenced("finished", "\n".join(lines)))


def rephrase_message(section: str) -> Message:
    """Return what says neutrally, after a refusal, what the request is for."""
    return _message("rephrase.md.j2", section)


def rephrased(section: str, messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return the same request in other words: the last message, with what it is for below it."""
    *before, last = messages
    return (*before, Message(last.role, f"{last.content}\n\n{rephrase_message(section).content}"))


def _message(template: str, section: str, **values: object) -> Message:
    return Message("user", rendered(template, section=section, **values))
