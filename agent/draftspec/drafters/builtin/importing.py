"""Binds an import to what its lines become: a table of the feature, one that is taken for granted, or a question."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.columns import ColumnLine, ParentLine, is_signature
from draftspec.drafters.builtin.entries import Entry, JobEntry, QuestionEntry, RuleEntry, TestEntry, VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import article, in_words, plural, word_class

IMPORT = "import_job"
"""The entry of a file that is brought in."""
_ROWS = re.compile(r"\b(?:rows?|lines?|records?|entries|entry)\b", re.I)
_KINDS = re.compile(r"\b(?:types?|kinds?)\b", re.I)
_LARGE = 1_000
"""Rows from which a number beside an import is the size of its file, and no limit."""


@dataclass(frozen=True)
class Target:
    """What a line of the file becomes."""

    name: str
    """Its entry or noun, in the singular."""
    resource: Resource | None
    """The thing of the feature, or None where its table is taken for granted."""


def with_import(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Return the things; an import says what a line becomes, by which function it is written and how many the brief speaks of."""
    found = next((r for r in resources if r.name == IMPORT and not r.there), None)
    if found is None:
        return resources
    target = _target(found, resources, reading, catalogue)
    built = {r.name: r for r in resources}
    told = _asking(found) if target is None else _bound(found, target, reading, built)
    told = _sized(told, [fact for fact in reading.numbers if is_volume(fact)])
    return [told if r is found else r for r in resources]


def is_volume(fact: NumberFact) -> bool:
    """Tell whether a number is that of the lines of a file ("about 40k rows"), which nothing is refused for."""
    return fact.kind == "count" and float(fact.value) >= _LARGE and _ROWS.search(fact.text) is not None


def without_volumes(facts: tuple[NumberFact, ...], resources: list[Resource]) -> tuple[NumberFact, ...]:
    """Return the numbers without the sizes of files where something is imported: its tests are sized by them."""
    imported = any(r.name == IMPORT for r in resources)
    return tuple(fact for fact in facts if not (imported and is_volume(fact)))


def _target(found: Resource, resources: list[Resource], reading: Reading, catalogue: Catalogue) -> Target | None:
    """Return what is imported: what the sentence about the import names besides, else the main thing of the feature."""
    made = {r.name: r for r in resources if r.name not in (IMPORT, "import_row")}
    for clause in reading.clauses:
        if not any(mention.concept == IMPORT for mention in clause.mentions):
            continue
        names = [m.concept or m.words for m in clause.mentions if m.concept != IMPORT and m.part != "actor"]
        named = [name for name in names if name in made] or [n for n in names if _is_record(n, catalogue, reading.text)]
        if named:
            return Target(named[0], made.get(named[0]))
    main = resources[0]
    return Target(main.name, main) if main is not found and "create" in main.standard else None


def _is_record(name: str, catalogue: Catalogue, text: str) -> bool:
    """Tell whether a noun beside an import is what its lines are: a known thing, or one that the brief has several of."""
    if name in _PAPERS or name.split("_")[-1].split()[-1] in word_class("generic") | _PARTS_OF_A_FILE:
        return False
    several = plural(name)
    return name in catalogue or (several != name and re.search(rf"\b{re.escape(several)}\b", text, re.I) is not None)


_PAPERS = frozenset({"uploaded_file", "attachment", "document", "data_export", "import_row", "spreadsheet", "user"})
"""Entries that are the file itself, or whoever brings it in."""
_PARTS_OF_A_FILE = frozenset({"file", "sheet", "row", "line", "record", "column", "cell", "error", "heading", "header", "csv", "tool", "system", "template", "preview", "spreadsheet", "excel", "item", "list", "format"})  # fmt: skip


def _bound(found: Resource, target: Target, reading: Reading, built: dict[str, Resource]) -> Resource:
    """Return the import of one kind of record: it has no column for the kind unless the brief speaks of several."""
    kinds = _KINDS.search(reading.text) is not None
    entry = found.entry if kinds else _of_one_kind(found.entry)
    columns = found.columns if kinds else tuple(c for c in found.columns if c.name != "type")
    jobs = tuple(_writing(job, target) if job.name == "run_import" else job for job in entry.jobs)
    asked = () if _key(target.resource) is not None else (_found_again(target),)
    added = {"jobs": jobs, "rules": (_becoming(target, built), *entry.rules), "questions": (*asked, *entry.questions)}
    return replace(found, columns=columns, entry=entry.model_copy(update=added))


def _found_again(target: Target) -> QuestionEntry:
    one = target.resource.one if target.resource is not None else target.name.replace("_", " ")
    return QuestionEntry(
        text=f"By which column is {article(one)} {one} of the file found again?",
        recommended="By none at first: each line makes a new row, and `mode` only counts once there is one.",
    )


def _of_one_kind(entry: Entry) -> Entry:
    """Return the entry without what tells kinds of records apart."""
    rules = tuple(
        rule.model_copy(update={"about": tuple(name for name in rule.about if name != "type")}) for rule in entry.rules
    )
    jobs = tuple(
        job.model_copy(update={"reads": tuple(name for name in job.reads if name != "type")}) for job in entry.jobs
    )
    preview = entry.verbs["preview"]
    shown = preview.model_copy(
        update={
            "does": preview.does.replace("what is imported, ", ""),
            "gives": {name: asked for name, asked in preview.gives.items() if name != "type"},
        }
    )
    return entry.model_copy(update={"rules": rules, "jobs": jobs, "verbs": {**entry.verbs, "preview": shown}})


