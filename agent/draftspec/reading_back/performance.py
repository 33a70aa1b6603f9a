"""What keeps the feature fast; a cache is shown in three lists, of which each says one thing of it."""

from __future__ import annotations

from collections.abc import Sequence

from draftspec.derive.lines import line
from draftspec.reading_back import keeping
from draftspec.reading_back.access import last_code
from draftspec.reading_back.labels import Labels, labels
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.parts import Part, below
from draftspec.reading_back.records import texts
from draftspec.sections.performance import Cache, Performance

_UNCACHED = "nothing is cached."
_LISTS = {
    "query_optimization": ("Query Optimization", "no query needs special care."),
    "indexing_strategy": ("Indexing Strategy", "the keys serve every query."),
}


def performance(root: Part, base: Performance, notes: Notes) -> Performance:
    """Return what keeps the feature fast."""
    part = below(root, "Performance Considerations", notes)
    stored = labels(below(part, "Database Performance", notes), notes, "bullet")
    cached = labels(below(part, "Caching Strategy", notes), notes, "bullet")
    grown = labels(below(part, "Scalability", notes), notes, "bullet")
    values: dict[str, object] = {
        name: keeping.listed_texts(stored.one(label).shown(), getattr(base, name), otherwise)
        for name, (label, otherwise) in _LISTS.items()
    }
    values |= texts(stored, base, {"connection_pooling": "Connection Pooling"})
    values |= _caching(cached, base, notes)
    values["bottlenecks"] = keeping.listed_texts(grown.one("Bottlenecks").shown(), base.bottlenecks, "none known.")
    values |= texts(grown, base, {"horizontal_scaling": "Horizontal Scaling", "resource_usage": "Resource Usage"})
    return notes.changed(part.line, base, **values)


def _caching(shown: Labels, base: Performance, notes: Notes) -> dict[str, object]:
    what, durations = shown.one("What to Cache").shown(), shown.one("Cache Duration").shown()
    ends = shown.one("Cache Invalidation").shown()
    alone = not base.caches or len(base.caches) != 1
    if not what or (alone and len(durations) <= 1 and all(keeping.alike(one.text, _UNCACHED) for one in durations)):
        return {"caches": (), "uncached_because": _because(what, base)}
    if not len(what) == len(durations) == len(ends):
        message = f"{len(what)} caches have {len(durations)} durations and {len(ends)} invalidations"
        raise notes.error(what[0].line, message, "give each cache a line in each of the three lists")
    rows = zip(what, durations, ends, strict=True)
    caches = tuple(_cache(row, place, base.caches, notes) for place, row in enumerate(rows))
    return {"caches": caches}


def _because(what: Sequence[Node], base: Performance) -> str | None:
    if not what or base.caches or keeping.alike(what[0].text, base.uncached_because or _UNCACHED):
        return base.uncached_because
    return what[0].text


def _cache(row: tuple[Node, Node, Node], place: int, known: Sequence[Cache], notes: Notes) -> Cache:
    what, duration, end = row
    same = [one for one in known if keeping.alike(what.text, line(one))]
    base = known[place] if place < len(known) and (not same or known[place] in same) else next(iter(same), None)
    endpoint = last_code(what.text)
    said = what.text[: what.text.rfind(" (`")] if endpoint is not None else what.text
    if base is not None and keeping.alike(what.text, line(base)):
        said, endpoint = base.what, base.endpoint
    return notes.built(
        what.line,
        Cache,
        what=said,
        endpoint=endpoint,
        duration=keeping.text(duration.text, base.duration if base else None),
        invalidation=keeping.text(end.text, base.invalidation if base else None),
    )
