"""What the main thing of a brief is expressly for, on or of: "attachments on posts", "likes and comments on photos"."""

from __future__ import annotations

import re
from itertools import pairwise

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.compounds import NAMED_BY_KIND, is_technical
from draftspec.drafters.builtin.joining import is_held
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.lexicon import NOWHERE
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import snake, table_of_words, word_class


def subject_of(reading: Reading, main: Choice, modifiers: list[str], names: set[str]) -> str | None:
    """Return what stands before the main thing's head, or right behind it."""
    mentions = reading.clauses[0].mentions
    behind = (
        after.concept or after.words
        for before, after in pairwise([*mentions[:1], *(m for m in mentions[1:] if not _is_beside(m))])
        if before.part == "core"
        and main.words in (before.words, before.phrase)
        and after.after in _BELONGING
        and after.words not in {main.words, *NOWHERE}
        and not is_held(before, after)
        and not is_technical(after.phrase)
        and not (after.concept is None and attribute(after.spoken) is not None)
        and (after.concept is not None or reading.foreign or _stands_behind(before, after, reading.clauses[0].text))
    )
    if main.of is not None and main.of not in names:
        return main.of
    owned = main.concept is not None and concepts().entry(main.concept).owner is not None
    any_kind = opens_anything(main)
    modifiers = [] if main.words.split()[-1] in NAMED_BY_KIND and not any_kind else modifiers
    things = (m for m in modifiers[:1] if any_kind or ((m in concepts() or attribute(m) is None) and not _is_deed(m)))
    named = [snake(noun) for noun in (*(noun for noun in behind if not (owned and is_person(noun))), *things)]
    return next((n for n in named if n and n not in names and n not in table_of_words("actors")), None)


def _stands_behind(before: Mention, after: Mention, text: str) -> bool:
    """Tell whether nothing but a preposition, an article and an adjective stand between a thing and a noun that no entry knows."""
    head, noun = (re.escape(m.spoken.split()[at].removesuffix("y")) for m, at in ((before, -1), (after, 0)))
    return (
        re.search(
            rf"\b{head}\w* (?:belongs? |is |are |goes |go )?(?:for|on|of|per|to) (?:[a-z'-]+ ){{0,3}}{noun}", text, re.I
        )
        is not None
    )


def opens_anything(choice: Choice) -> bool:
    """Tell whether a thing named after what it is of is one of those whose rows are of any kind of thing (share links)."""
    return choice.prefixed and choice.concept is not None and "target_type" in concepts().entry(choice.concept).columns


def _is_beside(mention: Mention) -> bool:
    """Tell whether a noun stands in a list with the one before it ("likes and comments on photos"), or is what that one has."""
    if mention.part == "core" and mention.after in ("with", "including") and mention.verb == "add":
        return True
    return mention.part == "core" and mention.after is None and mention.plural and mention.verb in ("add", None)


def _is_deed(modifier: str) -> bool:
    """Tell whether a noun before a thing says what is done ("purchase requests", "delivery addresses"), not what it is of."""
    return modifier in word_class("acting") | word_class("deeds") and modifier not in word_class("places")


_BELONGING = frozenset({"for", "on", "of", "per", "to"})
"""Prepositions between a thing and what it is expressly for, on or of."""
