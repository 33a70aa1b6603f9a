"""For how long whoever made a row may put it right, and who may afterwards ("can be edited for 15 minutes, later only by a moderator")."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.entries import Answer, RuleEntry, TestEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.seldom import seldom
from draftspec.drafters.builtin.reading.times import TIME, time_of
from draftspec.drafters.builtin.reading.words import article, singular

_CHANGE = r"(?:edit|correct|chang|amend|updat|modif|revis|delet|fix)(?:y|e|ed|ied)?"
_SPAN = rf"(?:up to |at most |the first |a |an )?{TIME}(?! (?:before|ahead|prior|in advance|earlier)\b)(?: (?:after|of|from|since) [a-z ]{{3,30}})?"
"""A time before something begins is a notice, and no time that runs from the making of a row."""
_WINDOW = (
    rf"\b(?:(?P<thing>[a-z]+s) (?:can|may) (?:only )?(?:still )?be {_CHANGE}(?: (?:or|and) {_CHANGE})?"
    rf"|(?:can|may) (?:only )?(?:still )?{_CHANGE}(?: (?:or|and) {_CHANGE})? (?:an? |the |their |his |its |own )*(?P<own>[a-z]+))"
    rf"(?: (?:only )?by [^,.;]{{2,40}}?)? (?:only )?(?:for|within|during|until|up to|in) {_SPAN}(?P<rest>[^.;\n]*)"
)
_LATER = re.compile(
    r"\b(?:after that|afterwards|later|then|thereafter|after it|from then on) (?:only |just )?(?:by )?(?:an? |the )?(?P<who>[a-z]+(?: [a-z]+)?)",
    re.I,
)

_STEMS = ("edit", "correct", "chang", "amend", "updat", "modif", "revis", "delet", "fix")


def with_window(resources: list[Resource], reading: Reading) -> list[Resource]:
    """Return the things; the one that the brief lets people change for a while refuses it afterwards."""
    found = seldom(reading.text, _STEMS, _WINDOW)
    thing = singular((found["thing"] or found["own"]).lower()) if found is not None else ""
    target = next((r for r in resources if r.one.split()[-1] == thing and not r.there), None)
    if found is None or target is None:
        return resources
    later = _LATER.search(found["rest"])
    role = _full(role_of(later["who"].lower()).name, reading) if later is not None else None
    calls = tuple(name for name in _calls(found, role) if name in target.standard)
    calls = tuple(name for name in calls if name != "delete" or not _only_corrects(found))
    return [_for_a_while(r, found, role, calls) if r is target and calls else r for r in resources]


def _full(role: str, reading: Reading) -> str:
    """Return a role by the longer name that the brief gives it elsewhere: the manager is the apiary manager."""
    return next((known.name for known in reading.roles if known.name.endswith(f" {role}")), role)


def _for_a_while(resource: Resource, found: re.Match[str], role: str | None, calls: tuple[str, ...]) -> Resource:
    span, whole = time_of(found), found[0]
    said = " ".join((whole if role else whole[: len(whole) - len(found["rest"])]).split())
    done = "changes" if "update" in calls else "deletes"
    one = f"{article(role)} {role}" if role else ""
    others = f"; after that only {one} does" if role else ""
    passes = f" OR <caller is {one}>" if role else ""
    rule = RuleEntry(
        name=f"Changed for {span}" if "update" in calls else f"Deleted within {span}",
        description=f"“{said}”: whoever made a {{one}} {done} it until {span} after `created_at`{others}.",
        implementation=f"The statement on `{{table}}` carries `(created_at > now() - interval '{span}'{passes})`; no row written means too late.",
        edge_cases=(
            "A change that begins in time and commits later counts: `now()` is the start of its transaction, to the second at its end it is over.",
        ),
        validation="The database's clock decides, in the statement that writes.",
        answer=Answer(
            status=409,
            code="{ONE}_TOO_OLD",
            when=f"it was made {span} ago or earlier{f', by anybody but {one}' if role else ''}",
            message=f"This can no longer be {done[:-1]}d.",
            at=calls,
        ),
    )
    test = TestEntry(
        given=f"A {{one}} made {span} and a second ago; its maker{f', then {one},' if role else ''} {done} it.",
        expect=f"409 {{ONE}}_TOO_OLD{f' for the maker, done for the {role}' if role else ''}.",
    )
    added = {"rules": (rule, *resource.entry.rules), "tests": (test, *resource.entry.tests)}
    entry = resource.entry.model_copy(update=added)
    standard = tuple(call for call in resource.standard if call != "delete" or not _only_corrects(found))
    return replace(resource, entry=entry, standard=standard, correctors=frozenset({role}) if role else frozenset())


def _only_corrects(found: re.Match[str]) -> bool:
    """Tell whether a row is put right and nothing else: what was written down wrong is not made undone."""
    said = found[0].lower().partition(found["number"].lower())[0]
    return (
        re.search(r"\b(?:correct|fix)", said) is not None and re.search(rf"\b(?!correct|fix){_CHANGE}\b", said) is None
    )


def _calls(found: re.Match[str], role: str | None) -> tuple[str, ...]:
    """Return what the sentence speaks of; who changes a row for a while only, and others later, deletes it no longer either."""
    said = found[0].lower().partition(found["number"].lower())[0]
    deletes, edits = "delet" in said, re.search(rf"\b(?!delet){_CHANGE}\b", said) is not None
    return (*(("update",) if edits else ()), *(("delete",) if deletes or role else ()))
