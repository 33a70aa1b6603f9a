"""What a brief does not want twice at once ("can't be in two rentals for the same days") is an overlap, and no feature that is left out."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.plan import Plan, Resource

_SEVERAL = r"(?:two|2|three|several|multiple|more than one|more than 1|another|different|both)"
_AT_ONCE = r"(?:at once|at the same (?:time|day|moment)|(?:on|for|in|during|at) the same|simultaneously|in parallel|overlap\w*|twice|double)"
_DOUBLED = re.compile(rf"\b(?:double|overlapping|parallel)\b|\b{_SEVERAL}\b.*\b{_AT_ONCE}|\b(?:booked|rented|lent|reserved|assigned|used|taken|planned)\b.*\b(?:twice|double)\b|\boverlap\w*\b", re.I)  # fmt: skip


def is_doubled(words: str, text: str) -> bool:
    """Tell whether what a brief rules out is that rows overlap in time; `words` are cut, the sentence of the brief is not."""
    found = re.search(rf"{re.escape(words)}[^.;:\n]*", text, re.I)
    return _DOUBLED.search(found[0] if found is not None else words) is not None


def doubled(plan: Plan) -> tuple[str, ...]:
    """Return what must not overlap by the brief and no constraint of the design sees to."""
    if any(map(_keeps_apart, plan.resources)):
        return ()
    return tuple(words for words in plan.reading.negations if is_doubled(words, plan.reading.text))


def _keeps_apart(resource: Resource) -> bool:
    """Tell whether a thing has the columns that its exclusion of overlaps speaks of."""
    names = {c.name for c in resource.columns} | {p.column for p in resource.parents} | {"status"}
    spans = (re.split(r" during | where ", said)[1] for said in resource.entry.exclude)
    return any(set(re.split(r", *", span)) <= names for span in spans)
