"""Ties things of a feature that nothing ties yet by what the brief says of them: "playlists with songs", "quotes for leads"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from draftspec.drafters.builtin.connecting import says_of_what
from draftspec.drafters.builtin.holding import held_by_wholes
from draftspec.drafters.builtin.keying import Tie, joined
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, singular, snake, table_of_words

_HOLDING = frozenset({"with", "including"})
_OWNING = frozenset({"of", "for", "on", "in", "per", "inside", "within"})
_HAVING = re.compile(
    r"\b(?:ha(?:ve|s)|contains?|includes?|supports?|consists? of|holds?|offers?|groups?|(?:and|with) (?:its|their)(?: own| corresponding| respective)?)$",
    re.I,
)
_PUTTING = frozenset({"add", "put", "assign", "place", "attach", "move"})
_KINDS = frozenset({"type", "category", "kind", "status", "level", "class", "workflow", "template", "policy", "theme"})
"""What rows are sorted by, so that they refer to it."""
_HOLDERS = frozenset({"list", "folder", "group", "section", "department", "album", "channel", "chapter", "directory"})
"""What a thing that stands beside it lies in."""
_TROUBLES = frozenset({"issue", "problem", "trouble"})
"""What people have with something."""
_PARTIES = frozenset({"correspondent", "customer", "client", "supplier", "vendor", "payer", "payee", "sender", "recipient"})  # fmt: skip
"""Whom a document is from, to or with."""
_HAPPENING = frozenset({"request", "booking", "reservation", "application", "review", "rating", "inspection", "visit", "reading", "measurement", "loan", "rental", "appointment", "vote", "score", "answer", "bid", "offer", "repair", "checkout", "observation", "incident", "ticket", "issue", "problem", "service", "delivery", "assessment", "attempt", "signup", "submission", "calibration", "vaccination", "treatment"})  # fmt: skip
"""What is done or said about a thing that stands before it ("boats and inspections")."""
_ALONE = frozenset({"notification", "notification_preference", "webhook_endpoint", "audit_log_entry", "tag", "tagging", "setting", "permission", "role", "recovery_code"})  # fmt: skip
"""Entries that are of no thing in particular."""


def tied(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources with a key between two that no keys lead from one to the other, where the brief ties them."""
    if reading.foreign:
        return resources
    resources = held_by_wholes(resources, reading)
    for clause in reading.clauses:
        for tie in [*_of_acts(clause, resources), *_ties(clause, resources)]:
            held, whole = (next(r for r in resources if r.table == t.table) for t in (tie.held, tie.whole))
            if whole.table in reached(held, resources):
                continue
            resources = joined(resources, replace(tie, held=held, whole=whole), reading.text)
        resources = _with_given(clause, resources)
    return resources


def _with_given(clause: ReadClause, resources: list[Resource]) -> list[Resource]:
    """Return the resources; what a thing that is there brings about has the key to it that others have ("the restaurant defines opening hours")."""
    tables = {r.table for r in resources}
    resources = [_belonging(r, clause) for r in resources]
    for act in (act for act in clause.acts if _is_told(clause) and not is_person(act.subject)):
        keys = (p for r in resources for p in r.parents if p.column == f"{snake(act.subject)}_id")
        key = next((p for p in keys if p.target not in tables), None)
        made = [_named(phrase, None, resources) for phrase in act.objects.phrases]
        for other in made if key is not None and act.verb in _BRINGING | _WITH_PARTS else ():
            if key is not None and other is not None and may_be_tied(other) and _is_of_nothing(other):
                fresh = replace(other, parents=(replace(key, nullable=False, on_delete="CASCADE"), *other.parents))
                resources = [fresh if r is other else r for r in resources]
    return resources


def _belonging(resource: Resource, clause: ReadClause) -> Resource:
    """Return a thing that cannot be without what the brief says that it belongs to ("a case belongs to a family")."""
    said = rf"\b{re.escape(resource.one)} belongs to (?:an?|one|exactly one) ([a-z]+(?: [a-z]+)?)"
    found = re.search(said, clause.text, re.I)
    words = found[1].lower().split() if found is not None else []
    keys = {f"{'_'.join(words[:length])}_id" for length in (1, 2)} if words else set()
    parents = (
        replace(p, nullable=False, on_delete="RESTRICT") if p.nullable and p.column in keys else p
        for p in resource.parents
    )
    return replace(resource, parents=tuple(parents)) if keys else resource


def _is_of_nothing(resource: Resource) -> bool:
    return all(singular(p.target) in table_of_words("actors") for p in resource.parents)


