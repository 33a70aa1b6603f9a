"""Words and their classes, as far as reading a brief needs them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import inflection

from draftspec.drafters.builtin.catalogue import data

WORDS_KEPT = 2_048
"""Most words that are remembered: a long batch of briefs must not fill the memory with them."""

TOKEN = re.compile(r"[^\W_]+(?:['’\-/][^\W_]+)*|[^\w\s]")
_KEEP = frozenset(
    [
        "address",
        "status",
        "bus",
        "gas",
        "lens",
        "news",
        "series",
        "analytics",
        "business",
        "process",
        "access",
        "progress",
        "sms",
        "s3",
        "dns",
        "kudos",
        "chess",
        "boss",
        "class",
        "glass",
        "pass",
        "mass",
        "loss",
        "bonus",
        "campus",
        "virus",
        "census",
        "corpus",
        "focus",
        "bias",
        "canvas",
        "atlas",
        "aws",
        "css",
        "https",
        "canvas",
        "always",
    ]
)
_SINGULAR = {
    "quotas": "quota", "calories": "calorie",
    "people": "person", "children": "child", "men": "man", "women": "woman", "criteria": "criterion", "media": "media",
    "data": "data", "staff": "staff", "quizzes": "quiz", "leaves": "leave", "lives": "life", "knives": "knife",
    "statuses": "status", "addresses": "address", "aliases": "alias", "buses": "bus", "bonuses": "bonus", "taxes": "tax",
    "indices": "index", "caches": "cache", "cafes": "cafe", "condominiums": "condominium", "movies": "movie", "cookies": "cookie", "expenses": "expense",
    "purchases": "purchase", "licenses": "license", "licences": "licence", "courses": "course", "houses": "house",
    "warehouses": "warehouse", "databases": "database", "leases": "lease", "releases": "release", "cases": "case",
    "responses": "response", "phases": "phase", "nurses": "nurse", "horses": "horse", "exercises": "exercise",
    "menus": "menu", "canoes": "canoe", "shoes": "shoe", "savings": "savings", "earnings": "earnings", "cows": "cow", "diagnoses": "diagnosis", "analyses": "analysis", "passes": "pass", "classes": "class", "dishes": "dish",
    "drives": "drive", "dives": "dive", "valves": "valve", "sleeves": "sleeve", "waves": "wave", "curves": "curve", "gloves": "glove", "stoves": "stove", "graves": "grave", "olives": "olive", "caves": "cave", "reserves": "reserve", "nerves": "nerve",
}  # fmt: skip


UNCOUNTED = frozenset({"staff", "media", "data", "news", "series", "equipment", "feedback", "inventory", "software", "produce", "merchandise", "furniture", "luggage", "clothing", "information", "laundry", "machinery", "css", "branding", "alumni"})  # fmt: skip
"""Nouns that are the same in the plural."""


@lru_cache(maxsize=WORDS_KEPT)
def singular(word: str) -> str:
    """Return the singular of a lower-case English noun; other words come back unchanged."""
    if word in _SINGULAR:
        return _SINGULAR[word]
    if word in _KEEP or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("men") and len(word) > 5 and word not in _ONE_MEN:
        return f"{word[:-3]}man"
    if word.endswith("ves") and (not word.endswith(_IN_VES) or word in ("olives", "delves")):
        return word[:-1]
    return str(inflection.singularize(word)) if word.endswith("s") else word


_IN_VES = ("leaves", "lives", "knives", "wives", "wolves", "shelves", "elves", "halves", "calves", "selves", "loaves", "thieves", "scarves", "hooves", "wharves", "sheaves")  # fmt: skip
"""Plurals of nouns in -f and -fe; whatever else ends so has its -e: valves, nerves, archives."""


_ONE_MEN = frozenset({"specimen", "regimen", "acumen", "abdomen", "albumen", "cyclamen", "stamen"})
"""Nouns that end like the plural of "man" and are none."""


@lru_cache(maxsize=WORDS_KEPT)
def plural(words: str) -> str:
    """Return the plural of a singular phrase; only its last word changes."""
    start, _, last = words.rpartition(" ")
    if last in UNCOUNTED:
        return words
    for many, one in _SINGULAR.items():
        if one == last and many != one:
            return f"{start} {many}".strip()
    many = f"{last}s" if last in _ONE_MEN else inflection.pluralize(last)
    return f"{start} {many}".strip()


_SPELLED = frozenset({"mfa", "sms", "sso", "rss", "ssh", "http", "https", "xml", "html", "faq", "nft", "sla", "hr", "mp3", "sdk", "svg"})  # fmt: skip
"""Words that are read letter by letter, of which the first begins with a vowel: an SMS."""


def article(words: str) -> str:
    """Return the indefinite article before a phrase: an hour and an entry, a user and a European parcel."""
    silent = words.startswith(("hour", "heir", "honest", "honour", "honor"))
    spoken = words.startswith(("uni", "use", "usa", "usu", "uti", "eu", "one", "ubi"))
    spelled = words.lower().split(" ")[0] in _SPELLED
    return "an" if spelled or (words[:1].lower() in "aeiou" and not spoken) or silent else "a"


def snake(words: str) -> str:
    """Return a phrase as an identifier of ASCII letters, digits and underscores; other scripts are transliterated."""
    if not words.isascii():
        from slugify import slugify

        words = slugify(words, separator="_")
    name = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z])['’]s\b", "", words.lower())).strip("_")
    return _spelled(name) if name[:1].isdigit() else name


_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}


def _spelled(name: str) -> str:
    """Return an identifier that began with a number, which PostgreSQL takes for none: a small one is spelled out."""
    first, joint, rest = name.partition("_")
    if first in _ORDINALS:
        return f"{_ORDINALS[first]}{joint}{rest}"
    digits = re.match(r"\d+", name)
    number = int(digits[0]) if digits is not None and len(digits[0]) < 3 else len(_NUMBERS)
    if digits is None or number >= len(_NUMBERS):
        return f"n_{name}"
    behind = name[digits.end() :].lstrip("_")
    return f"{_NUMBERS[number]}_{behind}" if behind else _NUMBERS[number]


@cache
def word_class(name: str) -> frozenset[str]:
    """Return one of the word lists of words.yaml."""
    return frozenset(word_list(name))


def word_list(name: str) -> tuple[str, ...]:
    """Return one of the word lists of words.yaml in its order."""
    return tuple(word.strip() for word in str(data("words")[name]).split(","))


def table_of_words(name: str) -> dict[str, Any]:
    """Return one of the mappings of words.yaml."""
    found: dict[str, Any] = data("words")[name]
    return found


def in_words(names: list[str]) -> str:
    """Return a list as a sentence says it: `a`, `b` and `c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


_FORMS = (
    ("ied", "y"),
    ("ies", "y"),
    ("ying", "y"),
    ("ing", "e"),
    ("ing", ""),
    ("ed", "e"),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("al", "e"),
    ("ation", "e"),
    ("ation", ""),
    ("ment", ""),
)


def lifecycle_verb(word: str) -> str | None:
    """Return the lifecycle verb that a word is a form of ("approved", "cancelling", "approval"), or None."""
    verbs = table_of_words("lifecycle")
    if word in verbs:
        return word
    for ending, base in _FORMS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            undoubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
            for candidate in (stem + base, undoubled + base):
                if candidate in verbs:
                    return candidate
    return {"paid": "pay", "sent": "send"}.get(word) if word in ("paid",) else None


def counted(number: int, words: str) -> str:
    """Return a number with its noun ("1 route", "3 routes")."""
    return f"{number} {words if number == 1 else plural(words)}"
