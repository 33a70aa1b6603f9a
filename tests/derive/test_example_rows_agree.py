"""Rows of an example agree with the keys and CHECKs of their tables, with each other, and with what a call is named after."""

from __future__ import annotations

from typing import Any

import pytest

from draftspec.derive.example_flags import flag_after
from draftspec.derive.examples import response_example
from draftspec.sections.database import Column, Condition, Constraint, Reference, Table
from draftspec.sections.endpoints import Auth, BodyField, Endpoint, PathParameter, Response

KEY = Column(name="id", type="uuid", nullable=False, primary_key=True)


def _refers(name: str, table: str, *, nullable: bool = False) -> Column:
    return Column(
        name=name, type="uuid", nullable=nullable, references=Reference(table=table, column="id", on_delete="CASCADE")
    )


def _listed(table: Table, *, tables: tuple[Table, ...] = (), under: str | None = None) -> list[dict[str, Any]]:
    """Return the rows that a list of a table shows, below a row of another one or not."""
    fields = tuple(BodyField(name=c.name, source="column", table=table.name, column=c.name) for c in table.columns)
    parameters = (PathParameter(name="of", table=under, column="id"),) if under else ()
    call = Endpoint(
        method="GET",
        path=f"/{under}/{{of}}/{table.name}" if under else f"/{table.name}",
        purpose="Lists.",
        action="list",
        table=table.name,
        auth=Auth(level="authenticated"),
        path_parameters=parameters,
        responses=(Response(status=200, description="Rows.", many=True, fields=fields),),
    )
    found = response_example(call, call.responses[0], {one.name: one for one in (table, *tables)})
    assert found is not None
    return list(found["data"])


def test_a_list_holds_nobody_twice_whom_a_key_lets_in_once() -> None:
    users, channels = (Table(name=name, purpose="One.", columns=(KEY,)) for name in ("users", "channels"))
    key = Constraint(name="members_key", kind="unique", columns=("channel_id", "user_id"), meaning="Once.")
    members = Table(
        name="members",
        purpose="One.",
        columns=(KEY, _refers("channel_id", "channels"), _refers("user_id", "users")),
        constraints=(key,),
    )
    one, other = _listed(members, tables=(users, channels), under="channels")
    assert one["channel_id"] == other["channel_id"]
    assert one["user_id"] != other["user_id"]


def test_what_lies_below_another_row_lies_within_its_dates_and_in_the_same_things() -> None:
    cycles = Table(name="cycles", purpose="One.", columns=(KEY,))
    columns = (
        KEY,
        _refers("parent_id", "goals", nullable=True),
        _refers("cycle_id", "cycles"),
        Column(name="start_date", type="date", nullable=False),
        Column(name="end_date", type="date", nullable=False),
    )
    below, above = _listed(Table(name="goals", purpose="One.", columns=columns), tables=(cycles,))
    assert (below["parent_id"], above["parent_id"]) == (above["id"], None)
    assert {**below, "id": None, "parent_id": None} == {**above, "id": None, "parent_id": None}


def test_a_check_says_which_columns_are_empty() -> None:
    kind, no_file, no_link = (
        Column(name="kind", type="varchar(8)", nullable=False, values=("file", "link")),
        Column(name="file_key", type="text", nullable=True),
        Column(name="url", type="text", nullable=True),
    )
    checks = tuple(
        Constraint(name=f"c_{n}", kind="check", columns=("kind",), match="any", conditions=conditions, meaning="So.")
        for n, conditions in enumerate(
            (
                (Condition(column="kind", operator="<>", value="'file'"), Condition(column="file_key", operator="is not null")),
                (Condition(column="kind", operator="<>", value="'link'"), Condition(column="url", operator="is not null")),
                (Condition(column="file_key", operator="is null"), Condition(column="url", operator="is null")),
            )
        )
    )  # fmt: skip
    table = Table(name="attachments", purpose="One.", columns=(KEY, kind, no_file, no_link), constraints=checks)
    assert [(row["kind"], row["file_key"] is None, row["url"] is None) for row in _listed(table)] == [
        ("file", False, True),
        ("link", True, False),
    ]


@pytest.mark.parametrize(
    ("act", "column", "expected"),
    [
        ("pin", "is_pinned", "true"),
        ("unpin", "is_pinned", "false"),
        ("enable", "enabled", "true"),
        ("disable", "enabled", "false"),
        ("verify", "is_verified", "true"),
        ("go-online", "online", "true"),
        ("make-default", "is_default", "true"),
        ("renew", "auto_renew", None),
        ("archive", "is_pinned", None),
    ],
)
def test_a_flag_is_as_the_call_leaves_it_that_it_is_named_after(act: str, column: str, expected: str | None) -> None:
    call = Endpoint(
        method="POST",
        path=f"/things/{{id}}/{act}",
        purpose="Acts.",
        action="command",
        table="things",
        auth=Auth(level="authenticated"),
        responses=(Response(status=200, description="The row."),),
    )
    assert flag_after(call, Column(name=column, type="boolean", nullable=False)) == expected
