"""Edits to prompts, schemas, parameters, briefs and recordings: each is told with its cause, and no other step is.

    python tests/long/seeded_edits.py [CASE…]

Each case is recorded from the test server over HTTP. Then each edit is made to a copy in turn: every step has to be told
as it should be, `fresh` where the edit does not reach; then what is stale is recorded again, and the server counts who
asks: exactly the sections that were told, and where a new answer differs those that are decided from it. Bounds: no step
told wrongly, no request too many or too few, and every step fresh afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from jinja2 import ChoiceLoader, DictLoader
from model_server import ModelServer

from draftspec.brief import Brief
from draftspec.chat.wire import wire_schema
from draftspec.documents import sections_asked_for
from draftspec.evals.case import read_case
from draftspec.evals.cassette import Cassette, cassette_path, read_cassette
from draftspec.evals.cassette_text import cassette_text
from draftspec.evals.record import Means, Wish, record
from draftspec.evals.replay import replay
from draftspec.evals.take import Take
from draftspec.folders import data_folder
from draftspec.prompting import layout
from draftspec.sections import SECTIONS

MODEL = "openai:scripted"
CASES = ("invoices", "plain-todos", "customer-details")
EVALS = Path(__file__).parents[2] / "evals" / "cases"

EVERY = tuple(sections_asked_for())
Told = Mapping[str, tuple[str, tuple[str, ...]]]
"""What is told of a step that is not fresh, by `section/attempt`: its status, and what changed."""


@dataclass(frozen=True)
class Edit:
    """An edit: what it is made to, and what has to be told. `again` are the sections to be asked again."""

    name: str
    made: Callable[[Take, Path], AbstractContextManager[Take]]
    told: Told
    again: tuple[str, ...] = ()


@dataclass
class Count:
    """Steps told as they should be and wrongly, requests, and what was wrong."""

    edits: int = 0
    steps: int = 0
    requests: int = 0
    drafts: int = 0
    problems: list[str] = field(default_factory=list)


def stale(*causes: str, sections: tuple[str, ...] = EVERY) -> Told:
    """Return that the first step of sections is stale for these causes."""
    return {f"{name}/1": ("stale", causes) for name in sections}


@contextmanager
def template(name: str, old: str, new: str) -> Iterator[None]:
    """Change a prompt template."""
    text = (data_folder("prompts") / name).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    environment = layout.environment()
    edited = ChoiceLoader([DictLoader({name: text.replace(old, new, 1)}), environment.loader])  # type: ignore[list-item]
    with patch.object(environment, "loader", edited):
        _read_anew()
        yield
    _read_anew()


def _read_anew() -> None:
    """Forget the templates and what was made of them."""
    cache = layout.environment().cache
    assert cache is not None
    cache.clear()
    for made in vars(layout).values():
        if made is not layout.environment and hasattr(made, "cache_clear"):
            made.cache_clear()


@contextmanager
def schema(section: str, change: Callable[[dict[str, Any]], None]) -> Iterator[None]:
    """Change the schema that a section's answer is asked in."""

    def changed(name: str, profile: Any) -> dict[str, Any]:
        found = wire_schema(name, profile)
        if name == section:
            found = deepcopy(found)
            change(found)
        return found

    with patch("draftspec.drafters.language_model.asking.wire_schema", changed):
        yield


def _job(found: dict[str, Any]) -> dict[str, Any]:
    job: dict[str, Any] = found["$defs"]["Job"]
    return job


def _reword(found: dict[str, Any]) -> None:
    _job(found)["properties"]["name"]["description"] += " In short."


def _add(found: dict[str, Any]) -> None:
    _job(found)["properties"]["owner"] = {"type": "string"}
    _job(found)["required"] += ["owner"]


def _turn(found: dict[str, Any]) -> None:
    _job(found)["properties"] = dict(reversed(_job(found)["properties"].items()))


@contextmanager
def parameter(name: str, value: object) -> Iterator[None]:
    """Send a parameter with each request."""
    from draftspec.chat.provider_model import call_options

    def changed(*arguments: Any) -> dict[str, Any]:
        options = call_options(*arguments)
        return {**options, "extra_body": {**options["extra_body"], name: value}}

    with patch("draftspec.chat.provider_model.call_options", changed):
        yield


@contextmanager
def practice(section: str) -> Iterator[None]:
    """Add a line to what a section is told is usual."""
    from draftspec.prompting.knowledge import knowledge_lines

    def changed(name: str, resources: Any) -> str:
        found = knowledge_lines(name, resources)
        return f"{found}\n- mind: leap days" if name == section else found

    with patch("draftspec.prompting.layout.knowledge_lines", changed):
        yield


def to_prompt(made: Callable[[], AbstractContextManager[None]]) -> Callable[[Take, Path], AbstractContextManager[Take]]:
    """Return an edit that touches neither the case nor its recording."""

    @contextmanager
    def edited(take: Take, cassettes: Path) -> Iterator[Take]:
        with made():
            yield take

    return edited


