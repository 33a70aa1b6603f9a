"""Cassettes as files: whatever is recorded is read again, by us and by vcrpy, and replays in vcrpy as it is."""

from __future__ import annotations

import json
from pathlib import Path

import httpx2
import pytest
import vcr
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from vcr.cassette import Cassette as VcrCassette

from draftspec.evals.cassette import ADDRESS, Cassette, CassetteError, Interaction, read_cassette
from draftspec.evals.cassette_text import cassette_text, laid_out
from draftspec.evals.origin import Origin
from draftspec.evals.replay import replay
from evals.recordings import MODEL, TAGS, cassette

ORIGIN = Origin(MODEL, ("scripted", "other"), "local", "2026-11-29", "scripted")
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    [
        "a\nb",
        "  a\n b\n",
        "\n\na\n",
        "a \nb",
        "a\tb\nc",
        "a\rb\nc",
        "a\u2028b\nc",
        "😀\n- x: y\n",
        "#\n",
        "\x85\n",
        "x" * 300,
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def interactions(draw: st.DrawFn) -> dict[str, Interaction]:
    found = {}
    for section in draw(st.sets(st.sampled_from(["database", "rules"]), min_size=1)):
        for attempt in range(1, draw(st.integers(1, 3)) + 1):
            messages = [{"content": draw(TEXTS), "role": "system"}, {"role": "user", "content": draw(TEXTS)}]
            asked = {"model": draw(TEXTS), "messages": messages, "response_format": draw(VALUES), "n": draw(VALUES)}
            step = f"case/{section}/1/{attempt}"
            found[step] = Interaction(step, asked, 200, "application/json", draw(TEXTS))
    return found


@settings(max_examples=40, deadline=None)
@given(interactions())
def test_whatever_is_recorded_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, found: dict[str, Interaction]
) -> None:
    path = tmp_path_factory.mktemp("cassette") / "case.yaml"
    path.write_text(cassette_text(Cassette(found, ORIGIN)), encoding="utf-8", newline="\n")
    assert read_cassette(path) == Cassette(found, ORIGIN)
    theirs = VcrCassette.load(path=str(path))
    assert [request.body for request in theirs.requests] == [
        one.asked for one in read_cassette(path).interactions.values()
    ]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"b": [1, {"c": 2}], "a": "\\u00e4"}', '{"b": [1,{"c":2}],\n "a": "ä"}'),
        ("<html>\nno</html>", "<html>\nno</html>"),
        ("[1, 2]", "[1, 2]"),
        ('{"a": "\\ud800"}', '{"a": "\\ud800"}'),
        ("", ""),
    ],
)
def test_an_answer_is_laid_out_without_loss(text: str, wanted: str) -> None:
    assert laid_out(text) == wanted


def test_a_recording_replays_in_vcrpy_as_it_is(recordings: Path) -> None:
    """With vcrpy's own settings, and what is asked in the order of the file; its patch answers, nobody listens."""
    path = recordings / "openai_scripted" / "tags.yaml"
    ours = cassette(recordings, TAGS)
    with vcr.use_cassette(str(path), record_mode="none") as tape, httpx2.Client() as client:
        for one in ours.interactions.values():
            response = client.post(f"{ADDRESS}/chat/completions", json=dict(one.asked))
            assert (response.status_code, response.json()) == (200, json.loads(one.text))
        assert tape.all_played


def test_equal_recordings_have_equal_files(recordings: Path) -> None:
    path = recordings / "openai_scripted" / "tags.yaml"
    before = path.read_text(encoding="utf-8")
    found = read_cassette(path)
    assert found is not None
    turned = Cassette(dict(reversed(found.interactions.items())), found.origin)
    assert cassette_text(turned) == before


def test_a_file_that_vcrpy_wrote_is_read(recordings: Path, tmp_path: Path) -> None:
    """Its requests are JSON on one line, its keys sorted, its layout another."""
    path = recordings / "openai_scripted" / "tags.yaml"
    content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for one in content["interactions"]:
        one["request"]["body"] = json.dumps(one["request"]["body"])
    theirs = tmp_path / "openai_scripted" / "tags.yaml"
    theirs.parent.mkdir()
    theirs.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper), encoding="utf-8")
    found = replay(tmp_path, TAGS)
    assert found.problem is None
    assert {one.status for one in found.steps} == {"fresh"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 50_000, "nested too deeply"),
        ("- " * 50_000, "nested too deeply"),
        ("interactions: &a [*a]", "inside itself"),
        ("a: *b", "`\\*b` stands for nothing"),
        (
            "a0: &a0 {k: v}\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 50)),
            "stand for too much",
        ),
        (
            "a0: &a0 {k: v}\n" + "\n".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 50)),
            "merge keys",
        ),
        ('interactions: !!python/object/apply:os.system ["true"]', "could not determine a constructor"),
    ],
)
def test_a_file_that_is_no_safe_yaml_is_refused_before_it_is_built(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CassetteError, match=said):
        read_cassette(path)


def test_long_values_are_read_as_yaml_reads_them(tmp_path: Path) -> None:
    """Also where a prompt looks like the place of another value, and where a person has indented a file otherwise."""
    prompt = 'a\n\n  - content: |-\n      b \n      string: |-\n        {"c": 1}\nresponse_format: {"d": 2}'
    asked = {"model": "m", "messages": [{"content": prompt, "role": "user"}], "response_format": {"type": "text"}}
    text = cassette_text(Cassette({"case/rules/1/1": Interaction("case/rules/1/1", asked, 200, "a/b", prompt)}, ORIGIN))
    path = tmp_path / "case.yaml"
    for written in (
        text,
        text.replace("          ", "            "),
        text.replace("|-", "|-  "),
        text.replace("|-", ">-"),
    ):
        path.write_text(written, encoding="utf-8")
        wanted = yaml.safe_load(written)["interactions"][0]
        found = read_cassette(path)
        assert found is not None
        one = found.interactions["case/rules/1/1"]
        assert (one.asked, one.text) == (wanted["request"]["body"], wanted["response"]["body"]["string"])
