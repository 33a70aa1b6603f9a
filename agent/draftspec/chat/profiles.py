"""What providers differ in, one small profile each; everything else is the same for all."""

from __future__ import annotations

from dataclasses import dataclass

from draftspec.chat.model import Mode

BOUNDED = frozenset({"pattern", "minItems", "maxItems", "minimum", "maximum"})
"""Keywords of JSON Schema that OpenAI's strict mode, llama.cpp, vLLM and Ollama take beside type, enum and properties."""


@dataclass(frozen=True)
class Profile:
    """A provider: its name for `--model`, and what it takes."""

    name: str
    keywords: frozenset[str] = BOUNDED
    """Keywords of JSON Schema that it accepts beyond the plain ones; others become words in a description."""
    modes: tuple[Mode, ...] = ("json_schema", "json_object", "text")
    """How the form of an answer can be asked for, the strictest first."""


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("openai"),
        Profile("azure_openai"),
        Profile("compatible"),
        Profile("anthropic", frozenset({"minItems"}), ("json_schema", "text")),
        Profile("google_genai", frozenset({"minItems"})),
        Profile("ollama"),
    )
}
