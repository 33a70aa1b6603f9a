"""Whether service levels can be measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.checks.markdown import Markdown
from draftspec.checks.texts import PRP
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share

_NUMBER = re.compile(r"\d")
_UNIT = re.compile(
    r"\d\s?(?:%|ms\b|s\b|sec|min|h\b|hours?|days?|[kMGT]B\b|/s\b|/min\b|per )|(?:rows|requests|users|calls|`)",
    re.IGNORECASE,
)
_UNDER = ("SLAs & Performance Requirements", "Backend Performance Metrics", "Quality & Reliability Metrics")


@scorer(
    gate="threshold",
    bound=0.5,
    source="a prototype on hand-written specs: good 1.00, generic 0.00, copied 1.00, so read it with template-leakage; ISO 25010",
)
def measurable_slas(sample: Sample) -> Measured | NotMeasured:
    """Lines of service levels and success metrics in the PRP that name a measured thing, or a number with its unit.

    A metric by its name, in code, is measurable as well: whoever reads it finds the series.
    """
    document = sample.documents.prp
    if document is None:
        return NotMeasured("the PRP is not there")
    if not sample.endpoints and not sample.tables:
        return NotMeasured("there is nothing to run")
    rows = [row for heading in _UNDER for row in _rows(document, heading)]
    if not rows:
        return NotMeasured("the PRP has no service level")
    bad = tuple(Evidence(text, f"{PRP}:{number}") for number, text in rows if not _is_measurable(text))
    return Measured(share(len(rows) - len(bad), len(rows)), bad)


def _is_measurable(text: str) -> bool:
    return bool(_UNIT.search(text) and (_NUMBER.search(text) or "`" in text))


def _rows(document: Markdown, heading: str) -> Iterator[tuple[int, str]]:
    for part in document.parts:
        if part.headings[-1:] and part.headings[-1].lstrip("# ") == heading:
            yield from (line for line in part.lines() if line.text.startswith("- "))
    for fence in document.fences_under(heading):
        for number, text in enumerate(fence.text.splitlines(), fence.number):
            if text.strip():
                yield number, text
