from __future__ import annotations

import base64
import hashlib
import math
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from draftspec.chat import tokens
from draftspec.chat.tokens import Count, count, encoding_name, estimate

MODEL = "openai:gpt-5-mini"
ADDRESS = "https://tables.invalid/bytes.tiktoken"
TABLE = b"".join(base64.b64encode(bytes([n])) + f" {n}\n".encode() for n in range(256)) + b"aW52b2ljZQ== 256\n"
"""All bytes, and the word `invoice`."""


def load_tiktoken_bpe(address: str, expected_hash: str) -> dict[bytes, int]:
    raise AssertionError("tiktoken's own loader was called")


def construct() -> dict[str, Any]:
    ranks = load_tiktoken_bpe(
        "https://tables.invalid/bytes.tiktoken",
        expected_hash="HASH",
    )
    return {"name": "o200k_base", "pat_str": r"\w+|\W", "mergeable_ranks": ranks, "special_tokens": {"<|end|>": 300}}


construct.__code__ = construct.__code__.replace(
    co_consts=tuple(hashlib.sha256(TABLE).hexdigest() if c == "HASH" else c for c in construct.__code__.co_consts)
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of tiktoken's, the only folder that is looked in; and no network."""
    public = pytest.importorskip("tiktoken_ext.openai_public")
    monkeypatch.setitem(public.ENCODING_CONSTRUCTORS, "o200k_base", construct)
    monkeypatch.setattr(tokens, "_folders", lambda: iter([tmp_path / "nowhere", tmp_path]))
    monkeypatch.setattr(socket, "socket", None)
    monkeypatch.setattr(socket, "getaddrinfo", None)
    tokens._encoding.cache_clear()
    yield tmp_path
    tokens._encoding.cache_clear()


def file_of(folder: Path) -> Path:
    return folder / hashlib.sha1(ADDRESS.encode(), usedforsecurity=False).hexdigest()


def test_exact_where_the_table_is_at_hand(folder: Path) -> None:
    file_of(folder).write_bytes(TABLE)
    assert count("invoice 1", MODEL) == Count(3, exact=True)
    assert count("<|end|>", MODEL).exact  # text of a brief, no special token


def test_estimated_where_no_table_is(folder: Path) -> None:
    assert count("add invoices", MODEL) == estimate("add invoices")
    assert not estimate("x").exact


def test_a_damaged_table_is_neither_used_nor_deleted(folder: Path) -> None:
    file_of(folder).write_bytes(TABLE + b"x")
    assert not count("add invoices", MODEL).exact
    assert file_of(folder).read_bytes() == TABLE + b"x"


def test_a_constructor_that_would_do_more_is_not_called(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tiktoken_ext.openai_public as public

    file_of(folder).write_bytes(TABLE)
    monkeypatch.setitem(public.ENCODING_CONSTRUCTORS, "o200k_base", lambda: download(ADDRESS))  # type: ignore[name-defined] # noqa: F821
    assert not count("add invoices", MODEL).exact


def test_estimated_for_models_of_others(folder: Path) -> None:
    file_of(folder).write_bytes(TABLE)
    assert not count("add invoices", "anthropic:claude-sonnet-5-5").exact


def test_never_hangs_where_tables_would_be_downloaded(tmp_path: Path) -> None:
    """The real constructors, an empty cache, and a network that would hang: an estimate at once."""
    script = (
        "import socket, time\n"
        "socket.getaddrinfo = lambda *a, **k: time.sleep(60)\n"
        "from draftspec.chat.tokens import count\n"
        "print(count('add invoices', 'openai:gpt-5'), count('add invoices', 'openai:gpt-4'))"
    )
    environment = {
        **os.environ,
        "TIKTOKEN_CACHE_DIR": str(tmp_path),
        "TMPDIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if "site-packages" not in p),
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=20
    )
    assert done.stdout in ("~4 ~4\n", "2 2\n")  # the latter where litellm is installed


def test_folders_that_are_looked_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "given")
    monkeypatch.setenv("DATA_GYM_CACHE_DIR", "")
    found = list(tokens._folders())
    assert found[0] == Path("given")
    assert found[1].name == "data-gym-cache"


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("openai:gpt-5-mini", "o200k_base"),
        ("openai:gpt-4.1", "o200k_base"),
        ("openai:gpt-6.1-sol", "o200k_base"),
        ("openai:o3", "o200k_base"),
        ("azure_openai:gpt-4o-mini", "o200k_base"),
        ("openai:gpt-4", "cl100k_base"),
        ("openai:gpt-3.5-turbo", "cl100k_base"),
        ("openai:my-local-model", None),
        ("ollama:gpt-oss", None),
        ("anthropic:claude-opus-5", None),
        ("", None),
    ],
)
def test_encodings_by_model(model: str, name: str | None) -> None:
    assert encoding_name(model) == name


def test_counts_show_whether_they_are_exact() -> None:
    assert str(Count(1_234)) == "1,234"
    assert str(Count(1_234) + Count(1, exact=False)) == "~1,235"
    assert sum((Count(1), Count(2)), Count()) == Count(3, exact=True)


@pytest.mark.parametrize(
    ("text", "tokens_of_o200k"),
    [
        ("add invoices with lines; accountants mark them paid", 9),
        ('{"tables":[{"name":"invoices","columns":[{"name":"id","type":"uuid","nullable":false}]}]}', 26),
        ("CREATE TABLE invoices (id uuid PRIMARY KEY, total_cents bigint NOT NULL);", 16),
        ("", 0),
    ],
)
def test_estimate_is_a_little_above_the_truth(text: str, tokens_of_o200k: int) -> None:
    assert tokens_of_o200k <= estimate(text).tokens <= tokens_of_o200k * 1.7


@given(st.text())
def test_estimate_takes_any_text(text: str) -> None:
    assert 0 <= estimate(text).tokens <= len(text.encode()) * 1.1 + 1
    assert estimate(text).tokens <= estimate(text + " a").tokens


@given(st.text(alphabet='aB1 _.\n\n\n\t{}"\x1c\x00\x7féß…→\xa0漢') | st.text())
def test_each_six_bytes_of_a_word_count_and_a_tenth_more(text: str) -> None:
    assume(not any(one.isdecimal() and not one.isascii() for one in text))
    words = re.findall(r" ?[^\W\d_]+|\d{1,3}| ?[^\w\s]+|_+|\s+", text)
    sizes = [len(word.encode(errors="replace")) for word in words]
    assert estimate(text).tokens == math.ceil(sum(math.ceil(size / 6) for size in sizes) * 1.1)
