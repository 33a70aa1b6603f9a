"""When something may take place and how long it takes ("45 minutes, between 9 and 16:30"): both are kept by the calls that set its times."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from draftspec.drafters.builtin.entries import Answer, QuestionEntry, RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading

_CLOCK = r"(?P<{0}h>\d{{1,2}})(?::(?P<{0}m>\d{{2}}))? ?(?P<{0}half>am|pm)?"
_HOURS = (
    rf"\b(?:between|from) (?:the hours of )?{_CLOCK.format('a')} ?(?:h|o'clock)? ?(?:and|to|until|till|-|–) ?{_CLOCK.format('b')}\b"
    r"(?! ?(?:%|percent|days?|weeks?|people|persons|guests|stars?|points?|euros?|eur\b))"
)
_LENGTH = (
    r"\b(?P<number>\d+)[ -](?P<unit>minute|min|hour)s?(?:[ -]long)? (?:slot|appointment|booking|session|lesson)s?\b"
    r"|\b(?:slot|appointment|booking|session|lesson)s? (?:\((?:[^()]*, )?|of |for |takes? |lasts? |is )(?P<number2>\d+) (?P<unit2>minute|min|hour)s?\b"
)
_MINUTES_OF_A_DAY = 24 * 60


def with_times(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; what has a begin and an end keeps to the hours and the length that the brief gives."""
    target = next((r for r in resources if _has_span(r) and not r.there), None)
    if target is None or not any(character.isdigit() for character in reading.text):
        return resources
    found = [rule for rule in (_hours(reading.text), _length(reading.text)) if rule is not None]
    return [_keeping(r, found, reading.text) if r is target else r for r in resources] if found else resources


def _has_span(resource: Resource) -> bool:
    return {"starts_at", "ends_at"} <= {column.name for column in resource.columns}


def _keeping(resource: Resource, found: list[tuple[RuleEntry, TestEntry]], said: str) -> Resource:
    if any(c.name == "ends_at" and "server" in c.flags for c in resource.columns):
        found = [(_set_by_server(rule), test) for rule, test in found]
    length = next((rule.name.removeprefix(_TAKES) for rule, _ in found if rule.name.startswith(_TAKES)), None)
    tests = tuple(_as_long(test, length) for test in resource.entry.tests)
    added: dict[str, object] = {
        "rules": (*(rule for rule, _ in found), *resource.entry.rules),
        "tests": (*(test for rule, test in found if rule.answer is not None), *tests),
    }
    columns = tuple(
        replace(c, purpose=f"`starts_at` + {length}") if c.name == "ends_at" and length and not c.purpose else c
        for c in resource.columns
    )
    if length is not None and len(found) > 1 and re.search(r"\bslots?\b", said, re.I):
        added["questions"] = (_grid(length), *resource.entry.questions)
    return replace(resource, columns=columns, entry=resource.entry.model_copy(update=added))


def _grid(length: str) -> QuestionEntry:
    return QuestionEntry(
        text=f"Do slots lie on a fixed grid of {length}, or may one begin at any time of the opening hours?",
        recommended="At any time, as long as nothing else holds part of it; a grid is one more comparison of `starts_at`.",
    )


def _as_long(test: TestEntry, length: str | None) -> TestEntry:
    """Return a test whose spans ("14:00–15:00") are as long as the brief says."""
    number, _, unit = (length or "").partition(" ")
    if not number.isdigit():
        return test
    minutes = int(number) * (60 if unit.startswith("hour") else 1)
    return test.model_copy(update={"given": _SPAN.sub(lambda span: _from(span, minutes), test.given)})


_SPAN = re.compile(r"\b(\d{2}):(\d{2})–\d{2}:\d{2}\b")


def _from(span: re.Match[str], minutes: int) -> str:
    begin = int(span[1]) * 60 + int(span[2])
    return f"{_clock(begin)}–{_clock(begin + minutes)}"


def _set_by_server(rule: RuleEntry) -> RuleEntry:
    """Return a rule about an end that the server works out: no caller can give a wrong length."""
    if not rule.name.startswith(_TAKES):
        return rule
    set_by = "The statement that sets `starts_at` sets `ends_at` with it; no caller gives it."
    return rule.model_copy(update={"answer": None, "implementation": set_by})


_TAKES = "Takes "


def _hours(text: str) -> tuple[RuleEntry, TestEntry] | None:
    """Return the rule and test of opening hours; two bare numbers that name no minute and no half of the day are none."""
    found = re.search(_HOURS, text, re.I)
    if found is None or not (found["am"] or found["bm"] or found["ahalf"] or found["bhalf"]):
        return None
    begin, end = _minutes(found, "a"), _minutes(found, "b")
    if not 0 <= begin < end <= _MINUTES_OF_A_DAY:
        return None
    first, last = _clock(begin), _clock(end)
    said = _Said(
        name=f"Between {first} and {last}",
        description=f"“{found[0].strip()}”: a {{one}} begins at {first} or later and ends at {last} or earlier, on one day.",
        implementation="Both times are compared in the time zone of the place (assumption: one for all), in the call that sets them.",
        code="{ONE}_OUTSIDE_HOURS",
        when=f"it does not lie between {first} and {last}",
        message=f"Please choose a time between {first} and {last}.",
    )
    edges = (f"One that ends at {last} to the minute is taken.", "The clocks change: the local time counts.")
    return _rule(said, edges), TestEntry(
        given=f"A {{one}} that ends a minute after {last}.", expect=f"422 {said.code}."
    )


def _minutes(found: re.Match[str], end: str) -> int:
    hour = int(found[f"{end}h"])
    half = (found[f"{end}half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + int(found[f"{end}m"] or 0)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _length(text: str) -> tuple[RuleEntry, TestEntry] | None:
    found = re.search(_LENGTH, text, re.I)
    if found is None:
        return None
    number, unit = found["number"] or found["number2"], (found["unit"] or found["unit2"]).lower()
    unit = "minute" if unit == "min" else unit
    span = f"{number} {unit}{'' if number == '1' else 's'}"
    said = _Said(
        name=f"{_TAKES}{span}",
        description=f"“{' '.join(found[0].split())}”: `ends_at` of a {{one}} is {span} after `starts_at`.",
        implementation=f"The call compares `ends_at` with `starts_at + interval '{span}'` before it writes.",
        code="{ONE}_LENGTH_INVALID",
        when=f"`ends_at` is not {span} after `starts_at`",
        message=f"This takes {span}.",
    )
    edges = ("Moving the start moves the end with it: both are given.",)
    return _rule(said, edges), TestEntry(given=f"A {{one}} a minute shorter than {span}.", expect=f"422 {said.code}.")


class _Said(NamedTuple):
    name: str
    description: str
    implementation: str
    code: str
    when: str
    message: str


def _rule(said: _Said, edges: tuple[str, ...]) -> RuleEntry:
    """Return a rule about both times, broken by the calls that set them."""
    return RuleEntry(
        name=said.name,
        description=said.description,
        implementation=said.implementation,
        edge_cases=edges,
        validation="`starts_at` and `ends_at` together, before the row is written.",
        about=("starts_at", "ends_at"),
        answer=Answer(status=422, code=said.code, when=said.when, message=said.message, at=("create", "update")),
    )
