from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from draftspec.chat.model import Tokens
from draftspec.chat.prices import Price, cost, read_prices
from draftspec.errors import InputError

MILLION = 1_000_000


def price(**values: object) -> Price:
    return Price.model_validate({"input": 2, "output": 8, **values})


def test_shipped_prices_are_dated_and_whole() -> None:
    prices = read_prices()
    assert prices.published is not None
    assert len(prices.models) > 20
    for name, one in prices.models.items():
        assert 0 < one.input < one.output, name
        assert one.cached is not None, name
        assert one.cached < one.input, name
        assert one.written is None or one.written == one.input * Decimal("1.25"), name


def test_cost_is_exact_and_tells_cached_tokens() -> None:
    found = read_prices().of("openai:gpt-5-mini")
    assert found is not None
    tokens = Tokens(input=10_000, cached=8_000, output=3_000)
    assert found.cost(tokens) == Decimal("0.0067")  # 2,000 at 0.25, 8,000 at 0.025, 3,000 at 2.00
    assert cost([tokens, tokens], found) == Decimal("0.0134")
    assert cost([], found) == 0
    assert cost([tokens], None) is None


def test_more_cached_than_sent_counts_as_all_cached() -> None:
    assert price(cached=1).cost(Tokens(input=MILLION, cached=2 * MILLION)) == 1


def test_without_a_price_for_cached_tokens_they_cost_as_others() -> None:
    assert price().cost(Tokens(input=MILLION, cached=MILLION)) == 2


def test_written_counts_for_every_token_that_is_not_read_from_the_cache() -> None:
    assert price(cached=1, written=3).cost(Tokens(input=2 * MILLION, cached=MILLION)) == 4


def test_large_requests_cost_more() -> None:
    dear = price(above={"size": 1_000, "sent": 2, "output": 1.5})
    assert dear.cost(Tokens(input=1_000, output=1_000)) == Decimal("0.01")
    assert dear.cost(Tokens(input=2_000, output=1_000)) == Decimal("0.02")


@pytest.mark.parametrize(
    ("model", "base_url", "expected"),
    [
        ("openai:gpt-5-mini", None, Decimal("0.25")),
        ("openai:gpt-5-mini-2025-08-07", None, Decimal("0.25")),
        ("anthropic:claude-haiku-4-5-20251001", None, Decimal("1.0")),
        ("openai:gpt-5-mini", "https://api.openai.com/v1", Decimal("0.25")),
        ("openai:gpt-5-mini", "https://eu.api.openai.com/v1", Decimal("0.25")),
        ("openai:gpt-5-mini", "https://gateway.example.com/v1", None),
        ("openai:gpt-5-mini", "http://localhost:8080/v1", Decimal(0)),
        ("openai:whatever", "http://127.0.0.1:1234/v1", Decimal(0)),
        ("openai:whatever", "http://192.168.1.20:8000/v1", Decimal(0)),
        ("openai:whatever", "http://[::1]:8000/v1", Decimal(0)),
        ("ollama:qwen3", None, Decimal(0)),
        ("ollama:qwen3", "https://ollama.example.com", None),
        ("openai:gpt-5-mini-of-mine", None, None),
        ("openai:unknown", None, None),
        ("groq:llama", None, None),
    ],
)
def test_whose_price_is_known(model: str, base_url: str | None, expected: Decimal | None) -> None:
    found = read_prices().of(model, base_url)
    assert (found.input if found else None) == expected


def test_a_file_of_the_users_wins_wherever_the_model_is_served(tmp_path: Path) -> None:
    file = tmp_path / "prices.yaml"
    file.write_text('date: 2027-01-01\nmodels:\n  "openai:gpt-5-mini": {input: 0.1, output: 0.3}\n', encoding="utf-8")
    prices = read_prices(file)
    for base_url in (None, "https://gateway.example.com/v1", "http://localhost:1/v1"):
        found = prices.of("openai:gpt-5-mini", base_url)
        assert found is not None
        assert (found.input, found.output, found.cached) == (Decimal("0.1"), Decimal("0.3"), None)
    assert str(prices.published) == "2027-01-01"
    assert prices.of("openai:gpt-5") == read_prices().of("openai:gpt-5")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("models: [", "is not valid YAML"),
        ("[]", "the file: Input should be a valid dictionary"),
        ("models: {}\nmodel: 1", "model: Extra inputs are not permitted"),
        ("models: {a: {input: 1}}", "models.a.output: Field required"),
        ("models: {a: {input: -1, output: 1}}", "models.a.input: Input should be greater than or equal to 0"),
        ("models: {a: {input: .nan, output: 1}}", "models.a.input: Input should be a finite number"),
        ("models: {a: {input: true, output: 1}}", "models.a.input"),
        ("models: {a: {input: 1, output: 1, price: 2}}", "models.a.price: Extra inputs are not permitted"),
    ],
)
def test_a_wrong_file_is_said_with_its_place(tmp_path: Path, content: str, expected: str) -> None:
    file = tmp_path / "prices.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_prices(file)
    assert str(file) in str(caught.value)
    assert expected in str(caught.value)
    assert "US dollars for a million tokens" in caught.value.hint


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read") as caught:
        read_prices(tmp_path / "none.yaml")
    assert caught.value.exit_code == 2
