from __future__ import annotations

import copy
import hashlib
import json
import os
import subprocess
import sys
from typing import Any

import llguidance
import pytest
import schema_limits
import whole_designs
from hypothesis import given
from hypothesis import strategies as st

from draftspec.brief import brief_from_text
from draftspec.chat.answers import NOT_ASKED, Answer
from draftspec.chat.profiles import PROFILES
from draftspec.chat.wire import AnswerInvalid, answer_model, parse_answer, wire_schema, wire_text
from draftspec.pipeline import drafter_for
from draftspec.sections import SECTIONS, base, database
from draftspec.sections.risks import Risks
from draftspec.spec import Assumption, Claim, OpenQuestion

OPENAI = PROFILES["openai"]
RISKS = '{"risks":{"pitfalls":["a"],"risks":["b"]},"assumptions":[],"open_questions":[],"claims":[]}'


@pytest.fixture(scope="module")
def drafted() -> dict[str, Answer]:
    brief = brief_from_text("Let guests reserve a table, with party size, date and a special request; email a reminder")
    draft = drafter_for("builtin")(brief, (), tuple(SECTIONS))
    said: dict[str, Any] = {
        "claims": draft.claims,
        "assumptions": draft.assumptions,
        "open_questions": draft.open_questions,
    }
    return {name: answer_model(name)(**{name: getattr(draft.sections, name)}, **said) for name in SECTIONS}


def accepts(schema: dict[str, Any], text: str) -> tuple[bool, str]:
    """Tell whether llguidance takes a text for a schema, with the text around the first byte that it refuses."""
    tokenizer = llguidance.LLTokenizer("byte")
    matcher = llguidance.LLMatcher(tokenizer, llguidance.LLMatcher.grammar_from_json_schema(schema))
    assert not matcher.get_error(), matcher.get_error()
    tokens = tokenizer.tokenize_str(text)
    taken = matcher.try_consume_tokens(tokens)
    return taken == len(tokens) and matcher.is_accepting(), text.encode()[max(0, taken - 60) : taken + 10].decode()


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
class TestEverySchema:
    def test_keeps_every_limit(self, name: str, profile: Any) -> None:
        schema = wire_schema(name, profile)
        assert schema_limits.portable(schema) == []
        assert schema_limits.openai(schema) == []  # no profile says more than OpenAI takes
        if profile.name == "anthropic":
            assert schema_limits.anthropic(schema) == []

    def test_takes_what_the_built_in_drafter_says_and_reads_it_back(
        self, name: str, profile: Any, drafted: dict[str, Answer]
    ) -> None:
        text = wire_text(drafted[name], profile)
        taken, around = accepts(wire_schema(name, profile), text)
        assert taken, around
        assert parse_answer(name, text) == drafted[name]

    def test_takes_a_design_with_every_field_set(self, name: str, profile: Any) -> None:
        answer = answer_model(name)(
            **{name: getattr(whole_designs.sections(), name)},
            assumptions=(Assumption(text="a", why="b"),),
            open_questions=(OpenQuestion(text="a", recommended="b"),),
            claims=(Claim(text="a", carried_by=("invoices",)),),
        )
        text = wire_text(answer, profile)
        taken, around = accepts(wire_schema(name, profile), text)
        assert taken, around
        assert parse_answer(name, text) == answer


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"type": "object", "properties": {"a": {"type": "string"}}, "required": []}, "not every property is required"),
        ({"$ref": "#/$defs/A", "description": "x"}, "siblings"),
        ({"$ref": "#/$defs/B"}, "nowhere"),
        ({"type": "string", "pattern": "a+"}, "anchors"),
        ({"type": "object", "properties": {}}, "empty"),
        ({"type": "string", "minLength": 1}, "minLength"),
    ],
)
def test_the_checkers_find_what_they_are_for(broken: dict[str, Any], said: str) -> None:
    schema = copy.deepcopy(wire_schema("risks", OPENAI))
    schema["$defs"]["Risks"]["properties"]["risks"] = broken
    assert any(said in found for found in schema_limits.openai(schema))


def test_the_checkers_find_recursion_bounds_and_unions() -> None:
    schema = copy.deepcopy(wire_schema("risks", OPENAI))
    schema["$defs"]["Risks"]["properties"]["risks"] = {"$ref": "#/$defs/Risks"}
    assert "recursion through Risks" in schema_limits.portable(schema)
    assert any("pattern" in found for found in schema_limits.anthropic(wire_schema("database", OPENAI)))
    schema["$defs"]["Risks"]["properties"] = {
        f"p{n}": {"anyOf": [{"type": "string"}, {"type": "null"}]} for n in range(17)
    }
    assert "17 union-typed parameters" in schema_limits.anthropic(schema)


