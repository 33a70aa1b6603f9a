"""The `integrations` section: services outside that the feature calls."""

from pydantic import Field

from draftspec.sections.base import Identifier, ItemPath, Model, Text


class Integration(Model):
    """One service outside."""

    service: Text = Field(description="Its name.")
    purpose: Text = Field(description="What the feature needs it for.")
    api_calls: Text = Field(description="The calls that are made.")
    authentication: Text = Field(description="How we authenticate; keys by the name of their environment variable.")
    error_handling: Text = Field(description="What happens when it is slow, down or says no.")
    rate_limiting: Text = Field(description="Its limits, and how they are kept.")
    environment: tuple[Identifier, ...] = Field(default=(), description="Environment variables, upper snake case.")
    used_by: tuple[ItemPath, ...] = Field(default=(), description="The endpoints and jobs that call it.")


class Integrations(Model):
    """Services outside."""

    integrations: tuple[Integration, ...] = Field(default=(), description="The services.")
    none_because: Text | None = Field(default=None, description="Why there is none, if there is none.")
