from __future__ import annotations

import pytest
from backlog.reading import read

from draftspec.backlog import Item
from draftspec.errors import BacklogError


def test_semicolons_and_latin_1_as_excel_writes_them_in_germany() -> None:
    backlog = read(
        'Nr;Titel;Beschreibung;Status;Stichwörter\n1;"Rechnungen; neu";Für Kunden;offen;a,b\n2;Mahnungen;;erledigt;\n'.encode(
            "cp1252"
        )
    )
    assert backlog.form == "csv"
    assert backlog.notes == (
        "read as Windows-1252 (Latin-1): line 1 is not valid UTF-8; save it as UTF-8 if letters look wrong",
    )
    assert backlog.items == (
        Item("1", "Rechnungen; neu", "Für Kunden", labels=("a", "b"), line=2, status="offen"),
        Item("2", "Mahnungen", done=True, line=3, status="erledigt"),
    )


def test_columns_of_a_user_story() -> None:
    backlog = read(
        'ID,As a,I want to,So that,Acceptance Criteria\nUS1,librarian,reserve books,members get them,"- max 5\n- 3 days"\n'
    )
    body = "As a librarian, I want to reserve books so that members get them.\n\n## Acceptance criteria\n\n- max 5\n- 3 days"
    assert backlog.items == (Item("US1", "reserve books", body, line=2),)


def test_an_export_of_jira() -> None:
    backlog = read(
        """Issue key,Issue id,Summary,Issue Type,Status,Labels,Labels,Inward issue link (Blocks),Custom field (Epic Link),Parent id,Description
AB-1,1001,Billing,Epic,To Do,,,,,,
AB-2,1002,Issue invoices,Story,To Do,pay,ui,AB-3,AB-1,,"h2. What
* due in {{14}} days
** or 30
* [see|http://x.example]
{code}x{code}"
AB-3,1003,Numbers,Story,Closed,,,,AB-1,,
AB-4,1004,PDF template,Sub-task,Open,,,,,1002,
"""
    )
    body = "## What\n- due in `14` days\n  - or 30\n- see\n\n```\nx\n```"
    assert backlog.items == (
        Item("AB-1", "Billing", line=2, kind="epic", status="To Do"),
        Item("AB-2", "Issue invoices", body, ("pay", "ui"), "AB-1", ("AB-3",), line=3, kind="story", status="To Do"),
        Item("AB-3", "Numbers", parent="AB-1", done=True, line=8, kind="story", status="Closed"),
        Item("AB-4", "PDF template", parent="AB-2", line=9, kind="sub-task", status="Open"),
    )


def test_an_export_of_linear() -> None:
    backlog = read(
        "ID,Team,Title,Description,Status,Labels,Completed,Canceled,Parent issue\n"
        'LIN-1,ENG,Teams,Invite by e-mail,Backlog,"Feature, API",,,\nLIN-2,ENG,Roles,,Todo,,,,LIN-1\nLIN-3,ENG,Old,,Triage,,,2024-01-01,\n'
    )
    assert backlog.items == (
        Item("LIN-1", "Teams", "Invite by e-mail", ("Feature", "API"), line=2, status="Backlog"),
        Item("LIN-2", "Roles", parent="LIN-1", line=3, status="Todo"),
        Item("LIN-3", "Old", done=True, line=4, status="Triage"),
    )


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "ID,Work Item Type,Title 1,Title 2,State,Tags\n1,Epic,Sales,,New,\n3,User Story,,Send quote,Active,x; y\n",
            (
                Item("1", "Sales", line=2, kind="epic", status="New"),
                Item("3", "Send quote", labels=("x", "y"), line=3, kind="user story", status="Active"),
            ),
        ),
        (
            "Title\tURL\tStatus\nAdd teams\thttps://github.com/o/r/issues/12\tTodo\n",
            (Item("12", "Add teams", line=2, status="Todo"),),
        ),
        (
            "Sprint backlog,,\nExported,2024-01-01,\n,,\nStory,Estimate,Done?\nExport,3,yes\n\nImport,5,\n",
            (Item("1", "Export", done=True, line=5), Item("2", "Import", line=7)),
        ),
        (
            "Name,Status,Tags\nTeam spaces,Not started,backend\nOld,Done,\n",
            (
                Item("1", "Team spaces", labels=("backend",), line=2, status="Not started"),
                Item("2", "Old", done=True, line=3, status="Done"),
            ),
        ),
    ],
    ids=["azure", "github project", "a sheet with a heading", "notion"],
)
def test_other_exports(text: str, items: tuple[Item, ...]) -> None:
    assert read(text).items == items


def test_cells_that_are_formulas_are_text() -> None:
    assert read("sep=;\nName;Notes\n=1+1;=HYPERLINK(A1)\n'=cmd|x;@b\n").items == (
        Item("1", "=1+1", "=HYPERLINK(A1)", line=3),
        Item("2", "=cmd|x", "@b", line=4),
    )


def test_no_header() -> None:
    backlog = read("high,Invoices with a number per year\nlow,Payments\n", "csv")
    assert backlog.items == (Item("1", "Invoices with a number per year", line=1), Item("2", "Payments", line=2))
    assert backlog.notes == ("no header was recognised; column 2 is taken for the titles",)


def test_what_the_command_of_github_prints() -> None:
    backlog = read("12\tOPEN\tAdd teams\tapi\t2024-01-01T00:00:00Z\n13\tCLOSED\tAdd users\t\t2024-01-01T00:00:00Z\n")
    assert backlog.form == "tsv"
    assert backlog.items == (
        Item("12", "Add teams", line=1, status="OPEN"),
        Item("13", "Add users", done=True, line=2, status="CLOSED"),
    )


def test_a_row_with_more_cells_than_the_header_loses_nothing() -> None:
    backlog = read("id,title\n1,Orders, carts and lists\n")
    assert backlog.items == (Item("1", "Orders carts and lists", line=2),)
    assert backlog.notes == ("line 2: the row has 3 cells under 2 columns",)


def test_a_quote_that_is_never_closed() -> None:
    with pytest.raises(BacklogError, match=r"standard input: line 4: a quote is opened and never closed"):
        read('id,title,body\n1,"two\nlines",x\n2,"open,x\n3,y,z\n')


def test_quotes_inside_a_cell_are_read_and_noted() -> None:
    backlog = read('id,title,body\n1,"a" list,"x"\n2,5" screens,y\n')
    assert backlog.items == (Item("1", "a list", "x", line=2), Item("2", '5" screens', "y", line=3))
    assert backlog.notes == ("line 2: quotes stand inside a cell as CSV does not have them; look at that row",)


def test_a_header_alone() -> None:
    with pytest.raises(BacklogError, match=r"standard input holds no item \(read as csv\)"):
        read("id,title,body\n")


def test_thousands_of_columns_are_refused() -> None:
    with pytest.raises(BacklogError, match="the row has 3,000 cells, more than 2,000"):
        read("title" + "," * 2999 + "\nx\n", "csv")
