"""A language model of a few megabytes in llama.cpp's file format (GGUF), made from a text in a few seconds.

    python tests/long/tiny_model.py OUT.gguf TEXT...

It knows only which token follows which in the text: the embedding of a token is a one of its own, the one layer adds
nothing, and the last matrix holds the logarithms of how often a token follows another. What it writes means nothing, yet
has the words and the punctuation of the text, so a server that holds it to a schema gets complete answers out of it.
Needs nothing but Python.
"""

from __future__ import annotations

import math
import re
import struct
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

NAME = "tiny"
WINDOW = 65_536
"""Tokens that it reads and writes at most; it has no memory, so a large window costs nothing."""

MERGES = 300
"""Tokens beyond the 256 bytes."""

HEAD = 64
"""Width of its one attention head, which sees nothing."""

UNSEEN = 2e-5
"""How often a pair of tokens is taken to follow each other that never does."""

END = 0.01
"""How often the end is taken to follow a token."""

CLOSING = {"[": ("]", 0.3), "}": ("]", 1.0), '"': ("]", 0.3)}
"""What is taken to follow a token that ends so, and how often beside all that does: lists end soon."""

QUOTE = 0.4
"""The same for the quotation mark after a letter or a digit: texts end soon."""

SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

_WORDS = re.compile(r"'(?:s|t|re|ve|m|ll|d)| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")
"""How the tokenizer named gpt-2 splits a text before it merges."""

_MAGIC, _VERSION, _ALIGNMENT = b"GGUF", 3, 32
_UINT32, _INT32, _FLOAT32, _BOOL, _STRING, _ARRAY = 4, 5, 6, 7, 8, 9
_NORMAL, _CONTROL = 1, 3

Word = tuple[str, ...]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Tokenizer:
    """Tokens in their order, the pairs that are merged in theirs, and where each word of the text falls apart."""

    tokens: tuple[str, ...]
    merges: tuple[Pair, ...]
    splits: dict[str, Word]


@dataclass(frozen=True)
class Tensor:
    """Numbers and their shape, the fastest running index first."""

    name: str
    shape: tuple[int, ...]
    numbers: array[float]


def write_model(path: Path, text: str, merges: int = MERGES) -> None:
    """Write the model that a text makes."""
    tokenizer = learned(text, merges)
    tensors = _tensors(tokenizer, _closing(tokenizer, _followers(tokenizer, text)))
    path.write_bytes(b"".join(_file(_facts(tokenizer), tensors)))


def learned(text: str, merges: int) -> Tokenizer:
    """Return the tokens of a text: bytes, and again and again the pair that stands side by side most often."""
    counts = Counter(_WORDS.findall(text))
    splits = {word: tuple(_alphabet()[byte] for byte in word.encode()) for word in counts}
    made: list[Pair] = []
    while len(made) < merges and (best := _commonest(splits, counts)) is not None:
        made.append(best)
        splits = {word: _merged(parts, best) for word, parts in splits.items()}
    tokens = [*_alphabet(), *dict.fromkeys(left + right for left, right in made), *SPECIAL]
    return Tokenizer(tuple(tokens), tuple(made), splits)


def _commonest(splits: dict[str, Word], counts: Counter[str]) -> Pair | None:
    pairs: Counter[Pair] = Counter()
    for word, parts in splits.items():
        for pair in pairwise(parts):
            pairs[pair] += counts[word]
    return max(pairs, key=lambda pair: (pairs[pair], pair), default=None)


def _merged(parts: Word, pair: Pair) -> Word:
    if pair[0] not in parts:
        return parts
    made: list[str] = []
    for part in parts:
        if made and (made[-1], part) == pair:
            made[-1] += part
        else:
            made.append(part)
    return tuple(made)


@cache
def _alphabet() -> tuple[str, ...]:
    """Return the visible character that stands for each byte in tokenizers of this kind."""
    visible = {*range(33, 127), *range(161, 173), *range(174, 256)}
    others = iter(range(256, 512))
    return tuple(chr(byte if byte in visible else next(others)) for byte in range(256))


def _followers(tokenizer: Tokenizer, text: str) -> list[dict[int, float]]:
    """Return, for each token, how often which other follows it."""
    number = {token: index for index, token in enumerate(tokenizer.tokens)}
    numbers = [number[part] for word in _WORDS.findall(text) for part in tokenizer.splits[word]]
    found: list[dict[int, float]] = [{} for _ in tokenizer.tokens]
    for before, after in pairwise(numbers):
        found[before][after] = found[before].get(after, 0.0) + 1.0
    return found


def _closing(tokenizer: Tokenizer, followers: list[dict[int, float]]) -> list[dict[int, float]]:
    """Return how often which token follows another when lists and texts end sooner than in the text."""
    for token, counts in zip(tokenizer.tokens, followers, strict=True):
        closing = CLOSING.get(token[-1]) or (('"', QUOTE) if token[-1].isalnum() else None)
        if closing is not None and token not in SPECIAL:
            after = tokenizer.tokens.index(closing[0])
            counts[after] = counts.get(after, 0.0) + closing[1] * (sum(counts.values()) or 1.0)
    return followers


