"""What recorded answers cost, by the tokens that stand in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from draftspec.chat.model import Tokens
from draftspec.chat.prices import Price, cost
from draftspec.evals.cassette import Interaction


def tokens_in(one: Interaction) -> Tokens:
    """Return the tokens that an answer was billed, none where it does not say."""
    return tokens_of_answer(one.text)


def tokens_of_answer(text: str) -> Tokens:
    """Return the tokens that the text of an answer says were billed."""
    try:
        usage = json.loads(text)["usage"]
    except (ValueError, KeyError, TypeError):
        return Tokens()
    details = usage.get("prompt_tokens_details") if isinstance(usage, dict) else None
    cached = _count(details, "cached_tokens")
    return Tokens(_count(usage, "prompt_tokens"), cached, _count(usage, "completion_tokens"))


def paid_for(interactions: Iterable[Interaction], price: Price | None) -> tuple[Tokens, Decimal | None]:
    """Return the tokens of answers together, and what they cost in US dollars where the price is known."""
    tokens = [tokens_in(one) for one in interactions]
    return sum(tokens, Tokens()), cost(tokens, price)


def _count(found: Mapping[str, Any] | None, name: str) -> int:
    value = found.get(name) if isinstance(found, dict) else None
    return value if isinstance(value, int) else 0
