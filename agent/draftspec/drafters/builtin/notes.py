"""Says what was taken for granted, and what somebody should decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.addressing import assumed_of, unaddressed
from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.doubled import doubled
from draftspec.drafters.builtin.entries import QuestionEntry
from draftspec.drafters.builtin.limits import hidden_nowhere, hidden_with_accounts
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.places import named_places
from draftspec.drafters.builtin.reading.words import in_words, plural, snake
from draftspec.drafters.builtin.silent import silent_decisions
from draftspec.drafters.builtin.spans import is_told
from draftspec.drafters.builtin.there_already import standing
from draftspec.drafters.builtin.uncovered import uncovered
from draftspec.drafters.builtin.undeleted import contradicted
from draftspec.drafters.builtin.unplaced import questions_of_numbers
from draftspec.drafters.builtin.unserved import undone, unserved
from draftspec.drafters.builtin.whose import makers_of
from draftspec.sections.database import Table
from draftspec.spec import Assumption, OpenQuestion, Sections

MOST_QUESTIONS = 5


def assumptions_of(plan: Plan, sections: Sections) -> tuple[Assumption, ...]:
    """Return the assumptions, those about tables first; each is about this feature."""
    main = plan.main
    if main is None:
        return ()
    found = []
    for table in sections.database.assumed:
        users = [
            f"`{t.name}.{c.name}`"
            for t in sections.database.tables
            for c in t.columns
            if c.references and c.references.table == table.name
        ]
        if users:
            found.append(
                Assumption(
                    text=f"`{table.name}` with {_kept_in(table)} stands behind {', '.join(users[:3])}.",
                    why="The schema has no such table." if plan.existing else "The brief does not define it.",
                )
            )
    found += [
        _rows_named(table.name, names)
        for table in (*sections.database.assumed, *sections.database.tables)
        if (names := _names(table, plan))
    ]
    found += [_made_elsewhere(table, sections) for table in sections.database.assumed if _writers(table, sections)]
    jobs = sections.jobs.jobs if sections.jobs is not None else ()
    found += [
        Assumption(text=f"{said}.", why="The brief does not say where addresses are kept.")
        for job in jobs
        if (said := assumed_of(job, plan)) is not None
    ]
    found += [
        Assumption(
            text=f"`{column}` is what some may not see by “{words}”; no call of this design shows it to anybody.",
            why="The brief does not say where it is kept.",
        )
        for words, column in hidden_with_accounts(plan).items()
    ]
    found += [_bare(resource) for resource in plan.resources if _is_bare(resource)]
    for resource in plan.resources:
        for text in resource.entry.assumptions:
            said, _, why = resource.fill(text).partition(":")
            found.append(Assumption(text=_sentence(said), why=_sentence(why or f"Usual for {resource.many}.")))
    found += silent_decisions(plan, sections)
    return tuple({a.text: a for a in found}.values())


def _names(table: Table, plan: Plan) -> tuple[str, ...]:
    """Return the names that the brief gives to rows of a table, one by one."""
    named = {} if plan.reading.foreign else named_places(plan.reading.text)
    return next((names for noun, names in named.items() if snake(plural(noun)) == table.name), ())


def _rows_named(table: str, names: tuple[str, ...]) -> Assumption:
    return Assumption(
        text=f"`{table}` has the rows {in_words(list(names))}.",
        why="The brief names them; seed data inserts them once.",
    )


def _writers(table: Table, sections: Sections) -> list[str]:
    """Return the calls that insert rows into a table that the feature takes for granted and that nothing of it refers to."""
    referred = {c.references.table for t in sections.database.tables for c in t.columns if c.references}
    calls = [
        f"`{e.method} {e.path}`"
        for e in sections.endpoints.endpoints
        if any(one.table == table.name and one.column == "created_at" for one in e.server_sets)
    ]
    return [] if table.name in referred else calls


def _made_elsewhere(table: Table, sections: Sections) -> Assumption:
    columns = ", ".join(f"`{column.name}`" for column in table.columns)
    return Assumption(
        text=f"`{table.name}` is there, with {columns}; {' and '.join(_writers(table, sections)[:2])} {'insert' if len(_writers(table, sections)) > 1 else 'inserts'} into it.",
        why="It belongs to a feature that this brief does not ask for.",
    )


def _is_bare(resource: Resource) -> bool:
    """Tell whether nothing is known of a thing but its name, so that its table has no more than every table may have."""
    names = {column.name for column in resource.columns if not column.name.endswith("_at")}
    return names <= _USUAL and not (resource.there or resource.asked or resource.name in concepts())


_USUAL = frozenset({"name", "title", "description"})


def _bare(resource: Resource) -> Assumption:
    kept = [f"`{column.name}`" for column in resource.columns if column.name in _USUAL]
    return Assumption(
        text=f"A row of `{resource.table}` keeps {' and '.join(kept) or 'its keys'}, and nothing else of the {resource.one}.",
        why=f"Nothing more is said of {resource.many}: name what each has before it is built.",
    )


def _kept_in(table: Table) -> str:
    """Name the key of an assumed table, and what the feature reads of it besides."""
    label, *rest = [f"`{column.name}`" for column in table.columns if not column.primary_key]
    read = rest if label in ("`name`", "`email`") else [label, *rest]
    return f"the key `id` and {', '.join(read)}" if read else "the key `id`"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


_ANSWERED = {
    "lifetime": r"expir|\bvalid\b",
    "age": r"^How long .*\bkept\b",
    "money": r"\benough\b.*\blarge|\blarge.*\benough|from which (?:sum|amount)",
}
"""What a question is about that a number of the brief answers, by the kind of the number."""


def _answers(fact: NumberFact, question: str) -> bool:
    """Tell whether a number of the brief decides what a question asks."""
    if question.startswith("How many ") and fact.kind in ("limit", "most"):
        return question.split()[2].rstrip("?") in fact.text.split()
    asked = _ANSWERED.get(fact.kind)
    return asked is not None and re.search(asked, question, re.I) is not None


def _of_brief(plan: Plan) -> Iterator[OpenQuestion]:
    """Yield what the brief itself leaves open: numbers without a meaning, and things that may be there."""
    yield from questions_of_numbers(plan)
    there = standing(plan)
    if there is not None:
        yield OpenQuestion(
            text=f"Is `{there.table}` there already? The brief says “{there.said}”.",
            recommended=f"If so, draft again with the schema: `{there.table}` is then altered and not created, and gets {there.added}.",
        )


def _of_contradiction(plan: Plan) -> Iterator[OpenQuestion]:
    both = contradicted(plan.reading.text) if plan.main is not None else None
    if both is not None:
        yield OpenQuestion(
            text=f"Which holds: “{both[0]}” or “{both[1]}”? The brief says both.",
            recommended="Deletion by whoever made it, until somebody needs the row; say which, and draft again.",
        )


def _of_hidden(plan: Plan) -> Iterator[OpenQuestion]:
    for words in hidden_nowhere(plan) if plan.main is not None else ():
        yield OpenQuestion(
            text=f"Where is kept what somebody may not “{words}”? No table of this design holds it.",
            recommended="Name the table; its calls then leave it out for them.",
        )


def _of_doubled(plan: Plan) -> Iterator[OpenQuestion]:
    for words in doubled(plan):
        yield OpenQuestion(
            text=f"Which two rows overlap by “{words}”? No constraint of this design refuses it.",
            recommended="Name what is taken and from when until when; an exclusion constraint on both then refuses the second row with 409.",
        )


def _of_unserved(plan: Plan, sections: Sections) -> Iterator[OpenQuestion]:
    for said in unserved(plan, sections):
        yield OpenQuestion(
            text=f"Which table or call is meant by “{said}”? Nothing of this design takes it up.",
            recommended="Say what is kept of it and who does what with it, and draft again.",
        )


def _of_undone(plan: Plan, sections: Sections) -> Iterator[OpenQuestion]:
    for who, said in undone(plan, sections):
        yield OpenQuestion(
            text=f"Which call is meant by “{said}”? No call of this design lets the {who} do it.",
            recommended="Say on which row it is done, what changes in it, and draft again.",
        )


def _of_unaddressed(plan: Plan, sections: Sections) -> Iterator[OpenQuestion]:
    for job, whom in unaddressed(sections.jobs, plan):
        named = f"the {whom}" if whom is not None else "whoever is told"
        missing = f"no column leads from its rows to {named}"
        yield OpenQuestion(
            text=f"Whose address does `{job.name}` send to? {missing[:1].upper()}{missing[1:]}.",
            recommended="Name the table with the people and the column that refers to it, and draft again; until then nothing is sent.",
        )


def _of_uncovered(plan: Plan, sections: Sections) -> Iterator[OpenQuestion]:
    asked = " ".join((*unserved(plan, sections), *(said for _, said in undone(plan, sections))))
    for said, words in uncovered(plan, sections):
        if said not in asked and not any(part and part in said for part in unserved(plan, sections)):
            yield OpenQuestion(
                text=f"What becomes of “{said}”? Nothing of this design is called {words}.",
                recommended="That part is not drafted: say what is kept of it and who does it, and draft again.",
            )


def questions_of(plan: Plan, sections: Sections) -> tuple[OpenQuestion, ...]:
    """Return at most five open questions, the main thing's first."""
    asked: dict[str, OpenQuestion] = {
        question.text: question
        for question in (
            *_of_contradiction(plan),
            *_of_doubled(plan),
            *_of_brief(plan),
            *_of_hidden(plan),
            *_of_unserved(plan, sections),
            *_of_undone(plan, sections),
            *_of_uncovered(plan, sections),
            *_of_unaddressed(plan, sections),
        )
    }
    for resource in plan.resources:
        for question in resource.entry.questions:
            text = resource.fill(question.text)
            if not _arises(question, resource, plan.reading) or _is_answered(question, text, resource, plan.reading):
                continue
            asked.setdefault(text, OpenQuestion(text=text, recommended=_recommended(question, resource)))
    return tuple(asked.values())[:MOST_QUESTIONS]


