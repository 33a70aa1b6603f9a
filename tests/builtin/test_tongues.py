"""Briefs in six other languages: what they say in English, and what is drafted for them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftspec.brief import brief_from_text
from draftspec.drafters.builtin.catalogue import concepts, data
from draftspec.drafters.builtin.reading import read_brief
from draftspec.drafters.builtin.reading.glossing import gloss
from draftspec.drafters.builtin.reading.in_english import glossed, tongue_of
from draftspec.drafters.builtin.reading.inflecting import finite, plurals
from draftspec.drafters.builtin.reading.tongues import is_foreign
from draftspec.drafters.builtin.reading.vocabulary import TONGUES, vocabulary
from draftspec.pipeline import draft_spec, drafter_for
from draftspec.spec import Spec


def drafted(text: str) -> Spec:
    return draft_spec(brief_from_text(text, "x"), drafter_for("builtin"), model="builtin").spec


def tables(text: str) -> list[str]:
    return [table.name for table in drafted(text).sections.database.tables]


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("Gestión de proveedores con nombre y teléfono", "es"),
        ("Cadastro de fornecedores com nome e telefone", "pt"),
        ("Gestion des fournisseurs avec nom et téléphone", "fr"),
        ("Lieferanten mit Name und Telefon verwalten", "de"),
        ("Gestione dei fornitori con nome e telefono", "it"),
        ("Leveranciers met naam en telefoonnummer beheren", "nl"),
    ],
)
def test_a_language_is_known_by_its_words(text: str, tongue: str) -> None:
    assert is_foreign(text)
    assert tongue_of(text) == tongue
    assert tables(text) == ["suppliers"]


@pytest.mark.parametrize(
    "text",
    ["Add a per-diem allowance", "rooms with an en suite bath", "Import data as CSV", "Tours and menus"],
)
def test_english_stays_english(text: str) -> None:
    assert not is_foreign(text)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (
            "Como gerente quiero crear, listar y anular pedidos del almacén para ahorrar tiempo",
            "As a manager, I want to create, list and cancel warehouse orders",
        ),
        (
            "Eu, como voluntária, gostaria de me inscrever em um turno",
            "As a volunteer, I want to register in a shift",
        ),
        (
            "En tant qu'infirmière, je veux saisir l'heure et la dose d'un médicament",
            "As a nurse, I want to record the time and the dosage of a medication",
        ),
        (
            "Als Trainer möchte ich Termine anlegen, verschieben und absagen können",
            "As a trainer, I want to create appointments, reschedule and cancel",
        ),
        ("I soci possono prenotare una sala e disdire la prenotazione", "the members can book a room and cancel the booking"),
        ("Als huurder wil ik een klacht indienen met foto en omschrijving", "As a tenant, I want to submit a complaint with photo and description"),
        ("Los clientes pagan sus facturas", "the customers pay their invoices"),
        ("O motorista confirma a entrega", "the driver confirms the delivery"),
    ],
)  # fmt: skip
def test_sentences_are_put_into_english(text: str, english: str) -> None:
    assert glossed(text) == english


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("solicitud de reembolso", "refund request"),
        ("fecha de vencimiento de la factura", "due date of the invoice"),
        ("códigos internos únicos", "unique internal codes"),
        ("las citas canceladas", "the appointments"),
        ("la pizarra digital", "the pizarra digital"),
    ],
)
def test_what_follows_a_noun_stands_before_it_in_english(text: str, english: str) -> None:
    assert gloss(text, "es") == english


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Kundenverwaltung", "customers"),
        ("Besprechungsräume", "meeting rooms"),
        ("Wartungsdatum", "maintenance date"),
        ("Status der Rechnung", "status of the invoice"),
        ("Rechnungen erstellen und versenden", "create invoices and send"),
        ("ein fabelhafter Zeppelin", "a Zeppelin"),
    ],
)
def test_german_compounds_and_word_order(text: str, english: str) -> None:
    assert gloss(text, "de") == english


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Pedidos de peças com estado (rascunho, enviado, pago)", ["draft", "sent", "paid"]),
        ("Réparations avec statut : en attente, en cours ou terminée", ["pending", "in_progress", "completed"]),
        ("Anfragen mit Status (offen, in Arbeit, erledigt)", ["open", "in_progress", "completed"]),
        ("Gestión de colmenas con estado (fuerte, débil o huérfana)", ["fuerte", "debil", "huerfana"]),
    ],
)
def test_states_are_english_where_all_of_them_are_known(text: str, states: list[str]) -> None:
    assert list(read_brief(text, concepts()).states) == states


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Precisamos criar, consultar, editar e excluir contratos de locação. Dados: início, fim, valor", ["leases"]),
        ("Necesito registrar la limpieza de habitaciones: fecha, empleada, observaciones", ["hotel_room_cleanings"]),
        ("Les parents peuvent déclarer l'absence d'un élève", ["attendances"]),
        ("Die Mitglieder sollen ihre Fahrräder registrieren und als gestohlen melden können", ["bicycles"]),
        ("De kapper beheert zijn klanten en hun afspraken", ["appointments"]),
        ("Il magazzino registra consegne e resi dei fornitori", ["deliveries", "returns", "return_request_items"]),
        ("Gestión de colmenas", ["colmena"]),
        ("Eleves et leurs notes par matiere", ["notes"]),
    ],
)
def test_one_noun_is_one_table_at_most(text: str, named: list[str]) -> None:
    assert tables(text) == named


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("El médico firma una receta para el paciente", "the doctor signs a prescription for the patient"),
        ("El cocinero guarda una receta", "the cocinero stores a recipe"),
        ("Los socios no pueden anular la reserva", "the members can not cancel the booking"),
        ("Permitir que los vecinos voten propuestas", "allow the residents vote suggestions"),
        ("Schüler können Bücher ausleihen", "students can borrow books"),
        ("Der Verwalter liest", "the Verwalter"),
        ("Suivi des factures de nos fournisseurs", "invoices of our suppliers"),
    ],
)
def test_the_words_beside_it_tell_what_a_word_means(text: str, english: str) -> None:
    assert gloss(text, tongue_of(text)) == english


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("用户可以收藏商品并发表评价", ["product_reviews"]),
        ("ペットのワクチン記録とリマインダー", ["pets", "vaccinations"]),
        ("社員が休暇申請を提出する", ["leave_requests", "leave_types"]),
        ("会议室预订系统，每天最多4小时", ["bookings"]),
        ("茶道具の棚", ["cha_dao_ju"]),
    ],
)
def test_things_are_known_in_chinese_and_japanese(text: str, named: list[str]) -> None:
    assert tables(text) == named


@pytest.mark.parametrize("section", ["frame", "modal", "adjectives", "verbs", "states"])
def test_each_row_of_words_has_six_languages(section: str) -> None:
    assert {key: row.count(";") for key, row in data("foreign_words")[section].items() if row.count(";") != 5} == {}


@pytest.mark.parametrize("section", ["people", "nouns", "attributes"])
def test_each_row_of_nouns_has_six_languages(section: str) -> None:
    assert {key: row.count(";") for key, row in data("foreign_nouns")[section].items() if row.count(";") != 5} == {}


@pytest.mark.parametrize(
    ("noun", "tongue", "forms"),
    [
        ("lápiz", "es", {"lápices"}),
        ("reunión", "es", {"reuniones"}),
        ("avião", "pt", {"aviões"}),
        ("journal", "fr", {"journaux", "journals"}),
        ("banca", "it", {"banche"}),
    ],
)
def test_plurals_are_made_by_rule(noun: str, tongue: str, forms: set[str]) -> None:
    assert plurals(noun, tongue) >= forms


def test_finite_forms_keep_what_follows_the_verb() -> None:
    assert "registra horas" in finite("registrar horas", "es")


@given(st.text(alphabet=st.sampled_from("aeioudlsnrtz çñéüß'’-,.;:()\n12"), max_size=80), st.sampled_from(TONGUES))
def test_any_text_is_put_into_english_without_a_fault(text: str, tongue: str) -> None:
    assert not re.search("[\ue000]", gloss(text, tongue))


def test_no_listed_word_is_empty() -> None:
    assert [form for tongue in TONGUES for form in vocabulary(tongue) if not form.strip()] == []
