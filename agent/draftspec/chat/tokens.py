"""How many tokens a text has: exactly where tiktoken's table for the model lies on this machine, else a high estimate.

tiktoken downloads a table that it does not find, without a timeout, and deletes one that is damaged. So it is never
asked to load one: tables are looked for where they may lie, held to tiktoken's own checksum, and handed to it.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tiktoken import Encoding

_SPACE = r" \t-\r\x1c-\x1f"
_MARK = rf"[^A-Za-z0-9_{_SPACE}]"
_PIECES = re.compile(
    rf" [A-Za-z]{{1,5}}|[A-Za-z]{{1,6}}|[0-9]{{1,3}}| {_MARK}{{1,5}}|{_MARK}{{1,6}}|_{{1,6}}|[{_SPACE}]+"
)
"""Words with the space before them, up to three digits, marks, white space: cut after each six bytes but for white space."""

_GAPS = re.compile(rf"[{_SPACE}]{{7,}}")
_OTHER = re.compile(r"[^\x00-\x7f]")

_ESTIMATES = 128
"""Most texts whose estimate is remembered: each prompt is held against several windows."""

_PARTS = 512
"""The same for the blocks of prompts."""

_BLANK = "\n\n"
"""What stands between two blocks: a word of its own."""

_RAISED = 1.1
"""A word counts a token for each six bytes, and the sum a tenth more. Of 1,040 real texts (SQL, Markdown, JSON, Python)
one in two hundred has more tokens of o200k_base, the usual one a quarter fewer; hashes, base64 and emoji have more."""

_OPENAI = ("openai", "azure_openai")
_O200K = re.compile(r"(gpt-(4o|4\.1|4\.5|[5-9])|chatgpt-4o|o[134](-|$))")
_CL100K = re.compile(r"gpt-(4|3\.5|35)(-|$)")


@dataclass(frozen=True)
class Count:
    """A number of tokens, and whether it was counted or estimated; an estimate shows as `~1,234`."""

    tokens: int = 0
    exact: bool = True

    def __add__(self, other: Count) -> Count:
        return Count(self.tokens + other.tokens, self.exact and other.exact)

    def __str__(self) -> str:
        return f"{'' if self.exact else '~'}{self.tokens:,}"


def count(text: str, model: str) -> Count:
    """Return the tokens of a text for a model (`provider:model`); the table is loaded on the first call (half a second)."""
    encoding = _encoding(name) if (name := encoding_name(model)) else None
    return estimate(text) if encoding is None else Count(len(encoding.encode_ordinary(text)))


@lru_cache(maxsize=_ESTIMATES)
def estimate(text: str) -> Count:
    """Return an estimate that is seldom too low, without any table."""
    parts = text.split(_BLANK)
    if any(not part or part[0].isspace() or part[-1].isspace() for part in parts):
        return Count(ceil(_pieces(text) * _RAISED), exact=False)
    return Count(ceil((sum(map(_pieces, parts)) + len(parts) - 1) * _RAISED), exact=False)


@lru_cache(maxsize=_PARTS)
def _pieces(text: str) -> int:
    """Return how many words of at most six bytes a text has. Prompts of one draft have most of their blocks in common."""
    plain = text if text.isascii() else _OTHER.sub(lambda found: _stand_in(found[0]), text)
    return len(_PIECES.findall(plain)) + sum((len(gap) - 1) // 6 for gap in _GAPS.findall(plain))


@lru_cache(maxsize=4_096)
def _stand_in(character: str) -> str:
    """Return as much ASCII of the same kind as a character has bytes."""
    size = len(character.encode(errors="replace"))
    if character.isspace():
        return "\t" * size
    if character.isdecimal():
        return "0" * (size - 1)
    return ("a" if character.isalnum() else "!") * size


def encoding_name(model: str) -> str | None:
    """Return the encoding of a model of OpenAI's, or None for others, whose encodings tiktoken does not have."""
    provider, _, name = model.rpartition(":")
    if provider not in _OPENAI:
        return None
    return "o200k_base" if _O200K.match(name) else "cl100k_base" if _CL100K.match(name) else None


class _NotAtHand(Exception):
    """No table on this machine."""


@cache
def _encoding(name: str) -> Encoding | None:
    """Return tiktoken's encoding, or None where tiktoken or the table is missing."""
    try:
        import tiktoken
        import tiktoken_ext.openai_public as public
    except ImportError:
        return None
    construct = public.ENCODING_CONSTRUCTORS.get(name)
    try:
        return tiktoken.Encoding(**_construction(construct)) if construct else None
    except _NotAtHand:
        return None


def _construction(construct: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Call one of tiktoken's constructors with our reader in place of its loader, the only thing that it calls.

    A constructor of another tiktoken that would call more finds it missing, rather than the network.
    """
    known = {name: value for name, value in construct.__globals__.items() if isinstance(value, str)}
    allowed = {**known, "__builtins__": {}, "load_tiktoken_bpe": _ranks}
    try:
        made: dict[str, Any] = FunctionType(construct.__code__, allowed)()
    except NameError as error:
        raise _NotAtHand from error
    return made


def _ranks(address: str, expected_hash: str | None = None) -> Mapping[bytes, int]:
    """Return a table from this machine, by the address that it was published at. Raises _NotAtHand."""
    name = hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()  # how tiktoken names its files
    for folder in _folders():
        try:
            content = (folder / name).read_bytes()
        except OSError:
            continue
        if hashlib.sha256(content).hexdigest() == expected_hash:
            pairs = (line.split() for line in content.splitlines() if line)
            return {base64.b64decode(token): int(rank) for token, rank in pairs}
    raise _NotAtHand


def _folders() -> Iterator[Path]:
    """Yield the folders where a table may lie: tiktoken's caches, and that of an installed litellm."""
    yield from (
        Path(folder) for name in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR") if (folder := os.environ.get(name))
    )
    yield Path(tempfile.gettempdir()) / "data-gym-cache"
    if (litellm := find_spec("litellm")) is not None:
        yield from (
            Path(folder) / "litellm_core_utils" / "tokenizers" for folder in litellm.submodule_search_locations or ()
        )
