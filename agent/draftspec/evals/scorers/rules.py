"""How many of the rules that the case expects the design states."""

from __future__ import annotations

from draftspec.evals.fitting import says
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share


@scorer(
    gate="threshold",
    bound=0.5,
    source="four LLMs on one system: all weak on business rules (2505.18019); coverage of reference rules (2508.09648)",
)
def rules(sample: Sample) -> Measured | NotMeasured:
    """The rules that the case expects, each found by its words together in one rule, check, constraint, endpoint or job."""
    expected = sample.case.expect.rules
    if not expected:
        return NotMeasured("the case expects no rule")
    stated = [statement.text for statement in sample.stated]
    lost = [words for words in expected if not any(all(says(text, word) for word in words) for text in stated)]
    evidence = tuple(Evidence(f"no item says {' + '.join(words)}", "rules") for words in lost)
    return Measured(share(len(expected) - len(lost), len(expected)), evidence)
