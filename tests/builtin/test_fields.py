"""Fields that a brief spells out: each is one column of the thing that it describes, or a key."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters.builtin import draft
from draftspec.drafters.builtin.reading.fields import with_fields
from draftspec.sections.database import Table
from draftspec.spec import Sections


def first(text: str) -> Table:
    found = draft(Brief(text=text, slug="x"), (), tuple(Sections.model_fields)).sections
    return found.database.tables[0]


def kinds(table: Table) -> dict[str, str]:
    return {column.name: column.type for column in table.columns}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Crates with the following fields: label, weight", "Crates. Fields: label, weight"),
        ("Add kiln (fields: glaze, cone (04 to 10), max heat) for potters", "Add kiln. Fields: glaze, cone (04 to 10), max heat.  for potters"),
        ("Kiln: attributes glaze, peak_heat and shelf; kiln list", "Kiln. Fields: glaze, peak heat and shelf; kiln list"),
        ("a boat has a hull and a skipper including year of launch", "a boat has a hull and a skipper, launch year"),
        ("each note has an editable title, and stores the date and user", "each note has an title"),
        ("Products with custom fields: text, number", "Products with custom fields: text, number"),
        ("dates of the lease", "dates of the lease"),
    ],
)  # fmt: skip
def test_lists_of_fields_become_sentences(text: str, plain: str) -> None:
    assert with_fields(text) == plain


def test_each_listed_field_is_a_column_or_a_key() -> None:
    table = first(
        "Kiln firings. Fields: glaze, peak heat, product, status (loaded, fired, cooled), finished on, approved, remarks"
    )
    known = kinds(table)
    assert table.name == "kiln_firings"
    assert {"glaze", "peak_heat", "product_id", "status", "finished_on", "approved", "remark"} <= known.keys()
    assert known["product_id"] == "uuid"
    assert known["approved"] == "boolean"
    assert known["finished_on"] == "date"


def test_fields_are_no_tables_of_their_own() -> None:
    found = draft(
        Brief(text="Add lockers. Fields: key number, bin, grade, tier, location", slug="x"),
        (),
        tuple(Sections.model_fields),
    ).sections
    assert [table.name for table in found.database.tables] == ["lockers"]
    assert {"key_number", "bin", "grade", "tier"} <= {c.name for c in found.database.tables[0].columns}


def test_what_something_has_goes_on_behind_including() -> None:
    columns = kinds(
        first("Boats should have a berth number and a colour including date of launch, weight and a skipper")
    )
    assert {"berth_number", "colour", "launch_date", "weight"} <= columns.keys()


def test_a_person_that_something_has_is_a_key() -> None:
    columns = kinds(first("Each festival has a name, a technician and a start date"))
    assert columns["technician_id"] == "uuid"


def test_who_acts_is_no_key() -> None:
    columns = kinds(first("Sightings of birds with a species, the member confirms them"))
    assert "member_id" not in columns


def test_fields_in_another_language_keep_the_words_that_are_not_known() -> None:
    columns = kinds(first("Registrar colmenas. Campos: color de la reina, fecha de compra, número de cuadros, peso"))
    assert {"color_reina", "purchase_date", "weight"} <= columns.keys()


def test_a_field_of_two_words_in_another_language_is_one_column() -> None:
    columns = kinds(first("Cadastro de obras. Campos: título, etapa atual, engenheiro responsável"))
    assert {"title", "etapa_atual", "engenheiro_responsavel"} <= columns.keys()


def test_a_password_that_a_brief_lists_is_shown_by_no_call() -> None:
    text = "Webhooks per namespace: URL with optional user and password, content type, keep the deliveries with what was sent"
    sections = draft(Brief(text=text, slug="x"), (), tuple(Sections.model_fields)).sections
    held = {c.name: c.sensitivity for table in sections.database.tables for c in table.columns}
    shown = {f.name for call in sections.endpoints.endpoints for answer in call.responses for f in answer.fields}
    assert (held["password"], "password" in shown, "content_type" in shown) == ("secret", False, True)


@pytest.mark.parametrize("said", ["secret token", "secret key"])
def test_a_secret_that_a_brief_lists_is_shown_by_no_call(said: str) -> None:
    text = f"Partner systems with a base url and an optional {said}"
    sections = draft(Brief(text=text, slug="x"), (), tuple(Sections.model_fields)).sections
    held = {c.name: c.sensitivity for table in sections.database.tables for c in table.columns}
    shown = {f.name for call in sections.endpoints.endpoints for answer in call.responses for f in answer.fields}
    assert (held[said.replace(" ", "_")], said.replace(" ", "_") in shown) == ("secret", False)
