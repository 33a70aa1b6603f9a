"""Connects the things of a plan: parents in the feature or given, what each hangs on, whom it belongs to."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.columns import ParentLine
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.given import Givens
from draftspec.drafters.builtin.naming import in_other_words
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.words import plural, singular, snake, table_of_words, word_class
from draftspec.drafters.builtin.selection import Selection
from draftspec.sections.database import OnDelete


def if_there(resource: Resource, givens: Givens) -> Resource:
    """Turn a thing whose table is there into a change of that table: what the brief names is added, or what is usual."""
    if not resource.there and not givens.is_there(resource.name) and not givens.is_there(resource.table):
        return resource
    table = givens.table_for(resource.name, main=True)
    named = tuple(column for column in resource.columns if column.name in resource.asked)
    owner = resource.owner if resource.there and resource.owner and givens.may_have(table, resource.owner) else None
    parents = [p for p in resource.parents if p.column != resource.owner or owner] if resource.there else []
    return replace(
        resource,
        table=table,
        columns=named
        or (() if resource.there else tuple(replace(c, flags=c.flags - {"unique"}) for c in resource.columns)),
        parents=tuple(replace(p, target=givens.table_for(p.target)) for p in parents),
        owner=owner,
        under=None,
        verbs=resource.verbs,
        states=() if resource.there else resource.states,
        standard=resource.standard if resource.there else ("list", "read", "update"),
        there=True,
    )


def all_connected(resources: list[Resource], selection: Selection, givens: Givens) -> list[Resource]:
    """Resolve the parents of each resource; what puts tags on a thing is named after both ("recipe tags")."""
    named = [_named_by_ends(resource, selection, resources) for resource in resources]
    return with_wholes([connected(resource, named, selection, givens) for resource in named])


def with_wholes(resources: list[Resource]) -> list[Resource]:
    """Return the resources; what is named after another new thing has a key to it ("bounties, bounty submissions")."""
    return [_with_whole(resource, resources) for resource in resources]


def _with_whole(resource: Resource, resources: list[Resource]) -> Resource:
    targets = {parent.target for parent in resource.parents}
    whole = next((other for other in resources if _is_named_after(resource, other, targets)), None)
    if whole is None or resource.there or resource.main or resource.name in concepts():
        return resource
    key = ParentLine(whole.table, f"{snake(whole.one)}_id", nullable=False, on_delete="CASCADE")
    return replace(resource, parents=(key, *resource.parents), under=resource.under or key.column)


_PARTS = frozenset({"submission", "item", "line", "rule", "step", "round", "answer", "operation", "condition", "action", "attempt", "run"})  # fmt: skip
"""What is a part of the thing that it is named after; a product owner or a wine region is none."""


def _is_named_after(resource: Resource, other: Resource, targets: set[str]) -> bool:
    led_back = any(parent.target == resource.table for parent in other.parents)
    named = (other.one, *(other.entry.words if other.name in concepts() else ()))
    own = any(resource.table.startswith(f"{snake(words)}_") for words in named) and other.table not in targets
    own = own and f"{snake(other.one)}_id" not in {parent.column for parent in resource.parents}
    own = own and not resource.entry.singleton and singular(resource.table.rpartition("_")[2]) in _PARTS
    return own and other is not resource and not other.there and not led_back


def connected(resource: Resource, resources: list[Resource], selection: Selection, givens: Givens) -> Resource:
    """Resolve each parent to a table of the feature or one that is given."""
    if resource.there:
        return resource
    names = {r.name: r for r in resources}
    parents: list[ParentLine] = []
    for parent in parents_of(resource, selection, resources):
        if (
            parent.nullable
            and parent.column not in resource.beside
            and not _wanted(parent.target, selection.referred, names, givens)
            and not _is_shared(parent, resource, resources)
        ):
            continue
        target = names.get(parent.target) or _longer(parent.target, resource, resources, givens)
        if parent.target == "self":
            table = resource.table
        elif target is not None:
            table = target.table
        else:
            table = givens.table_for(parent.target)
        line = replace(parent, target=table)
        if line.column not in {p.column for p in parents}:
            parents.append(line)
    columns = {p.column for p in parents}
    return replace(
        _of_one_kind(resource, parents),
        entry=_retold(resource, columns),
        parents=tuple(parents),
        owner=resource.owner if resource.owner in columns else None,
        under=resource.under if resource.under in columns else None,
    )


def _longer(target: str, resource: Resource, resources: list[Resource], givens: Givens) -> Resource | None:
    """Return the one thing of the feature that a parent's name is the end of, or that it begins with: rotations, job postings."""
    if target in table_of_words("actors") or target == "self" or givens.is_there(target):
        return None
    found = [r for r in resources if r is not resource and not r.there and _means(r, target)]
    return found[0] if len(found) == 1 else None


_NOT_THE_THING = (("line",), ("membership",), ("reaction",), ("placing",), ("log",), ("sharing",), ("recurring",))
"""Archetypes of rows about a thing, whose name ends in its name: the recipes of a shopping list are no recipes."""


