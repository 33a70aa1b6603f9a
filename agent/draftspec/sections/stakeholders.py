"""The `stakeholders` section: who is touched by the feature."""

from pydantic import Field

from draftspec.sections.base import Model, Text


class Stakeholder(Model):
    """Somebody who is touched by the feature."""

    who: Text = Field(description="A role or team.")
    concern: Text = Field(description="What they do with it, or need from it.")


class Stakeholders(Model):
    """Everybody who is touched by the feature."""

    stakeholders: tuple[Stakeholder, ...] = Field(min_length=1, description="The stakeholders.")
