"""Where a recording came from: said in its file and in every report, so that no score is taken for another model's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from draftspec.chat.langchain_model import is_at_home
from draftspec.chat.profiles import PROFILES

SCRIPTED = "x-draftspec-scripted"
"""The header by which a server says that its answers come from a script and not from a model."""

Host = Literal["provider", "local", "other"]
"""Who answered: the provider's own address, a server in the same network, another one. Never its name."""

Source = Literal["live", "scripted"]


@dataclass(frozen=True)
class Origin:
    """The model that was asked (`provider:model`), those that say they answered, the kind of host, the day, the source.

    `source` is `scripted` as long as one answer comes from a server that declares itself a script. `date` is the day of
    the last answer, in UTC.
    """

    asked: str
    answered: tuple[str, ...]
    host: Host
    date: str
    source: Source

    @property
    def line(self) -> str:
        """What a report says about it."""
        answered = ", ".join(self.answered) or "unnamed"
        note = "scripted answers, no model's" if self.source == "scripted" else "live"
        return f"{self.asked}, answered by {answered} ({self.host}) on {self.date}: {note}"


def host_of(address: str, provider: str) -> Host:
    """Return what kind of host an address is."""
    own = PROFILES[provider].address if provider in PROFILES else None
    host = urlsplit(address).hostname or ""
    if own and (host == urlsplit(own).hostname or host.endswith(f".{urlsplit(own).hostname}")):
        return "provider"
    return "local" if is_at_home(address) else "other"


def origin_from(content: Mapping[str, Any]) -> Origin:
    """Return the origin that a cassette tells. Raises KeyError, TypeError or ValueError where it tells none."""
    source, host = content["source"], content["host"]
    if source not in ("live", "scripted") or host not in ("provider", "local", "other"):
        raise ValueError(f"there is no source {source!r} or no host {host!r}")
    answered = tuple(str(name) for name in content["answered"])
    return Origin(str(content["asked"]), answered, host, str(content["date"]), source)
