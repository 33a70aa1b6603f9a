"""A link that opens one kind of thing has a key to it; one that opens anything says of what it is."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters import builtin


@pytest.mark.parametrize(
    ("brief", "table", "keys"),
    [
        ("share links for memos", "memo_share_links", {"memo_id"}),
        ("Public links to reports with a password", "report_share_links", {"report_id"}),
        ("Albums can be shared by link or with users", "album_share_links", {"album_id"}),
        ("share links", "share_links", {"target_type", "target_id"}),
    ],
)
def test_a_link_says_once_what_it_opens(brief: str, table: str, keys: set[str]) -> None:
    tables = builtin.draft(Brief(text=brief, slug="x"), (), ()).sections.database.tables
    columns = next({column.name for column in one.columns} for one in tables if one.name == table)
    assert columns & {"memo_id", "report_id", "album_id", "target_type", "target_id"} == keys


def test_favourites_of_one_kind_have_a_key_to_it() -> None:
    tables = builtin.draft(Brief(text="favourites for recipes", slug="x"), (), ()).sections.database.tables
    assert {column.name for column in tables[0].columns} == {"id", "user_id", "recipe_id", "created_at", "updated_at"}
