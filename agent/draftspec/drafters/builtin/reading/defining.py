"""Sentences that say what something has: "a menu has sections", "criteria, each with a weight", "trips with days and stops"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import UNCOUNTED, singular, word_class

_HAS = r"(?:(?:can|may|must|should|will|always|also|then) )*(?:has|have|having|contains?|consists? of|includes?|comprises?|is made up of|are made up of|is divided into|are divided into|is split into|are split into|lists?|keeps?|holds?|(?:is|are) put together from)"
_EACH = r"(?<=[\w)]),? (?:and |where |while |with )?(?=(?:each|every) (?:[a-z-]+ ){1,3}(?:has|have|having|contains|consists|includes|gets|needs|belongs|lists|holds)\b)|(?<=[\w)])(?:,|,? and|, and) (?=an? (?:[a-z-]+ ){1,2}(?:has|consists of|contains|is made up of) (?!been|to\b))"  # fmt: skip
_EACH_WITH = r"\b(?:(?P<head>[a-z-]+) of (?:[a-z-]+ )?)?(?P<several>[a-z-]+),? (?:and )?(?:(?:with )?each|every one)(?: one| of (?:them|which))? (?:with|having|has|have) (?=[a-z])"  # fmt: skip
_PART_WITH = rf"^(?P<start>(?:an?|each|every|the|one) (?:[a-z-]+ ){{1,3}}?{_HAS} (?:[a-z ,-]+? )??(?P<several>[a-z-]+)) with (?=[a-z])"  # fmt: skip
_SENTENCE = re.compile(r"[^.;:\n!?()]+(?:\([^()]*\)[^.;:\n!?()]*)*")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern; most briefs define nothing, and need none of them."""
    return re.compile(pattern, re.I)


def apart(text: str) -> str:
    """Return a brief in which what is said of each of several things is a sentence of its own."""
    low = text.lower()
    if "each" in low or "every" in low or _OF_ONE.search(low):
        text = _compiled(_EACH_WITH).sub(_of_each, _compiled(_EACH).sub(". ", text))
    if " with " not in low or not _OF_ONE.search(low):
        return text
    return _SENTENCE.sub(_with_its_parts, text)


_OF_ONE = re.compile(
    r"\b(?:an?|each|every|the|one) [a-z -]{3,60}(?:ha|contain|consist|includ|compris|made|divided|split|list|keep|hold|put)"
)


def _with_its_parts(found: re.Match[str]) -> str:
    sentence = found[0].lstrip()
    opened = _compiled(_PART_WITH)
    return opened.sub(_with_parts, sentence) if opened.match(sentence) else found[0]


def _is_several(word: str) -> bool:
    return singular(word.lower()) != word.lower()


def _of_each(found: re.Match[str]) -> str:
    several = found["head"] or found["several"]
    said = re.split(r",? (?:and )?(?:with )?(?:each|every one)\b", found[0], flags=re.I)[0]
    return f"{said}. Each {singular(several.lower())} has " if _is_several(several) else found[0]


def _with_parts(found: re.Match[str]) -> str:
    """Return " A section has dishes. Each dish has a price" for "A section has dishes with a price"."""
    several = found["several"]
    if not _is_several(several):
        return found[0]
    last = _compiled(_LAST).search(found.string, found.end())
    if last is not None:  # "ingredients with an amount and a unit, and steps"
        return f" {found['start']} and {last[1]}. Each {singular(several.lower())} has "
    return f" {found['start']}. Each {singular(several.lower())} has "


_LAST = r"(?<=\w), and ((?:[a-z]+ )?[a-z]+s)$"


@dataclass(frozen=True)
class Definition:
    """What a sentence says that a thing has: `parts` are singular phrases of what it has several of."""

    whole: str
    parts: tuple[str, ...]
    fields: int = 0
    """How many attributes it lists."""
    told: bool = True
    """Whether the sentence is about nothing else ("A menu has sections")."""


_TOLD = rf"^(?:and |also |then )?(?:(?P<mark>an?|each|every|the|one|all|our) )?(?P<whole>(?:[a-z-]+ ){{0,2}}?[a-z-]+) {_HAS} (?P<list>.+)$"  # fmt: skip
_MADE = r"^(?:[^,]*\b)?(?:plan|manage|create|build|add|define|track|keep|organi[sz]e|run|store|set up|maintain|publish|design|record|offer|open|start|raise|issue|launch|put together|prepare|write|draw up|post|submit|file|fill in) (?P<mark>an? )?(?:(?:the|their|its|our|own|new|multiple|several|track|of) )*(?P<whole>(?:[a-z-]+ )?[a-z-]+) (?:with|containing|consisting of|made up of) (?P<list>[^.]+)$"  # fmt: skip
_NAMED = r"^(?P<mark>(?!x)x)?(?P<whole>(?:[a-z-]+ )?[a-z-]+) (?:with|containing|consisting of|made up of) (?P<list>[^.]+)$"  # fmt: skip
_LEADING = r"^(?:(?:an? (?:[a-z]+ )?(?:list|set|series|number|couple|collection|sequence) of|and|an?|the|its|their|his|her|our|own|some|several|multiple|many|various|different|optional|one or more|zero or more|any number of|(?:at (?:least|most)|up to|exactly|as many as|between|no more than)(?: [a-z0-9]+)?|\d+(?: (?:to|and|-) \d+)?|one|two|three|four|five|six|seven|ten|twelve|ordered|numbered|named|timed) )+"  # fmt: skip
_TRAILING = r"\b(?:that|which|who|whose|where|when|while|so|for|per|by|in|on|at|from|to|as|of|is|are|can|must|may|should|inside|within|under|between|if|with|each)\b.*$"  # fmt: skip


