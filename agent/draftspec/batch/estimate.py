"""What a batch is going to cost with a model, from some of its items; nothing is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from draftspec.brief import Brief
from draftspec.drafters.language_model.estimating import estimated
from draftspec.settings import Settings

LOOKED_AT = 20
"""Of so many items, spread evenly, the prompts are made: each takes a tenth of a second or more."""


@dataclass(frozen=True)
class BatchEstimate:
    """Calls, tokens and US dollars of `drafts` drafts (None where the price is not known), from `looked_at` of them."""

    drafts: int
    looked_at: int
    calls: int
    input_tokens: int
    output_tokens: int
    usd: Decimal | None

    @property
    def text(self) -> str:
        """Return the estimate for people."""
        usd = "price not known" if self.usd is None else f"about ${self.usd:.2f}"
        source = f"; from {self.looked_at} of {self.drafts} items" if self.looked_at < self.drafts else ""
        tokens = f"~{self.input_tokens:,} + ~{self.output_tokens:,} tokens"
        return f"{self.calls:,} calls, {tokens}, {usd}{source}; nothing was asked"


def estimated_batch(briefs: Sequence[Brief], settings: Settings) -> BatchEstimate:
    """Return the estimate for all of these briefs. Raises `InputError`, and `ServiceError` for a brief that is too long."""
    step = max(1, -(-len(briefs) // LOOKED_AT))
    sample = briefs[::step]
    every = [estimated(brief, settings) for brief in sample]
    scale = Decimal(len(briefs)) / Decimal(max(len(sample), 1))
    dollars = [one.usd for one in every]
    known = None if None in dollars else sum((usd for usd in dollars if usd is not None), Decimal(0)) * scale
    return BatchEstimate(
        drafts=len(briefs),
        looked_at=len(sample),
        calls=round(sum(len(one.sections) for one in every) * scale),
        input_tokens=round(sum(one.input.tokens for one in every) * scale),
        output_tokens=round(sum(one.output.tokens for one in every) * scale),
        usd=known,
    )
