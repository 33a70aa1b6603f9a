"""Headings that name a part of one item, and no item: "Acceptance criteria", "Notes", "Out of scope"."""

from __future__ import annotations

import re

_PARTS = re.compile(
    r"""(?:acceptance( criteri(a|on)| tests?)?|ac|a\.c\.|criteria|definition of (done|ready)|dod|user stor(y|ies)|story|as an? .*|description
    |details?|summary|overview|background|context|motivation|problem( statement)?|rationale|why|what|how|goals?|non[- ]goals?|objectives?
    |requirements?|functional requirements?|non[- ]functional requirements?|business (rules?|value)|rules?|scope|in scope|out of scope|notes?|technical
    (notes?|details?|considerations?)|implementation( notes| details)?|design( notes)?|solution|proposal|proposed solution|tasks?|sub[- ]?tasks?|to[- ]?dos?
    |steps|checklist|test(s|ing| cases| plan| scenarios)?|scenarios?|examples?|api|data( model)?|endpoints?|validation|permissions?|security
    |edge cases?|dependencies|depends on|blocked by|estimate|estimation|story points|priority|effort|size|links?|references?|screenshots?|mockups?
    |open questions?|questions?|risks?|assumptions?|constraints?|metrics|success (criteria|metrics)|given|when|then|deliverables?|expected
    (result|behaviou?r)|current behaviou?r|akzeptanzkriterien|beschreibung)""",
    re.VERBOSE | re.IGNORECASE,
)


def is_part(title: str) -> bool:
    """Tell whether a heading names a part of the item above it."""
    return _PARTS.fullmatch(re.sub(r"[^\w .\-/]+", " ", title).strip().rstrip(": ")) is not None
