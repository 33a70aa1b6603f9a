"""The `security` section: roles, ownership, permission checks, sensitive data, encryption, audit."""

from typing import Literal

from pydantic import Field

from draftspec.sections.base import Identifier, ItemPath, Model, Text


class Role(Model):
    """Somebody who calls endpoints."""

    name: Text = Field(description="As the endpoints' auth names it.")
    may: Text = Field(description="What the role may do here.")


class Ownership(Model):
    """How a row's owner is found."""

    table: Identifier = Field(description="The table.")
    column: Identifier = Field(description="The column with the owner, in this table or at the end of `via`.")
    via: tuple[Identifier, ...] = Field(default=(), description="Foreign keys to follow from the table, in order.")
    rule: Text = Field(description="What follows for requests.")


class SensitiveColumn(Model):
    """A column that needs protection."""

    table: Identifier = Field(description="The table.")
    column: Identifier = Field(description="The column.")
    kind: Literal["personal", "secret"] = Field(description="Data about a person, or what nobody may read.")
    protection: Text = Field(description="What is done about it.")


class AuditedAction(Model):
    """An action that leaves a trace."""

    action: ItemPath = Field(description="The endpoint (`POST /api/v1/…`) or job.")
    recorded: Text = Field(description="What is written down.")


class Security(Model):
    """Who may do what, and what is protected."""

    roles: tuple[Role, ...] = Field(default=(), description="Every role that an endpoint names.")
    ownership: tuple[Ownership, ...] = Field(default=(), description="How owners are found, table by table.")
    permission_checks: tuple[Text, ...] = Field(default=(), description="Where permissions are checked.")
    sensitive: tuple[SensitiveColumn, ...] = Field(default=(), description="Columns that need protection.")
    encryption: tuple[Text, ...] = Field(default=(), description="What is encrypted or hashed, and how.")
    audit: tuple[AuditedAction, ...] = Field(default=(), description="Actions that are logged for audit.")
