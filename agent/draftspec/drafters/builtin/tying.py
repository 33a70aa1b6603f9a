"""Ties things of a feature that nothing ties yet by what the brief says of them: "playlists with songs", "quotes for leads"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from draftspec.drafters.builtin.belonging import told_about
from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.connecting import says_of_what
from draftspec.drafters.builtin.naming import in_other_words
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.pointing import pointing_at
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, singular, snake, table_of_words
from draftspec.sections.database import OnDelete

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
_HAPPENING = frozenset({"request", "booking", "reservation", "application", "review", "rating", "inspection", "visit", "reading", "measurement", "loan", "rental", "appointment", "vote", "score", "answer", "bid", "offer", "repair", "checkout", "observation", "incident", "ticket", "issue", "problem", "service", "delivery", "assessment", "attempt", "signup", "submission"})  # fmt: skip
"""What is done or said about a thing that stands before it ("boats and inspections")."""
_ALONE = frozenset({"notification", "notification_preference", "webhook_endpoint", "audit_log_entry", "tag", "tagging", "setting", "permission", "role", "recovery_code"})  # fmt: skip
"""Entries that are of no thing in particular."""


@dataclass(frozen=True)
class _Tie:
    """A key from the table of one thing to another one."""

    held: Resource
    whole: Resource
    needed: bool
    told: bool = False
    """Whether others say or do something about the whole, so that it is nobody's own."""


