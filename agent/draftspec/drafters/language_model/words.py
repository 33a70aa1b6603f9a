"""The words for one section: the prompts of `draftspec.prompting` in the form that the policy asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from draftspec.chat.model import Message, Mode
from draftspec.chat.reading import Problem
from draftspec.drafters.language_model.amending import Part
from draftspec.prompting import Form, Given, findings_message, messages, repair_message, rephrased, rest_message
from draftspec.prompting.parents import minified
from draftspec.spec import Finding


@dataclass(frozen=True)
class Words:
    """What is said about one section of a draft; `shown_by_server`: whether the server shows the schema to the model."""

    section: str
    given: Given
    schema: Mapping[str, Any]
    shown_by_server: bool = True

    def messages(self, mode: Mode) -> tuple[Message, ...]:
        """Return the prompt."""
        return messages(self.section, self.given, Form(self.schema, mode, self.shown_by_server))

    def repair(self, problems: tuple[Problem, ...]) -> Message:
        """Return what follows an answer that does not fit."""
        return repair_message(self.section, problems)

    def rest(self, finished: Mapping[str, Sequence[str]]) -> Message:
        """Return what asks for the rest of a cut answer."""
        return rest_message(self.section, finished)

    def rephrased(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        """Return the same prompt in other words."""
        return rephrased(self.section, messages)


@dataclass(frozen=True)
class WordsAgain(Words):
    """What is said when checks found errors in a section: the same prompt, and then what is wrong with which items.

    It stays one message of the user's, since some servers take no two in a row.
    """

    findings: tuple[Finding, ...] = ()
    part: Part = field(default_factory=lambda: Part({}, rest=True))

    def messages(self, mode: Mode) -> tuple[Message, ...]:
        """Return the prompt."""
        *before, last = super().messages(mode)
        items = {path: minified(item) for path, item in self.part.items.items()}
        more = findings_message(self.section, self.findings, items)
        return (*before, Message(last.role, f"{last.content}\n\n{more.content}"))
