"""Which folder each item gets: the one that its brief was drafted into before, else the one that its title says.

So an item that was put above another of the same name does not take that one's folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count

from draftspec.batch.inputs import digest_of
from draftspec.brief import Brief


def settled_slugs(briefs: Iterable[Brief], known: Mapping[str, str]) -> list[Brief]:
    """Return briefs with slugs of their own; `known` holds slugs by the digest of the brief that was drafted there."""
    given = list(briefs)
    kept: dict[int, str] = {}
    taken: set[str] = set()
    for number, brief in enumerate(given):
        slug = known.get(digest_of(brief.text.encode()))
        if slug is not None and slug not in taken:
            kept[number] = slug
            taken.add(slug)
    settled = []
    for number, brief in enumerate(given):
        slug = kept.get(number) or _free(brief.slug, taken)
        taken.add(slug)
        settled.append(replace(brief, slug=slug))
    return settled


def _free(slug: str, taken: set[str]) -> str:
    if slug not in taken:
        return slug
    return next(name for number in count(2) if (name := f"{slug}-{number}") not in taken)
