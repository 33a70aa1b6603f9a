"""The `process` section: the order in which the feature is built."""

from pydantic import Field

from draftspec.sections.base import Model, Text


class Process(Model):
    """The steps, each of which can be merged on its own."""

    steps: tuple[Text, ...] = Field(min_length=1, description="The steps, in order.")
