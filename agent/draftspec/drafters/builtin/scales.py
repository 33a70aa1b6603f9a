"""What people rate is kept on the scale that the brief names, and what they may rate is what the brief says."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import Answer, RuleEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.acts import Act, tokens_of
from draftspec.drafters.builtin.reading.people import as_participle, participle_of
from draftspec.drafters.builtin.reading.words import lifecycle_verb, plural, snake, table_of_words, word_class

_POINTS = frozenset({"star", "point", "rating", "score", "grade", "scale", "mark", "heart", "rate", ""})


def with_scale(resource: Resource, reading: Reading) -> Resource:
    """Return a thing whose rating goes from and to what the brief says; an entry's goes from 1 to 5."""
    line = next((column for column in resource.columns if column.kind == "rating"), None)
    bounds = [int(n.value) for n in reading.numbers if n.kind in ("least", "most") and n.unit in _POINTS and n.value.isdigit()]  # fmt: skip
    if line is None or len(bounds) != 2 or bounds == [1, 5]:
        return resource
    checks = (*resource.entry.checks, f"{line.name} >= {bounds[0]} and {line.name} <= {bounds[1]}")
    columns = tuple(replace(c, kind="integer") if c is line else c for c in resource.columns)
    return replace(resource, columns=columns, entry=resource.entry.model_copy(update={"checks": checks}))


def with_condition(resource: Resource, reading: Reading) -> Resource:
    """Return what a verb makes with the rule that it is made only of what is so far ("rate delivered orders")."""
    for clause in reading.clauses:
        tokens = [token.lower() for token in tokens_of(clause.text)]
        for act in clause.acts:
            state = _state(act, tokens)
            if state is not None and _makes(act, resource):
                rule = _rule(state, act, resource)
                return replace(
                    resource, entry=resource.entry.model_copy(update={"rules": (rule, *resource.entry.rules)})
                )
    return resource


def _state(act: Act, tokens: list[str]) -> str | None:
    """Return the participle between a verb and its object."""
    behind = [
        token
        for token in tokens[act.verb_at + 1 : act.verb_at + 4]
        if token not in ("a", "an", "the", "their", "only", "any")
    ]
    word = behind[0] if behind and act.objects.phrases else ""
    said = lifecycle_verb(word) not in (None, word) or participle_of(word, word_class("acting")) is not None
    return word if said and word not in act.objects.phrases[0].split() else None


def _makes(act: Act, resource: Resource) -> bool:
    noun = table_of_words("nominal").get(act.verb)
    return act.person and noun is not None and noun in resource.one.split()


def _rule(state: str, act: Act, resource: Resource) -> RuleEntry:
    thing = act.objects.phrases[0]
    code = f"{snake(thing).upper()}_NOT_{state.upper()}"
    return RuleEntry(
        name=f"Only {state} {plural(thing)}",
        description=f"Only what is {state} gets one of the {{many}}; what happens to the {thing} later does not undo it.",
        implementation=f"The {thing} is read with `FOR SHARE` in the transaction of the insert, and its state compared.",
        edge_cases=(f"The {thing} stops being {state} while the caller writes: whoever holds the lock first decides.",),
        validation=f"The {thing} is {state}.",
        about=(f"{snake(thing)}_id",),
        answer=Answer(
            status=409,
            code=code,
            when=f"the {thing} is not {state}",
            message=f"Only {state} {plural(thing)} can be {as_participle(act.verb)}.",
            at=("create",),
        ),
    )


def remarks_of(acts: tuple[Act, ...]) -> tuple[ColumnLine, ...]:
    """Return what somebody adds to what the clause makes ("… and leave a comment") as its columns."""
    return tuple(ColumnLine(snake(_PLAIN.get(phrase, phrase)), "text", nullable=True) for phrase in remarked(acts))


_PLAIN = {"feedback": "comment", "review text": "comment", "written comment": "comment", "text": "comment"}


def remarked(acts: tuple[Act, ...]) -> tuple[str, ...]:
    """Return the words for what somebody adds to what the clause makes."""
    return tuple(phrase for before, act in pairwise(acts) if is_remark(act, before) for phrase in act.objects.phrases)


def is_remark(act: Act, before: Act | None) -> bool:
    """Tell whether an act only adds a word to what the act before it made."""
    same = before is not None and before.subject == act.subject
    made = same and before is not None and (before.verb in table_of_words("nominal") or before.objects.pronoun)
    spoken = act.objects.phrases and all(phrase in word_class("remarks") for phrase in act.objects.phrases)
    return bool(made and spoken and not act.objects.plural and act.verb in word_class("leaving"))
