"""What a brief wants never deleted has no call that deletes it, and a rule that says so."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.entries import RuleEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.words import in_words, singular

_GONE = r"(?:deleted|erased|purged|thrown away)"
_NEVER = (
    rf"\b(?:(?P<all>nothing|none of (?:it|them|this)|no (?:data|rows?|entry|entries|records?))(?: in it| here)? (?:is|are|gets?|may|must|can|should|shall|will)(?: ever)?(?: be| get)?(?: ever)? {_GONE}"
    rf"|(?P<thing>[a-z]+(?: [a-z]+)?) (?:(?:is|are) never|(?:must|may|can|should|shall|will)(?: never| not(?: ever)?|n't(?: ever)?) (?:be|get)|cannot(?: ever)? be|never get) {_GONE}"
    r"|(?:no|without|never) delet(?:ing|ion)s?\b(?: (?:of )?(?:the |any )?(?P<of>[a-z]+s)?)?"
    r"|never delete (?:the |a |an |any )?(?P<what>[a-z]+))"
    r"(?! (?:while|if|when|once|as long|after|until|till|before|unless|by|within|without|that|who|from|as|for)\b)"
)
"""What follows makes a condition of it: "cannot be deleted while it is in use" is another rule."""

_LATER_GONE = re.compile(r"\b(?:delete|deleted|removed?|purged?)\b[^.;]*\bafter\b", re.I)
_DELETING = re.compile(r"\b[Tt]he DELETE\b")
"""How a rule says when a row may be deleted after all."""
_DELETED = re.compile(r"\b(?:is|are|was|were) deleted\b", re.I)
_BY_A_JOB = "; only the retention job's role has"
"""What a log says of whoever deletes its rows when they are old."""
_ANYTHING = frozenset({"", "it", "they", "them", "this", "that", "these", "and", "but", "record", "row", "data", "datum", "entry", "thing"})  # fmt: skip
"""Words that name none of the things in particular."""

_STEMS = ("delet", "eras", "purg", "thrown")
NEVER = "Never deleted"
"""How the rule is called."""


def with_nothing_deleted(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; those that the brief never wants deleted lose the call for it."""
    found = seldom(reading.text, _STEMS, _NEVER)
    if found is None or contradicted(reading.text) is not None:
        return resources
    kept = _kept(found, resources)
    tables = [f"`{r.table}`" for r in resources if r.name in kept and not r.there]
    return [
        _undeleted(r, found[0], in_words(tables), kept | frozenset(r.table for r in resources if r.name in kept))
        if r.name in kept and not r.there
        else r
        for r in resources
    ]


_DELETES = re.compile(r"\b[a-z]+ (?:can|may) (?:also |always )?delete [^.;\n]{2,50}", re.I)


def contradicted(text: str) -> tuple[str, str] | None:
    """Return what a brief never wants deleted and the words by which somebody deletes it all the same, or None."""
    never = seldom(text, _STEMS, _NEVER)
    deletes = _DELETES.search(text) if never is not None else None
    return (never[0], deletes[0]) if never is not None and deletes is not None else None


def tells_undeleted(words: str) -> bool:
    """Tell whether what a brief rules out is that something is deleted."""
    return re.fullmatch(rf"(?:ever )?(?:be |get )?{_GONE}|delet(?:ing|ions?|e)\b.*", words, re.I) is not None


def _kept(found: re.Match[str], resources: list[Resource]) -> frozenset[str]:
    """Return the names of the things that are meant: all of them, or those that the sentence names, which may be none of the feature."""
    said = next((found[name] for name in ("thing", "of", "what") if found[name]), None)
    words = [singular(word) for word in said.lower().split()] if said else []
    if not words and not found["all"]:
        before = re.split(r"[.;:\n]", found.string[: found.start()])[-1].lower()
        spoken = (singular(word) for word in reversed(re.findall(r"[a-z]+", before)))
        words = [next((word for word in spoken if any(r.one.split()[-1] == word for r in resources)), "")]
    if not words or words[-1] in _ANYTHING:
        return frozenset(r.name for r in resources)
    return frozenset(r.name for r in resources if r.one.split()[-1] == words[-1])


def _undeleted(resource: Resource, said: str, tables: str, kept: frozenset[str]) -> Resource:
    rule = RuleEntry(
        name=NEVER,
        description=f"“{said}”: what is over or wrong is marked or put right, and no row of {tables} goes.",
        implementation=f"There is no DELETE route; the application's database role has no DELETE on {tables}, and no key of these cascades.",
        edge_cases=("An entry made by mistake stays, and is put right by a later one.",),
        validation=f"A DELETE on {tables} as the application's role fails with 42501.",
    )
    jobs = tuple(job for job in resource.entry.jobs if not job.deletes)
    pitfalls = tuple(text for text in resource.entry.pitfalls if not _LATER_GONE.search(text))
    rules = tuple(_kept_by_all(one) for one in resource.entry.rules if not _DELETING.search(one.implementation))
    tests = tuple(one for one in resource.entry.tests if not _DELETED.search(one.given))
    added = {"rules": (rule, *rules), "jobs": jobs, "pitfalls": pitfalls, "tests": tests}
    entry = resource.entry.model_copy(update=added)
    standard = tuple(action for action in resource.standard if action != "delete")
    parents = tuple(
        replace(p, on_delete="RESTRICT") if p.on_delete == "CASCADE" or p.target in kept else p
        for p in resource.parents
    )
    return replace(resource, entry=entry, standard=standard, parents=parents)


def _kept_by_all(rule: RuleEntry) -> RuleEntry:
    return rule.model_copy(update={"implementation": rule.implementation.replace(_BY_A_JOB, "")})
