"""How often a model had to be asked again."""

from __future__ import annotations

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer


@scorer(unit="count", higher_is_better=False, source="first-attempt validity of structured answers")
def repairs(sample: Sample) -> Measured | NotMeasured:
    """Times that the checks sent a section back to the model."""
    if not sample.spec.usage.calls:
        return NotMeasured("no model was asked")
    sent_back = [(name, one.repairs) for name, one in sample.spec.provenance.items() if one.repairs]
    return Measured(sum(times for _, times in sent_back), tuple(Evidence(f"{n} times", name) for name, n in sent_back))
