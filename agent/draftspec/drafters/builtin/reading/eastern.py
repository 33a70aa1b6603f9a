"""Briefs in Chinese and Japanese: their common things in English, cut where their particles stand."""

from __future__ import annotations

import re
from functools import cache

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.reading.languages import foreign_people, is_eastern

_KANA = re.compile(r"[぀-ゟ]+")
_CHINESE_FRAME = re.compile(
    r"[的了和与及或在是有为對对把被將从從到给給让讓每个個各并並請请以可能要应應该該后後当當时時]+"
)
_WIDE = str.maketrans(
    {"、": " , ", "，": " , ", "。": " . ", "：": ": ", "；": " ; ", "／": " / ", "（": " (", "）": ") "}
)


@cache
def _eastern_english() -> dict[str, str]:
    listed = [*data("eastern_words")["nouns"].items(), *data("eastern_words")["measures"].items()]
    return {word.strip(): str(english) for english, words in listed for word in str(words).split(",")}


@cache
def _eastern_words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _eastern_english()), key=len, reverse=True)))


def cut_east(text: str) -> str:
    """Cut a text without spaces where its particles stand; numbers get spaces around them."""
    frame = _KANA if _KANA.search(text) else _CHINESE_FRAME
    verbal = "|".join(re.escape(word.strip()) for word in str(data("eastern_words")["verbal"]).split(","))
    named = _eastern_words().sub(lambda found: f" {_eastern_english()[found[0]]} ", text.translate(_WIDE))
    if frame is _CHINESE_FRAME:
        people = "|".join(sorted((w for w in foreign_people() if any(map(is_eastern, w[:1]))), key=len, reverse=True))
        named = re.sub(rf"({people})", r" ; \1 ; ", re.sub(rf"(?:{verbal})", " ; ", named))
    cut = re.sub(r"(\d+)", r" \1 ", frame.sub(" ; ", named))
    cut = re.sub(rf"(?:{verbal})(?=\s|[:;,.]|$)", " ; ", cut)
    return cut if re.search(r"[^\W\d_]", cut) else text
