"""What providers differ in, one small profile each; everything else is the same for all.

Each profile is held to the provider's wire format by a server on loopback in `tests/chat/test_providers.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from draftspec.chat.model import ChatModel, Mode

BOUNDED = frozenset({"pattern", "minItems", "maxItems", "minimum", "maximum"})
"""Keywords of JSON Schema that OpenAI's strict mode, llama.cpp, vLLM and Ollama take beside type, enum and properties."""

COUNTED = frozenset({"minItems"})
"""What Anthropic and Gemini take: Anthropic no other bound, Gemini refuses schemas whose bounds make too many states."""


@dataclass(frozen=True)
class Profile:
    """A provider: where it is and what it takes. The defaults are those of OpenAI's chat completions."""

    name: str
    """As `init_chat_model` and `--model` name it."""
    extra: str | None = None
    """The extra of draftspec that brings its package; None for what is always there or unknown."""
    keys: tuple[str, ...] = ()
    """Environment variables with its key, the first that is set counts; none for a provider without keys."""
    addresses: tuple[str, ...] = ()
    """Environment variables with its address."""
    address: str | None = None
    """Its address otherwise; given explicitly, so that no variable of LangChain's reroutes a brief."""
    address_option: str = "base_url"
    """The option of LangChain's class that takes the address."""
    required: tuple[tuple[str, str], ...] = ()
    """Further environment variables that it cannot do without, each with the option of LangChain's class that takes it."""
    keywords: frozenset[str] = BOUNDED
    """Keywords of JSON Schema that it accepts beyond the plain ones; others become words in a description."""
    modes: tuple[Mode, ...] = ("json_schema", "json_object", "text")
    """How the form of an answer can be asked for, the strictest first."""
    cap: str = "max_completion_tokens"
    """What it calls the largest number of tokens of an answer."""
    in_body: bool = False
    """Whether the form goes straight into the body, past a parser of LangChain's that loses answers that were paid."""
    times_calls: bool = True
    """Whether a call of LangChain's class takes a time-out; the client's and our own hold in any case."""
    retries: int = 0
    """What LangChain's class takes for no retries."""
    shows_schema: bool = True
    """Whether the model sees the schema that is bound; servers that only mask tokens with it do not show it."""


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            "openai",
            keys=("OPENAI_API_KEY",),
            addresses=("OPENAI_BASE_URL", "OPENAI_API_BASE"),
            address="https://api.openai.com/v1",
            in_body=True,
        ),
        Profile(
            "azure_openai",
            keys=("AZURE_OPENAI_API_KEY",),
            addresses=("AZURE_OPENAI_ENDPOINT",),
            address_option="azure_endpoint",
            required=(("OPENAI_API_VERSION", "api_version"),),
            in_body=True,
        ),
        Profile(
            "anthropic",
            extra="anthropic",
            keys=("ANTHROPIC_API_KEY",),
            addresses=("ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL"),
            address="https://api.anthropic.com",
            keywords=COUNTED,
            modes=("json_schema", "text"),
            cap="max_tokens",
        ),
        Profile(
            "google_genai",
            extra="google",
            keys=("GOOGLE_API_KEY", "GEMINI_API_KEY"),
            addresses=("GOOGLE_GEMINI_BASE_URL",),
            address="https://generativelanguage.googleapis.com",
            keywords=COUNTED,
            cap="max_output_tokens",
            retries=1,  # counts attempts; 0 means its own default of several
        ),
        Profile(
            "ollama",
            extra="ollama",
            addresses=("OLLAMA_HOST",),
            address="http://127.0.0.1:11434",
            cap="num_predict",
            times_calls=False,
            shows_schema=False,
        ),
    )
}
"""The providers that are tried, by name."""

COMPATIBLE = Profile(
    "openai",
    keys=("OPENAI_API_KEY",),
    addresses=("OPENAI_BASE_URL", "OPENAI_API_BASE"),
    in_body=True,
    shows_schema=False,
)
"""Any other server that speaks OpenAI's chat completions: vLLM, llama.cpp, LM Studio, a proxy."""

_REASONING = ("gpt-5", "gpt-6", "o1", "o3", "o4")
_OPENAI_HOST = "api.openai.com"


def profile_for(provider: str, model: str, address: str | None = None) -> Profile:
    """Return the profile of a provider; one for OpenAI-compatible servers when an address leads past OpenAI.

    Such servers know `max_tokens`, and not all the newer name, which OpenAI's reasoning models insist on behind a proxy.
    A provider without a profile of its own gets the defaults, with the older name of the cap and without a time-out of
    the call, which some packages would send on.
    """
    if provider == "openai" and address and not is_openai(address):
        cap = "max_completion_tokens" if model.startswith(_REASONING) else "max_tokens"
        return replace(COMPATIBLE, cap=cap)
    return PROFILES.get(provider) or Profile(provider, cap="max_tokens", times_calls=False)


def is_openai(address: str) -> bool:
    """Tell whether an address is OpenAI's own, in any region."""
    host = urlsplit(address).hostname or ""
    return host == _OPENAI_HOST or host.endswith("." + _OPENAI_HOST)


def profile_of(model: ChatModel) -> Profile:
    """Return the profile that a chat model says it has, else OpenAI's."""
    profile = getattr(model, "profile", None)
    return profile if isinstance(profile, Profile) else PROFILES["openai"]
