"""What a brief speaks of as there is drafted whole, asked about, and told what would be added to it."""

from __future__ import annotations

import pytest
from drafts import draft


def _asked(brief: str) -> list[str]:
    return [q.text for q in draft(brief).spec.open_questions if "there already" in q.text]


@pytest.mark.parametrize(
    ("brief", "table", "said", "column"),
    [
        ("Private channels", "channels", "private channels", "`kind`"),
        ("public playlists", "playlists", "public playlists", "`visibility`"),
        ("internal notes on orders", "notes", "internal notes", "whichever of its columns here it lacks"),
        ("Improve tickets with priorities", "tickets", "improve tickets", "`priority`"),
        ("Allow comments to be nested", "comments", "allow comments to be nested", "`parent_id`"),
        ("Overhaul invoices", "invoices", "overhaul", "whichever of its columns here it lacks"),
    ],
)
def test_what_may_be_there_is_asked_about_and_altered(brief: str, table: str, said: str, column: str) -> None:
    spec = draft(brief).spec
    assert _asked(brief) == [f"Is `{table}` there already? The brief says “{said}”."]
    assert table in [one.name for one in spec.sections.database.tables]
    because = spec.sections.database.unmodified_because
    assert str(because).startswith(f"as far as `{table}` is new (assumption). If it is there already, it is altered")
    assert column in str(because)
    assert spec.sections.migration.data_impact.startswith(f"If `{table}` is there already, its rows stay")
    assert spec.sections.migration.rollback_plan.endswith(f"If `{table}` was there before, it is not dropped.")
    assert spec.findings == ()


@pytest.mark.parametrize(
    "brief",
    [
        "recurring invoices",
        "add comments to posts",
        "Add ability to invite people",
        "Create invoices",
        "rate limits per API key",
    ],
)
def test_what_is_new_or_has_a_table_of_its_own_is_not_asked_about(brief: str) -> None:
    assert _asked(brief) == []
