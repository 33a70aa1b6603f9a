"""Things that no entry describes get the columns that real tables of their noun have."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.reading.words import singular
from draftspec.drafters.builtin.usual import usual_columns

GIVEN = {"id", "name", "description", "created_at", "updated_at", "user_id", "creator_id"}


@pytest.mark.parametrize(
    ("brief", "table", "columns"),
    [
        ("Add tide readings", "tide_readings", ["value", "unit"]),
        ("Add kiln adjustments", "kiln_adjustments", ["amount_cents", "currency", "reason"]),
        ("Add ferry lots", "ferry_lots", ["lot_number", "expiration_date"]),
    ],
)
def test_an_unknown_thing_has_what_tables_of_its_noun_have(brief: str, table: str, columns: list[str]) -> None:
    found = {t.name: [c.name for c in t.columns] for t in drafted(brief).spec.sections.database.tables}
    assert [name for name in found[table] if name not in GIVEN and not name.endswith("_id")] == columns


def test_what_the_brief_lists_is_all_that_it_has() -> None:
    brief = "Tide readings with height, depth, salinity and turbidity"
    (table,) = drafted(brief).spec.sections.database.tables
    assert {"height", "depth", "salinity", "turbidity"} <= {c.name for c in table.columns}
    assert not {"value", "unit"} & {c.name for c in table.columns}


def test_nouns_are_singular_and_their_columns_are_known() -> None:
    kinds = {"choice", *data("types")}
    nouns = list(data("nouns"))
    assert nouns == sorted(set(nouns))
    for noun in nouns:
        lines = usual_columns(noun)
        assert singular(noun) == noun
        assert lines and {line.kind for line in lines} <= kinds, noun
        assert len({line.name for line in lines}) == len(lines), noun
        assert not {line.name for line in lines} & GIVEN, noun
