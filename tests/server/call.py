"""One request to the test server: what it asks for, read from its body as a provider would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from draftspec.prompting import read_fenced, section_of

CHARACTERS_PER_TOKEN = 4
CACHE_LEAST, CACHE_STEP = 1_024, 128


@dataclass(frozen=True)
class Call:
    """A request body and how many with the same model, section and brief came before it."""

    body: dict[str, Any]
    before: int = 0

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))

    @property
    def mode(self) -> str:
        return str((self.body.get("response_format") or {}).get("type", "text"))

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self.body.get("messages", ()))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(str(message.get("content") or "") for message in self.messages)

    @property
    def prompt(self) -> str:
        """The whole conversation as one text: equal prompts are equal requests to a model."""
        return json.dumps(self.messages, sort_keys=True)

    @property
    def max_tokens(self) -> int:
        return int(self.body.get("max_completion_tokens") or self.body.get("max_tokens") or 1_000_000)

    @cached_property
    def section(self) -> str | None:
        """The name of the schema, else the last marker line."""
        name = (self.body.get("response_format") or {}).get("json_schema", {}).get("name")
        marked = (section_of(text) for text in reversed(self.texts))
        return name or next((found for found in marked if found), None)

    @cached_property
    def brief(self) -> str | None:
        found = (read_fenced("brief", text) for text in self.texts)
        return next((brief for brief in found if brief is not None), None)

    @property
    def is_told(self) -> bool:
        """Whether the model is shown an answer of its own and what is wrong with it."""
        return any(message.get("role") == "assistant" for message in self.messages)

    @cached_property
    def kept(self) -> dict[str, Any] | None:
        """What is there already of a cut answer whose rest is asked for."""
        if len(self.messages) < 2 or read_fenced("finished", self.texts[-1]) is None:
            return None
        kept: dict[str, Any] = json.loads(self.texts[-2])
        return kept

    @property
    def tokens(self) -> int:
        return sum(map(tokens_of, self.texts))


def tokens_of(text: str) -> int:
    return len(text) // CHARACTERS_PER_TOKEN
