"""The `rules` section: what the feature enforces beyond what a column can."""

from pydantic import Field

from draftspec.sections.base import ItemPath, Model, Text


class Rule(Model):
    """One business rule."""

    name: Text = Field(description="A short name.")
    description: Text = Field(description="What it enforces, with the tables, states and numbers it is about.")
    implementation: Text = Field(description="Where and how: the constraint, lock, statement or service that does it.")
    edge_cases: tuple[Text, ...] = Field(default=(), description="Special cases, and what happens in each.")
    validation: Text = Field(description="How a violation is noticed.")
    error_handling: Text = Field(description="What the caller gets on a violation, with status and code.")
    error_code: Text | None = Field(default=None, description="The code that an endpoint answers with, or null.")
    about: tuple[ItemPath, ...] = Field(min_length=1, description="The tables, columns and endpoints it is about.")


class Rules(Model):
    """The business rules."""

    rules: tuple[Rule, ...] = Field(default=(), description="The rules, most important first.")
    none_because: Text | None = Field(default=None, description="Why there is none, if there is none.")
