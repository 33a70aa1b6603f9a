"""A design with what `designs.good()` lacks: numbered keys, nested paths, states, forms, reports, and mistakes."""

from __future__ import annotations

from draftspec.sections.database import Column, Condition, Constraint, Database, Reference, Table
from draftspec.sections.endpoints import (
    Auth,
    BodyField,
    Endpoint,
    Endpoints,
    ErrorCase,
    Pagination,
    PathParameter,
    QueryParameter,
    RateLimit,
    RelatedField,
    Request,
    Response,
    ServerSet,
    Transition,
)
from draftspec.spec import Sections, Spec


def column(name: str, sql: str, *, nullable: bool = False, default: str | None = None) -> Column:
    return Column(name=name, type=sql, nullable=nullable, default=default)


def reference(name: str, table: str, *, nullable: bool = False) -> Column:
    target = Reference(table=table, column="id", on_delete="RESTRICT")
    return Column(name=name, type="bigint", nullable=nullable, references=target)


KEY = Column(name="id", type="bigint", nullable=False, primary_key=True, identity=True)

USERS = Table(name="users", purpose="People.", columns=(KEY, column("name", "text"), column("email", "citext")))

ROOMS = Table(
    name="rooms",
    purpose="Rooms that can be booked.",
    columns=(KEY, column("name", "varchar(40)"), column("capacity", "integer"), column("features", "text[]")),
    constraints=(
        Constraint(
            name="rooms_capacity_check",
            kind="check",
            columns=("capacity",),
            conditions=(
                Condition(column="capacity", operator=">", value="0"),
                Condition(column="capacity", operator="<=", value="20"),
            ),
            meaning="A room has seats.",
        ),
    ),
)

TAGS = Table(name="tags", purpose="Tags.", columns=(KEY, column("name", "text"), column("color", "char(7)")))

BOOKINGS = Table(
    name="bookings",
    purpose="One use of one room.",
    columns=(
        KEY,
        reference("room_id", "rooms"),
        reference("user_id", "users"),
        reference("approver_id", "users", nullable=True),
        column("title", "varchar(80)"),
        Column(
            name="status",
            type="text",
            nullable=False,
            default="'requested'",
            values=("requested", "approved", "rejected", "cancelled"),
        ),
        column("starts_at", "timestamptz"),
        column("ends_at", "timestamptz"),
        column("price", "numeric(10,2)", default="0"),
        column("approved_at", "timestamptz", nullable=True),
        column("rejection_reason", "text", nullable=True),
        column("created_at", "timestamptz", default="now()"),
        column("updated_at", "timestamptz", default="now()"),
    ),
    constraints=(
        Constraint(
            name="bookings_period_check",
            kind="check",
            columns=("starts_at", "ends_at"),
            conditions=(Condition(column="ends_at", operator=">", other="starts_at"),),
            meaning="A booking ends after it starts.",
        ),
    ),
)


def field(table: str, name: str, *, required: bool = True) -> BodyField:
    return BodyField(name=name, source="column", table=table, column=name, required=required)


ROOM = BodyField(
    name="room",
    source="relation",
    table="rooms",
    column="room_id",
    fields=(RelatedField(name="id", column="id"), RelatedField(name="name", column="name")),
)

SHOWN = (
    *(field("bookings", c.name) for c in BOOKINGS.columns),
    ROOM,
    BodyField(
        name="tags",
        source="relation",
        table="tags",
        column="tag_id",
        many=True,
        fields=(RelatedField(name="name", column="name"),),
    ),
    BodyField(name="duration_minutes", source="computed", type="integer"),
    BodyField(name="calendar_url", source="computed", type="uri"),
)

MEMBER = Auth(level="role", roles=("member", "front desk"), owner="its own bookings.")
ITEM = (PathParameter(name="id", table="bookings", column="id"),)
IN_ROOM = (PathParameter(name="room_id", table="rooms", column="id"),)


def failure(status: int, code: str) -> ErrorCase:
    return ErrorCase(status=status, code=code, when="it <b>happens</b>.", message="Please check.")  # type: ignore[arg-type]


def shown(status: int = 200, *, many: bool = False) -> tuple[Response, ...]:
    return (Response(status=status, description="Bookings.", many=many, fields=SHOWN),)  # type: ignore[arg-type]