_STEMS = (
    "ha",
    "with",
    "contain",
    "consist",
    "includ",
    "compris",
    "made up",
    "divided",
    "split",
    "list",
    "keep",
    "hold",
)
"""Of these one stands in every sentence that says what a thing has."""


def find_definitions(text: str) -> tuple[Definition, ...]:
    """Return what the sentences of a brief say of what things have, in order."""
    low = text.lower()
    if not any(stem in low for stem in _STEMS):
        return ()
    found = (_definition(sentence.strip()) for sentence in _SENTENCE.findall(text))
    return tuple(definition for definition in found if definition is not None)


def _definition(sentence: str) -> Definition | None:
    bare = re.sub(r"\s*\([^()]*\)", "", sentence)
    told = _compiled(_TOLD).match(bare)
    found = told or _compiled(_MADE).match(bare) or _compiled(_NAMED).match(bare)
    if found is None or _compiled(_MEASURED).search(found["list"]):
        return None
    whole = " ".join(found["whole"].lower().split())
    words = whole.split()
    one = told is None and not _is_several(words[-1]) and found["mark"] is None
    if not (found["mark"] or _is_several(words[-1])) or _NOT_WHOLE & set(words) or one:
        return None
    listed = takewhile(_is_listed, re.split(r",(?: and)? | and | as well as | plus ", found["list"]))
    items = [item for item in map(_item, listed) if item]
    fields = sum(attribute(item) is not None and not _is_part(item) for item in items)
    parts = tuple(
        dict.fromkeys(" ".join([*item.split()[:-1], singular(item.split()[-1])]) for item in items if _is_part(item))
    )
    whole = " ".join([*words[:-1], singular(words[-1])])
    return Definition(whole, parts, fields, told is not None) if parts or fields else None


_NOT_WHOLE = frozenset({"who", "that", "which", "it", "they", "them", "we", "i", "you", "there", "to", "not", "never", "if", "when", "can", "must", "should", "and", "or", "of", "with", "without", "for", "on", "in", "already", "user", "system", "app", "api", "page", "list", "dashboard", "email", "report", "form", "export", "response", "file", "feature", "module", "service", "interface", "screen", "view", "ui"})  # fmt: skip


_MEASURED = r"\b(?:minimum|maximum|min|max|number|total|amount|count|average) (?:of )?[a-z]+ (?:and|or) "
"""What is counted is no part ("with the minimum days and posts")."""


_LONGEST = 6


def _is_listed(item: str) -> bool:
    """Tell whether a part of a sentence is one more of a list, and no sentence of its own ("the board decides")."""
    clause = re.match(
        r"(?:the|they|it|we|he|she|who|this|each|every|no|nobody|only|when|if|then|two|three) ", item, re.I
    )
    counted = item.lower().startswith(("two ", "three ")) and len(item.split()) == 2
    return (clause is None and len(item.split()) <= _LONGEST) or counted or attribute(_item(item)) is not None


_ROOM = r"(?:at (?:most|least) |up to )?\d+ (?:places|seats|spots|slots)\b"
"""How much room there is ("classes with 12 places"): a number, and no rows."""


def _item(item: str) -> str:
    if _compiled(_ROOM).match(item.strip()):
        return ""
    return _compiled(_TRAILING).sub("", _compiled(_LEADING).sub("", item.strip().lower())).strip(" ,")


_MOST_WORDS = 3


def _is_part(item: str) -> bool:
    """Tell whether an item of a list names something of which there are several, and no column."""
    words = item.split()
    plain = 0 < len(words) <= _MOST_WORDS and re.fullmatch(r"[a-z -]+", item) is not None and " or " not in f" {item} "
    if not plain or not _is_several(words[-1]) or words[-1] in UNCOUNTED:
        return False
    one = singular(words[-1])
    nothing = word_class("generic") - _COUNTED | word_class("stop") | word_class("technical")
    return (attribute(item) is None or one in _COUNTED) and one not in nothing | _SHARED and not is_person(one)


_SHARED = frozenset({"tag", "category", "label", "type", "kind", "status", "permission", "role", "option", "setting", "attribute", "column", "field", "filter", "password", "limit", "caption"})  # fmt: skip
"""What many things have in common, or what a row has in one column."""

_COUNTED = frozenset({"day", "item", "entry", "line", "level", "row", "slot", "section", "part", "stage", "step", "unit", "object", "area", "element", "page", "place", "point", "change"})  # fmt: skip
"""Nouns that say nothing by themselves, and name a part of what has several of them."""
