"""Peels off whoever runs or needs something: a practice that needs reminders is no thing of the feature, the reminders are."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import singular, word_class

_OPEN = r"(?:^|(?<=[.!?] )|(?<=[.!?]\n))"
_NEED = (
    r"(?:(?:really|urgently|also|now|currently|desperately|finally) )?"
    r"(?:needs?|wants?|would like|(?:woul)?['’]d like|wish(?:es)?|ha(?:s|ve)|hopes?|plans?|intends?"
    r"|(?:is|are|am|['’]re|['’]m) (?:looking|planning|hoping|trying|going))"
)
_TO = r"(?: for)?(?: an? (?:(?:good|better|simple|easy|digital|proper) )?(?:way|tool|system|app|solution|software|means))? to (?:be able to |finally |better )?"
_RUN = r"(?:run|own|operate|manage|have|lead|organi[sz]e|am|are|['’]re|['’]m|work (?:for|at|in))"
_STOP = r"(?:replace|stop (?:using|working with)|get rid of|move away from|get away from|give up|do without|ditch|drop)"

_RUNNING = re.compile(rf"{_OPEN}(?:we|I) ?(?P<run>{_RUN}) (?P<kept>(?:(?!want|need)[^.,;:\n]){{3,80}}?),? (?:and(?: we| I)?|so we|so I|but(?: we| I)?) {_NEED}(?P<to>{_TO})? ?", re.I)  # fmt: skip
"""We run a rental shop with two branches and want to …"""
_NEEDING = re.compile(rf"{_OPEN}(?P<art>our|my|the|an?) (?P<who>(?:[a-z-]+ ){{0,3}}[a-z-]+)(?: (?:in|at|of) [A-Z][\w-]+)? (?P<need>{_NEED})(?:(?P<to>{_TO})(?!be |have )| (?=(?:an?|some|the) ))(?=[a-z])", re.I)  # fmt: skip
"""Our clinic needs to …"""
_FOR = re.compile(rf"{_OPEN}(?:for|at|in) (?:the|our|my|an?) (?:[a-z-]+ ){{0,3}}[a-z-]+,? (?:we|I) (?:am |are )?{_NEED}(?P<to>{_TO}(?!be ))? ?(?=[a-z])", re.I)  # fmt: skip
"""For our school I need …"""
_HANDLED = re.compile(r"(?<=[a-z]) (?:to be )?(?:handled|managed|organi[sz]ed|sorted out|covered|dealt with|tracked) (?:properly|better|well|online|digitally|centrally|in one place)(?=[.,;:\n]|$)", re.I)  # fmt: skip
_STOPPING = re.compile(rf"^{_STOP} [^.\n]{{3,80}}\.\s+(?=\S)", re.I)


def without_keeper(text: str) -> str:
    """Return a brief without whoever runs or needs what it wants, as long as they are no people who use it."""
    if text.lstrip().lower().startswith("as a"):
        return text
    for pattern in (_RUNNING, _FOR, _NEEDING):
        text = pattern.sub(_wanted, text, count=1)
    return _HANDLED.sub("", _STOPPING.sub("", text))


_OTHERS = re.compile(r"(?:(?:our|the|all) )?(?:[a-z]+ )?[a-z]+s to [a-z]", re.I)


def _wanted(found: re.Match[str]) -> str:
    """Leave nothing of the keeper; whom he wants to do something is wanted by us."""
    parts = found.groupdict()
    if "who" in parts and not _keeps(found["art"], found["who"], found["need"]):
        return found[0]
    if "kept" in parts and not _is_kept(found["run"], found["kept"], found.string[found.end() :]):
        return found[0]
    others = found["to"] is None and _OTHERS.match(found.string, found.end()) is not None
    return "we want " if others else ""


_BACK = re.compile(r"^[^.;]{0,60}\b(?:them|they|it|those)\b", re.I)


def _is_kept(run: str, kept: str, rest: str) -> bool:
    """Tell whether what somebody runs is where he works; cows that he has, and telescopes that others book, are what is kept."""
    heads = re.split(r" (?:with|in|at|for|of|that|which|where|from) ", kept.lower())[0].split()
    body = singular(heads[-1]) in word_class("organisations") | word_class("keepers") | word_class("tenancy")
    return body or not (run.lower() == "have" or _BACK.match(rest))


def _keeps(article: str, who: str, need: str) -> bool:
    """Tell whether a noun is a body that wants something built, and neither people nor a thing with needs of its own."""
    head = singular(who.lower().split()[-1])
    if is_person(head) and head not in word_class("organisations") | word_class("keepers"):
        return False
    own = article.lower() in ("our", "my") and not need.lower().startswith(("need", "ha"))
    return own or head in word_class("organisations") | word_class("keepers") | word_class("tenancy")
