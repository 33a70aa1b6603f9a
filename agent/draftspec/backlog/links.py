"""Links between the issues of Jira's interface: which of them say that an issue waits for another."""

from __future__ import annotations

import re
from collections.abc import Mapping

from draftspec.backlog.values import text

_WAITS = re.compile(r"blocked by|depends on|depends upon|requires|is caused by", re.IGNORECASE)


def blockers(record: Mapping[str, object]) -> list[str]:
    """Return the keys of the issues that the links of a record say it waits for."""
    links = record.get("issuelinks")
    found: list[str] = []
    for link in links if isinstance(links, list) else []:
        kind = link.get("type") if isinstance(link, dict) else None
        if not isinstance(kind, dict):
            continue
        for way in ("inward", "outward"):
            other = link.get(f"{way}Issue")
            if isinstance(other, dict) and _WAITS.search(text(kind.get(way))):
                found.append(text(other.get("key")))
    return [key for key in found if key]
