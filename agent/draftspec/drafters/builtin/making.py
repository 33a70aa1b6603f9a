"""What the verbs of a clause make: whoever reserves a book makes a reservation of it."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.drafters.builtin.acted import is_decided, made_by
from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.reading import ReadClause
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.words import snake, table_of_words, word_class


def made_by_verbs(clause: ReadClause, catalogue: Catalogue) -> list[Choice]:
    """Whoever reserves a book makes a reservation of it."""
    nouns = table_of_words("nominal")
    found = []
    for mention in clause.mentions:
        plain = mention.concept is None and attribute(mention.spoken) is not None
        plain = plain or catalogue.is_made_by(mention.concept, mention.verb) or is_decided(mention.verb, mention.words)
        plain = plain or (
            mention.verb == "book" and mention.concept is not None and _is_posted(mention.concept, catalogue)
        )
        # Whoever applies for a grant makes an application; a filter is applied. What is starred has stars.
        plain = plain or mention.verb in ("apply", "star")
        if mention.verb in nouns and mention.part == "core" and mention.after is None and not plain:
            noun = made_by(mention.verb, mention.words)
            modifiers = (mention.concept or mention.words,)
            of = mention.concept or snake(mention.phrase)
            concept = _between_people(noun, catalogue, mention)
            deciding = any(act.subject.split()[-1] in _DECIDING and act.verb == "review" for act in clause.acts)
            reviewed = "moderation" if deciding else "rating"
            kind = str({**table_of_words("heads"), "review": reviewed, "loan": "loan"}.get(noun, "document"))
            found.append(Choice(words=noun, concept=concept, modifiers=modifiers, archetype=kind, of=of))
    return [*found, *_made_of_nothing(clause, catalogue)]


def _is_posted(concept: str, catalogue: Catalogue) -> bool:
    """Tell whether a paper is entered in the books by whoever books it (a goods receipt), so that no place in it is taken."""
    return catalogue.entry(concept).archetypes[:1] == ("document",)


_DECIDING = frozenset({"mod", "moderator", "admin", "administrator", "staff", "officer", "manager", "maintainer", "supervisor"})  # fmt: skip
"""Whose review is a decision, and no rating."""


def _between_people(noun: str, catalogue: Catalogue, mention: Mention) -> str | None:
    """Return the entry for what a verb makes; one that joins two people is not meant where something else is followed."""
    concept = catalogue.words.get(noun)
    if concept is None or mention.words in table_of_words("actors"):
        return concept
    between = catalogue.joins_people(concept)
    return None if between and catalogue.entry(concept).archetypes[:1] == ("reaction",) else concept


def _made_of_nothing(clause: ReadClause, catalogue: Catalogue) -> Iterator[Choice]:
    """Whoever reserves a table, or borrows items, makes something though the object says nothing."""
    nouns = table_of_words("nominal")
    for act in clause.acts:
        empty = all(phrase in word_class("generic") for phrase in act.objects.phrases)
        said = any(
            is_decided(act.verb, phrase) or phrase in ("status", "state", "progress") or attribute(phrase) is not None
            for phrase in act.objects.phrases
        )
        empty = empty and not said
        if act.verb in nouns and act.person and act.objects.phrases and empty:
            noun = made_by(act.verb, act.objects.phrases[0])
            kind = str({**table_of_words("heads"), "loan": "loan"}.get(noun, "document"))
            yield Choice(noun, catalogue.words.get(noun), (), kind, of=snake(act.objects.phrases[0]))
