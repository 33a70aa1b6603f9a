"""The form of an answer, as far as a prompt has to speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from draftspec.chat.model import Mode


@dataclass(frozen=True)
class Form:
    """The schema of the answer, how it is asked for, and whether the server shows it to the model."""

    schema: Mapping[str, Any]
    mode: Mode = "json_schema"
    shown_by_server: bool = True
    """False for servers that only mask tokens by the schema, as llama.cpp and vLLM do."""

    @property
    def in_prompt(self) -> bool:
        """Whether the prompt has to show the schema."""
        return self.mode != "json_schema" or not self.shown_by_server