def _is_told(clause: ReadClause) -> bool:
    """Tell whether a clause says what somebody does, and not only when."""
    return re.match(r"(?:when|if|once|after|before)\b", clause.text, re.I) is None


def reached(resource: Resource, resources: list[Resource]) -> set[str]:
    """Return the tables of the feature that keys lead to or from, over one or more of them."""
    ties = {(r.table, p.target) for r in resources for p in r.parents} & {
        (r.table, other.table) for r in resources for other in resources
    }
    found, fresh = {resource.table}, {resource.table}
    while fresh:
        fresh = {end for one, other in ties for end in (one, other) if {one, other} & fresh} - found
        found |= fresh
    return found


def _of_acts(clause: ReadClause, resources: list[Resource]) -> Iterator[Tie]:
    """Yield the ties of sentences: "a box belongs to a rack", "each machine has a plan", "devices report readings"."""
    if not _is_told(clause):
        return
    said = {m.phrase: m for m in clause.mentions} | {m.words: m for m in clause.mentions}
    for act in clause.acts:
        subject = _named(act.subject, said.get(act.subject), resources)
        for phrase in act.objects.phrases:
            mention = said.get(phrase)
            other = _named(phrase, mention, resources)
            if (
                subject is None
                or other is None
                or subject is other
                or not (may_be_tied(subject) and may_be_tied(other))
            ):
                continue
            if act.verb == "belong":
                yield Tie(subject, other, needed=True)
            elif act.verb in _WITH_PARTS and mention is not None:
                yield from _part(mention, other, subject)
            elif act.verb in _BRINGING:
                yield Tie(other, subject, needed=True)


_WITH_PARTS = frozenset({"have", "get", "contain", "include", "hold", "consist", "need", "group"})
_BRINGING = frozenset({"report", "record", "send", "post", "publish", "define", "run", "host", "offer", "list", "open", "create", "produce", "sell", "register", "upload", "collect", "measure", "organize", "organise", "order", "submit"})  # fmt: skip
"""What somebody or something brings about has it to thank for it: readings their device, jobs their company."""


def _named(phrase: str, mention: Mention | None, resources: list[Resource]) -> Resource | None:
    found = next(
        (r for r in resources if phrase == r.one or snake(phrase) == r.name or snake(plural(phrase)) == r.table), None
    )
    return found or (thing_meant(mention, resources) if mention is not None else None)


_READ = 60
"""Nouns of one clause that are looked at: whoever writes more of them without a full stop ties nothing."""


def _ties(clause: ReadClause, resources: list[Resource]) -> Iterator[Tie]:
    known = [(m, r) for m in clause.mentions[:_READ] if (r := thing_meant(m, resources)) is not None]
    for at, (mention, resource) in enumerate(known):
        before = [(m, r) for m, r in known[:at] if r is not resource]
        if not before or not may_be_tied(resource):
            continue
        yield from _of_pair(clause, before, mention, resource)


def _of_pair(
    clause: ReadClause, before: list[tuple[Mention, Resource]], mention: Mention, resource: Resource
) -> Iterator[Tie]:
    holder = next(((m, r) for m, r in reversed(before) if m.after not in _HOLDING | _OWNING and may_be_tied(r)), None)
    near, beside = before[-1]
    between = _between(clause.text, near, mention)
    if mention.after in _HOLDING and holder is not None:
        said = _between(clause.text, holder[0], mention)
        alone = bool(clause.acts) or "," in _said(holder[0]).split(clause.text)[0]
        if _lists(said, alone=alone) and not (_head(resource) in _KINDS and _SEVERAL.search(said)):
            yield from _part(mention, resource, holder[1])
    elif not may_be_tied(beside):
        return
    elif mention.verb in _PUTTING and _INTO.fullmatch(between) and "person" not in resource.entry.archetypes:
        yield Tie(beside, resource, needed=False)
    elif mention.after in _OWNING and _DIRECTLY.fullmatch(between) and _head(beside) != "calendar":
        yield Tie(beside, resource, needed=True)
    elif mention.after == near.after and _HAVING.search(between):
        yield from _part(mention, resource, beside)
    elif mention.after == near.after and _JOINED.fullmatch(between):
        yield from _of_neighbours(mention, resource, beside)


_DIRECTLY = re.compile(
    r"(?:of|for|on|in|per|inside|within)(?: (?:an?|the|each|every|their|its|all|any))*(?: (?!\w+ing\b)\w+)?", re.I
)
_INTO = re.compile(r"(?:to|into)(?: (?:an?|the|their|its|our|one|several|multiple|existing|own))*", re.I)
_JOINED = re.compile(r"(?:[,/&]|(?:, ?)?(?:and|or))(?: (?:their|its|own|the|an?))*", re.I)
_OTHER = re.compile(
    r"\b(?:of|for|in|on|to|by|from|at|where|that|which|when|if|is|are|can|be|per|between|under|the)\b|[;:.(]", re.I
)


