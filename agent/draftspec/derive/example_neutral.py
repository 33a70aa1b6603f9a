"""Texts that are true of anything, for rows of which no table of samples knows what people write about them.

A sample belongs to the things that it was written for: "Ordered twice by mistake." is said of an order, and of no hat.
"""

from __future__ import annotations

from draftspec.derive.example_tables import Pool, spread, words
from draftspec.derive.example_texts import SCENES

_ABOUT: dict[str, Pool] = spread(
    {
        "reason void_reason": ("Entered twice by mistake.", "The details had changed."),
        "decision_note": ("Meets the conditions.", "One detail was missing."),
        "note notes": ("Looked at on Monday, nothing is open.", "To be looked at again next week."),
        "remark remarks": ("Checked by phone.", "Completed on Monday."),
        "memo": ("As agreed by phone.", "See the letter of 27 February."),
        "message": ("A message about the {one}.", "A second message about the {one}."),
        "body": ("A text about the {one}, as somebody wrote it.", "A shorter text about the {one}."),
        "content": ("What the {one} says, in a sentence.", "What another {one} says."),
        "text": ("What the {one} says, in a sentence.", "What another {one} says."),
        "description": ("A {one} as it was agreed.", "A {one} that differs in one point."),
        "purpose": ("As agreed for this {one}.", "As in the year before."),
        "instructions": ("As discussed by phone.", "As the last time."),
        "cause": ("Not clear yet.", "A setting that was wrong."),
        "resolution": ("Corrected and checked.", "Settled as agreed."),
    }
)
"""By the end of a column's name; `{one}` is what a row is called."""

_FIT: dict[str, frozenset[str]] = {
    key: words(nouns)
    for key, nouns in {
        "reason": "order purchase appointment booking reservation visit shipment delivery",
        "void_reason": "invoice bill receipt",
        "decision_note": "return refund",
        "note": "order delivery customer contact address parcel shipment lead account",
        "remark": "order delivery parcel shipment package",
        "memo": "payment transfer transaction",
        "message": "order appointment notification alert message email sms text reminder",
        "body": "message email mail letter newsletter notification comment post reply note",
        "content": "page post article news announcement message email",
        "text": "page post article news announcement message email banner",
        "description": "project task todo asset budget import",
        "purpose": "token key challenge code",
        "instructions": "order delivery parcel shipment address",
        "cause": "incident outage",
        "resolution": "machine repair maintenance work equipment defect",
    }.items()
}
"""The things that the samples of a column were written for, by the singular of its last word."""


def neutral(name: tuple[str, ...], noun: str) -> Pool | None:
    """Return neutral texts for a column, or None where the samples for its name fit its table, or nothing is known of it."""
    end = next((e for e in ("_".join(name[-2:]), name[-1]) if e in _ABOUT), None)
    if end is None or (len(name) > 1 and end == name[-1]):
        return None
    fit = _FIT.get(end) or _FIT.get(end.rstrip("s")) or frozenset()
    *before, last = noun.split("_")
    if last in fit and not (before and last in SCENES):
        return None
    spoken = noun.replace("_", " ")
    return tuple(
        text.replace("A {one}", f"{_article(spoken)} {spoken}").replace("{one}", spoken) for text in _ABOUT[end]
    )


def _article(spoken: str) -> str:
    return "An" if spoken[:1] in "aeiou" and spoken[:3] not in ("uni", "use", "eur") else "A"
