"""How much of what the brief says explicitly is carried by the design."""

from __future__ import annotations

from draftspec.evals.fitting import says
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share
from draftspec.items import item_paths


@scorer(
    gate="threshold",
    bound=0.8,
    source="planning_benchmark's frozen catalogue of requirements as the denominator; LRASGen's constraints (2504.16833)",
)
def claims(sample: Sample) -> Measured | NotMeasured:
    """The numbers that the case lists, and the claims that the draft makes, of which an item of the design carries each.

    A number counts where it stands by itself in a table, endpoint, rule, check, job or integration; what is quoted from
    the brief carries nothing. A claim of the draft counts when each item that it names is there.
    """
    stated = [statement.text for statement in sample.stated]
    paths = item_paths(sample.spec.sections)
    lost = [
        Evidence(f"no item of the design carries {number} of the brief", "sections")
        for number in sample.case.expect.numbers
        if not any(says(text, number) for text in stated)
    ]
    for claim in sample.spec.claims:
        gone = [path for path in claim.carried_by if path not in paths]
        if gone or not claim.carried_by:
            reason = f"is carried by {gone[0]}, which is not there" if gone else "is carried by nothing"
            lost.append(Evidence(f"“{claim.text}” {reason}", "claims"))
    known = len(sample.case.expect.numbers) + len(sample.spec.claims)
    if not known:
        return NotMeasured("neither the case nor the draft names a claim")
    return Measured(share(known - len(lost), known), tuple(lost))
