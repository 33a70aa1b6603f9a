"""Where something may see each request to a model on its way, and answer it itself: recorded evaluation does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftspec.chat.model import Ask

if TYPE_CHECKING:
    import httpx2


@dataclass(frozen=True)
class Tap:
    """A client of HTTP that every request goes through, and the headers that tell it which ask a request is.

    `address` is where the client believes the server to be, in place of the address that decides how it is spoken to:
    one that leads nowhere, when no request is meant to get through.
    """

    client: httpx2.Client
    headers: Callable[[Ask], Mapping[str, str]]
    address: str | None = None

    @property
    def answers(self) -> bool:
        """Whether it answers every request itself, and at once."""
        return self.address is not None
