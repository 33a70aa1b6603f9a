"""Briefs in other languages: the frame of their sentences in English, their things and attributes in their own words."""

from __future__ import annotations

import re
from functools import cache

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.reading.words import lifecycle_verb, snake, word_class

_ELIDED = re.compile(r"\b(?:[ldjnmtscq]|qu)['’]", re.I)
_KANA = re.compile(r"[぀-ゟ]+")
_CHINESE_FRAME = re.compile(
    r"[的了和与及或在是有为對对把被将從从到给給让讓每个個各并請请以可能要应應该該后後当當时時]+"
)
_SUFFIX = 5
"""A compound's last part must have so many letters to be known by it."""


def _is_eastern(sign: str) -> bool:
    """Tell whether a sign is Chinese or Japanese; its class would take a regular expression 2 ms to compile."""
    return "\u3040" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff"


def is_foreign(text: str) -> bool:
    """Tell whether a brief is in another language than English."""
    if sum(map(_is_eastern, text)) > 2:
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    own = word_class("stop") | word_class("prepositions") | word_class("making") | _ENGLISH
    english = sum(word in own for word in words)
    other = sum(word in word_class("foreign") and word not in own for word in words)
    return other > english and (other >= 2 or english == 0)


_ENGLISH = frozenset({"the", "to", "of", "and", "for", "with", "is", "are", "be", "on", "by", "from", "that", "add"})


def glossed(text: str) -> str:
    """Return a brief with the words of its frame in English and its verbs of no meaning as breaks."""
    if any(map(_is_eastern, text)):
        return _cut_east(text)
    plain = _ELIDED.sub("", text)
    return re.sub(r"[^\W\d_]+", lambda match: _gloss(match[0]), plain)


def _gloss(word: str) -> str:
    low = word.lower()
    if low in _frame():
        english = _frame()[low]
        return f"; {english}" if english in word_class("making") or lifecycle_verb(english) == english else english
    return ";" if low in _empty() or low in word_class("foreign") else word


@cache
def _frame() -> dict[str, str]:
    listed = data("languages")["frame"].items()
    return {word.strip(): english for english, words in listed for word in reversed(str(words).split(","))}


@cache
def _empty() -> frozenset[str]:
    return frozenset(word.strip() for word in str(data("languages")["empty"]).split(","))


def _cut_east(text: str) -> str:
    """Cut a text without spaces where its particles stand; numbers get spaces around them."""
    frame = _KANA if _KANA.search(text) else _CHINESE_FRAME
    cut = frame.sub(" ; ", text.replace("、", " , ").replace("，", " , ").replace("。", " . ").replace("：", ": "))
    cut = re.sub(r"(\d+)", r" \1 ", cut)
    verbal = "|".join(re.escape(word.strip()) for word in str(data("languages")["verbal"]).split(","))
    cut = re.sub(rf"(?:{verbal})(?=\s|[:;,.]|$)", " ; ", cut)
    if frame is _CHINESE_FRAME:
        people = "|".join(sorted((w for w in foreign_people() if any(map(_is_eastern, w[:1]))), key=len, reverse=True))
        cut = re.sub(rf"({people})", r" ; \1 ; ", re.sub(rf"(?:{verbal})", " ; ", cut))
    return cut if re.search(r"[^\W\d_]", cut) else text


@cache
def _attributes() -> dict[str, str]:
    listed = data("languages")["attributes"].items()
    return {word.strip(): str(kind) for kind, words in listed for word in str(words).split(",")}


def foreign_kind(words: list[str]) -> str | None:
    """Return the column type that an attribute in another language stands for; German compounds end with it."""
    known = _attributes()
    found = next((known[word] for word in words if word in known), None)
    if found is not None or not words:
        return found
    ends = (end for end in known if len(end) >= _SUFFIX and words[-1].endswith(end) and end.isalpha())
    return next((known[end] for end in ends), None)


@cache
def foreign_people() -> dict[str, str]:
    """Return the words for people in other languages, each with the English one."""
    listed = data("languages")["people"].items()
    return {word.strip(): str(english) for english, words in listed for word in str(words).split(",")}


def short_name(words: str) -> str:
    """Return an identifier for words of any script; those that are spelled out by sounds are kept short."""
    name = snake(words)
    if words.isascii() or not any(map(_is_eastern, words)):
        return name
    return "_".join(name.split("_")[:4])