def _means(resource: Resource, target: str) -> bool:
    """Tell whether a thing has a longer name than a parent asks for, or one that no entry has and that the parent's begins with."""
    named, kind = snake(resource.one), resource.entry.archetypes[:1]
    if kind in _NOT_THE_THING and target != "question":
        return False
    if named.split("_")[0] in word_class("recurrent") | {"hidden"}:
        return False
    return named.endswith(f"_{target}") or (resource.name not in concepts() and target.startswith(f"{named}_"))


def _of_one_kind(resource: Resource, parents: list[ParentLine]) -> Resource:
    """Return a link that opens things of any kind without their kind, where the brief says of which it is."""
    own = {parent.column for parent in resource.parents} - resource.beside
    fresh = [parent for parent in parents if parent.column not in own and parent.column != resource.tenant]
    if resource.entry.archetypes[:1] != ("token",) or not fresh:
        return resource
    return replace(resource, columns=tuple(c for c in resource.columns if c.name not in ("target_type", "target_id")))


def _named_by_ends(resource: Resource, selection: Selection, resources: list[Resource]) -> Resource:
    subject = _subject(resource, selection, resources) if resource.table == "taggings" else None
    tag = next((other.one for other in resources if other.name == "tag"), "tag")
    one = f"{(subject or '').replace('_', ' ')} {tag}"
    if (
        subject is None
        or subject.split("_")[-1] in tag.split()
        or snake(plural(one)) in {other.table for other in resources}
    ):
        return resource
    return replace(resource, table=snake(plural(one)), one=one, many=plural(one))


def is_joined(resource: Resource, resources: list[Resource]) -> bool:
    """Tell whether another thing of the feature joins this one to what the brief is about, so that it needs no key of its own."""
    others = (r for r in resources if r is not resource)
    return any(
        {parent.target for parent in other.parents} >= {resource.name}
        and any(parent.target in _SUBJECTS for parent in other.parents)
        for other in others
    )


def _retold(resource: Resource, columns: set[str]) -> Entry:
    """Return the entry with its texts speaking of what the thing hangs on here, not of what the entry guessed."""
    gone = [p for p in resource.parents if p.column not in columns and not p.nullable]
    fresh = columns - {p.column for p in resource.parents} - {resource.tenant} or columns & resource.beside
    if len(gone) != 1 or len(fresh) != 1:
        return resource.entry
    return in_other_words(resource.entry, gone[0].column, fresh.pop())


def _is_shared(parent: ParentLine, resource: Resource, resources: list[Resource]) -> bool:
    """Tell whether what brought a thing along needs the same parent: an activity is of the project that hours are of."""
    bringing = (r for r in resources if resource.name in (*r.entry.brings, *r.entry.brings_when))
    own = parent.column == f"{parent.target}_id" and parent.target != "user"
    return own and any(not p.nullable and p.column == parent.column for r in bringing for p in r.parents)


def _wanted(target: str, context: tuple[str, ...], names: dict[str, Resource], givens: Givens) -> bool:
    """Tell whether an optional parent is part of the feature, named in the brief, there already, or a person."""
    actor = target in table_of_words("actors")
    sold = target == "variant" and "product" in context
    return target == "self" or actor or sold or target in names or target in context or givens.is_there(target)


def parents_of(resource: Resource, selection: Selection, resources: list[Resource]) -> list[ParentLine]:
    """Return the parents of the entry; what a comment, tag or file hangs on is what the brief says, or its main thing."""
    parents = list(resource.parents)
    if resource.about is not None:
        # What was done to a thing is its history, and keeps it from being deleted.
        on_delete: OnDelete = "RESTRICT" if resource.entry.archetypes[:1] == ("performed",) else "CASCADE"
        return [*parents, ParentLine(resource.about, f"{resource.about}_id", nullable=False, on_delete=on_delete)]
    names = {r.name for r in resources}
    if resource.of is not None and resource.of in names and resource.of != resource.name:
        return _made_of(parents, resource, names)[0]
    subject = _subject(resource, selection, resources)
    if subject is None:
        return parents
    living = subject in _LIVING and resource.under == "patient_id"
    usual = next(
        (p for p in parents if _stands_for_subject(p, resource, names) or (living and p.column == resource.under)), None
    )
    if usual is not None:
        kept = "CASCADE" if usual.on_delete == "SET NULL" else usual.on_delete
        own = replace(usual, target=subject, column=f"{subject}_id", nullable=False, on_delete=kept)
        parents[parents.index(usual)] = own
        return [p for p in parents if p.target != subject or p.column == f"{subject}_id"]
    goes_along = bool(resource.entry.archetypes) and resource.entry.archetypes[0] in _DEPENDENT
    # Once a request for a deletion is granted, the thing is deleted: a key must not stand in its way.
    ends = resource.one.startswith(("deletion ", "removal "))
    on_delete = "SET NULL" if ends else "CASCADE" if goes_along else "RESTRICT"
    return [*parents, ParentLine(subject, f"{subject}_id", nullable=ends, on_delete=on_delete)]


