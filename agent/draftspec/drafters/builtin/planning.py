"""Makes the plan: which of the things that a brief speaks of become tables, and what each is made of."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.acting import with_acts
from draftspec.drafters.builtin.catalogue import Catalogue, archetypes, concepts
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import ColumnLine, ParentLine, parse_columns, parse_parent
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.given import Givens
from draftspec.drafters.builtin.lifecycle import brief_lifecycle, with_marks, with_states
from draftspec.drafters.builtin.naming import in_own_words
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.attributes import column_of
from draftspec.drafters.builtin.reading.languages import short_name
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.moves import marked_states
from draftspec.drafters.builtin.reading.services import is_service
from draftspec.drafters.builtin.reading.words import plural, singular, snake, table_of_words, word_class
from draftspec.drafters.builtin.related import with_relations
from draftspec.drafters.builtin.reminders import with_reminder
from draftspec.drafters.builtin.selection import Selection, choose
from draftspec.sections.base import Model
from draftspec.sections.database import OnDelete, Table

STANDARD = ("list", "create", "read", "update", "delete")
MOST_TABLES = 8
"""Most tables of one draft: a feature touches a median of two (research over 83 features), a brief that names more is cut."""


def make_plan(reading: Reading, existing: tuple[Table, ...]) -> Plan:
    """Return the plan for a brief that was read; `existing` are the tables of the schema that was given, if any."""
    catalogue = concepts()
    selection = choose(reading, catalogue)
    choices = _brought(list(selection.chosen), catalogue)[:MOST_TABLES]
    resources = [_resource(choice, reading, main=at == 0) for at, choice in enumerate(choices)]
    resources = in_own_words(_parents_first(resources), choices)
    resources = _each_once(resources, selection.chosen)
    resources = _with_brief(resources, reading)
    resources = with_acts(resources, reading, catalogue)
    resources = with_relations(resources, choices, reading, catalogue)
    givens = Givens(catalogue, existing, {resource.table: resource for resource in resources if not resource.there})
    resources = [_if_there(resource, givens) for resource in resources]
    resources = [_connected(resource, resources, selection, givens) for resource in resources]
    resources = [with_reminder(r, reading) if r.main else r for r in resources]
    if reading.tenant:
        resources = [_in_tenant(resource, reading.tenant, givens) for resource in resources]
    return Plan(
        reading=reading,
        resources=tuple(resources),
        given=givens.tables(),
        existing=frozenset(table.name for table in existing),
        tenant=reading.tenant,
        services=_services(reading, resources),
        limits=reading.numbers,
        title=_title(reading, resources, selection),
    )


def _each_once(resources: list[Resource], choices: tuple[Choice, ...]) -> list[Resource]:
    """Leave out a table that is there twice, or under its last word as well ("tickets" beside `event_tickets`)."""
    once = [r for at, r in enumerate(resources) if r.table not in {s.table for s in resources[:at]}]
    named = [r for at, r in enumerate(once) if not any(_says_more(s, r, before=s in once[:at]) for s in once)]
    bare = {choice.name: plural(choice.words) for choice in choices[1:] if not choice.modifiers}
    parts = [r.table for r in named if r.name not in bare]
    kept = [r for r in named if not (r.name in bare and _is_part_of(r, bare[r.name], parts))]
    return [replace(r, main=at == 0) for at, r in enumerate(kept)]


def _is_part_of(resource: Resource, spoken: str, parts: list[str]) -> bool:
    """Tell whether what the brief calls by one word ("variants") is what the main thing brings under a longer name."""
    return snake(spoken) != resource.table and any(table.endswith(f"_{snake(spoken)}") for table in parts)


def _says_more(one: Resource, other: Resource, *, before: bool) -> bool:
    """Tell whether one table is the other under a longer name, and not something that joins it."""
    joins = any(parent.target == other.name for parent in one.parents)
    return one.table.endswith(f"_{other.table}") and not joins and (before or not other.main)


def _parents_first(resources: list[Resource]) -> list[Resource]:
    """When the main thing is a detail of another one, that one is the main thing."""
    if not resources:
        return resources
    first = resources[0]
    detail = "line" in first.entry.archetypes
    above = {p.target for p in first.parents if detail or p.column == first.under}
    at = next((i for i, r in enumerate(resources) if r.name in above and r is not first), 0)
    if at == 0:
        return resources
    rest = [replace(r, main=False) for i, r in enumerate(resources) if i != at]
    return [replace(resources[at], main=True), *rest]


def _brought(choices: list[Choice], catalogue: Catalogue) -> list[Choice]:
    wanted = list(choices)
    names = {choice.concept for choice in choices}
    for choice in choices:
        if choice.concept is None or choice.there:
            continue
        entry = catalogue.entry(choice.concept)
        replaced = {parse_parent(parent).target for parent in entry.parents} if choice.modifiers else set()
        for name in entry.brings:
            if name in catalogue and name not in names and name not in replaced:
                names.add(name)
                wanted.append(Choice(words=name.replace("_", " "), concept=name))
    return wanted


def _complete(entry: Entry) -> Entry:
    """Return the entry with what it leaves open taken from its first archetype, as far as it fits its columns."""
    name = entry.archetypes[0] if entry.archetypes else "thing"
    base = archetypes().entry(name if name in archetypes() else "thing")
    columns = {column_name(line) for line in parse_columns(entry.columns)} | {"id", "created_at", "updated_at"}
    columns |= {parse_parent(parent).column for parent in entry.parents} | ({"status"} if entry.states else set())
    taken: dict[str, object] = {
        key: tuple(item for item in getattr(base, key) if _fits(item, columns))
        for key in ("rules", "pitfalls", "metrics", "objectives", "risks")
        if not getattr(entry, key)
    }
    if entry.standard is None:
        taken["standard"] = base.standard or STANDARD
    if base.singleton:
        taken["singleton"] = True
    return entry.model_copy(update=taken)


def _fits(item: object, columns: set[str]) -> bool:
    """Tell whether an archetype's text speaks only of columns that the entry has."""
    text = item if isinstance(item, str) else item.model_dump_json() if isinstance(item, Model) else ""
    return set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", text)) <= columns


