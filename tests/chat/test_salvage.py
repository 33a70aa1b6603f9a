"""Answers that were cut anywhere: nothing open is kept, nothing is taken for whole, nothing is lost."""

from __future__ import annotations

import json
import random

import pytest
from server.answers import answer_text, rest_text

from draftspec.chat.model import Reply
from draftspec.chat.outcome import Kind, classify
from draftspec.chat.salvage import Piece, is_cut, joined, merge, salvage

SECTIONS = (
    "database",
    "endpoints",
    "rules",
    "validation",
    "security",
    "tasks",
    "tests",
    "architecture",
    "risks",
    "jobs",
)
BRIEFS = ("add invoices", "recipe collections with ratings", "vehicle maintenance log")
CUTS = 1_000


@pytest.mark.parametrize(
    ("text", "value", "where"),
    [
        ('{"a": [{"b": 1}, {"c": [1, 2', {"a": [{"b": 1}]}, ("a",)),
        ('{"a": [{"b": 1}', {"a": [{"b": 1}]}, ("a",)),
        ('{"a": [1, 23', {"a": [1]}, ("a",)),
        ('{"a": ["x", "y]', {"a": ["x"]}, ("a",)),
        ('{"s": {"t": [{"n": "a"}], "u": [{"n"', {"s": {"t": [{"n": "a"}], "u": []}}, ("s", "u")),
        ('{"s": {"t": [1], "v": nul', {"s": {"t": [1]}}, ("s",)),
        ('{"s": {"t": [1]}, "v": [', {"s": {"t": [1]}, "v": []}, ("v",)),
        ('{"a": "\\"},', {}, ()),
        ("{", {}, ()),
    ],
)
def test_complete_items_are_kept(text: str, value: dict[str, object], where: tuple[str, ...]) -> None:
    assert salvage(text) == Piece(value, where)


@pytest.mark.parametrize("text", ['{"a": 1}', '{"a": [1}', "[1, 2", "prose", "", '{"a": 1} and {"b'])
def test_what_is_whole_or_no_object_is_not_salvaged(text: str) -> None:
    assert (is_cut(text), salvage(text)) == (False, None)


def test_the_names_of_what_is_finished() -> None:
    piece = Piece(
        {"s": {"t": [{"name": "invoices"}, {"method": "GET", "path": "/x"}, {"text": "so"}, 7], "u": []}}, ("s", "u")
    )
    assert piece.finished == {"s.t": ("invoices", "GET /x", "so", "7"), "s.u": ()}


def test_items_that_the_rest_repeats_count_once() -> None:
    kept = {"t": [{"name": "a", "x": 1}, {"name": "b"}]}
    rest = {"t": [{"name": "a", "x": 2}, {"name": "b"}, {"name": "c"}], "n": None}
    assert merge(kept, rest, ("t",)) == {"t": [{"name": "a", "x": 1}, {"name": "b"}, {"name": "c"}], "n": None}


def test_what_was_complete_stays() -> None:
    kept = {"s": {"t": [1], "u": [2]}}
    assert merge(kept, {"s": {"t": [], "u": [3], "v": 4}, "w": 5}, ("s", "u")) == {
        "s": {"t": [1], "u": [2, 3], "v": 4},
        "w": 5,
    }


def test_a_thousand_random_cuts() -> None:
    """None is taken for whole, and with its rest each is the original again, cut once or twice."""
    chance = random.Random(20_261)
    texts = [answer_text(section, brief) for section in SECTIONS for brief in BRIEFS]
    for _ in range(CUTS):
        text = chance.choice(texts)
        end = chance.randrange(1, len(text))
        finish = chance.choice(("length", "stop"))
        assert classify(Reply(text[:end], finish=finish)).kind is Kind.TRUNCATED
        piece = salvage(text[:end])
        assert piece is not None
        rest = rest_text(text, piece.value)
        again = salvage(rest[: chance.randrange(1, len(rest))])
        assert again is not None
        twice = joined(piece, again)
        whole = json.loads(text)
        assert merge(piece.value, json.loads(rest), piece.where) == whole
        assert merge(twice.value, json.loads(rest_text(text, twice.value)), twice.where) == whole
