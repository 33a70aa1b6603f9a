from __future__ import annotations

import pytest

from checks import vary
from checks.pairs import Pair, hold
from draftspec.sections.database import Column
from draftspec.sections.endpoints import Transition
from draftspec.sections.jobs import TableAccess
from draftspec.spec import Sections

STATUS = "database.tables.invoices.columns.status"


def moved(**changes: object) -> Sections:
    return vary.endpoint(
        vary.PAY,
        transition=Transition.model_validate(
            {"table": "invoices", "column": "status", "before": ("sent",), "after": "paid", **changes}
        ),
    )


def stamped(column: Column, *, soft: str | None) -> Sections:
    return vary.endpoint(vary.REMOVE, vary.with_columns("invoices", column), soft_delete=soft)


def overdue() -> Sections:
    """A further state that only the job sets."""
    start = vary.column("invoices", "status", values=("draft", "sent", "paid", "void", "overdue"))
    jobs = vary.job(writes=(TableAccess(table="invoices", columns=("status",)),)).jobs
    return vary.design(start, jobs=jobs)


PAIRS = (
    Pair(
        "LIFE-01",
        "error",
        lambda: moved(before=("sent", "late"), after="settled"),
        (f"endpoints.{vary.PAY}.transition",),
        "`late` and `settled` of `POST /api/v1/invoices/{id}/pay` is not among the values of `invoices.status`",
    ),
    Pair(
        "LIFE-01",
        "error",
        lambda: moved(column="state"),
        (f"endpoints.{vary.PAY}.transition",),
        "changes `invoices.state`, which does not exist",
    ),
    Pair(
        "LIFE-01",
        "error",
        lambda: vary.column("invoices", "status", values=None),
        tuple(f"endpoints.{name}.transition" for name in (vary.SEND, vary.PAY, vary.VOID)),
        "holds a state, but does not list its values",
    ),
    Pair(
        "LIFE-02",
        "warning",
        lambda: vary.column("invoices", "status", values=("draft", "sent", "paid", "void", "overdue")),
        (STATUS,),
        "Nothing sets `invoices.status` to `overdue`",
        passes=overdue,
    ),
    Pair(
        "LIFE-03",
        "error",
        lambda: vary.endpoint(vary.REMOVE, soft_delete="deleted_at"),
        (f"endpoints.{vary.REMOVE}",),
        "stamps `invoices.deleted_at`, which does not exist",
        passes=lambda: stamped(Column(name="deleted_at", type="timestamptz", nullable=True), soft="deleted_at"),
    ),
    Pair(
        "LIFE-03",
        "error",
        lambda: stamped(Column(name="deleted_at", type="timestamptz", nullable=True), soft=None),
        (f"endpoints.{vary.REMOVE}",),
        "removes rows of `invoices`, which has `deleted_at`",
    ),
    Pair(
        "LIFE-03",
        "error",
        lambda: stamped(Column(name="deleted_at", type="timestamptz", nullable=False), soft="deleted_at"),
        (f"endpoints.{vary.REMOVE}",),
        "so each row counts as deleted",
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair: Pair) -> None:
    hold(pair)