def _resource(choice: Choice, reading: Reading, *, main: bool) -> Resource:
    foreign = reading.foreign and choice.concept is None
    if choice.concept is not None:
        entry = _complete(concepts().entry(choice.concept))
        name = choice.concept
    else:
        entry = archetypes().entry(choice.archetype)
        entry = entry.model_copy(update={"standard": entry.standard or STANDARD, "archetypes": (choice.archetype,)})
        name = short_name(choice.phrase) or "item"
    table = (entry.table if choice.concept else None) or (name if foreign else snake(plural(name.replace("_", " "))))
    one = singular_words("_".join(entry.words[0].split())) if choice.concept else singular_words(table)
    detail = "line" in entry.archetypes
    return Resource(
        name=name,
        table=table[:50].rstrip("_"),
        one=one,
        many=one if foreign else plural(one),
        entry=entry,
        columns=parse_columns(entry.columns),
        parents=tuple(parse_parent(parent, detail=detail) for parent in entry.parents),
        owner=entry.owner,
        under=entry.under,
        states=entry.states,
        verbs=dict(entry.verbs),
        standard=entry.standard or STANDARD,
        main=main,
        there=choice.there,
        about=choice.about,
    )


def singular_words(table: str) -> str:
    """Return the words for one row of a table ("invoice line" for invoice_lines)."""
    words = table.split("_")
    return " ".join([*words[:-1], singular(words[-1])])


