"""Briefs in other languages: the frame of their sentences in English, their things and attributes in their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.reading.words import lifecycle_verb, plural, snake, word_class

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


def glossed(text: str, *, whole: bool = False) -> str:
    """Return a brief with the words of its frame in English and its verbs of no meaning as breaks.

    What a user story is good for names no thing and is left out, unless the `whole` text is asked for.
    """
    if any(map(_is_eastern, text)):
        return _cut_east(text)
    told = _in_english(_PURPOSE.sub("", text) if _STORY.match(text) and not whole else text)
    plain = _ELIDED.sub("", _GENDERED.sub("", told))
    return "".join(_glossed(re.split(r"([^\W\d_]+)", plain)))


@cache
def _things() -> re.Pattern[str]:
    words = sorted(_english_things(), key=len, reverse=True)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, words))})(?![^\W\d_])", re.I)


@cache
def _english_things() -> dict[str, str]:
    listed = data("languages")["nouns"].items()
    return {word.strip(): english for english, words in listed for word in str(words).split(",")}


def is_english(words: str) -> bool:
    """Tell whether a noun of a brief in another language was read by its English words."""
    known = _english_things().values()
    return words in known or plural(words) in known


def _in_english(text: str) -> str:
    """Return a text with its common things in English; a capital stays, since German nouns are known by it."""
    return _things().sub(lambda found: _same_case(_english_things()[found[0].lower()], found[0]), text)


def _same_case(english: str, spoken: str) -> str:
    return " ".join(word.capitalize() for word in english.split()) if spoken[:1].isupper() else english


_STORY = re.compile(r"\s*(?:como|en tant que|ich als|als|come|enquanto)\b", re.I)
_PURPOSE = re.compile(
    r",\s*(?:para(?: que)?|afin (?:de|que|d['’])|pour(?: que)?|damit|sodass|so dass|um|zodat|om|per|affinché|a fim de|de modo que)\b[^.;\n]*", re.I
)  # fmt: skip
"""How user stories begin, and how they say what for, in other languages."""

_GENDERED = re.compile(r"(?<=[a-zäöü])[*:_/]-?in(?:nen)?\b")
_INFINITIVE = re.compile(
    r".{2,}(?:[aei]r(?:l[oae]s?|se|me|nos|te)?|oir|[dtpuî]re|[aei]re|[aei]r(?:si|l[oaie]|ci|vi)|[a-z]en)"
)
"""How verbs end behind "can" and "want" in Spanish, Portuguese, French, Italian and Dutch."""
_PARTICIPLE = re.compile(r".{2,}(?:[ai]d[oa]s?|[aiu]t[oaie]|és?|ées?|is|us?)")


def _glossed(parts: list[str]) -> Iterator[str]:
    """Yield the parts of a text, every second one a word; what only says that something is done becomes a break."""
    german = _capitalises(parts)
    dutch = any(word.lower() in word_class("dutch") for word in parts[1::2])
    awaited: re.Pattern[str] | None = None
    for at, part in enumerate(parts):
        if at % 2 == 0:
            yield part
            continue
        low = part.lower()
        if (said := _ambiguous(low, parts[at - 2].lower() if at > 1 else "", dutch=dutch)) is not None:
            yield said
            continue
        if awaited is not None and awaited.fullmatch(low) and low not in foreign_people():
            yield _gloss(part) if low in _frame() else ";"
            continue
        if low not in word_class("joining"):
            awaited = (
                _INFINITIVE if low in word_class("modal") else _PARTICIPLE if low in word_class("having") else None
            )
        if german and low == part and _is_unknown(low):
            yield "" if parts[at + 2 : at + 3] and parts[at + 2][:1].isupper() else ";"
            continue
        yield _gloss(part)


def _ambiguous(low: str, before: str, *, dutch: bool) -> str | None:
    """Return what a small word says that two languages share: `en` is "and" in Dutch, `mes` "my" in French."""
    if low == "en":
        return "and" if dutch else "in"
    if low == "mes":
        return "month" if before in ("por", "al", "cada", "un", "el", "este") else ";"
    return None


def _is_unknown(low: str) -> bool:
    """Tell whether a word is neither of the frame nor a known word for people or attributes."""
    return low not in _frame() and low not in _empty() and foreign_kind([low]) is None and low not in foreign_people()


def _capitalises(parts: list[str]) -> bool:
    """Tell whether a text is German with its nouns in capitals: then no word in small letters is a thing."""
    words = parts[1::2]
    inside = [word for before, word in pairwise(words) if word[:1].isupper() and before[:1].islower()]
    return len(inside) >= 1 and sum(word.lower() in word_class("german") for word in words) >= 2


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
