"""What somebody sets for all rows of a thing is no column of a row: a pass mark of a quiz, how long a bin keeps things."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from draftspec.drafters.builtin.catalogue import Catalogue, concepts
from draftspec.drafters.builtin.choices import Change, Choice
from draftspec.drafters.builtin.columns import ColumnLine, parse_columns
from draftspec.drafters.builtin.connecting import parents_of
from draftspec.drafters.builtin.database import column_name, presumed_columns
from draftspec.drafters.builtin.entries import Answer, Entry, JobEntry, RuleEntry, SettingsEntry
from draftspec.drafters.builtin.given import Givens
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading import ReadClause, Reading
from draftspec.drafters.builtin.reading.numbers import SECONDS, NumberFact
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.settable import BY_ITSELF, find_settable
from draftspec.drafters.builtin.reading.words import plural, singular, snake, table_of_words
from draftspec.drafters.builtin.resources import resource_of
from draftspec.drafters.builtin.selection import Selection
from draftspec.drafters.builtin.whose import ANYBODY

_SETTING = frozenset(
    {"set", "configure", "define", "limit", "adjust", "choose", "enable", "disable", "decide", "specify"}
)
_SPOKEN = re.compile(r"\b(admin(?:istrator)?|manager|operator|owner)s? (?:settings?|options?)\b", re.I)
ONE_ROW = ColumnLine("scope", "choice", default="application", values=("application",), flags=frozenset({"server", "unique"}), purpose="the one row")  # fmt: skip


@dataclass(frozen=True)
class Settled:
    """What is set for the rows of one thing: what the brief asks for, and what its rules read besides."""

    of: str
    place: str | None
    """The thing whose rows keep it; None for a row of its own."""
    entry: SettingsEntry
    asked: tuple[ColumnLine, ...]
    presumed: tuple[ColumnLine, ...]
    role: str
    number: NumberFact | None = None
    """The time of the brief that is the default of one of them."""

    def names(self, words: str) -> bool:
        """Tell whether words of the brief stand for something that is set."""
        return any(
            re.search(rf"\b(?:{self.entry.asked[line.name]})", words, re.I)
            for line in self.asked
            if line.name in self.entry.asked
        )


def settings_of(resources: list[Resource], reading: Reading, selection: Selection) -> list[Settled]:
    """Return what is set for the things of a plan and none of them keeps."""
    found = ((r, r.entry.settings) for r in resources if r.entry.settings is not None and not r.there)
    kept = [(r, entry, _place(r, entry, resources, selection)) for r, entry in found if entry is not None]
    known = [_settled(r, entry, reading, place) for r, entry, place in kept if entry.at is None or place is not None]
    return known if any(one.asked for one in known) else [*known, *_in_general(resources, reading)]


def _in_general(resources: list[Resource], reading: Reading) -> list[Settled]:
    """Return what the brief lets somebody set for all rows of its main thing, where no entry knows of it."""
    main = next((r for r in resources if r.main and not r.there and r.entry.settings is None), None)
    if main is None or reading.foreign:
        return []
    named = {word for r in resources for word in (*r.one.split(), *r.name.split("_"))}
    known = {line.name for line in main.columns}
    found = [s for s in find_settable(reading.text) if singular(s.stem) not in named and s.line.name not in known]
    if not found:
        return []
    who, place = next((s.who for s in found if s.who), None), found[0].place
    lines = tuple(one.line for one in found if one.place == place)
    stems = {one.line.name: re.escape(one.stem) for one in found}
    role = role_of(who.lower()).name if who else "admin"
    entry = SettingsEntry(by=role, columns="", asked=stems, rules=(_from_then_on(lines),))
    beyond = place if place is not None and place not in table_of_words("actors") else None
    return [Settled(of=main.name, place=beyond, entry=entry, asked=lines, presumed=(), role=role)]


def _from_then_on(lines: tuple[ColumnLine, ...]) -> RuleEntry:
    named = ", ".join(f"`{line.name}`" for line in lines)
    return RuleEntry(
        name="What is set holds from the next call on",
        description=f"{named}: nothing limits where it is empty; a change touches no row that is there.",
        implementation="Each call that it limits reads it inside its own transaction and refuses what goes beyond.",
        edge_cases=("Exactly the bound is still allowed.",),
        validation="Above 0, or null.",
        about=tuple(line.name for line in lines),
    )


def _place(resource: Resource, entry: SettingsEntry, resources: list[Resource], selection: Selection) -> str | None:
    """Return what keeps the settings here: the parent, or what the brief says in its place ("a waiting list for workshops")."""
    at = next((n for n, parent in enumerate(resource.parents) if parent.target == entry.at), None)
    now = parents_of(resource, selection, resources)
    return now[at].target if at is not None and at < len(now) else None


def _settled(resource: Resource, entry: SettingsEntry, reading: Reading, place: str | None) -> Settled:
    lines = parse_columns(entry.columns)
    wanted = {n for n, said in entry.asked.items() if re.search(rf"\b(?:{said})", reading.text, re.I)}
    last = next((line for line in lines if line.name == entry.lasts and line.name in wanted), None)
    number = next((n for n in reading.numbers if last and n.kind in ("lifetime", "age") and n.seconds), None)
    lines = tuple(_lasting(line, number) if number is not None and line is last else line for line in lines)
    return Settled(
        of=resource.name,
        place=place,
        entry=entry,
        asked=tuple(line for line in lines if line.name in wanted),
        presumed=tuple(line for line in lines if line.name not in wanted),
        role=_setter(reading) or entry.by,
        number=number,
    )


def _lasting(line: ColumnLine, number: NumberFact) -> ColumnLine:
    """Return a column of time whose default is a time of the brief, in the column's unit."""
    unit = SECONDS[line.name.rpartition("_")[2].removesuffix("s")]
    return replace(line, default=str(max(1, (number.seconds or 0) // unit)), nullable=False)


def _setter(reading: Reading) -> str | None:
    """Return the role that the brief lets set something."""
    acts = (act for act in reading.acts if act.person and act.verb in _SETTING)
    spoken = _SPOKEN.search(reading.text)
    subject = next((act.subject for act in acts), spoken[1].lower() if spoken else None)
    name = role_of(subject).name if subject is not None else None
    return name if name not in ANYBODY else None


def without_general(resources: list[Resource], settled: list[Settled]) -> list[Resource]:
    """Return the things; a table of settings in general is none beside a place for what the brief lets somebody set."""
    asked = [one for one in settled if one.asked]
    kept = [r for r in resources if r.name != "app_setting" and not any(_is_set(r, one) for one in asked)]
    if not kept or not asked:
        return resources
    return [replace(r, main=at == 0) for at, r in enumerate(kept)]


def _is_set(resource: Resource, settled: Settled) -> bool:
    """Tell whether what was taken for a thing is what somebody sets ("a pass mark")."""
    return resource.name not in concepts() and resource.name != settled.of and settled.names(resource.one)


def without_settings(reading: Reading, settled: list[Settled]) -> Reading:
    """Return what the brief says of the rows themselves."""
    wanted = [one for one in settled if one.asked]
    return replace(reading, clauses=tuple(_of_rows(c, wanted) for c in reading.clauses)) if wanted else reading


def _of_rows(clause: ReadClause, settled: list[Settled]) -> ReadClause:
    def is_set(words: str) -> bool:
        return any(one.names(words) for one in settled)

    return replace(
        clause,
        mentions=tuple(m for m in clause.mentions if m.concept is not None or not is_set(m.spoken)),
        attributes=tuple(line for line in clause.attributes if not is_set(line.name.replace("_", " "))),
        acts=tuple(a for a in clause.acts if not (a.objects.phrases and all(map(is_set, a.objects.phrases)))),
    )


def with_settings(
    resources: list[Resource], settled: list[Settled], reading: Reading, catalogue: Catalogue
) -> list[Resource]:
    """Return the things with what keeps their settings: another one of them, a parent, or a table of one row."""
    for one in settled:
        resource = next(r for r in resources if r.name == one.of)
        own = next((r for r in resources if r.name == one.place and not r.there), None)
        keeper = _extended(own, one) if own is not None else _keeper(one, resource, reading, catalogue)
        told = replace(resource, settled=keeper.table, entry=_told_of(resource, one))
        resources = [told if r is resource else keeper if r is own else r for r in resources]
        resources = [*resources, keeper] if own is None and one.asked else resources
    return resources


def _told_of(resource: Resource, settled: Settled) -> Entry:
    """Return the entry of what is limited: where no entry knew of the settings, with the refusal and job that follow."""
    entry = resource.entry.model_copy(update={"settings": None})
    if settled.entry.columns:
        return entry
    ends = [line for line in settled.asked if line.purpose and line.purpose.startswith(BY_ITSELF)]
    bounds = [line.name for line in settled.asked if line not in ends]
    rules = [_bounded(bounds)] if bounds and "create" in resource.standard else []
    jobs = [_ending(line) for line in ends]
    return entry.model_copy(update={"rules": (*entry.rules, *rules), "jobs": (*entry.jobs, *jobs)})


def _bounded(names: list[str]) -> RuleEntry:
    listed = " and ".join(f"`{{settings}}.{name}`" for name in names)
    answer = Answer(
        status=409,
        code="{ONE}_BEYOND_SETTINGS",
        when="it goes beyond what is set",
        message="This goes beyond what is allowed here.",
        at=("create",),
    )
    return RuleEntry(
        name="Within what is set",
        description=f"A new {{one}} keeps to {listed}; an empty setting limits nothing.",
        implementation="The setting is read FOR SHARE in the inserting transaction, and what it counts is counted there.",
        edge_cases=("The setting is lowered meanwhile: it waits for the insert and holds for the next one.",),
        validation="The bound itself is allowed.",
        answer=answer,
    )


def _ending(line: ColumnLine) -> JobEntry:
    unit = line.name.rpartition("_")[2]
    return JobEntry(
        name=f"{{table}}_{line.name.removesuffix(f'_{unit}')}"[:60],
        schedule="hourly (assumption)",
        does=f"Takes {{many}} that nobody has touched for `{{settings}}.{line.name}` {unit} and ends them, one transaction each; "
        "those that are ended are not taken again, and an empty setting takes none.",
        failure="What is left is taken by the next run.",
        watch="{Many} older than the setting.",
    )


def _extended(resource: Resource, settled: Settled) -> Resource:
    """Return a thing of the feature with what its entry lacks of the settings that it keeps."""
    known = {line.name for line in resource.columns}
    read = (line if line.name in settled.entry.asked else _read_only(line) for line in settled.presumed)
    fresh = tuple(line for line in (*settled.asked, *read) if line.name not in known)
    return replace(resource, columns=(*resource.columns, *fresh))


def _read_only(line: ColumnLine) -> ColumnLine:
    return replace(line, flags=line.flags | {"server"})


def _keeper(settled: Settled, resource: Resource, reading: Reading, catalogue: Catalogue) -> Resource:
    if settled.place is None:
        return _own_row(settled, resource)
    entry, place = settled.entry, settled.place
    read = tuple(_read_only(line) for line in settled.presumed)
    change = Change(
        columns=settled.asked, presumed=read, rules=entry.rules, tests=entry.tests, standard=("read", "update")
    )
    choice = Choice(place.replace("_", " "), place if place in catalogue else None, there=True, change=change)
    found = replace(resource_of(choice, reading, main=False), main=False, parents=(), owner=None)
    return replace(found, guards={"update": settled.role}, acted=frozenset({settled.role}))


def _own_row(settled: Settled, resource: Resource) -> Resource:
    feature = resource.entry.words[0] if resource.entry.called else resource.one
    one = f"{feature} setting"
    entry = Entry(
        words=(one,),
        archetypes=("settings",),
        purpose=f"What holds for all {resource.many}; one row.",
        singleton=True,
        manages=settled.role,
        touches={"update": (resource.name,)} if settled.entry.moves else {},
        rules=settled.entry.rules,
        tests=settled.entry.tests,
    )
    table = snake(plural(one))
    lines = (ONE_ROW, *settled.asked, *settled.presumed)
    return Resource(
        table, table, one, plural(one), entry, lines, (), None, None, (), {}, ("read", "update"), settled=table
    )


def presume_settings(resources: list[Resource], settled: list[Settled], givens: Givens) -> None:
    """Let the assumed parents have what the rules read and the brief does not ask for."""
    for one in settled:
        resource = next(r for r in resources if r.name == one.of)
        table = givens.table_for(one.place) if one.place and not one.asked else None
        if table is not None and table in {parent.target for parent in resource.parents}:
            givens.presume(
                table, presumed_columns(replace(resource, there=True, presumed=one.presumed, owner=None), {})
            )


def settled_numbers(settled: list[Settled]) -> tuple[NumberFact, ...]:
    """Return the numbers of the brief that are defaults of what is set."""
    return tuple(one.number for one in settled if one.number is not None)


def carriers(fact: NumberFact, plan: Plan) -> tuple[str, ...]:
    """Return the columns whose default a number of the brief is."""
    return tuple(
        f"database.{'modifications' if r.there else 'tables'}.{r.table}.columns.{column_name(line)}"
        for r in plan.resources
        for line in r.columns
        if fact.seconds
        and line.default is not None
        and line.kind in ("minutes", "hours", "days")
        and line.default == str(fact.seconds // SECONDS[line.kind.removesuffix("s")])
    )
