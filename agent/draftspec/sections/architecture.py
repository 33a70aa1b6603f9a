"""The `architecture` section: pattern, stack, API design."""

from pydantic import Field

from draftspec.sections.base import Model, Text


class Stack(Model):
    """The technology that the feature is built with."""

    technology: Text = Field(description="Language and framework, as in `Python/FastAPI`.")
    framework: Text = Field(description="The web framework.")
    orm: Text = Field(description="The object-relational mapper.")
    validation: Text = Field(description="The validation library.")
    authentication: Text = Field(description="How callers authenticate.")
    migrations: Text = Field(description="The migration tool.")


class Architecture(Model):
    """How the feature is built."""

    stack: Stack = Field(description="The technology.")
    pattern: tuple[Text, ...] = Field(min_length=1, description="The layers, and what of this feature lies in each.")
    api_design: tuple[Text, ...] = Field(min_length=1, description="Conventions of this feature's endpoints.")
    performance: tuple[Text, ...] = Field(min_length=1, description="What is done for speed, in short.")