def _with_brief(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Give each thing the attributes, states and verbs that the clauses about it name."""
    if not resources:
        return resources
    given: dict[str, Resource] = {resource.name: resource for resource in resources}
    main = resources[0].name
    for clause in reading.clauses:
        name = _told_of(clause, given) or main
        given[name] = _with_columns(given[name], _asked(clause, given, reading), {r.name for r in resources})
        if clause.states:
            given[name] = with_states(given[name], clause.states)
        given[name] = with_marks(given[name], marked_states(clause.text))
    if not any(clause.states for clause in reading.clauses):
        given[main] = brief_lifecycle(given[main], reading)
    if reading.single_use:
        given[main] = _used_once(given[main])
    return [_with_ages(given[resource.name], reading, main) for resource in resources]


def _used_once(resource: Resource) -> Resource:
    """What is for a single use keeps when it was used."""
    if any(column.name in ("used_at", "redeemed_at", "consumed_at") for column in resource.columns):
        return resource
    used = ColumnLine(
        "used_at", "moment", nullable=True, flags=frozenset({"server"}), purpose="the time of its only use"
    )
    return replace(resource, columns=(*resource.columns, used))


def _told_of(clause: ReadClause, given: dict[str, Resource]) -> str | None:
    """Return the thing that a clause describes: what has something, what is brought into being, or the first one."""
    spoken = [act.subject for act in clause.acts if act.verb == "have" and not act.person]
    brought = word_class("bringing") | {"mark"}
    spoken += [p for act in clause.acts if act.verb in brought for p in act.objects.phrases]
    for phrase in spoken:
        head = phrase.split()[-1]
        found = next((name for name, r in given.items() if snake(phrase) == name or head == r.one.split()[-1]), None)
        if found is not None:
            return found
    return next((n for m in clause.mentions if m.part != "actor" and (n := _named(m, given)) is not None), None)


def _named(mention: Mention, given: dict[str, Resource]) -> str | None:
    names = (mention.concept, snake(mention.phrase), snake(mention.words))
    found = next((name for name in names if name in given), None)
    return found or next(
        (name for name, r in given.items() if r.table.endswith(f"_{snake(plural(mention.words))}")), None
    )


def _asked(clause: ReadClause, given: dict[str, Resource], reading: Reading) -> list[ColumnLine]:
    mentioned = [m for m in clause.mentions if _named(m, given) is None and not is_service(m.phrase, reading.services)]
    return [*clause.attributes, *(column for m in mentioned if (column := column_of(m)) is not None)]


def _with_columns(resource: Resource, asked: list[ColumnLine], things: set[str]) -> Resource:
    known = {column.name for column in resource.columns}
    taken = {parent.column.removesuffix("_id") for parent in resource.parents} | things | {"status"}
    taken |= {thing.rpartition("_")[2] for thing in things}
    said = {_meaning(name) for name in known}
    fresh = [c for c in asked if c.name not in known | taken and _meaning(c.name) not in said]
    unique = {column.name: column for column in reversed(fresh)}
    plain = resource.entry.words[0] == "thing" and unique
    kept = tuple(c for c in resource.columns if not (plain and c.name == "description"))
    return replace(
        resource,
        columns=(*kept, *reversed(unique.values())),
        asked=resource.asked | {column.name for column in asked},
    )


_FORMS = frozenset({"at", "on", "is", "has", "flag", "minutes", "cents", "text", "html", "key", "id", "date", "time"})
_ALIKE = {"expiry": "expires", "expiration": "expires", "start": "starts", "end": "ends", "number": "code"}


def _meaning(column: str) -> frozenset[str]:
    """Return what a column's name says apart from its form, so that `duration` is not added to `duration_minutes`."""
    words = [_ALIKE.get(word, word) for word in column.split("_")]
    return frozenset(word for word in words if word not in _FORMS) or frozenset(words)


def _with_ages(resource: Resource, reading: Reading, main: str) -> Resource:
    words = {singular(resource.one.split()[-1])}
    ages = tuple(
        n for n in reading.numbers if n.kind == "age" and n.seconds and (words & n.words or resource.name == main)
    )
    return replace(resource, ages=ages)


def _if_there(resource: Resource, givens: Givens) -> Resource:
    """Turn a thing whose table is there into a change of that table: what the brief names is added, or what is usual."""
    if not resource.there and not givens.is_there(resource.name) and not givens.is_there(resource.table):
        return resource
    table = givens.table_for(resource.name, main=True)
    named = tuple(column for column in resource.columns if column.name in resource.asked)
    return replace(
        resource,
        table=table,
        columns=named
        or (() if resource.there else tuple(replace(c, flags=c.flags - {"unique"}) for c in resource.columns)),
        parents=(),
        owner=None,
        under=None,
        verbs={} if resource.there else resource.verbs,
        states=() if resource.there else resource.states,
        standard=("list", "read", "update"),
        there=True,
    )


def _connected(resource: Resource, resources: list[Resource], selection: Selection, givens: Givens) -> Resource:
    """Resolve each parent to a table of the feature or one that is given."""
    if resource.there:
        return resource
    names = {r.name: r for r in resources}
    parents: list[ParentLine] = []
    for parent in _parents(resource, selection, resources):
        if (
            parent.nullable
            and parent.column not in resource.beside
            and not _wanted(parent.target, selection.referred, names, givens)
        ):
            continue
        target = names.get(parent.target)
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
        resource,
        parents=tuple(parents),
        owner=resource.owner if resource.owner in columns else None,
        under=resource.under if resource.under in columns else None,
    )


def _wanted(target: str, context: tuple[str, ...], names: dict[str, Resource], givens: Givens) -> bool:
    """Tell whether an optional parent is part of the feature, named in the brief, there already, or a person."""
    actor = target in table_of_words("actors")
    return target == "self" or actor or target in names or target in context or givens.is_there(target)