def _tensors(tokenizer: Tokenizer, followers: Sequence[dict[int, float]]) -> list[Tensor]:
    size = len(tokenizer.tokens)
    ones = array("f", [1.0]) * size
    shapes = {
        "attn_q": (size, HEAD),
        "attn_k": (size, HEAD),
        "attn_v": (size, HEAD),
        "attn_output": (HEAD, size),
        "ffn_gate": (size, HEAD),
        "ffn_up": (size, HEAD),
        "ffn_down": (HEAD, size),
    }
    return [
        Tensor("token_embd.weight", (size, size), _identity(size)),
        Tensor("output_norm.weight", (size,), ones),
        Tensor("output.weight", (size, size), _head(followers)),
        *(Tensor(f"blk.0.{name}.weight", (size,), ones) for name in ("attn_norm", "ffn_norm")),
        *(Tensor(f"blk.0.{name}.weight", shape, _zeros(math.prod(shape))) for name, shape in shapes.items()),
    ]


def _zeros(count: int) -> array[float]:
    return array("f", [0.0]) * count


def _identity(size: int) -> array[float]:
    made = _zeros(size * size)
    for index in range(size):
        made[index * size + index] = 1.0
    return made


def _head(followers: Sequence[dict[int, float]]) -> array[float]:
    """Return the last matrix: a row for each token that may follow, a column for each that stands before.

    The norm before it multiplies a one by the root of the width, which is taken off here.
    """
    size = len(followers)
    root, end = math.sqrt(size), size - 1
    made = _zeros(size * size)
    for before, counts in enumerate(followers):
        whole = sum(counts.values()) + UNSEEN * size + END
        unseen = math.log(UNSEEN / whole) / root
        made[before::size] = array("f", [unseen]) * size
        for after, count in counts.items():
            made[after * size + before] = math.log(count / whole) / root
        made[end * size + before] = math.log(END / whole) / root
    return made


def _facts(tokenizer: Tokenizer) -> list[bytes]:
    """Return what the file says about the model, entry by entry."""
    size = len(tokenizer.tokens)
    normal = size - len(SPECIAL)
    kinds = [_NORMAL] * normal + [_CONTROL] * len(SPECIAL)
    numbers = {
        "context_length": WINDOW,
        "embedding_length": size,
        "block_count": 1,
        "feed_forward_length": HEAD,
        "attention.head_count": 1,
        "attention.head_count_kv": 1,
        "attention.key_length": HEAD,
        "attention.value_length": HEAD,
        "rope.dimension_count": HEAD,
        "vocab_size": size,
    }
    return [
        _fact("general.architecture", _STRING, _text("llama")),
        _fact("general.name", _STRING, _text(NAME)),
        *(_fact(f"llama.{name}", _UINT32, struct.pack("<I", number)) for name, number in numbers.items()),
        _fact("llama.attention.layer_norm_rms_epsilon", _FLOAT32, struct.pack("<f", 1e-6)),
        _fact("tokenizer.ggml.model", _STRING, _text("gpt2")),
        _fact("tokenizer.ggml.pre", _STRING, _text("gpt-2")),
        _list("tokenizer.ggml.tokens", _STRING, map(_text, tokenizer.tokens)),
        _list("tokenizer.ggml.token_type", _INT32, (struct.pack("<i", kind) for kind in kinds)),
        _list("tokenizer.ggml.merges", _STRING, (_text(" ".join(pair)) for pair in tokenizer.merges)),
        _fact("tokenizer.ggml.bos_token_id", _UINT32, struct.pack("<I", normal)),
        _fact("tokenizer.ggml.eos_token_id", _UINT32, struct.pack("<I", size - 1)),
        _fact("tokenizer.ggml.add_bos_token", _BOOL, b"\0"),
        _fact("tokenizer.chat_template", _STRING, _text(TEMPLATE)),
    ]


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _fact(name: str, kind: int, value: bytes) -> bytes:
    return _text(name) + struct.pack("<I", kind) + value


def _list(name: str, kind: int, values: Iterable[bytes]) -> bytes:
    every = list(values)
    return _fact(name, _ARRAY, struct.pack("<IQ", kind, len(every)) + b"".join(every))


def _file(facts: Sequence[bytes], tensors: Sequence[Tensor]) -> Iterable[bytes]:
    """Give the parts of the file: what it holds, where, and the numbers, each tensor at a round place."""
    begin = b"".join((_MAGIC, struct.pack("<IQQ", _VERSION, len(tensors), len(facts)), *facts))
    place = 0
    for tensor in tensors:
        shape = struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape)
        begin += _text(tensor.name) + shape + struct.pack("<IQ", 0, place)
        place += len(_padded(tensor.numbers.tobytes()))
    yield _padded(begin)
    for tensor in tensors:
        yield _padded(tensor.numbers.tobytes())


def _padded(raw: bytes) -> bytes:
    return raw + b"\0" * (-len(raw) % _ALIGNMENT)


def main() -> int:
    """Write a model from the texts that are named."""
    if len(sys.argv) < 3:
        print(__doc__)
        return 2
    text = "\n".join(Path(name).read_text(encoding="utf-8") for name in sys.argv[2:])
    write_model(Path(sys.argv[1]), text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
