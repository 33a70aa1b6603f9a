"""What a draft cost in money."""

from __future__ import annotations

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Measured, NotMeasured, scorer


@scorer(
    unit="count", higher_is_better=False, source="the usage that the service billed, as recorded, at the listed prices"
)
def cost(sample: Sample) -> Measured | NotMeasured:
    """US dollars for every question and answer of the draft, repairs included."""
    usage = sample.spec.usage
    if not usage.calls:
        return NotMeasured("no model was asked")
    if not usage.input_tokens + usage.output_tokens:
        return NotMeasured("the service told no tokens")
    return NotMeasured("the model's price is not known") if usage.usd is None else Measured(usage.usd)