def _writing(job: JobEntry, target: Target) -> JobEntry:
    placing = _placing(target.resource) if target.resource is not None else None
    besides = placing[1].adds if placing is not None else ()
    return job.model_copy(update={"adds": (*job.adds, target.name, *besides), "changes": (*job.changes, target.name)})


def _placing(resource: Resource) -> tuple[str, VerbEntry] | None:
    """Return the verb that puts a row where it lies: it takes a key to what holds it."""
    keys = {p.column for p in _references(resource)}
    return next(((name, verb) for name, verb in resource.verbs.items() if verb.to and keys & set(verb.takes)), None)


def _references(resource: Resource) -> list[ParentLine]:
    """Return the keys of a row that a file can give: not whose it is, nor who did something to it."""
    own = (resource.owner, resource.tenant)
    return [
        p
        for p in resource.parents
        if p.column not in own
        and not is_signature(p.column)
        and p.target not in ("user", "users", "self", resource.name, resource.table)
    ]


def _becoming(target: Target, built: dict[str, Resource]) -> RuleEntry:
    """Return the rule of what a line of the file becomes."""
    table = target.resource.table if target.resource is not None else plural(target.name)
    key = _key(target.resource)
    finds = f", or changes the one with its `{key}`" if key is not None else "; no column finds one again, so that the same line twice makes two"  # fmt: skip
    headings = _headings(target.resource, built)
    named = f" Headings: {', '.join(f'`{name}`' for name in headings)}." if headings else ""
    return RuleEntry(
        name=f"A line is a row of {table.replace('_', ' ')}",
        description=f"Each line makes one row of `{table}`{finds}.{named}",
        implementation=_through(target.resource, table),
        edge_cases=tuple(_edges(target.resource, built)),
        validation="What a call would refuse, the line is failed for, with that code in `error`.",
        about=("mapping",),
    )


def _through(resource: Resource | None, table: str) -> str:
    if resource is None:
        return f"`run_import` writes through the function that makes a row of `{table}` today, so that its rules hold for a line as well."
    return f"`run_import` writes through the same function as the call that makes a row of `{table}`, so that every rule of that call holds for a line as well."


def _key(resource: Resource | None) -> str | None:
    """Return the column by which a record is found again: the unique one that the caller gives."""
    columns = resource.columns if resource is not None else ()
    return next((c.name for c in columns if "unique" in c.flags and not c.flags & {"server", "hidden"}), None)


def _headings(resource: Resource | None, built: dict[str, Resource]) -> tuple[str, ...]:
    """Return what a line gives: what the creating call takes."""
    if resource is None:
        return ()
    placing = _placing(resource)
    placed = set(placing[1].takes) if placing is not None else set()
    later = {name for verb in resource.verbs.values() for name in verb.takes} - placed
    given = [_column(c) for c in resource.columns if not c.flags & {"server", "hidden"} and c.name not in later]
    keys = (p for p in _references(resource) if p.column not in later)
    return (*given, *(heading for key in keys for heading in _chain(key, built)))


def _chain(key: ParentLine, built: dict[str, Resource]) -> tuple[str, ...]:
    """Return the headings that name a row which a key leads to: it, and what it lies in, up to a name that is told apart alone."""
    above = built.get(key.target)
    whole = next((p for p in above.parents if p.column == above.under), None) if above is not None else None
    own = key.column.removesuffix("_id")
    return (*_chain(whole, built), own) if whole is not None and whole.target != key.target else (own,)


def _column(line: ColumnLine) -> str:
    return f"{line.name}_cents" if line.kind == "money" else line.name


def _edges(resource: Resource | None, built: dict[str, Resource]) -> list[str]:
    if resource is None:
        return ["A line that names something which is not there is failed, and not made up."]
    edges = [_found_by(key, built) for key in _references(resource)[:1]]
    placing = _placing(resource)
    if placing is not None:
        given = " and ".join(f"`{column.removesuffix('_id')}`" for column in placing[1].takes)
        edges.append(
            f"A line that gives {given} is followed by `{placing[0].replace('_', '-')}`, with all that it writes: its `status` is `{placing[1].to}`."
        )
    if resource.states:
        edges.append(f"Every other line begins in `{resource.states[0]}`.")
    return edges or ["A line with an empty required value is failed with the name of its heading."]


def _found_by(key: ParentLine, built: dict[str, Resource]) -> str:
    above = built.get(key.target)
    table = above.table if above is not None else plural(key.target)
    headings = [f"`{name}`" for name in _chain(key, built)]
    together = "by the name in" if len(headings) == 1 else "by the names in"
    return (
        f"`{key.column}` is found in `{table}` {together} {in_words(headings)}{' together' if len(headings) > 1 else ''}; "
        "a line that names none that is there, or several, is failed, so that these are entered first (assumption)."
    )


def _asking(found: Resource) -> Resource:
    question = QuestionEntry(
        text="Which records are imported, with which headings, and by what is one found again?",
        recommended="One importer for each `type`, which names its headings, its table and the column that finds a record; here it is known by its `type` alone.",
    )
    entry = found.entry.model_copy(update={"questions": (question, *found.entry.questions)})
    return replace(found, entry=entry)


def _sized(found: Resource, facts: list[NumberFact]) -> Resource:
    tests = tuple(
        TestEntry(
            given=f"A file of {fact.value} rows (“{fact.text}”), confirmed.",
            expect=f"`imported_rows` {fact.value}, and at no time more than one batch in memory.",
        )
        for fact in facts[:1]
    )
    return (
        replace(found, entry=found.entry.model_copy(update={"tests": (*tests, *found.entry.tests)})) if tests else found
    )
