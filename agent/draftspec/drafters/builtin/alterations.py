"""What each kind of change makes of a thing that is there: columns, calls, filters, and the rule that holds afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import Catalogue, data
from draftspec.drafters.builtin.choices import Change, Choice, known_choice, unknown_choice
from draftspec.drafters.builtin.columns import ColumnLine, ParentLine, parse_columns
from draftspec.drafters.builtin.compounds import compound
from draftspec.drafters.builtin.entries import MetricEntry, RuleEntry, TestEntry, VerbEntry
from draftspec.drafters.builtin.naming import is_one_of_rows
from draftspec.drafters.builtin.reading.changing import ChangeRequest
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.lexicon import is_no_thing
from draftspec.drafters.builtin.reading.mentions import Mention, find_mentions
from draftspec.drafters.builtin.reading.words import singular, snake, table_of_words, word_class


def known_mention(mention: Mention, catalogue: Catalogue) -> Choice:
    """Return the choice of a noun that names an entry."""
    choice = known_choice(mention.words, str(mention.concept), mention.modifiers, catalogue)
    made = mention.verb in _MAKING and not mention.modifiers
    spoken = mention.plural and " " in mention.words and not mention.modifiers
    named = ((mention.plural or made or is_one_of_rows(mention)) and mention.part == "core") or spoken
    called = mention.words if named else None
    return compound(replace(choice, called=called), mention, catalogue)


_MAKING = frozenset({"create", "make", "place", "submit"})
"""Verbs whose object is one of the things: who creates a reservation calls it so."""


def unknown_mention(mention: Mention, catalogue: Catalogue) -> Choice:
    """Return the choice of a noun that is no entry."""
    return compound(unknown_choice(mention.words, mention.modifiers), mention, catalogue)


def thing_of(phrase: str, catalogue: Catalogue) -> Choice | None:
    """Return the thing that a phrase names; an attribute, or a word that says nothing, is none."""
    mentions = [m for m in find_mentions(f"the {phrase}", catalogue) if m.part != "context"]
    if not mentions:
        head = singular(phrase.split()[-1])
        nothing = (
            is_no_thing(head) or head in word_class("generic") | word_class("stop") or attribute(phrase) is not None
        )
        return None if nothing else unknown_choice(head, ())
    mention = mentions[-1]
    if mention.concept is not None:
        return known_mention(mention, catalogue)
    plain = attribute(mention.phrase) is not None and not mention.modifiers and not mention.plural
    return None if plain else unknown_mention(mention, catalogue)


def _operation(request: ChangeRequest, choice: Choice, catalogue: Catalogue) -> Change | None:
    said = data("operations")[request.detail]
    calls = {name: VerbEntry.model_validate_json(json.dumps(call)) for name, call in said["calls"].items()}
    columns = parse_columns(said.get("columns", ""))
    parents: tuple[ParentLine, ...] = ()
    if request.detail == "move" and (place := _place(request, choice, catalogue)) is not None:
        calls = {
            "move": VerbEntry(does=f"Moves the {{one}} to another {place.replace('_', ' ')}.", takes=(f"{place}_id",))
        }
        columns, parents = (), (ParentLine(place, f"{place}_id", nullable=True, on_delete="SET NULL"),)
    return Change(
        columns=columns,
        presumed=parse_columns(said.get("presumed", "")),
        calls=tuple(calls.items()),
        rules=(RuleEntry.model_validate_json(json.dumps(said["rule"])),),
        tests=(TestEntry.model_validate(said["test"]),),
        pitfalls=(str(said["pitfall"]),),
        metrics=(MetricEntry.model_validate(said["metric"]),),
        standard=tuple(said.get("standard", ("list", "read"))),
        parents=parents,
    )


def _place(request: ChangeRequest, choice: Choice, catalogue: Catalogue) -> str | None:
    """Return where something is moved to: what the brief says, or the noun before it ("project specific segments")."""
    named = [thing_of(other, catalogue) for other in request.others]
    place = next((other.name for other in named if other is not None and other.name != choice.name), None)
    return place or next((m for m in choice.modifiers if m in catalogue), None)


def _filter(request: ChangeRequest, choice: Choice, catalogue: Catalogue) -> Change:
    lines = [_filtered_by(phrase) for phrase in request.others]
    known = lines or [ColumnLine("status", "name")]
    presumed = tuple(replace(line, flags=frozenset({"filter", "server"})) for line in known)
    rule = RuleEntry(
        name="Filters narrow each other",
        description=f"Each filter that is given must hold; {{many}} without a value in {_listed(presumed)} match no filter by it.",
        implementation="The conditions are joined with AND and bound as parameters; the cursor holds the filters, so that a page belongs to one search.",
        validation="An unknown parameter, or a value of another type, is refused before the database is asked.",
        about=tuple(line.name for line in presumed),
    )
    return Change(presumed=presumed, rules=(rule,), standard=("list", "read"))


def _listed(lines: tuple[ColumnLine, ...]) -> str:
    return " or ".join(f"`{line.name}`" for line in lines)


def _filtered_by(phrase: str) -> ColumnLine:
    if phrase in ("date range", "period", "range", "date"):
        return ColumnLine("starts_at", "moment")
    words = [word for word in phrase.split() if word not in word_class("stop")]
    return attribute(phrase) or ColumnLine(snake(" ".join(words)) or "status", "name")


def _show(request: ChangeRequest, choice: Choice, catalogue: Catalogue) -> Change | None:
    """What is shown on a thing is a column of it, or a count of what hangs on it."""
    words = [w for w in re.sub(r"^(?:number|count) of ", "", request.detail).split() if w not in ("the", "a", "an")]
    spoken = " ".join(words)
    counted = spoken != request.detail or catalogue.words.get(singular(spoken)) or singular(words[-1]) != words[-1]
    if counted:
        one = snake(" ".join([*words[:-1], singular(words[-1])]))
        line = ColumnLine(f"{one}_count", "count", default="0", flags=frozenset({"server"}))
    else:
        known = attribute(spoken)
        line = replace(known, name=_full(known, spoken)) if known else ColumnLine(snake(spoken), "name", nullable=True)
        line = replace(line, nullable=True, flags=frozenset({"server"}))
    return Change(columns=(line,), rules=(_kept_rule(line),), standard=("list", "read"))


def _full(line: ColumnLine, spoken: str) -> str:
    """Keep the "last" of a last login date."""
    first = spoken.split()[0]
    return (
        f"{first}_{line.name}"
        if first in ("last", "first", "next", "total") and not line.name.startswith(first)
        else line.name
    )


def _kept_rule(line: ColumnLine) -> RuleEntry:
    return RuleEntry(
        name=f"`{line.name}` follows what happens",
        description=f"The server keeps `{line.name}` of each {{one}}; no caller writes it, and rows from before show what could be worked out for them.",
        implementation=f"The transaction that makes the change updates `{line.name}` in `{{table}}`; a migration step fills it once for the rows that are there, in batches.",
        validation=f"A nightly comparison of `{line.name}` with its source finds none that differ.",
        about=(line.name,),
    )


def _support(request: ChangeRequest, choice: Choice, catalogue: Catalogue) -> Change | None:
    """What a text may hold is its format; anything else is switched on row by row."""
    what = request.detail
    if catalogue.words.get(singular(what)) or attribute(what) is not None or singular(what) != what:
        return None
    if what in ("markdown", "html", "rich text", "bbcode", "asciidoc"):
        line = ColumnLine("body_format", "choice", default="plain", values=("plain", snake(what)))
    else:
        line = ColumnLine(f"{snake(what)}_enabled", "flag")
    rule = RuleEntry(
        name=f"{what[:1].upper()}{what[1:]} where it is asked for",
        description=f"`{line.name}` says of each {{one}} whether it is so; rows from before keep how they were.",
        implementation=f"The default of `{line.name}` is what holds today, so that nothing changes for a {{one}} that nobody touches; what is shown is cleaned of markup that could run.",
        validation=f"`{line.name}` is one of its values.",
        about=(line.name,),
    )
    return Change(columns=(line,), rules=(rule,))


_HOLDING = frozenset({"queue", "list", "workflow", "form", "page", "board", "checklist", "server", "calendar", "menu", "catalog", "catalogue", "library"})  # fmt: skip
"""What is a thing of its own where a noun says which: a build queue for releases is no column of them."""


def _custom(request: ChangeRequest, choice: Choice, catalogue: Catalogue) -> Change | None:
    """What each row may have of its own: several values by name, or one."""
    head = request.detail.split()[-1]
    several = singular(head) != head
    known = attribute(request.detail)
    if " ".join([*request.detail.split()[:-1], singular(head)]) in catalogue.words:
        return None
    if known is None and " " in request.detail and (head in _HOLDING or head in table_of_words("heads")):
        return None
    line = ColumnLine(
        f"custom_{snake(request.detail)}", "json" if several else known.kind if known else "name", nullable=not several
    )
    rule = RuleEntry(
        name=f"Own {request.detail} come on top",
        description=f"`{line.name}` of a {{one}} adds to what is usual; where both say something, the {{one}}'s own value holds, except for what is reserved.",
        implementation="Usual and own values are merged when the {one} is used, not when it is stored; names are compared without case.",
        edge_cases=("A reserved name, or one that is there twice, is refused.",),
        validation=f"`{line.name}` holds at most 20 entries of at most 1,000 characters (assumption).",
        about=(line.name,),
    )
    return Change(columns=(line,), rules=(rule,))


def _who(request: ChangeRequest, choice: Choice, catalogue: Catalogue) -> Change:
    """Who did something is a key to that person, with the time beside it."""
    last = "last_" if request.others else ""
    key, stamp = f"{last}{request.detail}_by_id", f"{last}{request.detail}_at"
    line = ColumnLine(stamp, "moment", nullable=True, flags=frozenset({"server"}))
    rule = RuleEntry(
        name="Who and when is kept with the {one}",
        description=f"The call that changes a {{one}} fills `{key}` and `{stamp}`; nobody gives them.",
        implementation="Both are set in the same statement as the change, from the caller's session and the database's clock; rows from before have neither.",
        validation=f"`{key}` and `{stamp}` are both filled or both empty.",
        about=(stamp,),
    )
    return Change(
        columns=(line,),
        rules=(rule,),
        parents=(ParentLine("user", key, nullable=True, on_delete="SET NULL"),),
        standard=("list", "read"),
    )


def _mark(request: ChangeRequest, choice: Choice, catalogue: Catalogue) -> Change:
    """A state that people give and take back is the moment since when it holds, or the day for which it does."""
    state = snake(request.detail)
    line = ColumnLine(
        f"{state}_on" if request.others else f"{state}_at",
        "date" if request.others else "moment",
        nullable=True,
        flags=frozenset({"server", "filter"}),
    )
    until = "is today" if request.others else "is filled"
    rule = RuleEntry(
        name=f"What {request.detail} means for a {{one}}",
        description=f"A {{one}} counts as {request.detail} while `{line.name}` {until}; marking it again changes nothing.",
        implementation=f"Both calls are one UPDATE that carries what it expects of `{line.name}` in its condition; whoever offers {{many}} asks for it in the same statement.",
        validation="The row count of the update.",
        about=(line.name,),
    )
    calls = {
        f"mark_{state}": VerbEntry(does=f"Says that the {{one}} is {request.detail}.", sets=(line.name,)),
        f"unmark_{state}": VerbEntry(does=f"Takes it back: empties `{line.name}`.", clears=(line.name,)),
    }
    test = TestEntry(given=f"A {{one}} is marked as {request.detail} twice, then unmarked.", expect=f"`{line.name}` keeps its first value, then it is empty.")  # fmt: skip
    return Change(columns=(line,), calls=tuple(calls.items()), rules=(rule,), tests=(test,), standard=("list", "read"))


def _replace(request: ChangeRequest, choice: Choice, catalogue: Catalogue) -> Change | None:
    """A text becomes a code of a list: the new column stands beside the old one until all rows are converted."""
    words = [w for w in re.split(r"[ -]", request.detail) if w not in ("free", "text", "plain", "old", "the", "field")]
    known = attribute(" ".join(words)) if words else None
    if known is None:
        return None
    line = ColumnLine(f"{known.name}_code", known.kind if known.kind in ("country", "currency", "locale") else "name", nullable=True, flags=frozenset({"filter"}))  # fmt: skip
    rule = RuleEntry(
        name=f"Only values of the list for `{line.name}`",
        description=f"New {{many}} take `{line.name}` from the list; the old `{known.name}` is read until every row has the new one, and dropped in a later release.",
        implementation=f"A job maps the old texts to the list in batches; what it cannot map keeps `{line.name}` empty and is listed for a person.",
        validation=f"`{line.name}` is in the list.",
        about=(line.name,),
    )
    return Change(
        columns=(line,), presumed=(replace(known, nullable=True, flags=frozenset({"server"})),), rules=(rule,)
    )


def with_method(request: ChangeRequest, catalogue: Catalogue) -> tuple[Choice, ...]:
    """Another way to do what is done already ("pay by invoice instead of card") is one more value of how it is done."""
    known = next((said for verb, said in table_of_words("methods").items() if request.thing.startswith(verb)), None)
    if known is None:
        return ()
    values = tuple(dict.fromkeys(snake(singular(way.split(" ")[-1])) for way in (*request.others, request.detail)))
    line = ColumnLine(str(known["column"]), "choice", default=values[0], values=values, flags=frozenset({"filter"}))
    rule = RuleEntry(
        name="The way that was chosen stays with the {one}",
        description=f"`{line.name}` says how, one of {_spoken(values)}; `{values[0]}` stays what holds where nothing is chosen.",
        implementation=f"The value is checked by the CHECK of `{line.name}`; each way has a handler of its own, chosen by the value.",
        validation=f"`{line.name}` is one that the caller may use.",
        about=(line.name,),
    )
    concept = str(known["of"])
    choice = known_choice(concept.replace("_", " "), concept, (), catalogue)
    return (replace(choice, there=True, change=Change(columns=(line,), rules=(rule,))),)


def _spoken(values: tuple[str, ...]) -> str:
    return " or ".join(f"`{value}`" for value in values)


ALTERATIONS: dict[str, Callable[[ChangeRequest, Choice, Catalogue], Change | None]] = {
    "operation": _operation,
    "filter": _filter,
    "show": _show,
    "support": _support,
    "replace": _replace,
    "custom": _custom,
    "who": _who,
    "mark": _mark,
}
