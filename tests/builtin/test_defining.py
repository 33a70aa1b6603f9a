"""Sentences that say what something has make its parts, with their keys, and nothing of what only sets the scene."""

import pytest

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief
from draftspec.drafters.builtin.reading.defining import Definition, apart, find_definitions
from draftspec.drafters.builtin.reading.grids import Grid, find_grids
from draftspec.drafters.builtin.reading.recorded import find_recorded
from draftspec.drafters.builtin.reading.scenes import without_scene


def tables_of(brief: str) -> dict[str, set[str]]:
    """Return the tables of a brief with their keys to other tables than users."""
    plan = make_plan(read_brief(brief, concepts()), ())
    return {r.table: {p.column for p in r.parents if p.target != "users"} for r in plan.resources}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A menu has sections and each section has dishes with price and allergens", "A menu has sections. each section has dishes. Each dish has price and allergens"),
        ("a rubric has criteria, each with a weight", "a rubric has criteria. Each criterion has a weight"),
        ("returns of online orders, each with a reason", "returns of online orders. Each return has a reason"),
        ("a recipe has ingredients with an amount and a unit, and steps", "a recipe has ingredients and steps. Each ingredient has an amount and a unit, and steps"),
        ("a book with a title, each signed", "a book with a title, each signed"),
    ],
)  # fmt: skip
def test_what_is_said_of_each_is_a_sentence_of_its_own(text: str, plain: str) -> None:
    assert " ".join(apart(text).split()) == plain


@pytest.mark.parametrize(
    ("sentence", "definition"),
    [
        ("A menu has sections", Definition("menu", ("section",))),
        ("Each trip consists of days and stops", Definition("trip", ("day", "stop"))),
        ("every box holds up to 12 bottles and a label", Definition("box", ("bottle",), 1)),
        ("A ballot has a question, several options and a closing time", Definition("ballot", (), 3)),
        ("plan trips with days and stops", Definition("trip", ("day", "stop"), told=False)),
        ("A book has a title and an author", Definition("book", (), 2)),
        ("A class has 12 places", None),
        ("users have to sign in", None),
        ("the system has notifications", None),
        ("applicants submit proposals with budget lines, the board decides", Definition("proposal", ("budget line",), told=False)),
    ],
)  # fmt: skip
def test_a_sentence_says_what_a_thing_has(sentence: str, definition: Definition | None) -> None:
    found = find_definitions(sentence)
    assert found == (() if definition is None else (definition,))


TOLD = {
    "A restaurant has menus. A menu has sections and each section has dishes with price and allergens.": {
        "menus": {"restaurant_id"}, "sections": {"menu_id"}, "dishes": {"section_id"}},
    "Teachers grade submissions with rubrics; a rubric has criteria, each with a weight and up to five levels": {
        "rubrics": {"submission_id"}, "rubric_criteria": {"rubric_id"}, "criterion_levels": {"rubric_criterion_id"}},
    "Plan trips with days and stops; every stop has an arrival time, an address and notes.": {
        "trip_days": {"trip_id"}, "stops": {"trip_id"}},
    "polls with options and votes": {"poll_options": {"poll_id"}, "poll_votes": {"poll_id", "poll_option_id"}},
    "Sell lift passes, each tied to a card number, and log every scan at a lift gate": {"scans": {"lift_pass_id"}},
    "Hotels set a price per room type and season": {"room_type_prices": {"room_type_id", "season_id"}},
    "Let the section leaders tick off which singers were present at each rehearsal": {
        "rehearsals": set(), "session_attendances": {"rehearsal_id"}},
    "Collectors note which bottles lie in which rack": {"racks": set(), "bottles": {"rack_id"}},
    "Agents assign tags to tickets": {"tags": set(), "ticket_tags": {"tag_id", "ticket_id"}},
    "A player belongs to a team. Each match has two teams, and for each match the referee writes a report with cards, goals and a remark.": {
        "matches": set()},
}  # fmt: skip


