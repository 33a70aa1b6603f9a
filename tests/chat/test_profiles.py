from __future__ import annotations

from pathlib import Path

import pytest

from draftspec.chat.langchain_model import open_model
from draftspec.chat.limits import SHIPPED, Limits, limits_for
from draftspec.chat.profiles import PROFILES, profile_for, profile_of
from draftspec.chat.scripted import ScriptedChatModel
from draftspec.errors import InputError


@pytest.mark.parametrize(
    ("provider", "model", "address", "cap"),
    [
        ("openai", "gpt-4o", None, "max_completion_tokens"),
        ("openai", "gpt-4o", "https://eu.api.openai.com/v1", "max_completion_tokens"),
        ("openai", "my-llama", "http://127.0.0.1:8080/v1", "max_tokens"),
        ("openai", "gpt-5-mini", "https://proxy.example.com/v1", "max_completion_tokens"),
        ("openai", "gpt-4o", "https://api.openai.com.example.com/v1", "max_tokens"),
        ("anthropic", "claude", "https://proxy.example.com", "max_tokens"),
        ("mistralai", "x", None, "max_tokens"),
    ],
)
def test_the_cap_is_called_what_the_server_calls_it(provider: str, model: str, address: str | None, cap: str) -> None:
    assert profile_for(provider, model, address).cap == cap


def test_every_profile_ends_in_plain_text() -> None:
    for name, profile in PROFILES.items():
        assert profile.name == name
        assert profile.modes[0] == "json_schema"
        assert profile.modes[-1] == "text"


def test_a_chat_model_says_its_profile_or_has_openais() -> None:
    class Other:
        name = "other:x"

        def ask(self, ask: object) -> None: ...

    assert profile_of(ScriptedChatModel()) == PROFILES["openai"]
    assert profile_of(Other()) == PROFILES["openai"]  # type: ignore[arg-type]


def test_limits_are_those_of_the_longest_beginning() -> None:
    assert limits_for("openai:gpt-4o-mini") == Limits(128_000, 16_384)
    assert limits_for("openai:gpt-5.4-mini-2026-03-17").window == 400_000
    assert limits_for("openai:gpt-5.4").window == 1_050_000
    assert limits_for("openai:something-new").known is False
    assert limits_for("nobody:x") == Limits(16_384, 8_000, known=False)
    assert "as_of: 2026-" in SHIPPED.read_text(encoding="utf-8")


def test_a_server_of_ones_own_has_careful_limits_and_a_file_overrides_them(tmp_path: Path) -> None:
    own = tmp_path / "models.yaml"
    own.write_text('models: {"openai:my-": {window: 32768, output: 4096}}', encoding="utf-8")
    address = "http://127.0.0.1:9/v1"
    assert open_model("openai:my-llama", base_url=address, environment={}).limits == Limits(16_384, 8_000, False)
    overridden = open_model("openai:my-llama", base_url=address, limits=own, environment={})
    assert overridden.limits == Limits(32_768, 4_096)
    assert limits_for("openai:gpt-4o", own) == Limits(128_000, 16_384)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "models: []",
        "models: {x: {window: 1}}",
        "models: {x: {window: -1, output: 1}}",
        "models: {x: {",
        "a: 1",
    ],
)
def test_a_file_that_is_none_of_limits_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "models.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="no file of models' limits"):
        limits_for("openai:x", path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        limits_for("openai:x", tmp_path / "none.yaml")
