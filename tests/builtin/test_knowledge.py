"""Lint of the built-in drafter's knowledge files: what an entry says of itself holds together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from draftspec.drafters.builtin.catalogue import archetypes, concepts, data
from draftspec.drafters.builtin.columns import parse_columns, parse_parent
from draftspec.drafters.builtin.constraints import parse_key
from draftspec.drafters.builtin.entries import Entry, Name
from draftspec.drafters.builtin.reading.words import table_of_words, word_class
from draftspec.sections.base import Model, Text, is_sql_type
from draftspec.sections.database import Constraint

KNOWLEDGE = Path(str(resources.files("draftspec.drafters.builtin") / "knowledge"))
ENTRY_FILES = sorted([KNOWLEDGE / "archetypes.yaml", *(KNOWLEDGE / "concepts").glob("*.yaml")])
ALL_FILES = sorted(KNOWLEDGE.rglob("*.yaml"))
STANDARD = {"list", "create", "read", "update", "delete"}
GIVEN_COLUMNS = {"id", "status", "created_at", "updated_at"}
NO_STRINGS = (bool, int, float, type(None))


class Service(Model):
    """What services.yaml holds for each service."""

    words: list[Text]
    name: Text
    purpose: Text
    calls: Text
    auth: Text
    failure: Text
    limits: Text
    notices: Text | None = None
    environment: list[Text]


@cache
def entries() -> dict[str, Entry]:
    return {name: concepts().entry(name) for name in concepts()}


@cache
def every_entry() -> dict[str, Entry]:
    return {**{f"archetype {name}": archetypes().entry(name) for name in archetypes()}, **entries()}


def columns_of(entry: Entry) -> set[str]:
    """The names that an entry's texts may use: as its lines spell them, and as the table has them."""
    suffixes = {kind: str(form.get("suffix", "")) for kind, form in data("types").items()}
    lines = parse_columns(entry.columns)
    stored = {
        line.name if line.name.endswith(suffixes[line.kind]) else line.name + suffixes[line.kind] for line in lines
    }
    return {line.name for line in lines} | stored | {parse_parent(p).column for p in entry.parents} | GIVEN_COLUMNS


def assert_none(problems: Iterator[str]) -> None:
    found = sorted(problems)
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def parsed() -> dict[str, Any]:
    """Every knowledge file as plain YAML."""
    safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {path.name: yaml.load(path.read_text(encoding="utf-8"), Loader=safe) for path in ALL_FILES}  # noqa: S506 - both are safe


def test_there_are_enough_entries() -> None:
    assert len(list(concepts())) >= 150
    assert len(list(archetypes())) >= 18


@pytest.mark.parametrize("path", ENTRY_FILES, ids=lambda path: path.stem)
def test_each_entry_is_found_by_search_as_yaml_parses_it(path: Path, parsed: dict[str, Any]) -> None:
    text = path.read_text(encoding="utf-8")
    heads = re.findall(r"^([a-z][a-z0-9_]*):\n  words: \[[^\]\n]+\]$", text, re.M)
    assert heads == list(parsed[path.name]), "the first line of each entry is its words in flow style"
    catalogue = archetypes() if path.stem == "archetypes" else concepts()
    for name, body in parsed[path.name].items():
        assert catalogue.entry(name) == Entry.model_validate(
            TypeAdapter(Entry).validate_json(TypeAdapter(Any).dump_json(body))
        )
        for word in body["words"]:
            assert catalogue.words[word] == name, f"{word} of {name}"


def test_no_name_stands_in_two_files(parsed: dict[str, Any]) -> None:
    counted = Counter(name for path in ENTRY_FILES if path.stem != "archetypes" for name in parsed[path.name])
    assert [name for name, count in counted.items() if count > 1] == []


def test_no_word_stands_for_two_entries() -> None:
    counted = Counter(word for entry in entries().values() for word in entry.words)
    assert [word for word, count in counted.items() if count > 1] == []


def test_words_are_lower_case_phrases() -> None:
    assert_none(f"{n}: {w!r}" for n, e in entries().items() for w in e.words if w != w.lower().strip() or "  " in w)


def test_no_word_is_read_as_a_boolean_or_number(parsed: dict[str, Any]) -> None:
    def keys(part: Any, where: str) -> Iterator[str]:
        if isinstance(part, dict):
            for key, value in part.items():
                if isinstance(key, NO_STRINGS):
                    yield f"{where}: {key!r}"
                yield from keys(value, f"{where}.{key}")
        if isinstance(part, list):
            for value in part:
                if isinstance(value, NO_STRINGS):
                    yield f"{where}: {value!r}"
                yield from keys(value, where)

    assert_none(problem for name, body in parsed.items() for problem in keys(body, name.removesuffix(".yaml")))


def test_columns_and_parents_parse() -> None:
    kinds = {"choice", *data("types")}
    for name, entry in every_entry().items():
        lines = parse_columns(entry.columns)
        parents = [parse_parent(parent) for parent in entry.parents]
        names = [line.name for line in lines] + [parent.column for parent in parents]
        assert len(names) == len(set(names)), f"{name}: a column stands there twice"
        assert {line.kind for line in lines} <= kinds, name


def columns_of_key(text: str) -> tuple[str, ...]:
    """Return the columns that a key and its condition name."""
    key = parse_key(text, "things", "things")
    if isinstance(key, Constraint):
        return key.columns
    return (*(part.column for part in key.columns), *(condition.column for condition in key.where))