def _arises(question: QuestionEntry, resource: Resource, reading: Reading) -> bool:
    """Tell whether there is anything to ask: whose a row is, only where rows are somebody's and nobody else acts on them."""
    acted = resource.entry.readers is not None or any(verb.by for verb in resource.verbs.values())
    if question.owned and (resource.owner is None or acted):
        return False
    return question.asked is None or re.search(rf"\b(?:{question.asked})", reading.text, re.I) is not None


def _is_answered(question: QuestionEntry, text: str, resource: Resource, reading: Reading) -> bool:
    """Tell whether the brief says already what a question asks: in words, by a number, or by who makes the thing."""
    said = question.answered is not None and re.search(rf"\b(?:{question.answered})", reading.text, re.I) is not None
    named = _ASKS_WHO_MAKES.match(text) is not None and bool(makers_of(resource))
    timed = text.startswith("How long ") and is_told(resource)
    return said or named or timed or any(_answers(fact, text) for fact in reading.numbers)


_ASKS_WHO_MAKES = re.compile(r"Who (?:may |can )?(?:add|create|found|invent|make|register|translate|open)s?\b")
"""How a question begins that a brief answers by saying who makes a thing."""


def _recommended(question: QuestionEntry, resource: Resource) -> str:
    """Return what is recommended, and what is drafted where that is something else: nobody builds the one for the other."""
    said = f" In this draft: {question.drawn}" if question.drawn else ""
    return resource.fill(question.recommended + said)
