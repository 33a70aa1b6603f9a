"""What a draft cost in tokens."""

from __future__ import annotations

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Measured, NotMeasured, scorer


@scorer(unit="count", higher_is_better=False, source="the usage that the service billed, as recorded")
def tokens(sample: Sample) -> Measured | NotMeasured:
    """Tokens of every question and answer of the draft, repairs included."""
    usage = sample.spec.usage
    if not usage.calls:
        return NotMeasured("no model was asked")
    total = usage.input_tokens + usage.output_tokens
    return Measured(total) if total else NotMeasured("the service told no tokens")
