"""Whether each failure of an endpoint says when it occurs."""

from __future__ import annotations

import re

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share
from draftspec.items import endpoint_path

_STATUS_NAMES = frozenset(
    {
        "bad request",
        "unauthorized",
        "forbidden",
        "not found",
        "conflict",
        "unprocessable content",
        "gone",
        "error",
        "an error occurred",
        "invalid",
        "too many requests",
        "internal server error",
        "service unavailable",
    }
)


@scorer(
    gate="threshold",
    bound=0.95,
    source="`when_this_occurs` stands six times in the template and needs six texts; OOPS (2601.12735): responses",
)
def error_texts(sample: Sample) -> Measured | NotMeasured:
    """Failures whose condition is a text of its own within the endpoint, and more than the name of the status."""
    errors = [(endpoint_path(one), error) for one in sample.endpoints for error in one.errors]
    if not errors:
        return NotMeasured("no endpoint names a failure")
    seen: set[tuple[str, str]] = set()
    bad: list[Evidence] = []
    for where, error in errors:
        key = (where, " ".join(re.findall(r"\w+", error.when.lower())))
        if key in seen or key[1] in _STATUS_NAMES:
            bad.append(Evidence(f"{error.status} {error.code}: {error.when}", where))
        seen.add(key)
    return Measured(share(len(errors) - len(bad), len(errors)), tuple(bad))
