"""Briefs that say what people do ("guests check out without an account"): said by what is kept of it."""

from __future__ import annotations

import re
from functools import cache, partial
from importlib import resources

from draftspec.drafters.builtin.reading.words import plural, singular

_DETERMINERS = r"an?|the|their|his|her|its|my|our|your|one's|each|every|any|all|some|other|own"
_END = r"(?=\s*(?:$|[.,;:!?)\n]| (?:and|or|with|for|to|at|by|in|on|within|after|before|when|if|from|via|that|who|so|until|per|of)\b))"


@cache
def doings() -> tuple[tuple[str, str], ...]:
    """Return what is said and what is kept of it, in the order of the file."""
    text = (resources.files("draftspec.drafters.builtin") / "knowledge" / "doings.txt").read_text(encoding="utf-8")
    lines = (line.partition(" = ") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((said, kept) for said, _, kept in lines)


def in_nouns(text: str) -> str:
    """Return a text in which what people do is said by what is kept of it: "make return requests" for "send items back"."""
    low = text.lower()
    words = frozenset(re.findall(r"[a-z]+", low))
    for said, kept in doings():
        # all forms of a verb begin with all of it but its last letter
        begun = (verb for verb in _parted(said)[0] if verb.partition(" ")[0][:-1] in low)
        if any(not words.isdisjoint(_forms(verb.partition(" ")[0])) for verb in begun):
            text = re.sub(expression_of(said), partial(_kept, kept), text, flags=re.I)
    return text


def _parted(said: str) -> tuple[list[str], str]:
    """Return the verbs that a pattern begins with, and the rest of it with the space before it."""
    if said.startswith("("):
        verbs, _, rest = said[1:].partition(")")
        return verbs.split("|"), rest
    verb, _, rest = said.partition(" ")
    return [verb], f" {rest}" if rest else ""


@cache
def _forms(verb: str) -> tuple[str, str, str]:
    """Return the base form, the one with "s" and the one with "ing"."""
    ends = "es" if re.search(r"(?:s|sh|ch|x|z|[^aeiou]o)$", verb) else "s"
    third = f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}{ends}"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdglmnprt]", verb):
        return verb, third, f"{verb}{verb[-1]}ing"
    return verb, third, f"{verb[:-1] if re.search(r'[^eoy]e$', verb) else verb}ing"


def expression_of(said: str) -> str:
    """Return the regular expression for the left side of a line."""
    verbs, rest = _parted(said)
    return rf"{_NOT_DONE}\b(?:{_inflected(verbs)}){_expression(rest)}(?![a-z-]| instead of)"


_NOT_DONE = "".join(rf"(?<!\b{word} )" for word in ("a", "an", "the", "by", "without", "instead of", "no"))
"""A noun, or how something else is done or is avoided."""


def _inflected(verbs: list[str]) -> str:
    """Return an expression with one named group for each form that any of the verbs stands in."""
    groups = []
    for at, name in enumerate(("base", "third", "doing")):
        forms = (f"{_forms(first)[at]}{gap}{particle}" for first, gap, particle in (v.partition(" ") for v in verbs))
        groups.append(f"(?P<{name}>{'|'.join(forms)})")
    return "|".join(groups)


_SLOT = r"(?:[a-z-]+ ){0,2}?[a-z-]+"

_NESTED = 2
"""How deep what may be missing stands in what may be missing."""


@cache
def _expression(rest: str) -> str:
    """Return the regular expression for what follows the verb in a line of the file."""
    rest = re.sub(r" \[a\]| a$", f"(?: (?:{_DETERMINERS}))*", rest)
    rest = re.sub(r"\ba (?![|)])", f"(?:(?:{_DETERMINERS}) )*", rest)
    for _ in range(_NESTED):
        rest = re.sub(r" \[([^\[\]]*)\]", r"(?: (?:\1))?", rest)
    rest = re.sub(r"\((?!\?)", "(?:", rest)
    end = _END if re.search(r">(?:\(\?: [^>]*\)\?)?$", rest) else ""
    return re.sub(r"<([a-z]+)(?::([a-z|]+))?>", _slot, rest) + end


def _slot(found: re.Match[str]) -> str:
    words = f"(?:{found[2]})(?:e?s)?" if found[2] else _SLOT
    return f"(?P<{found[1]}>{words})"


def _kept(kept: str, found: re.Match[str]) -> str:
    """Return what is kept, its verb in the form that the brief has, and each slot filled."""
    verb, _, rest = kept.partition(" ")
    form = next(at for at, name in enumerate(("base", "third", "doing")) if found[name])
    filled = re.sub(r"<([a-z]+)>", lambda slot: _filled(found, slot[1]), rest)
    return f"{_forms(verb)[form]} {filled}"


def _filled(found: re.Match[str], slot: str) -> str:
    """Return the words of a slot in the number that the right side has it in."""
    said = found.groupdict()
    if slot in said:
        return singular(said[slot].lower())
    return plural(singular(said[slot.removesuffix("s")].lower()))