def _lists(between: str, *, alone: bool) -> bool:
    """Tell whether what stands between a thing and another one makes that a part of it, alone or in a list of parts."""
    opened = re.match(r"(?:,? ?)(?:with|including)\b", between, re.I) is not None
    alone = alone or re.search(r"\band\b.*,", between) is not None
    return opened and _OTHER.search(between) is None and not (alone and "," in between)


def _between(text: str, one: Mention, other: Mention) -> str:
    """Return what stands between two phrases of a clause, or nothing where they are not found as they are spoken."""
    starts = [found.end() for found in _said(one).finditer(text)]
    pairs = ((start, end) for start in starts if (end := _said(other).search(text, start)) is not None)
    nearest = min(((end.start() - start, start, end.start()) for start, end in pairs), default=None)
    return text[nearest[1] : nearest[2]].strip() if nearest is not None else ""


def _said(mention: Mention) -> re.Pattern[str]:
    """Return a pattern for a phrase in the singular or the plural."""
    return re.compile(rf"\b{re.escape(mention.spoken.removesuffix('y'))}\w*", re.I)


def _of_neighbours(mention: Mention, resource: Resource, beside: Resource) -> Iterator[Tie]:
    """Yield the tie of two things that stand side by side, where the kind of one says it."""
    head, other = (_head(r) for r in (resource, beside))
    if head in _KINDS and not mention.modifiers:
        yield Tie(beside, resource, needed=False)
    elif other in _HOLDERS and head not in _HOLDERS:
        yield Tie(resource, beside, needed=False)
    elif head == "answer" and other != "question":
        return
    elif head in _HAPPENING and other not in _HAPPENING and not _is_of_something(resource):
        yield Tie(resource, beside, needed=True, told=True)


def _part(mention: Mention, resource: Resource, whole: Resource) -> Iterator[Tie]:
    """Yield the tie of a part and its whole; a whole refers to the kinds and parties that it has."""
    document = whole.entry.archetypes[:1] == ("document",)
    party = mention.words in _PARTIES or "person" in resource.entry.archetypes
    if _head(resource) in _KINDS or (document and party):
        yield Tie(whole, resource, needed=False)
    elif _head(whole) in _TROUBLES:
        yield Tie(whole, resource, needed=True)
    elif mention.concept is not None and not mention.plural and resource.entry.archetypes[:1] in _ENTERED:
        yield Tie(whole, resource, needed=False)  # a job has a site
    elif not _is_set_apart(resource):
        free = mention.concept is not None and is_person(mention.words)
        yield Tie(resource, whole, needed=not free, part=not free)


_SEVERAL = re.compile(r"\b(?:multiple|several|different|various|many)\b", re.I)


def _is_set_apart(resource: Resource) -> bool:
    """Tell whether an entry knows what a thing is of that is entered once and used by many: environments of a project."""
    return resource.entry.archetypes[:1] in _ENTERED and _is_of_something(resource)


_ENTERED = (("catalog",), ("registered",))
"""Archetypes of what is entered once and used by many."""


def _head(resource: Resource) -> str:
    return singular(resource.one.split()[-1])


def _is_of_something(resource: Resource) -> bool:
    people = table_of_words("actors")
    return any(not p.nullable and singular(p.target) not in people for p in resource.parents)


def may_be_tied(resource: Resource) -> bool:
    """Tell whether a thing may get a key, or have one that leads to it: no log, no settings, nothing of any kind."""
    free = not (resource.there or resource.entry.singleton or says_of_what(resource))
    return free and resource.name not in _ALONE and resource.entry.archetypes[:1] not in (("log",), ("transfer",))


def happens(resource: Resource) -> bool:
    """Tell whether a thing is what is done or said about another one: a calibration, a booking, a report."""
    return _head(resource) in _HAPPENING or resource.entry.archetypes[:1] in (("performed",), ("check",))


def thing_meant(mention: Mention, resources: list[Resource]) -> Resource | None:
    """Return the thing of the feature that a phrase of the brief names."""
    if mention.part == "actor":
        return None
    names = {mention.concept, snake(mention.phrase)}
    exact = next((r for r in resources if r.name in names or r.table == snake(plural(mention.phrase))), None)
    headed = [r for r in resources if r.one.endswith(mention.words)]
    return exact or (headed[0] if len(headed) == 1 else None)
