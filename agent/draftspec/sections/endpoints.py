"""The `endpoints` section: what can be called, and where each field of a body comes from."""

from typing import Literal

from pydantic import Field

from draftspec.sections.base import Identifier, Method, Model, Path, Text

Action = Literal["list", "create", "read", "update", "replace", "delete", "transition", "command", "report"]
JsonType = Literal["string", "integer", "number", "boolean", "date", "date-time", "uuid", "email", "uri", "object"]
ErrorStatus = Literal[400, 401, 402, 403, 404, 409, 410, 413, 415, 422, 423, 429, 500, 502, 503, 504]
Source = Literal["column", "relation", "computed", "transient"]


class Auth(Model):
    """Who may call an endpoint."""

    level: Literal["public", "authenticated", "role", "token"] = Field(
        description="`role`: one of `roles`; `token`: whoever holds a secret that is part of the request."
    )
    roles: tuple[Text, ...] = Field(default=(), description="The roles that may call it, when the level is `role`.")
    owner: Text | None = Field(default=None, description="Which rows the caller may touch, or null for all.")


class PathParameter(Model):
    """A `{parameter}` of the path and the key that it is looked up by."""

    name: Identifier = Field(description="Its name in the path.")
    table: Identifier = Field(description="The table that is looked up.")
    column: Identifier = Field(description="A key or unique column of it.")


class QueryParameter(Model):
    """A query parameter of a collection."""

    name: Identifier = Field(description="Its name in the query string.")
    use: Literal["filter", "from", "to", "search"] = Field(
        description="Equality, lower or upper bound, or text search."
    )
    table: Identifier = Field(description="The table of the column.")
    column: Identifier = Field(description="The column that is compared.")


class RelatedField(Model):
    """A field inside a relation: a column of the related table."""

    name: Identifier = Field(description="snake_case.")
    column: Identifier = Field(description="The column of the related table.")
    required: bool = Field(default=True, description="Whether a request must hold it.")


class BodyField(Model):
    """A field of a request or response body. Type, nullability, length and values follow from its source."""

    name: Identifier = Field(description="snake_case.")
    source: Source = Field(
        description="`column`: a column; `relation`: rows of another table; `computed`: worked out when asked; "
        "`transient`: given, used and not stored."
    )
    table: Identifier | None = Field(default=None, description="column, relation: the table.")
    column: Identifier | None = Field(
        default=None, description="column: the column; relation: the foreign key that joins the two tables."
    )
    type: JsonType | None = Field(default=None, description="computed, transient: the JSON type.")
    required: bool = Field(default=True, description="Whether a request must hold it; responses always do.")
    nullable: bool = Field(default=False, description="Whether it may be null.")
    many: bool = Field(default=False, description="relation: a list; computed, transient: a list of the type.")
    fields: tuple[RelatedField, ...] = Field(default=(), description="relation: the fields of each row.")
    description: Text | None = Field(default=None, description="What it means, where the name does not say it.")
    example: Text | None = Field(
        default=None, description="computed, transient: a value that a person could have typed."
    )


class Request(Model):
    """The body of a request."""

    fields: tuple[BodyField, ...] = Field(default=(), description="Its fields.")
    content_type: Literal["application/json", "multipart/form-data"] = Field(
        default="application/json", description="`multipart/form-data` for files."
    )


class Response(Model):
    """A success."""

    status: Literal[200, 201, 202, 204] = Field(description="201 created, 202 accepted, 204 without a body.")
    description: Text = Field(description="What the caller gets.")
    many: bool = Field(default=False, description="Whether it is a page of rows: `data` and `next_cursor`.")
    fields: tuple[BodyField, ...] = Field(default=(), description="The fields of the body, or of each row.")


class ErrorCase(Model):
    """A failure that a caller must handle."""

    status: ErrorStatus
    code: Text = Field(description="Machine-readable, upper snake case.")
    when: Text = Field(description="When exactly it occurs.")
    message: Text = Field(description="What the caller reads.")
    constraint: Identifier | None = Field(default=None, description="The constraint or unique index behind it, if any.")


class ServerSet(Model):
    """A column that the server fills, not the caller."""

    table: Identifier = Field(description="The table.")
    column: Identifier = Field(description="The column.")
    value: Text = Field(description="Where the value comes from.")


class Transition(Model):
    """The change of state that an endpoint makes."""

    table: Identifier = Field(description="The table.")
    column: Identifier = Field(description="The column that holds the state.")
    before: tuple[Text, ...] = Field(min_length=1, description="The states that it may be called in.")
    after: Text = Field(description="The state afterwards.")


class RateLimit(Model):
    """How often one caller may call."""

    requests: int = Field(gt=0, description="Number of requests.")
    seconds: int = Field(gt=0, description="The window, in seconds.")
    per: Literal["user", "ip", "token"] = Field(description="What is counted by.")
    given: bool = Field(default=False, description="Whether the brief gives the number; otherwise it is an assumption.")


class Pagination(Model):
    """How a collection is cut into pages."""

    default: int = Field(gt=0, description="Rows on a page when nothing is asked for.")
    maximum: int = Field(gt=0, description="Most rows on a page.")
    sort: tuple[Identifier, ...] = Field(min_length=1, description="Columns of the order; the last one is unique.")
    descending: bool = Field(default=True, description="Whether the newest or highest come first.")


class Endpoint(Model):
    """One method on one path."""

    method: Method = Field(description="GET writes nothing, DELETE removes, POST on a collection creates.")
    path: Path = Field(description="With its prefix; plural, kebab-case nouns; `{id}`-style parameters.")
    action: Action = Field(description="What kind of thing it does.")
    purpose: Text = Field(description="What it does, in one sentence about the feature.")
    auth: Auth = Field(description="Who may call it.")
    table: Identifier | None = Field(default=None, description="The table that it is about.")
    reads: tuple[Identifier, ...] = Field(default=(), description="Every table that it reads.")
    writes: tuple[Identifier, ...] = Field(default=(), description="Every table that it writes.")
    path_parameters: tuple[PathParameter, ...] = Field(default=(), description="One for each `{parameter}`.")
    query: tuple[QueryParameter, ...] = Field(default=(), description="Filters of a collection.")
    pagination: Pagination | None = Field(default=None, description="For collections.")
    request: Request | None = Field(default=None, description="The body, or null.")
    server_sets: tuple[ServerSet, ...] = Field(default=(), description="Columns that the server fills.")
    transition: Transition | None = Field(default=None, description="The change of state, or null.")
    responses: tuple[Response, ...] = Field(min_length=1, description="The successes.")
    errors: tuple[ErrorCase, ...] = Field(default=(), description="The failures; 500 is the same everywhere and added.")
    rate_limit: RateLimit | None = Field(default=None, description="Its rate limit, or null.")
    soft_delete: Identifier | None = Field(
        default=None, description="The column that a DELETE stamps instead of removing."
    )


class Endpoints(Model):
    """Everything that can be called."""

    endpoints: tuple[Endpoint, ...] = Field(default=(), description="The endpoints, collection first.")
    none_because: Text | None = Field(default=None, description="Why there is none, if there is none.")
