"""Finds what a brief says that no table, call, job or rule of the draft takes up, whole sentences and single doings: it is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading import ReadClause
from draftspec.drafters.builtin.reading.words import singular, table_of_words, word_class
from draftspec.spec import Sections

_SHORTEST = 4
"""Words of a sentence that says more than a name."""
_STEM = 4
"""Letters by which words are held together: who rates makes ratings."""
MOST = 2
"""Most sentences that are asked about: a brief that was not understood at all is not repeated as questions."""


def unserved(plan: Plan, sections: Sections) -> tuple[str, ...]:
    """Return the sentences, in the brief's words, whose nouns and verbs stand nowhere in the design."""
    if plan.reading.foreign or plan.main is None:
        return ()
    names = {resource.name for resource in plan.resources}
    words = {word[:_STEM] for text in texts_of(sections) for word in _words(text)}
    found = (clause.text for clause in plan.reading.clauses if _is_told(clause, names) and not _content(clause) & words)
    return tuple(dict.fromkeys(" ".join(text.split()) for text in found))[:MOST]


def undone(plan: Plan, sections: Sections) -> tuple[tuple[str, str], ...]:
    """Return what people do in the brief and no call, job or rule lets them ("support", "raise the limit for one key")."""
    if plan.reading.foreign or plan.main is None:
        return ()
    words = {word[:_STEM] for text in texts_of(sections) for word in _words(text)}
    nouns = {**table_of_words("voiced"), **table_of_words("nominal")}
    quiet = frozenset().union(*(word_class(name) for name in _QUIET))
    found = []
    for clause in plan.reading.clauses:
        for act in clause.acts:
            verb = act.verb.partition("_")[0]
            stems = {verb[:_STEM], str(nouns.get(act.verb, verb))[:_STEM]}
            if act.person and verb not in quiet and not stems & words:
                found.append((act.subject, _from_verb(clause.text, verb)))
    return tuple(dict.fromkeys(found))[:MOST]


_QUIET = ("viewing", "inherent", "bringing", "making", "altering", "removing", "weak")
"""Classes of verbs that lists and the standard calls answer, or that want nothing."""
_PART = re.compile(r"[.;,:\n]| (?:and|or) ")


def _from_verb(text: str, verb: str) -> str:
    """Return what a clause says from a verb on, up to the end of that part of it."""
    found = re.search(rf"\b{re.escape(verb[:_STEM])}\w*", text, re.I)
    return _PART.split(text[found.start() :])[0].strip() if found is not None else text


def _is_told(clause: ReadClause, names: set[str]) -> bool:
    """Tell whether a sentence wants something, and speaks of no thing that the feature builds."""
    long = clause.strong and not clause.title and len(clause.text.split()) >= _SHORTEST
    return long and bool(_content(clause)) and not any(mention.concept in names for mention in clause.mentions)


def _content(clause: ReadClause) -> set[str]:
    nouns = {word for mention in clause.mentions if mention.part != "actor" for word in _words(mention.words)}
    verbs = {act.verb.partition("_")[0] for act in clause.acts} - word_class("viewing") - word_class("inherent")
    verbs |= {mention.verb for mention in clause.mentions if mention.verb is not None}
    return {word[:_STEM] for word in (nouns | verbs) - word_class("technical") - word_class("generic")}


def _words(text: str) -> set[str]:
    return {singular(word) for word in re.findall(r"[a-z]+", text.lower())}


def texts_of(sections: Sections) -> Iterator[str]:
    """Yield the names of everything that a design holds, and what its calls and jobs do."""
    database = sections.database
    for table in (*database.tables, *database.assumed, *database.existing):
        yield table.name
        yield from (f"{column.name} {' '.join(column.values or ())}" for column in table.columns)
    yield from (f"{one.path} {one.purpose}" for one in sections.endpoints.endpoints)
    yield from (f"{job.name} {job.processing}" for job in (sections.jobs.jobs if sections.jobs else ()))
    yield from (rule.name for rule in (sections.rules.rules if sections.rules else ()))
    yield from (one.service for one in (sections.integrations.integrations if sections.integrations else ()))