def to_take(change: Callable[[Take, Path], Take]) -> Callable[[Take, Path], AbstractContextManager[Take]]:
    """Return an edit that changes the case or its files."""

    @contextmanager
    def edited(take: Take, cassettes: Path) -> Iterator[Take]:
        yield change(take, cassettes)

    return edited


def _brief(take: Take, cassettes: Path) -> Take:
    return replace(take, brief=Brief(f"{take.brief.text} Please.", take.brief.slug))


def _existing(take: Take, cassettes: Path) -> Take:
    before = take.schema.read_text(encoding="utf-8") if take.schema else ""
    path = cassettes / "schema.sql"
    path.write_text(f"{before}\nCREATE TABLE weather_notes (id bigint PRIMARY KEY);\n", encoding="utf-8")
    return replace(take, schema=path)


def _rewrite(take: Take, cassettes: Path, change: Callable[[Cassette], Cassette]) -> Take:
    path = cassette_path(cassettes, take.model, take.case_id)
    found = read_cassette(path)
    assert found is not None
    path.write_text(cassette_text(change(found)), encoding="utf-8")
    return take


def _other_model(take: Take, cassettes: Path) -> Take:
    moved = replace(take, model="openai:scripted-2")
    found = read_cassette(cassette_path(cassettes, take.model, take.case_id))
    assert found is not None
    path = cassette_path(cassettes, moved.model, take.case_id)
    path.parent.mkdir()
    path.write_text(cassette_text(replace(found, origin=replace(found.origin, asked=moved.model))), encoding="utf-8")
    return moved


def _answer(take: Take, cassettes: Path) -> Take:
    """Change what was answered for `objectives`."""

    def change(found: Cassette) -> Cassette:
        step = f"{take.case_id}/objectives/1/1"
        one = found.interactions[step]
        body = json.loads(one.text)
        answer = json.loads(body["choices"][0]["message"]["content"])
        answer["objectives"]["objectives"].append("It is faster.")
        body["choices"][0]["message"]["content"] = json.dumps(answer)
        return replace(found, interactions={**found.interactions, step: replace(one, text=json.dumps(body))})

    return _rewrite(take, cassettes, change)


def _without_jobs(take: Take, cassettes: Path) -> Take:
    def change(found: Cassette) -> Cassette:
        return replace(found, interactions={s: one for s, one in found.interactions.items() if "/jobs/" not in s})

    return _rewrite(take, cassettes, change)


def _one_more(take: Take, cassettes: Path) -> Take:
    def change(found: Cassette) -> Cassette:
        step = f"{take.case_id}/risks/1/2"
        one = replace(found.interactions[f"{take.case_id}/risks/1/1"], step=step)
        return replace(found, interactions={**found.interactions, step: one})

    return _rewrite(take, cassettes, change)


def _other_layout(take: Take, cassettes: Path) -> Take:
    """Write the recorded requests as JSON text, in another order of keys and with other white space."""
    import yaml

    path = cassette_path(cassettes, take.model, take.case_id)
    content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for one in content["interactions"]:
        body = one["request"]["body"]
        one["request"]["body"] = json.dumps({name: body[name] for name in reversed(body)}, indent=3)
    content["interactions"].reverse()
    path.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper), encoding="utf-8")
    return take


def dependants(name: str) -> tuple[str, ...]:
    """Return the sections that are decided from a section itself."""
    return tuple(other for other in EVERY if name in SECTIONS[other].needs)


def _waiting() -> tuple[str, ...]:
    from draftspec.drafters.language_model.redo import with_dependants

    return tuple(name for name in with_dependants(["jobs"]) if name != "jobs")


_RULES = "sections/rules.md.j2"
_OF_RULES = "messages[0].system: The section rules"

