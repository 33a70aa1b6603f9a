"""The `objectives` section: what the feature is for, and the service levels that it is held to."""

from pydantic import Field

from draftspec.sections.base import Model, Text


class Objectives(Model):
    """What the feature is for."""

    objectives: tuple[Text, ...] = Field(
        min_length=1, description="What somebody can do afterwards, and how one sees it."
    )
    availability: Text = Field(description="With `assumption` where nobody gave the number.")
    latency: Text = Field(description="By endpoint, with `assumption` where nobody gave the number.")
    throughput: Text = Field(description="With `assumption` where nobody gave the number.")
    scalability: Text = Field(description="What grows, and how far.")
