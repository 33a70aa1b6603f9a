"""Whether the tables that endpoints use are there."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share
from draftspec.items import endpoint_path
from draftspec.sections.endpoints import Endpoint


@scorer(
    gate="hard",
    bound=1,
    source="a prototype on hand-written specs: good 1.00, generic 0.50, copied from the template 0.00",
)
def endpoint_tables(sample: Sample) -> Measured | NotMeasured:
    """Endpoints of which every table that they read, write, look up or filter by is new, assumed or there already."""
    if not sample.endpoints:
        return NotMeasured("there is no endpoint")
    known = sample.spec.sections.known_tables()
    lost = {endpoint_path(one): sorted(set(_tables(one)) - known.keys()) for one in sample.endpoints}
    evidence = tuple(Evidence(f"no table {', '.join(names)}", path) for path, names in lost.items() if names)
    return Measured(share(len(lost) - len(evidence), len(lost)), evidence)


def _tables(endpoint: Endpoint) -> Iterator[str]:
    yield from (*endpoint.reads, *endpoint.writes, *((endpoint.table,) if endpoint.table else ()))
    yield from (one.table for one in endpoint.path_parameters)
    yield from (one.table for one in endpoint.query)
    yield from (one.table for one in endpoint.server_sets)
