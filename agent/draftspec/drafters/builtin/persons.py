"""A table for the people of whom a brief says something themselves: who they are by their account, and what is kept of them."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.attending import ATTENDING
from draftspec.drafters.builtin.catalogue import archetypes
from draftspec.drafters.builtin.columns import ColumnLine, parse_columns, parse_parent
from draftspec.drafters.builtin.database import column_name, stored_column
from draftspec.drafters.builtin.entries import RuleEntry
from draftspec.drafters.builtin.given import Givens
from draftspec.drafters.builtin.plan import Figure, Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.keeping import answering
from draftspec.drafters.builtin.reading.persons import PersonFact, hidden_of_people
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.words import plural, snake, word_class
from draftspec.drafters.builtin.resources import STANDARD
from draftspec.drafters.builtin.whose import ANYBODY, is_ordinary

KIND = "fellow"
"""The archetype of a table with a row for each person of a kind."""


def with_persons(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the resources, with a table for each kind of people that something is said of, and what is asked of it."""
    if not resources or not reading.persons:
        return resources
    known = [fact.who for fact in reading.persons if fact.who is not None]
    default = next(iter(known), None) or _acting(reading)
    groups: dict[str, list[ColumnLine]] = {}
    for fact in reading.persons:
        groups.setdefault(fact.who or default, []).append(fact.column)
    for _, who, line in hidden_of_people(reading.negations):
        groups.setdefault(who if who in groups else next(iter(groups)), []).append(replace(line, nullable=True))
    for who, columns in groups.items():
        resources = _with_group(resources, who, columns)
    return _looked_at([_answered(r, resources) for r in resources], reading.persons, reading)


def presume_reachable(resources: list[Resource], reading: Reading, givens: Givens) -> None:
    """Let accounts have what tells how to reach people, where some may not see it and no table of the feature keeps it."""
    if persons_of(resources) is None and "users" in givens.tables():
        lines = [replace(line, nullable=True) for _, _, line in hidden_of_people(reading.negations)]
        kept = {column_name(c) for resource in resources for c in resource.columns}
        givens.presume("users", tuple(stored_column(line) for line in lines if line.name not in kept))


def persons_of(resources: list[Resource]) -> Resource | None:
    """Return the table of the people of a feature, where it has one."""
    return next((resource for resource in resources if resource.entry.archetypes[:1] == (KIND,)), None)


def _acting(reading: Reading) -> str:
    """Return the people whose matter the brief is: those who answer or do something, and do not only look."""
    answers = answering(reading.text)
    if answers is not None:
        return answers
    doing = [act for act in reading.acts if act.person and act.verb not in word_class("viewing")]
    roles = [role_of(act.subject).name for act in doing]
    return next((role for role in roles if is_ordinary(role) and role not in ANYBODY), "member")


def _with_group(resources: list[Resource], who: str, columns: list[ColumnLine]) -> list[Resource]:
    """Return the resources with the columns on the table of these people, which is added where none is theirs."""
    lines = tuple({line.name: line for line in columns}.values())
    table = plural(snake(who))
    there = next((r for r in resources if r.table == table or r.name == snake(who)), None)
    if there is not None:
        names = {line.name for line in there.columns}
        fresh = tuple(line for line in lines if line.name not in names)
        grown = replace(there, columns=(*there.columns, *fresh), asked=there.asked | {line.name for line in lines})
        return [grown if r is there else r for r in resources]
    return [*resources, _group(who, table, lines)]


def _group(who: str, table: str, columns: tuple[ColumnLine, ...]) -> Resource:
    entry = archetypes().entry(KIND)
    return Resource(
        name=snake(who),
        table=table,
        one=who,
        many=plural(who),
        entry=entry.model_copy(update={"standard": STANDARD, "archetypes": (KIND,)}),
        columns=(*parse_columns(entry.columns), *columns),
        parents=tuple(parse_parent(parent) for parent in entry.parents),
        owner=entry.owner,
        under=None,
        states=(),
        verbs=dict(entry.verbs),
        standard=STANDARD,
        asked=frozenset(line.name for line in columns),
    )


def _answered(resource: Resource, resources: list[Resource]) -> Resource:
    """Return what people answer with the rule that tells who has not: it follows from the table of these people."""
    people = persons_of(resources)
    if people is None or resource.name not in ATTENDING:
        return resource
    missing = RuleEntry(
        name="Who has not answered",
        description=f"Whoever has a row in `{people.table}` and none in `{{table}}` for the same {{held}} has not answered; nobody is written down as silent.",
        implementation=f"`{people.table}` LEFT JOIN `{{table}}` ON `user_id`, for one {{held}}; what finds no partner is missing.",
        edge_cases=(
            f"Somebody whose row in `{people.table}` is deleted leaves the answers that he gave, and is missed no more.",
        ),
        validation="Answers and missing ones together are as many as the people.",
        about=("user_id",),
    )
    entry = resource.entry.model_copy(update={"rules": (*resource.entry.rules, missing)})
    return replace(resource, entry=entry)


def _looked_at(resources: list[Resource], facts: tuple[PersonFact, ...], reading: Reading) -> list[Resource]:
    """Return the answers with a call that counts them by what the brief looks at people by."""
    people = persons_of(resources)
    fact = next((fact for fact in facts if fact.seen), None)
    answers = next((r for r in resources if r.name in ATTENDING), None)
    if people is None or fact is None or answers is None:
        return resources
    given = next((line for line in answers.columns if line.values), None)
    viewers = (role_of(a.subject).name for a in reading.acts if a.person and a.verb in word_class("viewing"))
    by = column_name(fact.column)
    figure = Figure(
        kind="count",
        phrase=f"by_{by}",
        role=next((role for role in viewers if role not in ANYBODY and not is_ordinary(role)), ""),
        of=people.table,
        by=by,
        groups=fact.column.values,
        values=given.values if given is not None else (),
    )
    return [replace(r, figures=(*r.figures, figure)) if r is answers else r for r in resources]
