"""What an item is, and why some are no feature to draft: done, bugs, chores, pull requests, headings of others, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftspec.backlog.finished import is_over
from draftspec.backlog.item import Item
from draftspec.backlog.titles import bare_title
from draftspec.backlog.words import words

_FEATURES = re.compile(r"feat(?:ure)?s?|feature[- ]?requests?|new[- ]?features?|enhancements?|improvements?")
_BUGS = re.compile(
    r"bugs?|bug[- ]?reports?|bug[- ]?fix(?:es)?|defects?|fehler|hot[- ]?fix|regressions?|incidents?|crash|fix(?:es)?|errors?"
)
_CHORES = re.compile(
    r"chores?|docs?|documentation|refactor(?:ing)?|ci|ci/cd|tests?|dependenc(?:y|ies)|deps|tech(?:nical)?[ -]?(?:debt|task)|maintenance|spikes?|research|clean[- ]?up"
    r"|dev-?ops|infra(?:structure)?|tooling|questions?|discussions?|meetings?|duplicates?|wont-?fix|invalid"
)
_CHORE_TYPES = words("build style perf release revert misc milestone")
_LABEL_GROUP = re.compile(r"^(?:type|kind|t|category|issue)\s*[:/=-]+\s*")
_TYPED = re.compile(r"^(?:\[[^\]]{1,30}\]\s*)*(?P<type>[a-z]+)\s*(?:\([^)]*\))?!?\s*:", re.I)
_TAG = re.compile(r"\[([^\]]{1,30})\]\s*")

_ASKING = r"(?!(?:add|allow|show|report|track|let|create|support|notify|import|export|implement|introduce|display|pause|send|log|alert|find|detect|handle|as an?|i want|users?|admins?)\b)"
_BUG_TITLE = re.compile(
    r"fix(?:es|ing)?(?=[ .:]).*|fixed (?:the|a|an|issue|bug|.*\b(?:failing|errors?|wrong|crash))\b.*|(?:bug(?:fix)?|hotfix)\b.*|errors? (?:in|on|when|while)\b.*"
    + rf"|{_ASKING}.*\b(?:fails? (?:with|when|on|to|if|in)|stack ?traces?|npe|nullpointer\w*|throws? .*(?:exception|error)|does ?n[o'’]t work|not working|crash(?:es|ed)?|is broken|logs? errors)\b.*",
    re.I,
)
_MODIFIERS = (
    r"(?:(?:some|more|missing|unit|integration|e2e|end-to-end|cypress|api|acceptance|ui|automated|smoke|load|the|a) )*"
)
_CHORE_TITLE = re.compile(
    r"(?:making )?releas(?:e|ing)\b.{0,30}\bv?\d+\.\d+.*|version \d+\.\d.*|(?:updat|upgrad|bump|increment)\w* .*(?:\bfrom v?\d+\.\d\S* to v?\d|\bversion\b.*\d\.\d|\bdependenc(?:y|ies))\S*(?: .*)?|.*\bfrom compile to test dependency"
    r"|refactor(?:ing|ed|s)?\b.*|merge (?:remote|branch|pull|pr |main|master|develop).*|renaming (?:the )?(?:app|project)\b.* to .*|renam(?:e|ing) (?:the )?(?:repo(?:sitory)?|package|module)\b.*"
    rf"|(?:add|writ|fix|improv|implement|expand|more|missing)\w* {_MODIFIERS}(?:tests?|specs?)(?: (?:for|to|in|of|on)\b.*)?|(?:unit |integration )?tests? fail.*|(?:(?:more|missing|unit|integration|e2e) )+tests?(?: for .*)?"
    r"|.*\b(?:sonarcloud|semgrep|sast|ci/cd|ci (?:pipeline|workflow|job)|github actions|jenkinsfile|dockerfile|linter|eslint|rubocop|prettier|codecov)\b.*|(?:add |setup |set up )?workflow for release.*"
    r"|(?:updat|writ|add|fix|improv)\w* (?:the |a )?(?:docs|documentation|read ?me|change ?log|security\.md|contributing|licen[sc]e file|code of conduct)\b(?: (?:for|of|in|on|to|and|file|\().*)?|(?:code )?clean[- ]?up|clean[- ]?up (?:of )?(?:the )?(?:code|groups in spec|specs?|tests?|imports?|unused)\b.*"
    r"|remov\w* (?:unused|dead) (?:code|imports?|files?|methods?|classes|functions?|dependencies).*|(?:migrate|move) to (?:gradle|maven|webpack|vite|typescript|sonatype|java \d+|python \d|node \d+)\b.*|spikes?\b.*|(?:project )?(?:mgmt|management) docs|project docs?\b.*|changelog(?: guide)?",
    re.I,
)
_WEEKDAYS = words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
)
_DATE = re.compile(r"[\d\s/.:,–-]*(?:am|pm|uhr|h)?[\d\s/.:,–-]*(?:am|pm)?", re.I)
_NO_WORDS = re.compile(
    r"\S+\.(?:pptx?|docx?|xlsx?|pdf|png|jpe?g|zip|txt|sql|sh|csv)|<?https?://\S+>?|\[[^\]]*\]\(\S+\)", re.I
)


def reason_against(item: Item, below: Sequence[Item]) -> str | None:
    """Return why an item is not drafted unless it is asked for, or None; `below` are the items that stand under it."""
    if item.kind == "pull request":
        return "a pull request"
    if item.done:
        return _how_done(item.status)
    if _is_heading(item) and any(not is_part(child) and _no_feature(child) is None for child in below):
        return "a heading with items below it"
    return _no_feature(item)


def _is_heading(item: Item) -> bool:
    """Tell whether an item only gathers those below it; what a tracker calls a story says something of its own."""
    return not (
        item.body and re.fullmatch(r"(?:user )?story|(?:new )?feature|improvement|task|issue|requirement", item.kind)
    )


def is_part(item: Item) -> bool:
    """Tell whether an item is a step of the item above it (a sub-task), and drafted with that."""
    return (
        item.parent is not None
        and re.fullmatch(r"(?:technical )?sub[- ]?(?:task|tarea|tâche)s?|unteraufgabe", item.kind) is not None
    )


def _how_done(status: str) -> str:
    if status.startswith("closed as") or status == "archived":
        return status
    return f"done ({status})" if status.casefold() != "done" and is_over(status) else "done"


def _no_feature(item: Item) -> str | None:
    """Return what an item is that is no feature, or None."""
    if item.kind == "template" or _is_note(item):
        return f"a {item.kind}" if item.kind == "template" else "a note"
    if is_part(item):
        return f"a sub-task of {item.parent}, drafted with it"
    named, title = _named(item), bare_title(item.title)
    if any(_FEATURES.fullmatch(name) for name in named):
        return None
    if any(_BUGS.fullmatch(name) for name in named) or _BUG_TITLE.fullmatch(title) or _BUG_TITLE.match(item.title):
        return "a bug without a feature"
    chore = any(_CHORES.fullmatch(name) for name in named) or {_type(item), item.kind} & _CHORE_TYPES
    return "a chore" if chore or _CHORE_TITLE.fullmatch(title) or _CHORE_TITLE.fullmatch(item.title) else None


def _named(item: Item) -> list[str]:
    """Return what the source calls an item: its kind, its labels, the tags and the type before its title."""
    names = [item.kind, *item.labels, *_TAG.findall(item.title[:100]), _type(item)]
    return [_LABEL_GROUP.sub("", name.casefold().strip()) for name in names if name]


def _type(item: Item) -> str:
    typed = _TYPED.match(item.title)
    return typed["type"].lower() if typed else ""


def _is_note(item: Item) -> bool:
    """Tell whether an item is a date, a link or a file, or was kept among such things."""
    title = item.title.strip()
    first = re.split(r"[\s,]+", title.casefold(), maxsplit=1)
    rest = first[1] if first[0] in _WEEKDAYS and len(first) > 1 else title
    dated = any(character.isdigit() for character in rest) and _DATE.fullmatch(rest)
    return item.kind == "note" or bool(title and (dated or _NO_WORDS.fullmatch(title)))
