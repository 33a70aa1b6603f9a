"""Briefs in other languages: the frame of their sentences in English, their things and attributes in their own words."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.reading.foreign_fields import with_field_lists
from draftspec.drafters.builtin.reading.glossing import gloss, is_word
from draftspec.drafters.builtin.reading.stating import with_states
from draftspec.drafters.builtin.reading.vocabulary import TONGUES, framing, purposes, unelided, vocabulary
from draftspec.drafters.builtin.reading.words import snake, word_class

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
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 1]
    own = word_class("stop") | word_class("prepositions") | word_class("making") | _ENGLISH
    english = sum(word in own for word in words)
    other = sum((word in word_class("foreign") or not word.isascii()) and word not in own for word in words)
    if other > english and (other >= 2 or english == 0):
        return True
    return other > 0 and english <= other + _FEW and _is_listed(text, words)


_FEW = 2


def _is_listed(text: str, words: list[str]) -> bool:
    """Tell whether most words of a text are those of one of the six languages."""
    known = vocabulary(tongue_of(text))
    return sum(word in known for word in words) > len(words) * _MOST


_MOST = 0.6


_ENGLISH = frozenset({"the", "to", "of", "and", "for", "with", "is", "are", "be", "on", "by", "from", "that", "add"})


def glossed(text: str, *, whole: bool = False) -> str:
    """Return a brief in English, as far as its words are known, with its verbs of no meaning as breaks.

    What a user story is good for names no thing and is left out, unless the `whole` text is asked for.
    """
    if any(map(_is_eastern, text)):
        return _cut_east(text)
    tongue = tongue_of(text)
    told = _PER.sub("", _GENDERED.sub("", text if whole else _without_purpose(text, tongue)))
    said = gloss(with_field_lists(with_states(unelided(told, tongue), tongue), tongue), tongue)
    return _WANTED.sub(lambda found: f"As a {found['role'].strip()}, I want to ", said)


_PER = re.compile(
    r"(?<=\w) ?/ ?(?:mois|mes|mês|monat|mese|maand|jour|d[ií]a|tag|giorno|dag|an|año|ano|jahr|anno|jaar|kg|m²|h)\b",
    re.I,
)
"""What a price is for, which is no attribute of its own."""

_WANTED = re.compile(
    r"\A(?:I,? )?as (?:an? |the )?(?P<role>[^,.;:\n]{2,40}?),? (?:(?:I|we) )?(?:want(?: to)?|can|must)(?: (?:I|we)\b)?(?: can)?[\s;]*(?:to )?",
    re.I,
)
"""How a user story begins, once it is glossed."""


@lru_cache(maxsize=64)
def tongue_of(text: str) -> str:
    """Return which of the six languages a text is in, by its small words, and by all its words where they say nothing."""
    counts = {tongue: _shared(text, tongue, framing(tongue)) for tongue in TONGUES}
    most = max(counts.values())
    best = [tongue for tongue in TONGUES if counts[tongue] == most]
    if len(best) == 1:
        return best[0]
    return max(best, key=lambda tongue: sum(is_word(word, tongue) for word in _words(text, tongue)))


def _words(text: str, tongue: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", unelided(text.lower(), tongue))


def _shared(text: str, tongue: str, known: Collection[str]) -> int:
    return sum(word in known for word in _words(text, tongue))


def is_listed_elsewhere(text: str) -> bool:
    """Tell whether a short text consists of words that one of the six languages lists."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower())
    if not 0 < len(words) <= _SHORT:
        return False
    return any(sum(is_word(word, tongue) for word in words) >= len(words) * _NEARLY for tongue in TONGUES)


_SHORT = 10
_NEARLY = 0.8


def _without_purpose(text: str, tongue: str) -> str:
    """Leave out what a user story is good for."""
    if not _STORY.match(text):
        return text
    words = "|".join(re.escape(word) for word in purposes(tongue))
    return re.sub(rf"(?:,\s*(?:{words})\b|(?<=\w)\s+(?:{words})(?=\s+{_DOING}))[^.;\n]*", "", text, flags=re.I)


_STORY = re.compile(
    r"\s*(?:(?:eu|yo|io|je|ik|ich),? )?(?:como|comme|en tant que?|als|come|enquanto|in qualità di)\b", re.I
)
_DOING = r"\w+(?:ar|er|ir|re|[ae]rl[oae]s?)\b"
_GENDERED = re.compile(r"(?<=[a-zäöü])[*:_/]-?in(?:nen)?\b")


_WIDE = str.maketrans(
    {"、": " , ", "，": " , ", "。": " . ", "：": ": ", "；": " ; ", "／": " / ", "（": " (", "）": ") "}
)


@cache
def _eastern_english() -> dict[str, str]:
    listed = [*data("languages")["nouns"].items(), *data("languages")["measures"].items()]
    return {word.strip(): str(english) for english, words in listed for word in str(words).split(",")}


@cache
def _eastern_words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _eastern_english()), key=len, reverse=True)))


def _cut_east(text: str) -> str:
    """Cut a text without spaces where its particles stand; numbers get spaces around them."""
    frame = _KANA if _KANA.search(text) else _CHINESE_FRAME
    verbal = "|".join(re.escape(word.strip()) for word in str(data("languages")["verbal"]).split(","))
    named = _eastern_words().sub(lambda found: f" {_eastern_english()[found[0]]} ", text.translate(_WIDE))
    if frame is _CHINESE_FRAME:
        people = "|".join(sorted((w for w in foreign_people() if any(map(_is_eastern, w[:1]))), key=len, reverse=True))
        named = re.sub(rf"({people})", r" ; \1 ; ", re.sub(rf"(?:{verbal})", " ; ", named))
    cut = re.sub(r"(\d+)", r" \1 ", frame.sub(" ; ", named))
    cut = re.sub(rf"(?:{verbal})(?=\s|[:;,.]|$)", " ; ", cut)
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
