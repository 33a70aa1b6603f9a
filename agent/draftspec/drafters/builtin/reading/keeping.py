"""Turns of phrase for what is kept track of: who was there, what lies where, what each of several judges gives."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.framing import Turn
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, singular

_NOTED = r"(?:tick(?:s|ed)? off|marks?|records?|notes?(?: down)?|sees?|tracks?|logs?|keeps? track of|registers?|writes? down|checks?)"
_THERE = r"(?:were|was|is|are|have been) (?:present|absent|there|missing|around)|(?:attended|came|showed up|turned up|attends?|comes?|shows? up|took part)"


def _lying(found: re.Match[str]) -> str:
    """Return "manage racks with bottles" for "note which bottles lie in which rack"."""
    return f"manage {plural(singular(found[2].lower()))} with {found[1].lower()}"


def _answered(found: re.Match[str]) -> str:
    """Return "manage rehearsals with session responses" for "for each rehearsal members say yes/no/maybe"."""
    return f"manage {plural(singular(found['what'].lower()))} with session responses"


def _judged(found: re.Match[str]) -> str:
    """Return "create entry scores; … belongs to a criterion; manage criteria" for "score entries against criteria"."""
    verb = singular(found["verb"].lower())
    noun = {"rate": "rating", "evaluate": "evaluation", "assess": "assessment", "judge": "score"}.get(verb, verb)
    thing = singular(found["thing"].lower())
    row = f"{thing} {noun}"
    return f"create {plural(row)}; a {thing} has {plural(row)}; a {row} belongs to a criterion; manage criteria"


def _of_them(found: re.Match[str]) -> str:
    """Return "with entry changes" for "with a history of who changed what"."""
    return f"{found[1]}changes"


def _present(found: re.Match[str]) -> str:
    """Return "manage rehearsals with rehearsal attendances" for "tick off which singers were present at each rehearsal"."""
    who, what = singular((found["who"] or "person").lower()), singular(found["what"].lower())
    return f"manage {plural(what)} with session attendances" if is_person(who) else found[0]


_ANSWERS = r"(?P<answers>yes ?(?:[,/]|, or|or) ?no(?: ?(?:[,/]|, or|or) ?maybe)?)"
_SAYS = r"(?:says?|answers?|replies|reply|responds?|votes?|ticks?|chooses?|marks?)(?: with)?"


def answering(text: str) -> str | None:
    """Return who answers in a brief whether he comes, in the singular."""
    found = re.search(rf"\b([a-z]+) (?:can |may )?{_SAYS} {_ANSWERS}", text, re.I)
    who = singular(found[1].lower()) if found is not None else None
    return who if who is not None and is_person(who) else None


KEPT: tuple[Turn, ...] = (
    # "our choir needs a page where the leaders tick off"
    ("where", r"^(?:our|the|my) [a-z]+(?: [a-z]+)? (?:needs?|wants?|would like) (?:an? )?(?:simple |small |new |web )*(?:page|screen|tool|app|system|place|site|portal|list) (?:where|in which|on which) ", ""),
    # "our choir needs attendance:"
    ("attendance", r"^(?:our|the|my) [a-z]+ (?:needs?|wants?|would like) (?:an? )?attendance(?: tracking| lists?| app)?: ?", ""),
    # "see who is coming per voice (soprano, alto)"
    ("coming attending", r"\b(sees?) who (?:is|are|'s) (?:coming|attending) (?:per|by|for each) ([a-z]+) \((?=[a-z]+(?:, [a-z]+)+\))", r"\1 session responses. Persons have a \2 ("),
    # "for each rehearsal members say yes/no/maybe"
    ("yes", rf"\b(?:for|to|on) (?:each|every|an?|the) (?P<what>[a-z]+),? (?:[a-z]+ )?(?:can |may )?{_SAYS} {_ANSWERS}\b", _answered),
    # "tick off which singers were present at each rehearsal"
    ("present absent there missing attended came showed turned", rf"\b{_NOTED} (?:which|who|whether|if)(?: (?:of )?(?:the |an? |each )?(?P<who>[a-z]+))? (?:actually |really )?(?:{_THERE}) (?:at|in|to|for|from)? ?(?:each|every|the|an?|their|our|which) (?P<what>[a-z]+(?: (?:session|class|training|meeting|lesson|rehearsal|practice|match|game|shift))?)\b", _present),
    # "note which bottles lie in which rack"
    ("which what", rf"\b{_NOTED} which ([a-z]+s) (?:lies?|lays?|stands?|sits?|hangs?|lives?|grows?|is|are|belongs?|goes?|go) (?:in|on|at|to) which ([a-z]+)\b", _lying),
    # "with a history of who changed what", "an audit trail of who did what"
    ("who", r"(\b(?:with |and |plus |keep )?)(?:an? |the |full |complete )*(?:history|log|trail|record|audit trail|audit log) of who (?:changed|edited|did|switched|set|touched) (?:what|which|it)(?: (?:and )?when)?\b", _of_them),
    # "judges score the entries they've been assigned against a set of criteria"
    ("criteria", r"\b(?P<verb>scores?|rates?|evaluates?|assess(?:es)?|grades?|marks?|judges?) (?:the |all |each |every |an? |their )?(?P<thing>[a-z]+)(?: (?:they|he|she)(?: have|'ve|'s| has)? (?:been )?(?:assigned|given))?(?: (?:assigned|given) to them)? (?:against|on|by|along|according to|using|with) (?:an? |the |our |several |some |weighted |fixed |predefined |common |set of |list of |number of )*criteria\b", _judged),
    # "each box that goes out should be on record with the roast inside"
    ("record logged stored", r"\b((?:each|every) [a-z]+(?: [a-z]+)??)(?: that (?:goes out|comes in|is [a-z]+))? (?:should|must|has to|needs to|is to|shall) be (?:on record|recorded|logged|stored|kept|written down|documented) with (?:the |its )?", r"\1 has "),
)  # fmt: skip
"""Stems of which one must stand in the text, what is said, and how it is said plainly."""
