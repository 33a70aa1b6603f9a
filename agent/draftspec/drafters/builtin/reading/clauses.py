"""Cuts a brief into clauses: the part of a user story that says what is wanted, items of lists, parts of sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from draftspec.drafters.builtin.reading.titles import unwrapped, with_titles

_STORY = re.compile(
    r"\b(?:as|being) (?:(?:an?|the) (?=[a-z])|(?=(?:staff|admins?|members|users|[a-z]+s)\b))(?P<role>[^,.;:]{2,60}?),?(?: (?:so that|so|in order that|in order to|because) (?:i |we )?[^.;]{3,120}?,)? (?:i|we) (?:want|need|would like|wish|should|must|can|am able|'d like|have)(?: to)?\b"
    r"(?: be able(?: to)?)?(?: for)?(?P<want>.*?)(?:[,;]? (?:so that|in order to|so i|so we|because) (?P<benefit>[^.]*))?(?:[.\n]|[;,](?= *(?:and |but )?as (?:an?|the|staff|[a-z]+s),? )|$)",
    re.I | re.S,
)
_ORDERED = (
    # "In order to follow a petition, as a signer I want …"
    (
        re.compile(
            r"^\s*in order (?:to|that) (?P<benefit>[^,.]{3,160}), (?P<story>as (?:an? |the )?[^,.]{2,60},? i (?:want|need|would like|wish|should|must|can)\b[^.\n]*)",
            re.I,
        ),
        r"\g<story> so that \g<benefit>",
    ),
    # "As editor in order to save time I would like …"
    (
        re.compile(
            r"^\s*as (?:an? |the )?(?P<role>[a-z]+(?: [a-z]+){0,3}?),? in order to (?P<benefit>[^,.]{3,160}?),? (?P<wish>i (?:want|need|would like|wish) [^.\n]*)",
            re.I,
        ),
        r"As a \g<role> \g<wish> so that \g<benefit>",
    ),
    (re.compile(r"^\s*in order to [^,.]{3,160}, (?=we |they |users |it |an? |the )", re.I), ""),
)


def benefit_last(text: str) -> str:
    """Return a brief that begins with what it is good for with that at the end, where stories have it."""
    for pattern, plain in _ORDERED:
        text = pattern.sub(plain, text, count=1)
    return text


_MARK = re.compile(r"^\s*(?:[-*+•]|\d+[.)]|\[[ x]\]|#{1,6})+\s*", re.M)
_BENEFIT = re.compile(r",? (?:so that|in order to|so (?:I|we|they|users|customers)\b).*?(?=[.;\n]|$)", re.I)


@dataclass(frozen=True)
class Clause:
    """A part of a brief. `inside` holds the texts in its parentheses, `tail` what follows its colon.

    `strong` is False for what follows a colon: it explains what stands before.
    """

    text: str
    inside: tuple[str, ...] = ()
    tail: str = ""
    strong: bool = True
    whole: str = ""
    """The text with its parentheses."""
    heading: bool = False
    """Whether it stands over a list."""


@dataclass(frozen=True)
class Story:
    """Who wants something, and what for, when the brief says it as a user story."""

    role: str
    benefit: str | None


def find_story(text: str) -> Story | None:
    """Return the user story's role and benefit, or None."""
    found = _STORY.search(text)
    if found is None:
        return None
    benefit = (found["benefit"] or "").partition(";")[0]  # what follows is a rule of its own
    return Story(" ".join(found["role"].split()).lower(), benefit.strip() or None)


_WRAPPED = re.compile(r"(?<=[a-z,0-9])[ \t]*\n[ \t]*(?=[a-z(])")
"""Where a sentence goes on in the next line: neither a mark of a list nor a capital stands there."""
_LONG = 60
"""Least length of a line that was wrapped; shorter ones are items of a list."""


def _joined(text: str) -> str:
    """Return a text in which sentences that were wrapped stand in one line."""
    return _WRAPPED.sub(
        lambda found: " " if found.start() - text.rfind("\n", 0, found.start()) > _LONG else found[0], text
    )


def cut(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a brief in order; markup and what only says why are left out."""
    text = _joined(text)
    first = _STORY.search(text)
    text = _STORY.sub(lambda m: _wish(m, told=first is not None and m.start() > first.start()), text)
    text = _BENEFIT.sub("", _MARK.sub("\n", with_titles(text)))
    parts = re.split(r"(?:\n+|;|\.(?=\s|$)|\?|!)", text)
    return tuple(clause for part in parts for clause in _clauses(part))


def _wish(story: re.Match[str], *, told: bool) -> str:
    """Return what a story asks for; of every one but the first it is `told` who does it."""
    want = story["want"]
    return f"the {story['role']} can{want}. " if told and re.match(r" [a-z]", want) else f"{want}. "


def _clauses(part: str) -> list[Clause]:
    head, colon, tail = part.partition(":")
    if colon and not tail.strip() and (heading := _clause(head, strong=True)) is not None:
        return [replace(heading, heading=True)]
    if not colon or not head.strip() or not tail.strip() or len(head.split()) > _TITLE or _LISTS.search(head):
        return [clause] if (clause := _clause(part, strong=True)) is not None else []
    bare = re.sub(r"\([^()]*\)", " ", tail)
    found = [_clause(unwrapped(head), strong=True, tail=bare.strip()), _clause(tail, strong=False)]
    return [clause for clause in found if clause is not None]


_LISTS = re.compile(
    r"\(|\b(?:status(?:es)?|states?|stages?|phases?|fields?|attributes?|roles?|one of|either)\s*$", re.I
)
_TITLE = 8
"""Most words before a colon that are read as a title."""


def _clause(part: str, *, strong: bool, tail: str = "") -> Clause | None:
    inside = tuple(re.findall(r"\(([^()]*)\)", part))
    bare = re.sub(r"\([^()]*\)", " ", part)
    return Clause(bare.strip(), inside, tail, strong, part.strip()) if re.search(r"\w", bare) else None


_MEASURE = re.compile(
    r"\b(?:up to|at most|at least|no more than|not more than|no fewer than|more than|less than|fewer than|between|exactly|a maximum of|a minimum of|max\.?|min\.?)\s+(?=\d)",
    re.I,
)
_RATE = re.compile(
    r"\b\d+ [a-z]+ (?:per|an?|each|every) (?:second|minute|hour|day|week|month|year)\b(?: (?:and|per|for) (?:each )?)?",
    re.I,
)
_SCALE = re.compile(
    r"\b(?:from |with |by |on a scale (?:of|from) )?\d+ ?(?:to|-|–) ?\d+ (?:stars?|points?|hearts?)\b", re.I
)
_RANGE = re.compile(r"\b(?:from )?\d+ ?(?:to|and|-|–) ?(?=\d)")


def without_measures(text: str) -> str:
    """Return a clause in which a number stands alone: its "up to" is no preposition before what is counted."""
    return _RATE.sub("", _RANGE.sub("", _MEASURE.sub("", _SCALE.sub("", text))))
