"""One condition, one error: an error that tells of a key owns it, and a repeated row is given once where an entry says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from drafts import call

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.columns import parse_columns
from draftspec.drafters.builtin.conflicts import columns_of
from draftspec.drafters.builtin.entries import Answer, Entry, RuleEntry

SPEAKS_OF_KEYS = re.compile(r"uniqu|23505|23P01|ON CONFLICT|exclusion", re.I)


def keys(entry: Entry) -> set[str]:
    lines = parse_columns(entry.columns)
    alone = {line.name for line in lines if "unique" in line.flags}
    shared = {", ".join((*line.unique_with, line.name)) for line in lines if line.unique_with}
    return {*entry.unique, *entry.exclude, *alone, *shared}


def problems(entry: Entry) -> Iterator[str]:
    """A conflict whose rule speaks of a key, or is about a column of one, says which keys it owns; the keys are there."""
    known = keys(entry)
    compared = {column for key in known for column in columns_of(key)}
    for rule in entry.rules:
        answer = rule.answer
        if answer is None:
            continue
        near = set(rule.about) & compared or (known and SPEAKS_OF_KEYS.search(rule.implementation + rule.validation))
        if answer.status == 409 and answer.keys is None and near and set(answer.at) - {"delete"}:
            yield f"{answer.code} does not say which keys it owns"
        yield from (f"{answer.code} owns no key {key}" for key in answer.keys or () if key not in known)
    owned = [key for rule in entry.rules if rule.answer for key in rule.answer.keys or ()]
    yield from (f"{key} is owned twice" for key in set(owned) if owned.count(key) > 1)
    yield from (f"{key} is owned and met again" for key in entry.again if key in owned)
    yield from (f"no key {key} is met again" for key in entry.again if key not in known)


def test_each_entry_says_which_error_owns_a_key() -> None:
    found = [f"{name}: {one}" for name in concepts() for one in problems(concepts().entry(name))]
    assert found == []


def made(owned: tuple[str, ...] | None, **parts: object) -> Entry:
    answer = Answer(status=409, code="SEAT_GIVEN", when="it is given", message="Taken.", at=("create",), keys=owned)
    rule = RuleEntry(
        name="Once", description="Once.", implementation="The unique key.", validation="It.", answer=answer
    )
    return Entry.model_validate(
        {"words": ("seat",), "purpose": "A seat.", "columns": "row name", **parts, "rules": (rule,)}
    )


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (made(None, unique=("row",)), "SEAT_GIVEN does not say which keys it owns"),
        (made(("aisle",), unique=("row",)), "SEAT_GIVEN owns no key aisle"),
        (made(("row",), unique=("row",), again=("row",)), "row is owned and met again"),
        (made((), unique=("row",), again=("aisle",)), "no key aisle is met again"),
    ],
)
def test_a_seeded_fault_is_found(entry: Entry, problem: str) -> None:
    assert list(problems(entry)) == [problem]


@pytest.mark.parametrize(
    ("text", "name", "codes"),
    [
        (
            "Choir rehearsals where members give a session response",
            "POST /session-responses",
            ["RESPONSE_GIVEN"],
        ),
        ("Auctions where people place bids", "POST /auctions/{auction_id}/bids", ["BID_TOO_LOW"]),
        ("A workout log", "POST /workouts", ["WORKOUT_RUNNING"]),
    ],
)
def test_an_own_error_stands_for_the_key(text: str, name: str, codes: list[str]) -> None:
    endpoint = call(text, name)
    assert [error.code for error in endpoint.errors if error.status == 409] == codes
    assert all(error.constraint for error in endpoint.errors if error.status == 409)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Readers bookmark posts", "POST /bookmarks"),
        ("Wallet transactions", "POST /wallets/{wallet_id}/transactions"),
    ],
)
def test_a_row_that_is_met_again_is_no_conflict(text: str, name: str) -> None:
    endpoint = call(text, name)
    assert [response.status for response in endpoint.responses] == [201, 200]
    assert not [error for error in endpoint.errors if error.constraint and error.status == 409]


def test_a_new_row_meets_no_key_about_a_later_state() -> None:
    """A bid begins as `submitted`: that another one was accepted is no conflict with the key of accepted bids."""
    endpoint = call("Freelancers bid on projects with freelance bids", "POST /projects/{project_id}/freelance-bids")
    assert "PROJECT_TAKEN" not in " ".join(error.code for error in endpoint.errors)


def test_one_code_stands_for_one_key_at_a_call() -> None:
    """A rule owns both keys of a label, with a name and without: the second one tells by its columns."""
    errors = [e for e in call("Card labels of boards", "POST /boards/{board_id}/card-labels").errors if e.constraint]
    conflicts = [error for error in errors if error.status == 409]

    assert len({error.code for error in conflicts}) == len({error.constraint for error in conflicts}) == len(conflicts)
    assert conflicts[0].code == "LABEL_EXISTS"
