"""Life cycles are closed: what waits is left by a call or a job, jobs say which states they take, what is frozen can be thawed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from drafts import call

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.entries import Entry, JobEntry, VerbEntry
from draftspec.drafters.builtin.resources import _complete

WAITING = frozenset(
    [
        "checkout",
        "draft",
        "in_progress",
        "open",
        "parsed",
        "pending",
        "processing",
        "queued",
        "requested",
        "running",
        "scheduled",
        "sending",
        "uploading",
        "waiting",
    ]
)
MOVED_BY_OTHERS = {"import_row"}
"""Rows that the job of what they belong to moves."""
Lint = Callable[[str, Entry], Iterator[str]]


def leaving(entry: Entry, state: str) -> set[str]:
    """The states that calls lead to from one."""
    moves = (verb for verb in entry.verbs.values() if verb.to is not None and verb.to != state)
    return {str(verb.to) for verb in moves if state in (verb.before or entry.states)}


def mentions(job: JobEntry, state: str) -> bool:
    return re.search(rf"\b{state}\b", job.does) is not None


def stuck(name: str, entry: Entry) -> Iterator[str]:
    """A state in which somebody or something is waited for is left by a call, or by a job that says so."""
    moving = [job for job in entry.jobs if "status" in job.writes]
    for state in entry.states:
        by_job = any(mentions(job, state) for job in moving) or name in MOVED_BY_OTHERS
        if state in WAITING and not leaving(entry, state) and not by_job:
            yield f"nothing leaves {state}"


def untold_jobs(name: str, entry: Entry) -> Iterator[str]:
    """A job that writes the state says in which states it takes a row: one that is being paid for does not lapse."""
    for job in entry.jobs:
        reached = set(re.findall(r"\bto `?([a-z_]+)", job.does))
        taken = [state for state in entry.states if mentions(job, state) and state not in reached]
        if "status" in job.writes and entry.states and not taken:
            yield f"{job.name} does not say which states it takes"


def trapped(name: str, entry: Entry) -> Iterator[str]:
    """A state between, in which nothing is edited, has more than one way out."""
    for state in entry.states[1:]:
        frozen = state in entry.frozen.get("update", ())
        ways = leaving(entry, state)
        if frozen and len(ways) == 1 and not any("status" in job.writes and mentions(job, state) for job in entry.jobs):
            later = entry.states.index(next(iter(ways))) > entry.states.index(state)
            if later and not leaving(entry, next(iter(ways))) and not ways & {"canceled", "cancelled"}:
                yield f"{state} only ends"


LINTS: list[Lint] = [stuck, untold_jobs, trapped]


@pytest.mark.parametrize("lint", LINTS)
def test_each_life_cycle_is_closed(lint: Lint) -> None:
    entries = {name: _complete(concepts().entry(name)) for name in concepts()}
    assert [f"{name}: {one}" for name, entry in entries.items() for one in lint(name, entry)] == []


def made(**parts: object) -> Entry:
    return Entry.model_validate({"words": ("parcel",), "purpose": "A parcel.", **parts})


def sweeping(does: str) -> JobEntry:
    return JobEntry(name="sweep", schedule="daily", does=does, writes=("status",), failure="Later.", watch="Rows.")


PACK = VerbEntry(does="Packs it.", before=("new",), to="packed")
SEND = VerbEntry(does="Sends it.", before=("packed",), to="sent")


@pytest.mark.parametrize(
    ("lint", "entry", "problem"),
    [
        (stuck, made(states=("new", "pending"), verbs={}), "nothing leaves pending"),
        (
            untold_jobs,
            made(states=("open", "lost"), jobs=(sweeping("Sets `status` to lost after a year."),)),
            "sweep does not say which states it takes",
        ),
        (
            trapped,
            made(
                states=("new", "packed", "sent"),
                standard=("update",),
                frozen={"update": ("packed", "sent")},
                verbs={"pack": PACK, "send": SEND},
            ),
            "packed only ends",
        ),
    ],
)
def test_a_seeded_fault_is_found(lint: Lint, entry: Entry, problem: str) -> None:
    assert list(lint("parcel", entry)) == [problem]


@pytest.mark.parametrize(
    ("text", "name", "end"),
    [
        (
            "Employees hand in travel requests that managers approve or reject",
            "POST /travel-requests/{id}/reject",
            "; that is final, and another try is a new travel request.",
        ),
        ("Invoices with lines", "POST /invoices/{id}/void", "."),
    ],
)
def test_a_refusal_says_what_is_left(text: str, name: str, end: str) -> None:
    purpose = call(text, name).purpose
    assert purpose.endswith(end)
    assert ("final" in purpose) == ("final" in end)


def test_a_cart_in_checkout_stands_still_until_it_is_reopened() -> None:
    text = "Customers put products in a cart with cart items and check out"
    for name in ("POST /carts/{cart_id}/items", "PATCH /cart-items/{id}"):
        assert "CART_FROZEN" in {error.code for error in call(text, name).errors}
    move = call(text, "POST /carts/{id}/reopen").transition
    assert move is not None
    assert (move.before, move.after) == (("checkout",), "open")
