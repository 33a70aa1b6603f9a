"""What a brief in Chinese or Japanese says of attributes and people, and names for words of any script."""

from __future__ import annotations

from functools import cache

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.reading.words import snake


def is_eastern(sign: str) -> bool:
    """Tell whether a sign is Chinese or Japanese; its class would take a regular expression 2 ms to compile."""
    return "\u3040" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff"


@cache
def _attributes() -> dict[str, str]:
    listed = data("languages")["attributes"].items()
    return {word.strip(): str(kind) for kind, words in listed for word in str(words).split(",")}


def foreign_kind(words: list[str]) -> str | None:
    """Return the column type that an attribute in Chinese or Japanese stands for."""
    known = _attributes()
    return next((known[word] for word in words if word in known), None)


@cache
def foreign_people() -> dict[str, str]:
    """Return the words for people in Chinese and Japanese, each with the English one."""
    listed = data("languages")["people"].items()
    return {word.strip(): str(english) for english, words in listed for word in str(words).split(",")}


def short_name(words: str) -> str:
    """Return an identifier for words of any script; those that are spelled out by sounds are kept short."""
    name = snake(words)
    if words.isascii() or not any(map(is_eastern, words)):
        return name
    return "_".join(name.split("_")[:4])