def _made_of(
    parents: list[ParentLine], resource: Resource, names: set[str]
) -> tuple[list[ParentLine], ParentLine | None]:
    """What a verb makes of a thing of the feature refers to that thing instead of what its entry guesses: the guess."""
    of = str(resource.of)
    if any(parent.target == of for parent in parents):
        return parents, None
    own = ParentLine(of, f"{of}_id", nullable=False, on_delete="RESTRICT")
    guess = next((p for p in parents if _is_guess(p, names)), None)
    return ([own if parent is guess else parent for parent in parents] if guess else [*parents, own]), guess


def _is_guess(parent: ParentLine, names: set[str]) -> bool:
    somebody = parent.target in table_of_words("actors") or parent.target == "self"
    return not parent.nullable and parent.target not in names and not somebody


_GOODS = frozenset({"product", "variant", "product_variant"})
"""What lines of a document are of."""


def _is_of_lines(subject: str | None, line: Resource, whole: Resource) -> bool:
    """Tell whether each line of a thing says what it is of, or is it: a request for payment of invoices has a row for each."""
    targets = {parent.target for parent in line.parents}
    if line.name == subject and any(p.target == whole.name and not p.nullable for p in line.parents):
        return True  # permissions of a role lead to it already
    if line.about == whole.name and subject is not None and line.table.endswith(f"_{plural(subject)}"):
        return True  # movies that are put into a list
    keyed = "line" in line.entry.archetypes and any(p.column == f"{subject}_id" for p in line.parents)
    listed = subject in targets or keyed or (subject in _GOODS and line.entry.archetypes[:1] == ("line",))
    return listed and whole.name in targets


_LIVING = frozenset({"pet", "animal", "horse", "dog", "cat", "cow", "sheep", "child", "resident", "student", "inmate"})
"""Whom a practice treats that a brief does not call a patient."""

_DEPENDENT = frozenset({"reaction", "membership", "line", "conversation", "attachment", "log"})


_SUBJECTS = frozenset({"post", "record", "item"})
"""What entries write for whatever they hang on."""


def _stands_for_subject(parent: ParentLine, resource: Resource, names: set[str]) -> bool:
    """Tell whether a parent is the entry's guess at what the brief says itself."""
    if parent.target in _SUBJECTS:
        return True
    if parent.column in resource.beside:
        return False
    guess = parent.target not in names and parent.target not in table_of_words("actors") and parent.target != "self"
    return guess and not parent.nullable and (parent.column == resource.under or resource.under is None)


def says_of_what(resource: Resource) -> bool:
    """Tell whether the rows say by kind and key what each is about, so that they need no key of their own to it."""
    names = (column.name for column in resource.columns if column.kind in ("name", "slug"))
    return any(name.endswith("able_type") for name in names)


def has_items(resource: Resource, resources: list[Resource]) -> bool:
    """Tell whether rows of the feature say what is in a thing, so that it has no key to one that it holds."""
    return any(
        {parent.target for parent in other.parents} == {resource.name}
        and {"item_type", "item_id"} <= {column.name for column in other.columns}
        for other in resources
    )


def _subject(resource: Resource, selection: Selection, resources: list[Resource]) -> str | None:
    """Return what a thing hangs on: for the main one what the brief says, for others the main one."""
    if resource.entry.archetypes[:1] == ("transfer",):
        return None  # a file holds many of what it brings in, and is of none of them
    if says_of_what(resource) or has_items(resource, resources):
        return None
    own = [parent for parent in resource.parents if parent.column not in resource.beside]
    has = {parent.target for parent in own} | {parent.column.removesuffix("_id") for parent in own}
    marks = resource.main and resource.entry.archetypes[:1] == ("reaction",) and selection.subject is not None
    if marks or (resource.main and not any(p.target in _SUBJECTS for r in resources[1:] for p in r.parents)):
        subject = selection.subject
        itself = None if marks else resource.one.split()[-1]
        on_lines = any(_is_of_lines(subject, other, resource) for other in resources if other is not resource)
        return (
            None
            if subject is None or on_lines or subject in (*has, itself) or has & set(selection.referred) - _SUBJECTS
            else subject
        )
    if not any(parent.target in _SUBJECTS for parent in resource.parents) or "post" in {r.name for r in resources}:
        return None
    joined = "membership" in resource.entry.archetypes  # what tags are put to stands beside them
    beside = (r.name for r in resources[1:] if joined and r is not resource and not r.there)
    named = (selection.subject, resources[0].name, *beside)
    return next((n for n in named if n is not None and n not in has), None)


def in_tenant(resource: Resource, tenant: str, givens: Givens) -> Resource:
    """Return the resource with a key to whoever keeps its rows apart from others."""
    column = f"{tenant}_id"
    if (
        resource.there
        or resource.under
        or resource.table == plural(tenant)
        or any(p.column == column for p in resource.parents)
    ):
        return resource
    table = givens.table_for(tenant)
    parent = ParentLine(table, column, nullable=False, on_delete="CASCADE")
    return replace(resource, parents=(parent, *resource.parents), tenant=column)
