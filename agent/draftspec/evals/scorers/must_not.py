"""Whether what a good specification does not hold stays out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.evals.case import MustNot, split_alternatives
from draftspec.evals.fitting import calls, fits_name
from draftspec.evals.prose import unquoted
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share
from draftspec.items import endpoint_name, endpoint_path

_FIRST_PATH = re.compile(r"^paths:", re.M)


@scorer(
    gate="hard",
    bound=1,
    source="negations and injected orders: frozen per case; over-generation of schemas on growing briefs (2605.11986)",
)
def must_not(sample: Sample) -> Measured | NotMeasured:
    """Words, tables, columns and endpoints that the case rules out, of which the draft has none.

    Words are looked for in every file, except where it shows or quotes the brief.
    """
    ruled_out = sample.case.expect.must_not
    all_ = len(ruled_out.words) + len(ruled_out.tables) + len(ruled_out.columns) + len(ruled_out.endpoints)
    if not all_:
        return NotMeasured("the case rules nothing out")
    found = dict(_found(sample, ruled_out))
    return Measured(share(all_ - len(found), all_), tuple(found.values()))


def _found(sample: Sample, ruled_out: MustNot) -> Iterator[tuple[str, Evidence]]:
    yield from _words(sample, ruled_out)
    yield from _tables(sample, ruled_out)
    yield from _endpoints(sample, ruled_out)


def _words(sample: Sample, ruled_out: MustNot) -> Iterator[tuple[str, Evidence]]:
    for word in ruled_out.words:
        for where, text in _lines(sample):
            if any(one.lower() in text.lower() for one in split_alternatives(word)):
                yield f"word {word}", Evidence(text.strip(), where)


def _tables(sample: Sample, ruled_out: MustNot) -> Iterator[tuple[str, Evidence]]:
    for table in sample.tables:
        where = f"database.tables.{table.name}"
        for name in ruled_out.tables:
            if fits_name(table.name, name):
                yield f"table {name}", Evidence(f"table {table.name}", where)
        for name in ruled_out.columns:
            for column in table.columns:
                if fits_name(column.name, name):
                    yield f"column {name}", Evidence(f"column {table.name}.{column.name}", where)


def _endpoints(sample: Sample, ruled_out: MustNot) -> Iterator[tuple[str, Evidence]]:
    for pattern in ruled_out.endpoints:
        for endpoint in sample.endpoints:
            if any(call.fits(endpoint) for call in calls(pattern)):
                yield f"endpoint {pattern}", Evidence(endpoint_name(endpoint), endpoint_path(endpoint))


def _lines(sample: Sample) -> Iterator[tuple[str, str]]:
    for name, text in sample.files.items():
        if name.endswith((".md", ".sql", ".yaml")):
            first = _FIRST_PATH.search(text) if name.endswith(".yaml") else None  # what is before it shows the brief
            skipped = text.count("\n", 0, first.start()) if first else 0
            for number, line in enumerate(text.splitlines()[skipped:], skipped + 1):
                if not line.startswith("**Brief**"):
                    yield f"{name}:{number}", re.sub(r"“[^”]*$", "", unquoted(line))