def test_schemas_are_the_same_bytes_whatever_the_hash_seed() -> None:
    """Two seeds of processes of their own, and the one of this process."""
    program = (
        "import hashlib, json; from draftspec.chat.profiles import PROFILES; from draftspec.chat.wire import wire_schema;"
        "from draftspec.sections import SECTIONS;"
        "print(hashlib.sha256(json.dumps([wire_schema(s, p) for s in SECTIONS for p in PROFILES.values()]).encode())"
        ".hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1")
    }
    every = [wire_schema(section, profile) for section in SECTIONS for profile in PROFILES.values()]
    assert digests == {hashlib.sha256(json.dumps(every).encode()).hexdigest()}


def test_what_code_knows_is_not_asked() -> None:
    schema = wire_schema("database", OPENAI)
    for title, names in NOT_ASKED.items():
        model = getattr(database, title)
        assert names <= set(model.model_fields), "a field that is not asked is gone"
        assert not names & set(schema["$defs"][title]["properties"])
        assert all(not model.model_fields[name].is_required() for name in names)


def test_descriptions_come_from_the_model_and_say_what_a_provider_does_not_take() -> None:
    column = wire_schema("database", OPENAI)["$defs"]["Column"]["properties"]["type"]
    assert column["pattern"] == base.SQL_TYPE
    assert column["description"] == database.Column.model_fields["type"].description
    spoken = wire_schema("database", PROFILES["anthropic"])["$defs"]["Column"]["properties"]["type"]
    assert "pattern" not in spoken
    assert base.SQL_TYPE in spoken["description"]
    limit = wire_schema("endpoints", PROFILES["anthropic"])["$defs"]["RateLimit"]["properties"]["requests"]
    assert limit["description"].endswith("At least 1.")


def test_an_unknown_section_is_refused() -> None:
    with pytest.raises(KeyError):
        wire_schema("nothing", OPENAI)
    with pytest.raises(KeyError):
        parse_answer("nothing", "{}")


@pytest.mark.parametrize(
    "text",
    [
        RISKS,
        f"\ufeff\n {RISKS}\n",
        f"```json\n{RISKS}\n```",
        f"Here is {{what}} you asked for:\n```\n{RISKS}\n```\nAnything else?",
        f'<think>maybe {{"risks": 1}}</think>\n{RISKS}',
        RISKS.replace('["b"]', '["b\n\t"]'),
        RISKS.replace('"assumptions":[],', '"assumptions":null,'),
        RISKS.replace(',"assumptions":[],"open_questions":[],"claims":[]', ""),
    ],
)
def test_what_is_around_an_answer_is_taken_off(text: str) -> None:
    answer = parse_answer("risks", text)
    assert answer.decided == Risks(pitfalls=("a",), risks=("b",))


def test_lone_surrogates_are_replaced_and_blanks_stand_for_defaults() -> None:
    answer = parse_answer(
        "validation", r'{"validation":{"inputs":null,"business":[],"none_because":" "},"claims":[{"text":"a\ud83d"}]}'
    )
    assert answer.claims == (Claim(text="a?"),)
    assert answer.decided.model_dump()["none_because"] is None


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ("", "", "no JSON object with the key `rules`"),
        ("[1, 2]", "", "no JSON object with the key `rules`"),
        ('{"rules": {"rules": [', "", "not valid JSON"),
        ('{"rules": {"rules": [], "rules": []}}', "", "the key `rules` stands twice"),
        ('{"rules": ' + "[" * 100_000, "", "recursion"),
        ('{"rules": ' + "9" * 5_000 + "}", "", "digits"),
        ('{"tables": []}', "rules", "Field required"),
        ('{"rules": {"rules": []}, "more": 1}', "more", "Extra inputs are not permitted"),
        ('{"rules": {"rules": [{"name": 1}]}}', "rules.rules[0].name", "valid string"),
        ('{"rules": {"rules": {"name": "x"}}}', "rules.rules", "valid array"),
        ('{"rules": {"rules": []}, "claims": [{"text": ""}]}', "claims[0].text", "at least 1"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place(text: str, path: str, message: str) -> None:
    with pytest.raises(AnswerInvalid) as caught:
        parse_answer("rules", text)
    assert any(problem.path == path and message in problem.message for problem in caught.value.problems)
    assert all(len(problem.value) <= 201 for problem in caught.value.problems)


@given(st.data())
def test_no_cut_answer_passes_for_a_whole_one(data: st.DataObject) -> None:
    answer = answer_model("database")(database=whole_designs.sections().database)
    text = wire_text(answer, OPENAI)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    with pytest.raises(AnswerInvalid):
        parse_answer("database", cut)


@given(st.text())
def test_any_text_is_an_answer_or_invalid(text: str) -> None:
    for whole in (text, f'{{"risks": {json.dumps(text)}}}', RISKS.replace("a", text, 1)):
        try:
            parse_answer("risks", whole)
        except AnswerInvalid as invalid:
            assert invalid.problems
