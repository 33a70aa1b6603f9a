"""What goes into a drafter and what comes out of it, whoever decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from draftspec.brief import Brief
from draftspec.sections.database import Table
from draftspec.spec import Assumption, Claim, Finding, OpenQuestion, Provenance, Sections, Usage


@dataclass(frozen=True)
class Draft:
    """What a drafter decided, and what it has to say about it."""

    sections: Sections
    claims: tuple[Claim, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    """Where each section came from; what is not named came from the drafter as a whole."""
    usage: Usage = field(default_factory=Usage)
    unanswered: tuple[str, ...] = ()
    """Sections that are missing because a service failed; another run may well bring them."""
    notes: tuple[str, ...] = ()
    """What people should know about how it was decided."""
    again: Again | None = None
    """How the drafter decides sections again, or None when it would decide the same."""


Again = Callable[[Mapping[str, tuple[Finding, ...]]], Draft]
"""Takes what is wrong with some sections of a draft; only these are decided again."""

Drafter = Callable[[Brief, tuple[Table, ...], tuple[str, ...]], Draft]
"""Takes the brief, the tables that are there, and the names of the sections that are asked for, in dependency order."""
