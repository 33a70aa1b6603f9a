"""What a model charges: a dated file of prices that anybody can override, and the cost of tokens.

A model that runs on the user's own machine costs nothing. A model without a price has none: nothing is guessed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from draftspec.chat.langchain_model import is_at_home
from draftspec.chat.model import Tokens
from draftspec.chat.profiles import PROFILES, is_openai
from draftspec.errors import InputError

_MILLION = Decimal(1_000_000)
_DATED = re.compile(r"-(20\d{2}-?\d{2}-?\d{2}|latest)$")
_FREE_PROVIDERS = ("ollama", "scripted")


def _decimal(value: object) -> object:
    """Return a number of a YAML file as it was written, so that 0.1 is a tenth."""
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


Factor = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=1, le=100)]
Dollars = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=100_000)]


class Above(BaseModel):
    """How many times as much is charged for a request with more than `size` tokens that are sent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size: int = Field(gt=0)
    sent: Factor
    output: Factor


class Price(BaseModel):
    """The price of a model in US dollars for a million tokens; see prices.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: Dollars
    output: Dollars
    cached: Dollars | None = None
    written: Dollars | None = None
    above: Above | None = None

    def cost(self, tokens: Tokens) -> Decimal:
        """Return what the tokens of one reply cost; with `written`, the most that they may cost."""
        cached = min(tokens.cached, tokens.input)
        read = self.cached if self.cached is not None else self.input
        sent = (tokens.input - cached) * (self.written or self.input) + cached * read
        output = tokens.output * self.output
        if self.above and tokens.input > self.above.size:
            sent, output = sent * self.above.sent, output * self.above.output
        return (sent + output) / _MILLION


_FREE = Price(input=Decimal(0), output=Decimal(0), cached=Decimal(0))


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    date: datetime.date | None = None
    models: dict[str, Price]


@dataclass(frozen=True)
class Prices:
    """Prices by model (`provider:model`), and when they were published."""

    models: Mapping[str, Price]
    published: datetime.date | None = None
    overridden: frozenset[str] = frozenset()
    """The models whose price the user gave: these hold wherever the model is served."""

    def of(self, model: str, base_url: str | None = None) -> Price | None:
        """Return the price of a model at an address (None: the provider's own), or None when it is not known."""
        name = model if model in self.models else _DATED.sub("", model)
        if name in self.overridden:
            return self.models[name]
        provider = model.partition(":")[0]
        if is_at_home(base_url) if base_url else provider in _FREE_PROVIDERS:
            return _FREE
        if base_url and not _is_own(provider, base_url):
            return None
        return self.models.get(name)


def cost(replies: Iterable[Tokens], price: Price | None) -> Decimal | None:
    """Return what replies cost together in US dollars, or None where the price is not known."""
    return None if price is None else sum((price.cost(tokens) for tokens in replies), Decimal(0))


def _is_own(provider: str, base_url: str) -> bool:
    """Tell whether an address is the provider's own, so that its prices hold."""
    profile = PROFILES.get(provider)
    own = urlsplit(profile.address).hostname if profile and profile.address else None
    return urlsplit(base_url).hostname == own or (provider == "openai" and is_openai(base_url))


def read_prices(override: Path | None = None) -> Prices:
    """Return the prices that draftspec comes with, those of a file of the user's over them. Raises `InputError`."""
    own = _own()
    if override is None:
        return Prices(own.models, own.date)
    given = _read(override)
    return Prices({**own.models, **given.models}, given.date or own.date, frozenset(given.models))


@cache
def _own() -> _File:
    return _read(Path(__file__).with_name("prices.yaml"))


def _read(path: Path) -> _File:
    try:
        return _File.model_validate(_parsed(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(f"{path}: {where or 'the file'}: {first['msg']}", _FORM) from error


_FORM = 'write prices as in models: {"openai:gpt-5-mini": {input: 0.25, cached: 0.025, output: 2.00}}, US dollars for a million tokens'


def _parsed(path: Path) -> Any:
    import yaml

    from draftspec.yaml_bounds import refuse_unbounded

    try:
        text = path.read_text(encoding="utf-8-sig")
        refuse_unbounded(text)
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except OSError as error:
        raise InputError(
            f"cannot read {path}: {error.strerror}", "check DRAFTSPEC_PRICES or the setting prices"
        ) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path} is not valid YAML: {' '.join(str(error).split())[:200]}", _FORM) from error
