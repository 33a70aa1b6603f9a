"""Open questions of the entries: what is recommended is what is drafted, or it says what is drafted in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from drafts import call, draft
from test_knowledge import assert_none, columns_of, entries, every_entry

from draftspec.drafters.builtin.columns import parse_parent
from draftspec.drafters.builtin.entries import Entry, QuestionEntry

UNITS = "minute|hour|day|week|month|year"
NUMBERS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "ten", "twelve"],
        ["1", "2", "3", "4", "5", "6", "7", "10", "12"],
        strict=True,
    )
)
SPAN = re.compile(rf"\b(\d+|{'|'.join(NUMBERS)}) ({UNITS})s?\b", re.I)
ROLES = r"admin|administrator|moderator|staff|editor|organi[sz]er|manager|clerk|dispatcher|planner|team lead|HR|agent"
NAMED = re.compile(rf"\b({ROLES})s?\b")
DEFAULT = re.compile(rf"\b({UNITS})s\?? =(\d+)")
EFFECTS = {
    "setting": "settings",
    "remind": "remind",
    "audit log": "audit",
    "is told": "tell|told|notif",
    "mails": "mail",
}
"""Words of a recommendation, and what some other text of the entry must hold for it to be drafted."""


def asked() -> Iterator[tuple[str, Entry, QuestionEntry]]:
    for name, entry in every_entry().items():
        for question in entry.questions:
            yield name, entry, question


def beside(entry: Entry) -> list[Entry]:
    """An entry with what it takes the rest from, what comes with it and what its rows hang on."""
    near = {parse_parent(line).target for line in entry.parents} | {*entry.brings, *entry.brings_when}
    kinds = [every_entry()[f"archetype {kind}"] for kind in entry.archetypes]
    return [entry, *kinds, *(one for name, one in entries().items() if name in near or one.table in near)]


def said_elsewhere(entry: Entry) -> str:
    """Everything that they say outside of their questions; the default of a column is said in its unit."""
    said = " ".join(
        one.model_dump_json(exclude={"questions", "words", "stakeholders", "risks"}) for one in beside(entry)
    )
    return said + " ".join(f" {number} {unit}" for unit, number in DEFAULT.findall(said))


def roles_of(entry: Entry) -> str:
    """Who does anything with its rows, by role or by a column that names them."""
    told = (
        (
            one.manages,
            one.readers,
            one.settings and one.settings.by,
            *(verb.by for verb in one.verbs.values()),
            *(parse_parent(line).column for line in one.parents),
        )
        for one in beside(entry)
    )
    return " ".join(str(role).lower().replace("_", " ") for roles in told for role in roles if role)


def spans(text: str) -> set[tuple[str, str]]:
    found = ((number.lower(), unit.lower()) for number, unit in SPAN.findall(text))
    return {(NUMBERS.get(number, number), unit) for number, unit in found}


def test_a_span_that_is_recommended_stands_in_the_design() -> None:
    assert_none(
        f"{name}: {question.recommended} ({' '.join(span)} is drawn nowhere)"
        for name, entry, question in asked()
        if question.drawn is None
        for span in spans(question.recommended) - spans(said_elsewhere(entry))
    )


def test_a_role_that_is_recommended_does_something() -> None:
    """Either the entry lets it, or the slot names whoever manages rows in this draft."""
    assert_none(
        f"{name}: {question.recommended} ({role} does nothing here)"
        for name, entry, question in asked()
        if question.drawn is None
        for role in set(NAMED.findall(question.recommended.replace("{keeper}", "")))
        if role.lower() not in roles_of(entry)
    )


def test_an_effect_that_is_recommended_is_in_the_design() -> None:
    assert_none(
        f"{name}: {question.recommended} ({word})"
        for name, entry, question in asked()
        if question.drawn is None
        for word, drawn in EFFECTS.items()
        if word in question.recommended and not re.search(drawn, said_elsewhere(entry.model_copy(update={"risks": ()})))
    )


def test_what_stands_between_backticks_is_a_column_a_call_or_the_keeper() -> None:
    assert_none(
        f"{name}: {text} ({word})"
        for name, entry, question in asked()
        for text in (question.recommended, question.drawn or "")
        for word in re.findall(r"`([^`]+)`", text)
        if word not in {*columns_of(entry), *entry.verbs, "{keeper}", "{one}"} and word not in said_elsewhere(entry)
    )


def recommended(brief: str, question: str) -> str | None:
    """What a draft says to one of its questions, or None where it does not ask it."""
    found = (one.recommended for one in draft(brief).spec.open_questions if one.text.startswith(question))
    return next(found, None)


def test_what_is_drafted_in_place_of_the_recommendation_is_said_behind_it() -> None:
    assert recommended("Add usage events", "How long are raw events kept?") == (
        "13 months, then only the totals. In this draft: nothing deletes them."
    )
    assert recommended("Add one-time tokens", "How long is it valid?") == "One hour."


@pytest.mark.parametrize(
    ("brief", "role"),
    [
        ("Add tags", "admin"),
        ("Librarians define tags, and everybody puts them on books", "librarian"),
        ("Add skills of employees", "manager"),
    ],
)
def test_a_recommended_role_is_that_of_the_call(brief: str, role: str) -> None:
    spec = draft(brief).spec
    said = " ".join(one.recommended for one in spec.open_questions)
    assert set(re.findall(r"the role `([^`]+)`", said, re.I)) <= {role}
    made = next(e for e in spec.sections.endpoints.endpoints if e.method == "POST")
    assert made.auth.roles == (role,)


@pytest.mark.parametrize(
    "brief",
    [
        "Let users add labels to their notes",
        "Add tags. Everybody can create tags",
        "Users create tags and put them on recipes",
    ],
)
def test_tags_that_everybody_makes_by_the_brief_need_no_role_and_no_question(brief: str) -> None:
    table = draft(brief).spec.sections.database.tables[0].name
    made = call(brief, f"POST /{table}").auth
    assert (made.level, made.roles, made.owner) == ("authenticated", (), None)
    assert recommended(brief, "Who may invent") is None


def test_words_that_are_looked_for_are_read_by_whoever_keeps_them() -> None:
    assert call("Add watched words", "GET /watched-words").auth.roles == ("admin",)


@pytest.mark.parametrize(
    ("brief", "name", "whose"),
    [
        ("Add likes", "GET /posts/{post_id}/likes", "own `user_id`, or as whoever sees the post"),
        ("Add custom emoji", "GET /emojis", "`enabled`, or own `creator_id`"),
        ("Add team events", "GET /team-events/{id}", "own `creator_id`, or as a member of the team"),
        ("Add team events", "PATCH /team-events/{id}", "own `creator_id`"),
        ("Add csat", "GET /tickets/{ticket_id}/csat-responses", "own `agent_id`"),
        ("Add asset assignments", "POST /asset-assignments/{id}/confirm", "own `assignee_id`"),
    ],
)
def test_rights_that_are_recommended_are_drawn(brief: str, name: str, whose: str) -> None:
    assert call(brief, name).auth.owner == whose


def test_badges_are_given_and_taken_by_one_role() -> None:
    assert call("Add user badges", "DELETE /user-badges/{id}").auth.roles == ("admin",)
    assert recommended("Add badges", "Who may take a badge back?") == "By the role `admin`."


@pytest.mark.parametrize(
    ("brief", "purpose", "question"),
    [
        ("Add invitations", "`created_at` + 14 days (assumption); sending it again begins them anew", "14 days."),
        ("Invitations by mail that expire after 3 days", "`created_at` + 3 days", None),
        ("Shopping carts that are kept for 5 days", "`created_at` + 5 days", None),
    ],
)
def test_how_long_something_lasts_is_the_briefs_or_an_assumption(
    brief: str, purpose: str, question: str | None
) -> None:
    table = draft(brief).spec.sections.database.tables[0]
    assert next(column.purpose for column in table.columns if column.name == "expires_at") == purpose
    asks = ("How long is an invitation open?", "How long does a guest's cart live?")
    assert next(filter(None, (recommended(brief, one) for one in asks)), None) == question


def test_whose_a_row_is_is_asked_only_where_nobody_else_acts_on_it() -> None:
    asks = "May several people work on the same"
    assert recommended("Add windmills", asks) == "To one user; sharing is a feature of its own."
    assert recommended("Windmills. Engineers inspect windmills and managers close them", asks) is None


@pytest.mark.parametrize(
    ("brief", "question"),
    [
        ("Tickets for concerts; a ticket may not be transferred and is not refunded", "May tickets be transferred?"),
        ("Comments on recipes that nobody can edit afterwards", "How long may a comment be edited?"),
        ("Authors hand in articles and only the managing editor publishes them", "May authors publish"),
        ("Nurses swap shifts with each other", "May workers swap"),
        ("Members book a sauna, at most 2 bookings a week", "How far ahead may one book"),
        ("A changelog with a mail to all who subscribed", "Are subscribers mailed"),
        ("Gardeners keep planting notebooks and share them with neighbours", "May several people work"),
    ],
)
def test_what_the_brief_says_is_not_asked(brief: str, question: str) -> None:
    assert recommended(brief, question) is None
