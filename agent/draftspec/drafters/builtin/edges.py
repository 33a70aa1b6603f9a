"""An edge case for a rule whose entry names none: what its own implementation makes of two calls at once, of the boundary."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.entries import RuleEntry

_KINDS = (
    (r"ON CONFLICT[^`]*DO NOTHING", "The same call twice at once: one of them inserts, both answer with that row."),
    (r"\bunique (?:index|indexes|key|pair)\b", "Two such calls at once: the index lets one row in, the other gets {answer}."),
    (r"CHECK \((?P<a>\w+) > (?P<b>\w+)\)", "`{a}` equal to `{b}` is refused."),
    (r"(?P<a>\w+) IS NULL OR \w+ > now\(\)", "In the very second of `{a}` it is too late; an empty `{a}` never ends."),
    (r"(?P<a>\w+) > now\(\)", "In the very second of `{a}` it is too late."),
    (r"compar\w+ (?:of `\w+` )?with `now\(\)", "In the very second of the limit it is too late."),
    (r"`UPDATE\b[^`]*\bWHERE\b[^`]*(?:\bstatus = '|_at IS NULL)", "Two at once: one of them finds its row, the other none and gets {answer}."),
    (r"reads are open to", "Whoever reads a row of somebody else and changes it is answered as if it never was."),
    (r"\w+_id = (?:<caller>|caller)", "A row of somebody else and one that never was answer alike."),
    (r"FOR SHARE", "The row that it reads is changed meanwhile: that change waits until this call has committed."),
    (r"FOR UPDATE|\block(?:ed)?\b", "Two at once: the second waits for the lock and then sees what the first one did."),
    (r"\bRESTRICT\b|23503", "Deleted while somebody refers to it anew: one of the two calls fails, never neither."),
    (r"guarded update|`UPDATE\b[^`]*\bWHERE\b|`DELETE\b[^`]*\bWHERE\b", "Two at once: the second finds the row as the first left it."),
    (r"\bEXISTS\b|insert of \w+ \w+ selects|guarded by a select|[Ii]nsert . select|carry `AND|carries `AND", "What it looks up changes meanwhile: the statement itself decides, no earlier read."),
    (r"\bHMAC\b", "One byte of it changed: refused like a forged one."),
    (r"[Vv]isibility (?:predicate|condition)|one predicate", "An id that is hidden and one that never was answer alike."),
    (r"\b(?:one|same|[a-z]+ing) transaction\b|transaction of the", "It fails halfway: nothing of it is stored."),
)  # fmt: skip
"""How a rule is kept, and what follows from that at its edge; the first that fits speaks."""


def edge_of(rule: RuleEntry, answer: str | None) -> str | None:
    """Return the edge case that follows from how a rule is kept, or None; `answer` is what a refused caller gets."""
    for pattern, said in _KINDS:
        found = re.search(pattern, rule.implementation, re.I)
        if found is not None and ("{answer}" not in said or (answer or "").startswith("409")):
            return said.format(answer=answer, **found.groupdict())
    return None
