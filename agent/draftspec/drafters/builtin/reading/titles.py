"""Titles of briefs: a line before a list, or what stands before a colon, and the thing that it is named after."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.words import singular, word_class

_ITEM = re.compile(r"^\s*(?:[-*+•–]|\d+[.)]|\[[ x]\])\s+")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_FOR = re.compile(
    r"^(?:requirements?|specs?|specification|user stor(?:y|ies)|feature|brief|epic|scope|goal)s?(?: for| of|:)?\s+(?:the |an? |our )?",
    re.I,
)
_SECTION = r"(?:(?:functional |non-functional |business )?requirements?|acceptance criteria|background|context|motivation|goals?|objectives?|overview|description|summary|scope|details|user stor(?:y|ies)|use cases?|problem(?: statement)?|(?:proposed )?solution|proposal|introduction|rationale)"
_SECTION_LINE = re.compile(
    rf"^[ \t]*(?:#{{1,6}}[ \t]*)?(?:\*\*|__)?{_SECTION}(?:\*\*|__)?[ \t]*:?(?:\*\*|__)?[ \t]*$\n?", re.I | re.M
)
_LABEL = re.compile(
    rf"^[ \t]*(?:#{{1,6}}[ \t]*)?(?:\*\*|__)?(?:title|name|subject|epic|{_SECTION})[ \t]*:(?:\*\*|__)?[ \t]+(?=\S)",
    re.I | re.M,
)
_OPENING = re.compile(r"\s*([A-Z][^.:;!?()\n]{2,50})\.[ \t]+(?=[A-Z])")
_SHORT = 4
_MOST_WORDS = 8


def with_titles(text: str) -> str:
    """Return a text in which a line that heads a list ends with a colon, and says only what it is about."""
    opening = _OPENING.match(text)
    if opening is not None and _is_bare(opening[1]):
        text = f"{unwrapped(opening[1])}:\n{text[opening.end() :]}"
    lines = text.split("\n")
    return "\n".join(_titled(lines, at) for at in range(len(lines)))


def without_headings(text: str) -> str:
    """Return a text without the lines and labels that say which part of a ticket follows ("Acceptance criteria", "Title: …").

    A brief that is nothing but such a word ("goals"), and one line that goes on behind a label other than a title, stays.
    """
    if "\n" not in text.strip():
        return re.sub(r"^\s*(?:title|subject)\s*:\s+(?=\S)", "", text, flags=re.I)
    bare = _LABEL.sub("", _SECTION_LINE.sub("", text))
    return bare if bare.strip() else text


def _is_bare(sentence: str) -> bool:
    """Tell whether a sentence is only a noun phrase."""
    words = [word.lower() for word in sentence.split()]
    frame = word_class("prepositions") | word_class("stop")
    return (
        len(words) <= _SHORT and words[0] not in word_class("making") | word_class("acting") and not frame & set(words)
    )


def _titled(lines: list[str], at: int) -> str:
    line = lines[at]
    bare = _HEADING.sub("", line).strip().rstrip(":").strip()
    following = next((other for other in lines[at + 1 :] if other.strip()), "")
    heads = _HEADING.match(line) or (_ITEM.match(following) and not _ITEM.match(line))
    plain = bare and len(bare.split()) <= _MOST_WORDS and not re.search(r"[.,;:!?()]", bare)
    return f"{unwrapped(bare)}:" if heads and plain and following else line


def unwrapped(title: str) -> str:
    """Return a title without the words that say what kind of software it is ("Equipment loan desk")."""
    words = _FOR.sub("", title).split()
    while len(words) > 1 and singular(words[-1].lower()) in word_class("wrappers"):
        words.pop()
    return " ".join(words)