@pytest.mark.parametrize("brief", TOLD)
def test_parts_become_tables_with_keys_to_their_whole(brief: str) -> None:
    tables = tables_of(brief)
    found = {table: tables[table] & keys for table, keys in TOLD[brief].items() if table in tables}
    assert found == TOLD[brief]


def test_a_part_has_no_owner_beside_its_whole() -> None:
    plan = make_plan(read_brief("A menu has sections. Each section has a title and a note", concepts()), ())
    sections = plan.by_table("sections")
    assert sections is not None
    assert [parent.column for parent in sections.parents] == ["menu_id"]


@pytest.mark.parametrize(
    ("brief", "tables"),
    [
        ("Our astronomy club owns four telescopes which members reserve for a night", "astronomy_club_owns"),
        ("Our agents put together trips for travellers", "agent_puts"),
        ("I'm building a meal planner for families", "buildings"),
        ("Engineering wants its own on-call schedule", "engineerings"),
        ("dentist draws up a treatment plan for a patient", "dentist_draws"),
        ("Every sample has a barcode, sits in a freezer and can be checked out", "sits"),
        ("Family features: users can create family groups and invite members", "family_features"),
        ("Terms: admin creates, reads and updates terms", "reads"),
        ("Imports: a confirmation page sums up the import before it runs", "confirmations"),
    ],
)
def test_verbs_scenes_and_screens_are_no_tables(brief: str, tables: str) -> None:
    assert tables not in tables_of(brief)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("We keep losing track of keys. Staff hand out keys to tenants.", "Staff hand out keys to tenants."),
        ("Invoices are a mess. We want to send invoices.", "We want to send invoices."),
        ("I'm building a meal planner for families", "meal planner for families"),
        ("Lists are a mess. Deliveries often come in parts. Staff book deliveries.", "Staff book deliveries."),
        ("Deliveries often come in parts.", "Deliveries often come in parts."),
        ("neighbours lend each other tools", "neighbours lend tools"),
        ("Currently we have no way for volunteers to track visits", "volunteers can track visits"),
        ("goods, like coffins or flowers, with a price", "goods, with a price"),
        (
            "Members want a list of books. It has to stop at ten.",
            "Members want a list of books. It has to stop at ten.",
        ),
    ],
)
def test_what_only_sets_the_scene_is_left_out(text: str, plain: str) -> None:
    assert " ".join(without_scene(text).split()) == plain


@pytest.mark.parametrize(
    ("text", "grids"),
    [
        ("a price per room type and season", (Grid("price", "room type", "season"),)),
        ("For each pupil and subject the teacher enters a grade and a remark", (Grid("grade", "pupil", "subject", "remark"),)),
        ("time tracking per project and task", ()),
        ("a price per hour and person", ()),
    ],
)  # fmt: skip
def test_a_value_for_a_pair_is_read(text: str, grids: tuple[Grid, ...]) -> None:
    assert find_grids(text) == grids


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("log every scan at a lift gate", ("scan",)),
        ("record a breach whenever a ticket misses its target", ("breach",)),
        ("note the reason and record a comment", ()),
        ("do not record a visit", ()),
        ("log every user in", ()),
    ],
)
def test_what_is_written_down_each_time_is_read(text: str, nouns: tuple[str, ...]) -> None:
    assert find_recorded(text) == nouns


def test_a_noun_that_a_brief_comes_back_to_is_a_thing() -> None:
    tables = tables_of(
        "The stylist keeps a colour card for each client. After a visit the formula is saved; a formula can be copied to the next visit"
    )
    assert "formulas" in tables


def test_a_brief_that_tells_its_things_brings_nothing_unsaid() -> None:
    told = "As a dispatcher, I want to assign couriers to delivery routes so that the parcels of the day arrive on time"
    assert "parcel_items" not in tables_of(told)
    assert "invoice_items" in tables_of("add invoices")


def test_a_noun_in_the_singular_behind_with_is_a_column_or_key() -> None:
    plan = make_plan(read_brief("customer groups with a discount", concepts()), ())
    assert "discounts" not in {r.table for r in plan.resources}
    assert plan.main is not None
    assert {c.name for c in plan.main.columns if "discount" in c.name} == {"discount_percent"}
