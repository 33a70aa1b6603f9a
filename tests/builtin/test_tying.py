"""What a brief says of two things becomes a key between their tables, in the direction in which it says it."""

import pytest

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief

KEYS = {
    "Vendors with contacts": {"contacts": {"vendor_id"}},
    "Meal plan with meal types": {"meal_plans": {"meal_type_id"}},
    "Documents with correspondents and document types": {"documents": {"correspondent_id", "document_type_id"}},
    "Product reviews with photos": {"photos": {"product_review_id"}},
    "Quotes for leads, with items": {"quotes": {"lead_id"}},
    "create and retrieve pickup stations and their corresponding opening hours": {"opening_hours": {"pickup_station_id"}},
    "lending app with lendable objects and lending requests": {"lending_requests": {"lendable_object_id"}},
    "lists and tasks": {"tasks": {"list_id"}},
    "Managing transactions and categories": {"transactions": {"category_id"}},
    "Product questions and answers": {"answers": {"product_question_id"}},
    "Track issues with games": {"issues": {"game_id"}},
    "playlist with songs": {"playlist_items": {"playlist_id", "song_id"}},
    "Collections: users create collections, create recipes and add recipes to collections": {"collection_items": {"collection_id", "recipe_id"}},
    "Trips now supports expenses": {"expenses": {"trip_id"}},
    "Chat in each race": {"chats": {"race_id"}},
    "A box belongs to a rack, a rack belongs to a freezer": {"boxes": {"rack_id"}, "racks": {"freezer_id"}},
    "An item belongs to a drawer and a drawer belongs to a cabinet": {"items": {"drawer_id"}, "drawers": {"cabinet_id"}},
    "Every machine gets a maintenance plan": {"maintenance_plans": {"machine_id"}},
    "Machines report faults": {"faults": {"machine_id"}},
    "A technician is sent to each job. A job has a customer site.": {"jobs": {"place_id"}},
    "Case management. A case belongs to a family. Case workers write notes and upload documents.": {"cases": {"family_id"}, "case_notes": {"case_id"}},
    "Pet adoption: people apply to adopt a dog; staff schedule a home visit and then approve": {"home_visits": {"pet_adoption_id"}},
    "Guests reserve a table at a restaurant. The restaurant defines opening hours.": {"opening_hours": {"restaurant_id"}},
    "Citizens vote on proposals, each person has 5 votes": {"votes": {"proposal_id"}},
}  # fmt: skip

FREE = {
    "Leave types, leave application with approver, holiday list": {"holiday_lists": "leave_request_id"},
    "Feature flags with segments and environments": {"environments": "feature_flag_id"},
    "Multi-factor authentication with TOTP, and recovery codes": {"recovery_codes": "mfa_factor_id"},
    "Time entries and cost reports per work package": {"cost_reports": "time_entry_id"},
    "Users keep chats with the assistant, in folders": {"assistants": "chat_id"},
    "Users can flag posts and comments with a reason": {"post_flags": "post_id"},
}


def keys_of(brief: str) -> dict[str, set[str]]:
    plan = make_plan(read_brief(brief, concepts()), ())
    return {resource.table: {parent.column for parent in resource.parents} for resource in plan.resources}


@pytest.mark.parametrize("brief", KEYS)
def test_things_that_a_brief_ties_have_a_key(brief: str) -> None:
    keys = keys_of(brief)
    assert [table for table, wanted in KEYS[brief].items() if not wanted <= keys.get(table, set())] == []


@pytest.mark.parametrize("brief", FREE)
def test_things_that_only_stand_side_by_side_have_none(brief: str) -> None:
    keys = keys_of(brief)
    assert [table for table, key in FREE[brief].items() if key in keys.get(table, set())] == []


def test_a_whole_goes_before_its_parts_and_keeps_its_own_keys() -> None:
    keys = keys_of("Product reviews with photos")
    assert "photo_id" not in keys["product_reviews"]
    assert "product_id" in keys["product_reviews"]


def test_what_belongs_to_something_cannot_be_without_it() -> None:
    plan = make_plan(read_brief("A case belongs to a family. Case workers write notes.", concepts()), ())
    assert {p.column: p.nullable for p in plan.resources[0].parents}["family_id"] is False


def test_many_things_lie_in_one_list() -> None:
    resources = make_plan(read_brief("reading lists of books", concepts()), ()).resources
    (item,) = [r for r in resources if r.table == "reading_list_items"]
    assert item.entry.unique == ("reading_list_id, item_type, item_id",)
    assert {"item_type", "item_id"} <= {column.name for column in item.columns}