def test_keys_owner_and_parent_are_columns() -> None:
    def problems() -> Iterator[str]:
        for name, entry in every_entry().items():
            known = columns_of(entry)
            used = [column for key in entry.unique for column in columns_of_key(key)]
            used += [column for column in (entry.owner, entry.under) if column]
            yield from (f"{name}: {column}" for column in used if column not in known)

    assert_none(problems())


def test_texts_name_columns_that_are_there() -> None:
    def problems() -> Iterator[str]:
        for name, entry in every_entry().items():
            known = columns_of(entry)
            used = [
                (f"verb {v}", c) for v, verb in entry.verbs.items() for c in (*verb.sets, *verb.clears, *verb.takes)
            ]
            used += [(f"rule {rule.name}", c) for rule in entry.rules for c in rule.about]
            used += [(f"job {job.name}", c) for job in entry.jobs for c in (*job.reads, *job.writes)]
            yield from (f"{name}: {where}: no column {column}" for where, column in used if column not in known)

    assert_none(problems())


def test_settings_have_a_place_and_columns_that_a_brief_can_ask_for() -> None:
    def problems() -> Iterator[str]:
        for name, entry in every_entry().items():
            if (settings := entry.settings) is None:
                continue
            known = {line.name for line in parse_columns(settings.columns)}
            used = {*settings.asked, *(c for rule in settings.rules for c in rule.about)}
            used |= {settings.lasts} if settings.lasts else set()
            yield from (f"{name}: no setting {one}" for one in used - known)
            if settings.at is not None and settings.at not in {parse_parent(p).target for p in entry.parents}:
                yield f"{name}: {settings.at} is no parent"
            for said in settings.asked.values():
                re.compile(said)

    assert_none(problems())


def test_calls_that_are_named_are_there() -> None:
    def problems() -> Iterator[str]:
        for name, entry in every_entry().items():
            known = STANDARD | set(entry.verbs)
            used = [(f"rule {rule.name}", at) for rule in entry.rules if rule.answer for at in rule.answer.at]
            used += [(f"job {job.name}", job.on) for job in entry.jobs if job.on]
            used += [("audit", action) for action in entry.audit]
            used += [("standard", action) for action in entry.standard or () if action not in STANDARD]
            yield from (f"{name}: {where}: no call {at}" for where, at in used if at not in known)

    assert_none(problems())


def test_a_job_is_started_by_a_clock_or_a_call() -> None:
    assert_none(
        f"{name}: {job.name}"
        for name, entry in every_entry().items()
        for job in entry.jobs
        if (job.schedule is None) == (job.on is None)
    )


def test_what_an_entry_brings_and_uses_is_there() -> None:
    there = {"brings": set(concepts()), "uses": set(data("services")), "archetypes": set(archetypes())}
    assert_none(
        f"{name}: {key}: no {wanted}"
        for name, entry in every_entry().items()
        for key, known in there.items()
        for wanted in getattr(entry, key)
        if wanted not in known
    )


def test_each_state_can_be_reached() -> None:
    def problems() -> Iterator[str]:
        moved_by_others = {name for e in every_entry().values() for job in e.jobs for name in job.changes}
        for name, entry in every_entry().items():
            moves = {verb.to for verb in entry.verbs.values() if verb.to}
            by_job = name in moved_by_others or any("status" in job.writes for job in entry.jobs)
            yield from (f"{name}: {state}" for state in entry.states[1:] if state not in moves and not by_job)
            yield from (f"{name}: a move to {state}, no state" for state in moves - set(entry.states))
            before = {state for verb in entry.verbs.values() for state in verb.before}
            yield from (f"{name}: a move from {state}, no state" for state in before - set(entry.states))

    assert_none(problems())


def test_services_have_their_form() -> None:
    services = TypeAdapter(dict[Name, Service]).validate_python(data("services"), strict=True)
    counted = Counter(word for service in services.values() for word in service.words)
    assert [word for word, count in counted.items() if count > 1] == []
    assert_none(
        f"{n}: {v}" for n, s in services.items() for v in s.environment if not re.fullmatch(r"[A-Z][A-Z0-9_]+", v)
    )


def test_types_have_their_form() -> None:
    for name, form in data("types").items():
        assert set(form) <= {"type", "default", "checks", "suffix", "sensitivity", "server"}, name
        assert is_sql_type(form["type"]), name


def test_words_have_their_form() -> None:
    for name in ("making", "dropping", "prepositions", "stop", "generic", "adjectives", "appearance", "foreign"):
        words = word_class(name)
        assert len(words) > 3, name
        assert_none(f"{name}: {word!r}" for word in words if not word or word != word.strip().lower())
    for name, keys in {"actors": {"role", "table"}, "lifecycle": {"state", "stamp", "before"}}.items():
        for word, known in table_of_words(name).items():
            assert keys <= set(known), f"{name}: {word}"
    assert set(map(str, table_of_words("heads").values())) <= set(archetypes())
    assert {"no", "on"} <= word_class("stop") | word_class("prepositions")


def test_each_attribute_word_has_a_type() -> None:
    for phrase, kind in table_of_words("attributes").items():
        assert parse_columns(f"name_of_it {kind}"), phrase
