"""Whoever marks something that is there makes a row of his own; what is marked is taken for granted."""

from __future__ import annotations

import pytest
from briefs_file import drafted


def names(brief: str) -> tuple[list[str], list[str]]:
    database = drafted(brief).spec.sections.database
    return [table.name for table in database.tables], [table.name for table in database.assumed]


@pytest.mark.parametrize(
    ("brief", "table", "of"),
    [
        ("Pin reports to my dashboard", "pinned_reports", "reports"),
        ("Star repositories", "repository_stars", "repositories"),
        ("Mute conversations", "conversation_mutes", "conversations"),
        ("Allow users to bookmark lectures", "lecture_bookmarks", "lectures"),
        ("Support favourited restaurants", "favourite_restaurants", "restaurants"),
        ("Watched auctions: users can watch an auction and get an email when it ends", "watched_auctions", "auctions"),
        ("Add ability to like and dislike answers", "answer_likes", "answers"),
        ("Subscribe to price drops", "price_drop_subscriptions", "price_drops"),
        ("RSVP for parties", "party_rsvps", "parties"),
        ("Apply for scholarships; staff review applications", "applications", "scholarships"),
        ("Redeem vouchers", "voucher_redemptions", "vouchers"),
        ("Adopt a tree", "tree_adoptions", "trees"),
        ("Endorse skills of colleagues", "skill_endorsements", "skills"),
        ("As a reader I want to save articles to read them later", "saved_articles", "articles"),
        ("Employees can enrol in benefits", "benefit_enrolments", "benefits"),
    ],
)
def test_the_mark_is_built_and_what_is_marked_is_there(brief: str, table: str, of: str) -> None:
    built, assumed = names(brief)
    assert built == [table]
    assert of in assumed


def test_a_flag_for_review_is_a_flag_and_no_review() -> None:
    assert names("Functionality for flag for review feature")[0] == ["flags"]


def test_what_the_brief_asks_for_as_well_is_built() -> None:
    built, _ = names("Users can bookmark trails. Guides create trails with a name and a length.")
    assert {"trails", "trail_bookmarks"} <= set(built)


@pytest.mark.parametrize(
    ("brief", "table"),
    [
        ("Analysts save queries", "queries"),
        ("Star ratings", "star_ratings"),
        ("Report templates", "report_templates"),
        ("Students enrol in courses", "courses"),
    ],
)
def test_a_verb_that_means_something_else_marks_nothing(brief: str, table: str) -> None:
    assert names(brief)[0][0] == table


def test_a_second_story_is_told_by_its_own_role() -> None:
    built, _ = names("As an adopter I can apply for a cat; as staff I can review applications and change their status")
    assert built == ["applications"]


def test_signing_up_makes_a_sign_up() -> None:
    built, _ = names("As a member I want to be able to sign up for committees")
    assert built == ["committees", "committee_signups"]
