"""What one draft gives to the prompts of its sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from draftspec.chat.model import Message
from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief
from draftspec.prompting.parents import Shown
from draftspec.sections.database import Table
from draftspec.spec import Sections


@dataclass(frozen=True)
class Given:
    """The brief, the tables that are there, and what was decided so far.

    `named_only` are tables that are there and of which the prompt gives no more than the name.
    """

    brief: str
    existing: tuple[Table, ...] = ()
    parents: Sections = field(default_factory=Sections)
    named_only: tuple[str, ...] = ()
    with_knowledge: bool = True
    shown: Shown = field(default_factory=dict, compare=False, repr=False)
    """Parents as they were shown, with their text: most are shown alike to several sections of a draft."""

    @cached_property
    def said(self) -> dict[str, Message]:
        """The message of each section that was made from this: it is measured first and sent afterwards."""
        return {}

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """What the catalogue knows about the things that the brief speaks of."""
        return _resources(self.brief) if self.with_knowledge else ()


@lru_cache(maxsize=64)
def _resources(brief: str) -> tuple[Resource, ...]:
    """Read a brief once for all sections of its draft."""
    return make_plan(read_brief(brief, concepts()), ()).resources
