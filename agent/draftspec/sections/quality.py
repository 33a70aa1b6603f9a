"""The `quality` section: how the feature is tested, gated and secured."""

from pydantic import Field

from draftspec.sections.base import Model, Text


class Quality(Model):
    """What must hold before the feature ships."""

    testing: tuple[Text, ...] = Field(min_length=1, description="How it is tested.")
    gates: tuple[Text, ...] = Field(min_length=1, description="What must be green, in terms of this feature.")
    security: tuple[Text, ...] = Field(min_length=1, description="Security requirements of this feature.")
    performance_testing: tuple[Text, ...] = Field(
        min_length=1, description="Which load is tried, and what is measured."
    )
