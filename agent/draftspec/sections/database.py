"""The `database` section: new tables, the tables that are there already, and changes to these."""

from typing import Literal

from pydantic import Field

from draftspec.sections.base import Identifier, Model, SqlDefault, SqlLiteral, SqlType, Text

OnDelete = Literal["CASCADE", "RESTRICT", "SET NULL", "NO ACTION"]
Operator = Literal["=", "<>", "<", "<=", ">", ">=", "is null", "is not null", "matches", "min_length", "max_length"]


class Reference(Model):
    """A foreign key from one column."""

    table: Identifier = Field(description="The table that is referred to.")
    column: Identifier = Field(description="Its key column, as a rule `id`.")
    on_delete: OnDelete | None = Field(description="What happens to this row when the other one is deleted.")


class Column(Model):
    """One column of a table."""

    name: Identifier = Field(description="snake_case; a foreign key ends in `_id`, a moment in `_at`, a day in `_on`.")
    type: SqlType = Field(description="A PostgreSQL type; `timestamptz` for moments, never a float for money.")
    nullable: bool = Field(description="Whether the column may be NULL.")
    default: SqlDefault | None = Field(default=None, description="SQL text of the default, or null.")
    primary_key: bool = Field(default=False, description="Whether the column belongs to the primary key.")
    identity: bool = Field(
        default=False, description="Whether PostgreSQL numbers the rows (GENERATED ALWAYS AS IDENTITY)."
    )
    computed: bool = Field(
        default=False, description="Whether an existing schema fills it by an expression; never in a new column."
    )
    references: Reference | None = Field(default=None, description="The foreign key of this column, or null.")
    values: tuple[Text, ...] | None = Field(default=None, description="The allowed values of a text column, or null.")
    sensitivity: Literal["none", "personal", "secret"] = Field(
        default="none", description="`secret` for what no response may show, `personal` for data about a person."
    )
    purpose: Text | None = Field(default=None, description="What the column holds, where its name does not say it.")
    example: Text | None = Field(default=None, description="A value that a person could have typed, or null.")


class Condition(Model):
    """One comparison of a column with a literal or with another column of the same row."""

    column: Identifier = Field(description="The column on the left.")
    operator: Operator = Field(description="`matches` takes a regular expression, the lengths a number of characters.")
    value: SqlLiteral | None = Field(default=None, description="The literal on the right, or null.")
    other: Identifier | None = Field(default=None, description="The column on the right, or null.")


class IndexColumn(Model):
    """One key of an index."""

    column: Identifier = Field(description="The column.")
    descending: bool = Field(default=False, description="Whether the index is read from the highest value down.")
    lower: bool = Field(default=False, description="Whether the key is the lower-case form, as for e-mail addresses.")


class Index(Model):
    """An index of a table."""

    name: Identifier = Field(description="`idx_<table>_<columns>`; unique in the schema.")
    columns: tuple[IndexColumn, ...] = Field(
        min_length=1, description="Its keys: equality filters first, then the sort."
    )
    unique: bool = Field(default=False, description="Whether two rows may not share the keys.")
    where: tuple[Condition, ...] = Field(default=(), description="Conditions of a partial index, all of which hold.")
    method: Literal["btree", "gin", "gist"] = Field(default="btree", description="`gin` for jsonb and arrays.")
    purpose: Text | None = Field(default=None, description="The query or rule that it is for.")


class Constraint(Model):
    """A constraint over columns of one table, beyond keys, NOT NULL and lists of values."""

    name: Identifier = Field(description="`<table>_<what>_<kind>`; unique in the schema.")
    kind: Literal["unique", "check", "exclude"] = Field(description="`exclude` forbids overlapping periods.")
    columns: tuple[Identifier, ...] = Field(min_length=1, description="unique, exclude: the columns that are equal.")
    conditions: tuple[Condition, ...] = Field(default=(), description="check: what holds; exclude: for which rows.")
    match: Literal["all", "any"] = Field(default="all", description="check: whether all or any of the conditions hold.")
    period: tuple[Identifier, ...] = Field(default=(), max_length=2, description="exclude: start and end column.")
    meaning: Text = Field(description="What it guarantees, in one sentence about the feature.")


class Table(Model):
    """A table with its columns, indexes and constraints."""

    name: Identifier = Field(description="snake_case plural.")
    purpose: Text = Field(description="What one row stands for.")
    columns: tuple[Column, ...] = Field(min_length=1, description="Its columns, key first, time stamps last.")
    indexes: tuple[Index, ...] = Field(
        default=(), description="Its indexes; those of keys and UNIQUEs come by themselves."
    )
    constraints: tuple[Constraint, ...] = Field(default=(), description="Its UNIQUE, CHECK and EXCLUDE constraints.")
    internal: bool = Field(default=False, description="Whether no endpoint shows it, on purpose.")


class ColumnChange(Model):
    """A change to a column that is there."""

    column: Identifier = Field(description="The column.")
    type: SqlType | None = Field(default=None, description="Its new type, or null.")
    old_type: SqlType | None = Field(default=None, description="Its type before, for the way back.")
    nullable: bool | None = Field(default=None, description="Whether it may be NULL from now on, or null if unchanged.")


class Modification(Model):
    """What changes in a table that is there."""

    table: Identifier = Field(description="An existing or assumed table.")
    reason: Text = Field(description="Why the feature needs the change.")
    add_columns: tuple[Column, ...] = Field(default=(), description="Columns that are added.")
    change_columns: tuple[ColumnChange, ...] = Field(default=(), description="Columns that are changed.")
    add_indexes: tuple[Index, ...] = Field(default=(), description="Indexes that are added.")
    add_constraints: tuple[Constraint, ...] = Field(default=(), description="Constraints that are added.")


class Dependent(Model):
    """A view or trigger of the existing schema that reads columns of its tables."""

    name: Identifier = Field(description="Its name.")
    kind: Literal["view", "materialized view", "trigger"] = Field(description="What it is.")
    columns: tuple[Text, ...] = Field(min_length=1, description="What it reads, as in `orders.total`.")


def _is_empty(value: object) -> bool:
    return not value


class Database(Model):
    """Everything about tables."""

    tables: tuple[Table, ...] = Field(default=(), description="The tables that this feature creates.")
    assumed: tuple[Table, ...] = Field(
        default=(), description="Tables that the feature needs and nobody gave, as far as it needs them."
    )
    existing: tuple[Table, ...] = Field(
        default=(), description="The tables of the existing schema that the design refers to, as they are."
    )
    dependents: tuple[Dependent, ...] = Field(
        default=(), exclude_if=_is_empty, description="Views and triggers over the existing tables."
    )
    modifications: tuple[Modification, ...] = Field(default=(), description="Changes to tables that are there.")
    none_because: Text | None = Field(default=None, description="Why there is no new table, if there is none.")
    unmodified_because: Text | None = Field(
        default=None, description="Why no table that is there changes, if none does."
    )
