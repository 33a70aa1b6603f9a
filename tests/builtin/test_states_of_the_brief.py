"""A list of states in the brief replaces the states of the entry, with all that is said of those."""

from __future__ import annotations

from briefs_file import drafted

TICKETS = "Tickets with status open / in progress / done"


def test_the_states_of_the_brief_are_those_of_the_column_and_each_is_reached() -> None:
    sections = drafted(TICKETS).spec.sections
    tickets = next(table for table in sections.database.tables if table.name == "tickets")
    columns = {column.name: column for column in tickets.columns}
    assert columns["status"].values == ("open", "in_progress", "done")
    assert "in_progress" not in columns
    moves = [e.transition for e in sections.endpoints.endpoints if e.transition and e.table == "tickets"]
    assert {(move.before, move.after) for move in moves} == {
        (("open",), "in_progress"),
        (("in_progress",), "done"),
    }


def test_no_rule_refuses_what_the_states_of_the_brief_leave_out() -> None:
    names = {rule.name for rule in drafted(TICKETS).spec.sections.rules.rules}
    assert "Internal notes never leave" in names
    assert "Closed is final" not in names
    assert "Closed is final" in {rule.name for rule in drafted("Support tickets").spec.sections.rules.rules}
