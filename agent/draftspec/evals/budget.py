"""How much a session of recording may cost: no request is sent that could lead past it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Protocol

import httpx2

from draftspec.chat.model import Tokens
from draftspec.chat.prices import Price
from draftspec.chat.tokens import count
from draftspec.drafters.language_model.spending import FRAME, Purse
from draftspec.evals.paid import tokens_of_answer


class Server(Protocol):
    """Whoever answers requests that are not recorded."""

    def send(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response to a request. Raises what httpx2 raises."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class Budgeted:
    """A server that is asked only while the purse lasts. The purse is shared by all cases of a session."""

    def __init__(self, server: Server, purse: Purse, price: Price) -> None:
        self._server = server
        self._purse = purse
        self._price = price

    def send(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response to a request. Raises `TooDear` before it is sent, and what the server raises."""
        most = self._price.cost(_most_tokens(request.read().decode()))
        self._purse.set_aside(most)
        paid = most  # a request without an answer may have been billed
        try:
            response = self._server.send(request)
            response.read()
            paid = self._price.cost(tokens_of_answer(response.text)) if response.status_code < 400 else Decimal(0)
            return response
        finally:
            self._purse.settle(most, paid)

    def close(self) -> None:
        """Close the connections."""
        self._server.close()


def _most_tokens(text: str) -> Tokens:
    """Return the most tokens that a request is counted for: its whole body, and its whole cap."""
    body = json.loads(text)
    cap = body.get("max_completion_tokens") or body.get("max_tokens") or 0
    return Tokens(input=count(text, f"openai:{body.get('model', '')}").tokens + FRAME, output=int(cap))