def _parents(resource: Resource, selection: Selection, resources: list[Resource]) -> list[ParentLine]:
    """Return the parents of the entry; what a comment, tag or file hangs on is what the brief says, or its main thing."""
    parents = list(resource.parents)
    if resource.about is not None:
        return [*parents, ParentLine(resource.about, f"{resource.about}_id", nullable=False, on_delete="CASCADE")]
    subject = _subject(resource, selection, resources)
    if subject is None:
        return parents
    names = {r.name for r in resources}
    usual = next((p for p in parents if _stands_for_subject(p, resource, names)), None)
    if usual is not None:
        parents[parents.index(usual)] = replace(usual, target=subject, column=f"{subject}_id", nullable=False)
        return [p for p in parents if p.target != subject or p.column == f"{subject}_id"]
    goes_along = bool(resource.entry.archetypes) and resource.entry.archetypes[0] in _DEPENDENT
    on_delete: OnDelete = "CASCADE" if goes_along else "RESTRICT"
    return [*parents, ParentLine(subject, f"{subject}_id", nullable=False, on_delete=on_delete)]


_DEPENDENT = frozenset({"reaction", "membership", "line", "conversation", "attachment", "log"})
_SUBJECTS = frozenset({"post", "record", "item"})
"""What entries write for whatever they hang on."""


def _stands_for_subject(parent: ParentLine, resource: Resource, names: set[str]) -> bool:
    """Tell whether a parent is the entry's guess at what the brief says itself."""
    if parent.target in _SUBJECTS:
        return True
    guess = parent.target not in names and parent.target not in table_of_words("actors") and parent.target != "self"
    return guess and not parent.nullable and (parent.column == resource.under or resource.under is None)


def _subject(resource: Resource, selection: Selection, resources: list[Resource]) -> str | None:
    """Return what a thing hangs on: for the main one what the brief says, for others the main one."""
    own = [parent for parent in resource.parents if parent.column not in resource.beside]
    has = {parent.target for parent in own} | {parent.column.removesuffix("_id") for parent in own}
    if resource.main and not any(p.target in _SUBJECTS for r in resources[1:] for p in r.parents):
        subject = selection.subject
        return None if subject is None or subject in has or has & set(selection.referred) - _SUBJECTS else subject
    if not any(parent.target in _SUBJECTS for parent in resource.parents) or "post" in {r.name for r in resources}:
        return None
    return next((n for n in (selection.subject, resources[0].name) if n is not None and n not in has), None)


def _in_tenant(resource: Resource, tenant: str, givens: Givens) -> Resource:
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


def _services(reading: Reading, resources: list[Resource]) -> tuple[str, ...]:
    named = list(reading.services)
    kinds = {
        "payments": ("stripe", "paypal", "payments"),
        "email": ("sendgrid", "mailgun", "email"),
        "sms": ("twilio", "sms"),
    }
    for resource in resources:
        for use in resource.entry.uses:
            if not any(k in named for k in kinds.get(use, (use,))):
                named.append(use)
    return tuple(dict.fromkeys(named))


_UNCOUNTED = re.compile(r"(?:ing|ment|tion|roll|base|ware|ship|ance|ence|ability)$")


def _title(reading: Reading, resources: list[Resource], selection: Selection) -> str:
    """Name the feature in the words of the brief, where these are a plain noun."""
    if not resources:
        words = " ".join(reading.text.split()[:6])
        return words[:1].upper() + words[1:]
    spoken = selection.chosen[0].words
    known = spoken in resources[0].entry.words
    known = known and " for " not in spoken and " of " not in spoken
    one = _UNCOUNTED.search(spoken) is not None and plural(spoken) not in reading.text.lower()
    words = (spoken if one else plural(spoken)) if known else resources[0].many
    return " ".join(_capital(word) for word in words.split())


_ACRONYMS = frozenset(
    [
        "api",
        "apis",
        "sms",
        "url",
        "urls",
        "mfa",
        "pdf",
        "csv",
        "crm",
        "sso",
        "ip",
        "id",
        "otp",
        "faq",
        "sla",
        "cv",
        "hr",
        "ui",
        "it",
        "vat",
        "sku",
        "iban",
    ]
)


def _capital(word: str) -> str:
    if word in _ACRONYMS:
        return word.upper() if not word.endswith("s") or word == "sms" else f"{word[:-1].upper()}s"
    return word if word.isupper() else word[:1].upper() + word[1:]