def tied(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources with a key between two that no keys lead from one to the other, where the brief ties them."""
    if reading.foreign:
        return resources
    for clause in reading.clauses:
        for tie in list(_ties(clause, resources)):
            held, whole = (next(r for r in resources if r.table == t.table) for t in (tie.held, tie.whole))
            if whole.table in _reached(held, resources):
                continue
            resources = _joined(resources, replace(tie, held=held, whole=whole))
    return resources


def _joined(resources: list[Resource], tie: _Tie) -> list[Resource]:
    row = next((r for r in resources if _is_row_in(r, tie.whole)), None)
    fresh = _pointing(row, tie.held) if row else _with_key(tie, resources)
    changed = row or tie.held
    resources = [fresh if r is changed else r for r in resources]
    return [told_about(r) if r is tie.whole and tie.told else r for r in resources]


def _is_row_in(resource: Resource, whole: Resource) -> bool:
    """Tell whether the rows of a thing say, of things of any kind, which are in another one: the items of a collection."""
    rows = resource.entry.archetypes[:1] == ("membership",) and [p.target for p in resource.parents] == [whole.table]
    return rows and {"item_type", "item_id"} <= {column.name for column in resource.columns}


def _pointing(row: Resource, held: Resource) -> Resource:
    """Return the rows of what is in a whole with a key to the one kind of things that the brief puts there."""
    pointed = pointing_at(row, held.name)
    parents = (replace(p, target=held.table) if p.target == held.name else p for p in pointed.parents)
    return replace(pointed, parents=tuple(parents))


def _reached(resource: Resource, resources: list[Resource]) -> set[str]:
    """Return the tables of the feature that keys lead to or from, over one or more of them."""
    ties = {(r.table, p.target) for r in resources for p in r.parents} & {
        (r.table, other.table) for r in resources for other in resources
    }
    found, fresh = {resource.table}, {resource.table}
    while fresh:
        fresh = {end for one, other in ties for end in (one, other) if {one, other} & fresh} - found
        found |= fresh
    return found


def _ties(clause: ReadClause, resources: list[Resource]) -> Iterator[_Tie]:
    known = [(m, r) for m in clause.mentions if (r := _meant(m, resources)) is not None]
    for at, (mention, resource) in enumerate(known):
        before = [(m, r) for m, r in known[:at] if r is not resource]
        if not before or not _may_be_tied(resource):
            continue
        yield from _of_pair(clause, before, mention, resource)


def _of_pair(
    clause: ReadClause, before: list[tuple[Mention, Resource]], mention: Mention, resource: Resource
) -> Iterator[_Tie]:
    holder = next(((m, r) for m, r in reversed(before) if m.after not in _HOLDING | _OWNING and _may_be_tied(r)), None)
    near, beside = before[-1]
    between = _between(clause.text, near, mention)
    if mention.after in _HOLDING and holder is not None:
        said = _between(clause.text, holder[0], mention)
        alone = bool(clause.acts) or "," in _said(holder[0]).split(clause.text)[0]
        if _lists(said, alone=alone) and not (_head(resource) in _KINDS and _SEVERAL.search(said)):
            yield from _part(mention, resource, holder[1])
    elif not _may_be_tied(beside):
        return
    elif mention.verb in _PUTTING and _INTO.fullmatch(between) and "person" not in resource.entry.archetypes:
        yield _Tie(beside, resource, needed=False)
    elif mention.after in _OWNING and _DIRECTLY.fullmatch(between) and _head(beside) != "calendar":
        yield _Tie(beside, resource, needed=True)
    elif mention.after == near.after and _HAVING.search(between):
        yield from _part(mention, resource, beside)
    elif mention.after == near.after and _JOINED.fullmatch(between):
        yield from _of_neighbours(mention, resource, beside)


_DIRECTLY = re.compile(
    r"(?:of|for|on|in|per|inside|within)(?: (?:an?|the|each|every|their|its|our|all|any))*(?: (?!\w+ing\b)\w+)?", re.I
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


def _of_neighbours(mention: Mention, resource: Resource, beside: Resource) -> Iterator[_Tie]:
    """Yield the tie of two things that stand side by side, where the kind of one says it."""
    head, other = (_head(r) for r in (resource, beside))
    if head in _KINDS and not mention.modifiers:
        yield _Tie(beside, resource, needed=False)
    elif other in _HOLDERS and head not in _HOLDERS:
        yield _Tie(resource, beside, needed=False)
    elif head == "answer" and other != "question":
        return
    elif head in _HAPPENING and other not in _HAPPENING and not _is_of_something(resource):
        yield _Tie(resource, beside, needed=True, told=True)


def _part(mention: Mention, resource: Resource, whole: Resource) -> Iterator[_Tie]:
    """Yield the tie of a part and its whole; a whole refers to the kinds and parties that it has."""
    document = whole.entry.archetypes[:1] == ("document",)
    party = mention.words in _PARTIES or "person" in resource.entry.archetypes
    if _head(resource) in _KINDS or (document and party):
        yield _Tie(whole, resource, needed=False)
    elif _head(whole) in _TROUBLES:
        yield _Tie(whole, resource, needed=True)
    elif not _is_set_apart(resource):
        yield _Tie(resource, whole, needed=not (mention.concept is not None and is_person(mention.words)))


_SEVERAL = re.compile(r"\b(?:multiple|several|different|various|many)\b", re.I)


def _is_set_apart(resource: Resource) -> bool:
    """Tell whether an entry knows what a thing is of that is entered once and used by many: environments of a project."""
    return resource.entry.archetypes[:1] in (("catalog",), ("registered",)) and _is_of_something(resource)


def _head(resource: Resource) -> str:
    return singular(resource.one.split()[-1])


def _is_of_something(resource: Resource) -> bool:
    people = table_of_words("actors")
    return any(not p.nullable and singular(p.target) not in people for p in resource.parents)


def _may_be_tied(resource: Resource) -> bool:
    free = not (resource.there or resource.entry.singleton or says_of_what(resource))
    return free and resource.name not in _ALONE and resource.entry.archetypes[:1] not in (("log",), ("transfer",))


def _meant(mention: Mention, resources: list[Resource]) -> Resource | None:
    """Return the thing of the feature that a phrase of the brief names."""
    if mention.part == "actor":
        return None
    names = {mention.concept, snake(mention.phrase)}
    exact = next((r for r in resources if r.name in names or r.table == snake(plural(mention.phrase))), None)
    headed = [r for r in resources if r.one.endswith(mention.words)]
    return exact or (headed[0] if len(headed) == 1 else None)


def _with_key(tie: _Tie, resources: list[Resource]) -> Resource:
    """Return a thing with a key to another one, in the place of a guess at what it hangs on."""
    held, whole, needed = tie.held, tie.whole, tie.needed
    key = f"{snake(whole.one)}_id"
    tables = {r.table for r in resources}
    people = table_of_words("actors")
    guess = next(
        (
            p
            for p in held.parents
            if needed
            and not p.nullable
            and p.target not in tables | {q.target for q in whole.parents}
            and singular(p.target) not in people
            and p.column == held.under
        ),
        None,
    )
    on_delete: OnDelete = "CASCADE" if needed else "SET NULL"
    parent = ParentLine(whole.table, key, nullable=not needed, on_delete=on_delete)
    if guess is None:
        return replace(
            held, parents=(parent, *held.parents), under=held.under or (key if needed and not tie.told else None)
        )
    kept = tuple(parent if p is guess else p for p in held.parents)
    return replace(held, parents=kept, under=key, entry=in_other_words(held.entry, guess.column, key))
