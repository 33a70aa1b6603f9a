"""The `risks` section: pitfalls and risk areas of this feature."""

from pydantic import Field

from draftspec.sections.base import Model, Text


class Risks(Model):
    """What goes wrong with features like this."""

    pitfalls: tuple[Text, ...] = Field(
        min_length=1, description="Mistakes that are easily made here, and the way round."
    )
    risks: tuple[Text, ...] = Field(min_length=1, description="Where failure costs most, and what limits it.")
