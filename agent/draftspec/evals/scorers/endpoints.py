"""The endpoints against those that the case expects."""

from __future__ import annotations

from draftspec.evals.fitting import calls
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, f1, scorer
from draftspec.items import endpoint_name, endpoint_path


@scorer(
    gate="threshold",
    bound=0.3,
    source="OOPS (2601.12735) and LRASGen (2504.16833): precision, recall and F1 on endpoint methods against a gold list",
)
def endpoints(sample: Sample) -> Measured | NotMeasured:
    """F1 of methods and paths against the case's; prefix, number and names of parameters do not count, PUT is PATCH.

    An endpoint that the case calls optional counts neither when it is there nor when it is missing.
    """
    expect = sample.case.expect
    if not expect.endpoints and not expect.no_backend:
        return NotMeasured("the case expects no endpoint")
    wanted = [call for pattern in expect.endpoints for call in calls(pattern)]
    allowed = [call for pattern in expect.optional_endpoints for call in calls(pattern)]
    missing = [call for call in wanted if not any(map(call.fits, sample.endpoints))]
    extra = [one for one in sample.endpoints if not any(call.fits(one) for call in (*wanted, *allowed))]
    evidence = [Evidence(f"no endpoint {call.name}", "endpoints") for call in missing]
    evidence += [Evidence(f"{endpoint_name(one)} is not asked for", endpoint_path(one)) for one in extra]
    return Measured(f1(len(wanted) - len(missing), len(missing), len(extra)), tuple(evidence))