EDITS = (
    Edit("nothing", to_prompt(ExitStack), {}),
    Edit(
        "a word of a section's prompt",
        to_prompt(lambda: template(_RULES, "the", "all the")),
        stale(_OF_RULES, sections=("rules",)),
        ("rules",),
    ),
    Edit(
        "two blanks in a section's prompt",
        to_prompt(lambda: template(_RULES, " ", "  ")),
        stale(_OF_RULES, sections=("rules",)),
        ("rules",),
    ),
    Edit(
        "an empty line at a prompt's end",
        to_prompt(lambda: template("section.md.j2", "{{ section }}\n", "{{ section }}\n\n")),
        {},
    ),
    Edit(
        "a word of the system prompt",
        to_prompt(lambda: template("system.md.j2", "Name no product", "Never name a product")),
        stale("messages[0].system: Numbers and facts"),
        EVERY,
    ),
    Edit(
        "the wording around the data",
        to_prompt(lambda: template("section.md.j2", "Decide the section", "Now decide the section")),
        stale("messages[1].user: wording"),
        EVERY,
    ),
    Edit(
        "a description in a schema",
        to_prompt(lambda: schema("jobs", _reword)),
        stale("schema: $defs.Job.properties.name.description", sections=("jobs",)),
        ("jobs",),
    ),
    Edit(
        "a field in a schema",
        to_prompt(lambda: schema("jobs", _add)),
        stale("schema: $defs.Job.properties.owner", "schema: $defs.Job.required", sections=("jobs",)),
        ("jobs",),
    ),
    Edit(
        "the order of fields in a schema",
        to_prompt(lambda: schema("jobs", _turn)),
        stale("schema: order", sections=("jobs",)),
        ("jobs",),
    ),
    Edit("another model", to_take(_other_model), stale("model"), EVERY),
    Edit(
        "a model without recordings",
        to_take(lambda take, cassettes: replace(take, model="openai:nobody")),
        {f"{name}/1": ("missing", ()) for name in EVERY},
        EVERY,
    ),
    Edit("the temperature", to_prompt(lambda: parameter("temperature", 0.2)), stale("params: temperature"), EVERY),
    Edit(
        "the cap of a section",
        to_prompt(lambda: patch.dict("draftspec.drafters.language_model.asking.LONG", {"migration": 3_000})),
        stale("params: max_tokens", sections=("migration",)),
        ("migration",),
    ),
    Edit("the brief", to_take(_brief), stale("messages[1].user: brief"), EVERY),
    Edit(
        "a table that is there",
        to_take(_existing),
        stale("messages[1].user: existing tables", sections=("database",)),
        ("database",),
    ),
    Edit(
        "what is usual",
        to_prompt(lambda: practice("rules")),
        stale("messages[1].user: common practice", sections=("rules",)),
        ("rules",),
    ),
    Edit(
        "a parent's answer",
        to_take(_answer),
        stale("messages[1].user: decided: objectives", sections=dependants("objectives")),
        dependants("objectives"),
    ),
    Edit("the layout of the recording", to_take(_other_layout), {}),
    Edit(
        "a step taken out",
        to_take(_without_jobs),
        {"jobs/1": ("missing", ())} | {f"{name}/1": ("waiting", ()) for name in _waiting()},
        ("jobs",),
    ),
    Edit("a step too many", to_take(_one_more), {"risks/2": ("unused", ())}),
)


def run(cases: Mapping[str, Take], edits: tuple[Edit, ...], *, again: bool = True) -> Count:
    """Record cases, make each edit to each of them, and hold what is told to what should be."""
    count = Count()
    with (
        tempfile.TemporaryDirectory() as folder,
        ModelServer() as server,
        patch.dict(os.environ, OPENAI_BASE_URL=server.url),
    ):
        recorded = Path(folder) / "recorded"
        for take in cases.values():
            _record(take, recorded, Wish(missing=True), count)
        for edit in edits:
            for take in cases.values():
                cassettes = Path(folder) / "edited"
                shutil.copytree(recorded, cassettes)
                with edit.made(take, cassettes) as edited:
                    _hold(edit, edited, cassettes, count)
                    if again:
                        _again(edit, edited, cassettes, server, count)
                shutil.rmtree(cassettes)
    return count


def _hold(edit: Edit, take: Take, cassettes: Path, count: Count) -> None:
    """Hold what is told of each step to what should be told."""
    found = replay(cassettes, take, on_stale="use")
    told = {_short(one.step): (one.status, one.changed) for one in found.steps}
    wanted: Told = {f"{name}/1": ("fresh", ()) for name in EVERY} | dict(edit.told)
    count.edits += 1
    count.drafts += found.drafted is not None
    count.steps += len(wanted)
    count.problems += [
        f"{take.case_id}: {edit.name}: {step} is told {told.get(step)}, not {wanted.get(step)}"
        for step in sorted(told.keys() | wanted.keys())
        if told.get(step) != wanted.get(step)
    ]


def _again(edit: Edit, take: Take, cassettes: Path, server: ModelServer, count: Count) -> None:
    """Record again what is stale or missing, and hold who asks to who should."""
    server.reset()
    _record(take, cassettes, Wish(missing=True, stale=True), count)
    asked = sorted(str(entry.call.section) for entry in server.log.entries)
    count.requests += len(asked)
    where = f"{take.case_id}: {edit.name}"
    if asked != sorted(edit.again):
        count.problems.append(f"{where}: asked again {asked}, not {sorted(edit.again)}")
    left = [one for one in replay(cassettes, take).steps if one.status != "fresh"]
    count.problems += [f"{where}: afterwards {one.step} is {one.status}: {one.changed}" for one in left]


def _record(take: Take, cassettes: Path, wish: Wish, count: Count) -> None:
    done = record(take, wish, Means(cassettes, None, 8, lambda step: None))
    if done.problem:
        count.problems.append(f"{take.case_id}: not recorded: {done.problem}")


def _short(step: str) -> str:
    _, section, _, attempt = step.split("/")
    return f"{section}/{attempt}"


def take_of(case_id: str) -> Take:
    """Return the draft of a case of this repository."""
    case = read_case(EVALS / f"{case_id}.yaml")
    return Take(case.id, case.asked, MODEL, case.schema_path)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", default=CASES)
    options = parser.parse_args()
    count = run({case_id: take_of(case_id) for case_id in options.cases}, EDITS)
    print(f"{len(EDITS)} edits to {len(options.cases)} cases: {count.steps} steps told, {count.requests} asked again")
    print(f"problems {len(count.problems)} (bound: 0)", *count.problems, sep="\n")
    return 1 if count.problems else 0


if __name__ == "__main__":
    sys.exit(main())
