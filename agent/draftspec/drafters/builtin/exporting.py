"""An export of sums by group ("monthly CSV export of costs per building") is a call that adds them up, and no table of exports."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.columns import ColumnLine, ParentLine
from draftspec.drafters.builtin.database import column_name
from draftspec.drafters.builtin.naming import in_other_words
from draftspec.drafters.builtin.plan import Figure, Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, singular, snake
from draftspec.drafters.builtin.several import single_key

_FORM = r"(?:csv|excel|xlsx|spreadsheet)"
_PERIODS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
}
_EXPORT = re.compile(
    rf"\b(?:(?P<rhythm>{'|'.join(_PERIODS)}) )?(?:(?P<form>{_FORM}) )?(?P<head>export|report|file|download|list)s? (?:of|with|on) (?:the |all |total )*"
    rf"(?P<what>[a-z]+(?: [a-z]+)?) (?:per|by|for each|for every) (?P<by>[a-z]+)(?: and (?:per |by )?(?P<period>day|week|month|quarter|year))?(?: (?:as|in|to) (?:an? )?(?P<late>{_FORM})(?: files?)?)?",
    re.I,
)
_EXPORTS = frozenset({"data_export", "export", "scheduled_report", "annual_report", "report"})
_SUMMED = ("money", "signed_money", "minutes", "hours", "decimal", "count", "quantity", "integer")


@dataclass(frozen=True)
class Export:
    """What is added up, by what, and over which span of time."""

    what: str
    by: str
    period: str


def export_of(reading: Reading) -> Export | None:
    """Return the export of sums by group that a brief wants as a file."""
    found = None if reading.foreign else _EXPORT.search(reading.spoken)
    if found is None or not (found["form"] or found["late"]) or is_person(singular(found["by"].lower())):
        return None
    period = _PERIODS.get((found["rhythm"] or "").lower()) or (found["period"] or "month").lower()
    return Export(found["what"].lower(), singular(found["by"].lower()), period)


def without_export(chosen: tuple[Choice, ...], reading: Reading) -> tuple[Choice, ...]:
    """Return the things without the table of exports, where there are others of which sums are exported."""
    if export_of(reading) is None:
        return chosen
    rest = tuple(choice for choice in chosen if not _is_export(choice))
    return rest or chosen


def _is_export(choice: Choice) -> bool:
    return choice.concept in _EXPORTS or choice.words.split()[-1] in ("export", "csv")


def with_export(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Return the resources; what has the sums gets the call that exports them, and a key to what they are grouped by."""
    export = export_of(reading)
    told = [r for r in resources if not r.there and not _keeps_exports(r)]
    if export is None or not told:
        return resources
    subject = next((r for r in told if _sum(r, export) is not None), None) or _with_sum(told[0], export)
    if subject is None:
        return resources
    target = next((r.name for r in resources if r.one.split()[-1] == export.by), snake(export.by))
    guess = single_key(subject, target, reading, catalogue)
    fresh = _exporting(subject, export, target, guess)
    return [fresh if r.name == subject.name else r for r in resources]


def _keeps_exports(resource: Resource) -> bool:
    return resource.name in _EXPORTS or "export" in resource.name.split("_")


def _sum(resource: Resource, export: Export) -> str | None:
    """Return the column of a thing that holds what is added up: named so, or the amount of what is called so."""
    head = singular(export.what.split()[-1])
    summed = [c for c in resource.columns if c.kind.rstrip("?") in _SUMMED]
    named = next((c for c in summed if head in c.name.split("_") or plural(head) in c.name.split("_")), None)
    own = next((c for c in summed if c.kind.startswith("money")), None) if resource.one.split()[-1] == head else None
    column = named or own
    return column_name(column) if column is not None else None


def _with_sum(resource: Resource, export: Export) -> Resource | None:
    """Return the main thing with the amount that is to be added up, where it is one."""
    line = attribute(singular(export.what))
    if line is None or line.kind.rstrip("?") not in _SUMMED:
        return None
    column = ColumnLine(line.name, line.kind, nullable=True, purpose=f"added up per {export.by}")
    return replace(resource, columns=(*resource.columns, column), asked=resource.asked | {column.name})


def _exporting(resource: Resource, export: Export, target: str, guess: ParentLine | None) -> Resource:
    """Return a thing with the call, and a key to the group: in the place of what its entry guesses, if the brief never says that."""
    key = f"{snake(export.by)}_id"
    parents, entry = resource.parents, resource.entry
    if not any(parent.column == key for parent in parents):
        own = ParentLine(target, key, nullable=False, on_delete="RESTRICT")
        parents = tuple(own if p is guess else p for p in parents) if guess is not None else (*parents, own)
        entry = in_other_words(entry, guess.column, key) if guess is not None else entry
    figure = Figure(
        "export", f"{export.what} per {export.by}", "", values=(str(_sum(resource, export)), key, export.period)
    )
    return replace(
        resource,
        columns=tuple(c for c in resource.columns if c.name != snake(export.by)),
        parents=parents,
        under=None if guess is not None and resource.under == guess.column else resource.under,
        entry=entry,
        beside=resource.beside | {key},
        figures=(*resource.figures, figure),
    )
