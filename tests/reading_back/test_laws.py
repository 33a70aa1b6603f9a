"""The two laws: what is rendered is read back as it is, and so is every edit of something shown."""

from __future__ import annotations

import pytest
import whole_designs
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_back.edits import edits
from strategies import databases

from draftspec.documents import render_template
from draftspec.reading_back import read_back
from draftspec.sections.base import single_line
from draftspec.sections.database import Database
from draftspec.spec import Sections, Spec

TEMPLATE = "backend_specification.md.j2"
HARD = "A `code` span, *stars*, <b>tags</b> &amp; a_b_ # 1. [link](x) → over ~there~ \\ (so)"
WHOLE = whole_designs.spec()


def rendered(spec: Spec) -> str:
    return render_template(spec, TEMPLATE)


@pytest.mark.parametrize(("text", "step"), [("Something else", 1), (HARD, 4)], ids=["plain", "hard"])
def test_every_edit_of_something_shown_is_read_back(text: str, step: int) -> None:
    """Every edit in plain words; every fourth in hard ones, as `test_an_edit_may_be_any_text` tries the rest."""
    found = list(edits(WHOLE, text))
    assert len(found) > 150
    tried = found[::step]
    assert not [path for path, edited in tried if read_back(rendered(edited), WHOLE).sections != edited.sections]


def test_what_is_rendered_is_read_back_as_it_is() -> None:
    found = read_back(rendered(WHOLE), WHOLE)
    assert found.sections == WHOLE.sections
    assert found.undecidable == ()


texts = st.text(min_size=1, max_size=60).map(lambda text: str(single_line(text)).rstrip(". ")).filter(bool)


@given(text=texts, place=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_an_edit_may_be_any_text(text: str, place: int) -> None:
    found = list(edits(WHOLE, text))
    path, edited = found[place % len(found)]
    assert read_back(rendered(edited), WHOLE).sections == edited.sections, path


def of(database: Database) -> Spec:
    return Spec(brief="a brief", slug="a-brief", sections=Sections(database=database))


@given(databases(length=60))
@settings(max_examples=20, deadline=None)
def test_every_design_of_tables_is_read_back(database: Database) -> None:
    base = of(database)
    assert read_back(rendered(base), base).sections == base.sections


@given(databases(length=60), st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_every_edit_of_tables_is_read_back(database: Database, place: int) -> None:
    base = of(database)
    found = list(edits(base, "Something else"))
    if found:
        path, edited = found[place % len(found)]
        assert read_back(rendered(edited), base).sections == edited.sections, path
