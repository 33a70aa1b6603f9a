"""The `validation` section: what is checked on input, and what against the stored data."""

from pydantic import Field

from draftspec.sections.base import Identifier, Model, Text


class InputRule(Model):
    """What a field of a request must be."""

    field: Identifier = Field(description="The field, as it is called in the request.")
    table: Identifier | None = Field(
        default=None, description="The table of its column, or null for a transient field."
    )
    rules: Text = Field(description="Type, length, range and form.")


def input_name(rule: InputRule) -> str:
    """Return the field with its table, as documents name it: two tables may both have a `title`."""
    return f"{rule.table}.{rule.field}" if rule.table else rule.field


class BusinessCheck(Model):
    """What is checked against the stored data."""

    name: Text = Field(description="A short name.")
    check: Text = Field(description="When it is checked, against what, and what a violation answers.")


class Validation(Model):
    """What is checked before anything is written."""

    inputs: tuple[InputRule, ...] = Field(default=(), description="One for each field of a request.")
    business: tuple[BusinessCheck, ...] = Field(default=(), description="Checks that need the stored data.")
    none_because: Text | None = Field(default=None, description="Why there is none, if there is none.")
