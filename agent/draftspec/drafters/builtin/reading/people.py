"""Tells people from things, and verbs in the form that fits their subject."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.words import singular, table_of_words, word_class

_ENDINGS = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|eer|ee|man|woman|person|mate|ante|smith)$")


def is_person(words: str) -> bool:
    """Tell whether a singular noun phrase names a kind of people: a known role, or by its ending."""
    head = words.rpartition(" ")[2]
    if any(word in table_of_words("actors") or word in word_class("people") for word in (words, head)):
        return True
    if head in word_class("offices"):
        return True
    return head not in word_class("no_people") and _ENDINGS.fullmatch(head) is not None


def base_of(word: str, forms: frozenset[str]) -> str | None:
    """Return the verb that a word in the third person is a form of ("carries"), or None."""
    for ending, base in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and (stem := word[: -len(ending)] + base) in forms:
            return stem
    return None


def participle_of(word: str, forms: frozenset[str]) -> str | None:
    """Return the verb that a word is the past participle of ("approved", "carried", "written"), or None."""
    if word in IRREGULAR:
        return IRREGULAR[word] if IRREGULAR[word] in forms else None
    for ending, base in (("ied", "y"), ("ed", "e"), ("ed", "")):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            undoubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
            found = next((form for form in (stem + base, undoubled) if form in forms), None)
            if found is not None:
                return found
    return None


def as_participle(verb: str) -> str:
    """Return the past participle of a verb with its particle: "fill_in" gives "filled_in"."""
    first, _, particle = verb.partition("_")
    known = next((past for past, base in IRREGULAR.items() if base == first), None)
    past = known or _regular(first)
    return f"{past}_{particle}" if particle else past


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if re.fullmatch(r".*[^aeiou]y", verb):
        return f"{verb[:-1]}ied"
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", verb) or verb in (
        "submit",
        "transfer",
        "refer",
        "permit",
        "admit",
    )
    return f"{verb}{verb[-1]}ed" if short else f"{verb}ed"


def head_of(words: str) -> str:
    """Return the last word of a phrase, singular."""
    return singular(words.rpartition(" ")[2])


IRREGULAR = {
    "taken": "take", "given": "give", "sent": "send", "written": "write", "paid": "pay", "sold": "sell", "bought": "buy",
    "made": "make", "kept": "keep", "held": "hold", "seen": "see", "read": "read", "found": "find", "lent": "lend",
    "left": "leave", "brought": "bring", "taught": "teach", "told": "tell", "chosen": "choose", "drawn": "draw",
    "withdrawn": "withdraw", "overseen": "oversee", "set": "set", "cut": "cut", "shown": "show", "built": "build",
    "hidden": "hide", "put": "put", "broken": "break", "lost": "lose", "done": "do", "resold": "resell", "rebuilt": "rebuild", "overridden": "override", "stolen": "steal", "begun": "begin", "rung": "ring",
}  # fmt: skip
