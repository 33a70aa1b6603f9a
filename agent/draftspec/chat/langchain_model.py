"""Opening a provider's model by its name, through LangChain's `init_chat_model`; what is missing is said with its remedy."""

from __future__ import annotations

import difflib
import ipaddress
import logging
import os
import re
import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from draftspec.chat.failures import is_foreign
from draftspec.chat.limits import Limits, limits_for
from draftspec.chat.profiles import PROFILES, Profile, is_openai, profile_for
from draftspec.chat.provider_model import LangchainModel
from draftspec.chat.tap import Tap
from draftspec.errors import InputError

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel

__all__ = ["LangchainModel", "open_model"]

SECONDS = 600.0
"""Longest time that a client waits for one read, in seconds; each ask has its own, shorter time."""

NO_KEY = "none"
"""What a server at home is sent for a key when there is none: the client of OpenAI insists on one."""


def open_model(
    name: str,
    *,
    base_url: str | None = None,
    limits: Path | None = None,
    environment: Mapping[str, str] | None = None,
    tap: Tap | None = None,
) -> LangchainModel:
    """Return the model that `provider:model` names, ready to be asked; nothing is sent yet.

    `base_url` is the provider's address (by default from the environment, else its own), `limits` a file that overrides
    `models.yaml`, `environment` replaces the process's, `tap` sees each request on its way. Raises `InputError` for a name
    without provider, an unknown provider, a package that is not installed, a key that is not set, and a provider whose
    requests cannot be tapped.
    """
    provider, model = _parts(name)
    settings = os.environ if environment is None else environment
    known = PROFILES.get(provider, Profile(provider))
    address = base_url or _first(settings, known.addresses) or known.address
    profile = profile_for(provider, model, address)
    options: dict[str, Any] = {"max_retries": profile.retries, "timeout": SECONDS}
    if provider in PROFILES:
        options |= _access(profile, settings, address)
    elif base_url:
        options["base_url"] = base_url
    if provider == "ollama":  # has no such options; its client of HTTP has
        options = {"base_url": address, "client_kwargs": {"timeout": SECONDS}}
    if profile.in_body:
        options |= {"use_responses_api": False, "http_client": None if tap else _client()}
    if tap is not None:
        options |= _tapped(name, profile, tap)
    opened = _opened(name, profile, options)
    if provider not in PROFILES and _speaks_openai(opened):
        profile = replace(profile, in_body=True, times_calls=True)
    return LangchainModel(name, profile, _limits(name, address, limits), opened, tap)


def _parts(name: str) -> tuple[str, str]:
    """Return provider and model. Raises `InputError` when one is missing."""
    provider, _, model = name.partition(":")
    if provider and model:
        return provider, model
    guess = next((known for start, known in _BEGINNINGS.items() if name.startswith(start)), "openai")
    shown = name if name and ":" not in name else "gpt-5-mini"
    raise InputError(
        f"the model {name!r} names no provider", f"write provider:model, as in {guess}:{shown}, or builtin"
    )


_BEGINNINGS = {"claude": "anthropic", "gemini": "google_genai", "llama": "ollama", "qwen": "ollama"}


def _access(profile: Profile, settings: Mapping[str, str], address: str | None) -> dict[str, Any]:
    """Return the options with address and key. Raises `InputError` that names the variable that is missing."""
    missing = [] if address else [profile.addresses[0]]
    missing += [name for name, _ in profile.required if not settings.get(name)]
    key = _first(settings, profile.keys)
    if profile.keys and key is None and not (address and is_at_home(address)):
        missing.append(profile.keys[0])
    if missing:
        raise InputError(f"{profile.name} needs {' and '.join(missing)}", f"set {missing[0]} in the environment")
    options: dict[str, Any] = {profile.address_option: address}
    options |= {option: settings[name] for name, option in profile.required}
    return options | ({"api_key": key or NO_KEY} if profile.keys else {})


def _client() -> httpx2.Client | None:
    """Return the client that requests go through; None for LangChain's own."""
    from draftspec.chat.lanes import laned_client  # here, since a client of HTTP takes a while to load

    return laned_client()


def _tapped(name: str, profile: Profile, tap: Tap) -> dict[str, Any]:
    """Return the options that lead requests through a tap. Raises `InputError` for a provider that takes none."""
    if not profile.in_body:
        raise InputError(
            f"requests to {name} cannot be recorded",
            "record with openai:… or azure_openai:…, or with a server that speaks OpenAI's chat completions",
        )
    address = {} if tap.address is None else {profile.address_option: tap.address}
    return {"http_client": tap.client, **address}


def _limits(name: str, address: str | None, override: Path | None) -> Limits:
    found = limits_for(name, override)
    foreign = name.startswith("openai:") and address and not is_openai(address)
    return limits_for("compatible:") if foreign and not found.known else found


def _first(settings: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((settings[name] for name in names if settings.get(name)), None)


def is_at_home(address: str) -> bool:
    """Tell whether an address is on this machine or in a private network, where servers mostly ask for no key."""
    host = urlsplit(address).hostname or ""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal"))
    return found.is_loopback or found.is_private


def _opened(name: str, profile: Profile, options: Mapping[str, Any]) -> BaseChatModel:
    """Return LangChain's model. Raises `InputError` when its package is missing or does not take what it is given."""
    from langchain.chat_models import init_chat_model

    provider, _, model = name.partition(":")
    # It warns on standard error about what comes back as data here.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"langchain_openai\.")
    try:
        opened: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        install = f"pip install 'draftspec[{profile.extra}]'" if profile.extra else _install_line(error)
        raise InputError(f"the package for {provider} is not installed", install) from error
    except Exception as error:
        if not isinstance(error, ValueError) and not is_foreign(error):
            raise
        raise _cannot_open(name, error) from None
    # What it logs comes back as data too; without a handler Python would print it.
    logging.getLogger(type(opened).__module__.partition(".")[0]).addHandler(logging.NullHandler())
    return opened


def _cannot_open(name: str, error: Exception) -> InputError:
    """Return what to say when LangChain does not know a provider, or its package does not take what is set.

    The package's own words are left out: a validation error repeats what was given, keys too.
    """
    provider, _, model = name.partition(":")
    if not str(error).startswith("Unsupported provider"):
        return InputError(f"{name} cannot be opened with what is set", "set its key in the environment, or correct it")
    known = {*PROFILES, *re.findall(r"\w+", str(error).partition("are:")[2])}
    near = difflib.get_close_matches(provider, sorted(known), n=1)
    hint = f"did you mean {near[0]}:{model}?" if near else f"providers are {', '.join(sorted(known))}"
    return InputError(f"there is no provider {provider!r}", hint)


def _speaks_openai(model: BaseChatModel) -> bool:
    """Tell whether a model is built on LangChain's for OpenAI, as those of DeepSeek, xAI and Together are."""
    return any(kind.__name__ == "BaseChatOpenAI" for kind in type(model).__mro__)


def _install_line(error: ImportError) -> str:
    """Return the line to install with that an error of LangChain names."""
    found = re.search(r"pip install [\w.-]+", str(error))
    return found[0] if found else "install its package"