LIST = Endpoint(
    method="GET",
    path="/api/v1/rooms/{room_id}/bookings",
    action="list",
    purpose="Lists the bookings of a room.",
    auth=MEMBER,
    table="bookings",
    path_parameters=IN_ROOM,
    query=(
        QueryParameter(name="from", use="from", table="bookings", column="starts_at"),
        QueryParameter(name="q", use="search", table="bookings", column="title"),
        QueryParameter(name="feature", use="filter", table="rooms", column="features"),
        QueryParameter(name="limit", use="filter", table="bookings", column="status"),
    ),
    pagination=Pagination(default=25, maximum=100, sort=("starts_at", "id")),
    responses=shown(many=True),
    errors=(failure(404, "NOT_FOUND"),),
)

CREATE = Endpoint(
    method="POST",
    path="/api/v1/rooms/{room_id}/bookings",
    action="create",
    purpose="Books a room.",
    auth=MEMBER,
    table="bookings",
    path_parameters=IN_ROOM,
    request=Request(
        fields=(
            field("bookings", "title"),
            field("bookings", "starts_at"),
            field("bookings", "ends_at"),
            BodyField(name="tag_ids", source="relation", table="tags", column="tag_id", many=True, required=False),
        )
    ),
    responses=shown(201),
    errors=(failure(400, "INVALID"), failure(409, "TAKEN"), failure(409, "CLOSED")),
    rate_limit=RateLimit(requests=10, seconds=60, per="user"),
)

CHANGE = Endpoint(
    method="PATCH",
    path="/api/v1/bookings/{id}",
    action="update",
    purpose="Changes a booking.",
    auth=MEMBER,
    table="bookings",
    path_parameters=ITEM,
    request=Request(
        fields=tuple(field("bookings", name, required=False) for name in ("room_id", "status", "ends_at", "title"))
    ),
    responses=shown(),
)

APPROVE = Endpoint(
    method="POST",
    path="/api/v1/bookings/{id}/approve",
    action="transition",
    purpose="Approves a booking.",
    auth=MEMBER,
    table="bookings",
    path_parameters=ITEM,
    server_sets=(ServerSet(table="bookings", column="approved_at", value="the time of the call"),),
    transition=Transition(table="bookings", column="status", before=("requested",), after="approved"),
    responses=shown(),
)

FEED = Endpoint(
    method="GET",
    path="/calendar/{token}",
    action="report",
    purpose="Shows a calendar to whoever has its address.",
    auth=Auth(level="token"),
    responses=(
        Response(
            status=200,
            description="The calendar.",
            fields=(
                BodyField(name="busy_hours", source="computed", type="number"),
                BodyField(
                    name="rooms",
                    source="computed",
                    type="object",
                    many=True,
                    example='[{"room": "Linden", "hours": 2}]',
                ),
                BodyField(name="first_at", source="computed", type="date-time", nullable=True),
            ),
        ),
    ),
)

UPLOAD = Endpoint(
    method="POST",
    path="/api/v1/bookings/{id}/attachments",
    action="create",
    purpose="Attaches a file.",
    auth=Auth(level="authenticated"),
    path_parameters=ITEM,
    request=Request(
        content_type="multipart/form-data",
        fields=(
            BodyField(name="file", source="transient", type="string"),
            BodyField(name="note", source="transient", type="string", required=False),
        ),
    ),
    responses=(Response(status=202, description="It is scanned first."),),
)

LOST = Endpoint(
    method="GET",
    path="/api/v1/lost/{id}",
    action="read",
    purpose="Names tables and columns that are not there.",
    auth=Auth(level="public"),
    table="lost",
    path_parameters=(PathParameter(name="other", table="lost", column="id"),),
    request=Request(fields=(field("lost", "cause"),)),
    responses=(
        Response(
            status=200,
            description="Nothing.",
            fields=(
                field("lost", "cause"),
                field("bookings", "nothing"),
                BodyField(name="rows", source="relation", table="lost", column="x", many=True),
            ),
        ),
    ),
)


def spec(*endpoints: Endpoint) -> Spec:
    """Return the design with these endpoints, or with all of them."""
    listed = endpoints or (LIST, CREATE, CHANGE, APPROVE, FEED, UPLOAD, LOST)
    return Spec(
        brief="book <script>rooms</script>\nin the office",
        slug="room-booking",
        sections=Sections(
            database=Database(tables=(USERS, ROOMS, TAGS, BOOKINGS)), endpoints=Endpoints(endpoints=listed)
        ),
    )
