"""The whole answer to one section's prompt: what was decided, and what has to be said about it."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from pydantic import Field, create_model

from draftspec.sections import SECTIONS
from draftspec.sections.base import Model
from draftspec.spec import Assumption, Claim, OpenQuestion

NOT_ASKED: dict[str, frozenset[str]] = {
    "Database": frozenset({"existing", "dependents"}),  # given with --schema
    "Column": frozenset({"computed"}),  # says something about existing tables only
    "ColumnChange": frozenset({"old_type"}),  # known from the table that is changed
}
"""Fields that no model is asked for, by the name of their class: code knows them, and they keep their defaults."""


class Answer(Model):
    """What a model answers for one section. The section itself is a field of its name, added by `answer_model`."""

    section_name: ClassVar[str]

    assumptions: tuple[Assumption, ...] = Field(
        default=(), description="What the brief leaves open and was taken for granted, each with why."
    )
    open_questions: tuple[OpenQuestion, ...] = Field(
        default=(), description="What somebody should decide, each with what was drafted meanwhile."
    )
    claims: tuple[Claim, ...] = Field(
        default=(),
        description="What the brief says in so many words and this section carries: `text` in the brief's words, "
        "`carried_by` the items, as in `invoices.due_date` or `POST /api/v1/invoices`.",
    )

    @property
    def decided(self) -> Model:
        """The section."""
        section: Model = getattr(self, self.section_name)
        return section


@cache
def answer_model(section_name: str) -> type[Answer]:
    """Return the model of a whole answer for a section of `SECTIONS`. Raises KeyError for another name."""
    section = SECTIONS[section_name]
    field: Any = {section.name: (section.model, ...)}
    model = create_model(f"{section.model.__name__}Answer", __base__=Answer, __module__=__name__, **field)
    model.section_name = section.name
    return model
