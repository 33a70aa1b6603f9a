"""What became of one section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from draftspec.chat.answers import Answer
from draftspec.chat.obtained import Obtained
from draftspec.drafters.language_model.notes import Notes, notes_of
from draftspec.sections import Model
from draftspec.spec import Provenance, Sections, Usage

LONGEST_REASON = 500
"""How much of the reason for a gap is kept, in characters."""


@dataclass(frozen=True)
class Decided:
    """A section and its notes, or why it is missing; and what it cost.

    `is_passing`: the service failed, and running again may well bring the section. `remarks`: what was unusual.
    """

    value: Model | None
    notes: Notes = field(default_factory=Notes)
    usage: Usage = field(default_factory=Usage)
    served_by: str | None = None
    repairs: int = 0
    reason: str | None = None
    is_passing: bool = False
    remarks: tuple[str, ...] = ()
    source: Provenance | None = None
    """Where a section came from that an earlier run decided."""

    @property
    def provenance(self) -> Provenance:
        """Where the section came from, and what it cost."""
        if self.source is not None:
            return self.source
        if self.value is None:
            return Provenance(source="gap", reason=self.reason, usage=self.usage if self.usage.calls else None)
        return Provenance(source="model", model=self.served_by, repairs=self.repairs, usage=self.usage)


def decided(section: str, obtained: Obtained[Answer], usage: Usage) -> Decided:
    """Return what became of a section that was asked for."""
    replies = obtained.spent.replies
    served_by = next((reply.model for reply in reversed(replies) if reply.model), None)
    if obtained.answer is not None:
        value = getattr(obtained.answer, section)
        return Decided(value, notes_of(obtained.answer), usage, served_by, remarks=obtained.notes)
    reason = " ".join(obtained.lack.reason.split())[:LONGEST_REASON] if obtained.lack else "there is no answer"
    passing = obtained.lack is not None and obtained.lack.is_passing
    return Decided(None, usage=usage, reason=reason, is_passing=passing, remarks=obtained.notes)


def sections_of(results: Mapping[str, Decided]) -> Sections:
    """Return the sections that are there; those that every design has are empty where they are missing."""
    return Sections(**{name: one.value for name, one in results.items() if one.value is not None})  # type: ignore[arg-type]


def total(usages: Iterable[Usage]) -> Usage:
    """Return what several cost together; dollars only where all are known."""
    every = list(usages)
    usd = [usage.usd for usage in every]
    return Usage(
        calls=sum(usage.calls for usage in every),
        input_tokens=sum(usage.input_tokens for usage in every),
        cached_tokens=sum(usage.cached_tokens for usage in every),
        output_tokens=sum(usage.output_tokens for usage in every),
        usd=None if None in usd else round(sum(one for one in usd if one is not None), 6),
    )


def repaired(before: Decided, after: Decided, value: Model | None) -> Decided:
    """Return a section that checks sent back; without a new value it stays, and what was asked is paid all the same."""
    return replace(
        before,
        value=before.value if value is None else value,
        notes=before.notes if value is None else before.notes + after.notes,
        usage=total((before.usage, after.usage)),
        served_by=after.served_by or before.served_by,
        remarks=(*before.remarks, *after.remarks),
        repairs=before.repairs + 1,
    )
