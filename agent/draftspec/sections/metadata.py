"""The `metadata` section: what the feature is called, and how large it is."""

from typing import Literal

from pydantic import Field

from draftspec.sections.base import Model, Text


class Metadata(Model):
    """The head of both documents."""

    title: Text = Field(description="The feature's name, in title case, without an article.")
    domain: Text = Field(description="The field of business it belongs to, and what kind of backend work it is.")
    complexity: Literal["low", "medium", "high"] = Field(description="How large it is.")
    complexity_reason: Text = Field(description="What makes it so: tables, endpoints, states, services.")
