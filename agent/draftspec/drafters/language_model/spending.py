"""How much a draft may cost: no request is sent that could lead past it."""

from __future__ import annotations

import json
import threading
from decimal import Decimal

from draftspec.chat.model import Ask, ChatFailure, ChatModel, Reply, Tokens
from draftspec.chat.prices import Price
from draftspec.chat.queueing import in_queue
from draftspec.chat.tokens import count
from draftspec.errors import ServiceError

FRAME = 64
"""Tokens that a request has around its messages and schema, at most."""


class TooDear(ServiceError):
    """The next request could cost more than is left."""


class Purse:
    """What a draft has cost so far, and what is set aside for requests in flight. Safe with several threads."""

    def __init__(self, limit: Decimal) -> None:
        self._limit = limit
        self._spent = Decimal(0)
        self._aside = Decimal(0)
        self._changed = threading.Condition()

    def pay(self, amount: Decimal) -> None:
        """Count what was paid before this run."""
        with self._changed:
            self._spent += amount

    def set_aside(self, amount: Decimal) -> None:
        """Set aside the most that a request can cost, once others leave room for it. Raises `TooDear`."""
        with self._changed:
            with in_queue():
                self._changed.wait_for(lambda: self._is_past(amount) or not self._is_past(self._aside + amount))
            if self._is_past(amount):
                raise TooDear(
                    f"the next request could cost up to ${amount:.4f}, and ${self._spent:.4f} of --max-cost "
                    f"${self._limit} are spent",
                    "what was answered is kept; run the same command again with --resume and a higher --max-cost",
                )
            self._aside += amount

    def settle(self, amount: Decimal, paid: Decimal) -> None:
        """Count what a request cost in place of what was set aside for it."""
        with self._changed:
            self._aside -= amount
            self._spent += paid
            self._changed.notify_all()

    def _is_past(self, amount: Decimal) -> bool:
        return self._spent + amount > self._limit


class Budgeted:
    """A model that is asked only while the purse lasts, whatever a reply turns out to cost."""

    def __init__(self, model: ChatModel, purse: Purse, price: Price) -> None:
        self.name = model.name
        self._model = model
        self._purse = purse
        self._price = price

    def ask(self, ask: Ask) -> Reply:
        """Return the model's reply. Raises `TooDear` before it is asked, and what the model raises."""
        most = self._price.cost(most_tokens(ask, self.name))
        self._purse.set_aside(most)
        paid = most  # a request without a reply may have been billed
        try:
            reply = self._model.ask(ask)
            paid = self._price.cost(reply.tokens)
            return reply
        except ChatFailure as failure:
            paid = most if failure.status is None else Decimal(0)
            raise
        finally:
            self._purse.settle(most, paid)

    def known(self, reply: Reply) -> None:
        """Count a reply that an earlier run paid for."""
        self._purse.pay(self._price.cost(reply.tokens))


def most_tokens(ask: Ask, model: str) -> Tokens:
    """Return the most tokens that a request is counted for: its messages, its schema and its whole cap."""
    text = "\n".join((*(message.content for message in ask.messages), json.dumps(ask.schema)))
    return Tokens(input=count(text, model).tokens + FRAME, output=ask.max_tokens)
