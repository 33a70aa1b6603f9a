"""Reads what people do without an account: "without logging in", "no registration needed", "you don't need an account"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ACCESS = r"(?:logging[- ]in(?:to [a-z ]+)?|log-?ins?|signing[- ](?:in|up)|sign-?(?:ins?|ups?)|registering|registration|(?:user |customer |own )?accounts?|authentication|authenticating)"
_NEED = r"(?:an? |any |having |needing |creating |create |opening |making |the need (?:for|of|to) |to )"
_WITHOUT = (
    rf"\bwithout {_NEED}*{_ACCESS}(?: first| before(?:hand)?)?\b",
    rf"\b(?:needs?|requires?|with) no {_ACCESS}\b(?: for (?:that|this|it))?",
    rf"\bno {_ACCESS}(?: is| are)? (?:needed|required|necessary)\b(?: for (?:that|this|it))?",
    rf"\b{_ACCESS} (?:is|are) (?:not|n['’]t) (?:needed|required|necessary)\b",
    rf"\b(?:(?:do|does|should)(?: not|n['’]t)|need not|needn['’]t) (?:need |have |require )?(?:to )?(?:have )?(?:{_NEED}*{_ACCESS}|log in|sign (?:in|up)|register)\b(?: for (?:that|this|it))?(?: first)?",
)
_STEMS = ("log", "sign", "regist", "account", "authenticat")
_REFUSED = re.compile(
    r"\b(?:can(?:not|['’]t| not)|(?:must|may|should|will|do|does)(?: not|n['’]t)|nobody|no one|none|never|not possible)\b[^.;\n]*$",
    re.I,
)
_THEN_REFUSED = re.compile(r"\s*(?:,? )?(?:can(?:not|['’]t| not)|(?:must|may|should|will)(?: not|n['’]t)|(?:is|are) (?:not|n['’]t) (?:allowed|possible))\b", re.I)  # fmt: skip
_OF_SOME = re.compile(r"\b(?:users|people|customers|visitors|guests|those|anyone|somebody|everybody|members) (?:that are |who are )?$", re.I)  # fmt: skip
"""Behind a noun "without an account" may say which people are meant, of whom what follows may say that they may do less."""


@dataclass(frozen=True)
class AnonymousFact:
    """Something that is done without signing in: the words for that, and the sentence of what is done."""

    said: str
    sentence: str


def find_anonymous(text: str) -> tuple[AnonymousFact, ...]:
    """Return what a brief lets people do without an account, in order."""
    low = text.lower()
    if not any(stem in low for stem in _STEMS):
        return ()
    found = sorted({(m.start(), m.end()) for one in _WITHOUT for m in re.finditer(one, text, re.I)})
    facts = [_fact(text, start, end) for start, end in found]
    return tuple({fact.sentence: fact for fact in facts if fact is not None}.values())


def without_anonymous(text: str) -> str:
    """Return a text without the words that say that nobody signs in: they name no thing, and rule nothing out."""
    for fact in find_anonymous(text):
        text = _said_plainly(text, fact.said)
    return re.sub(r"[;,:(]\s*(?=[.;,)])|\(\s*\)", "", text)


def _said_plainly(text: str, said: str) -> str:
    """Take the words out of a text; whoever "needs no account to book" can book."""
    return re.sub(rf"{re.escape(said)}(?P<to> to\b)?", lambda found: "can" if found["to"] else "", text, count=1)


def _fact(text: str, start: int, end: int) -> AnonymousFact | None:
    opens = max(text.rfind(mark, 0, start) for mark in ".!?\n") + 1
    before, said = text[opens:start], text[start:end]
    own_no = re.match(r"(?:need|do|does|should)", said, re.I) is not None
    if (_REFUSED.search(before) and not own_no) or _THEN_REFUSED.match(text[end : end + 40]):
        return None
    if _OF_SOME.search(before) and said.lower().startswith("without") and not re.search(r"\b(?:can|may)\b", text[end : end + 30]):  # fmt: skip
        return None
    behind = re.split(r"[.!?\n]", text[end:], maxsplit=1)[0]
    sentence = f"{before}{behind}".strip(" ,;:-–—")
    if len(re.findall(r"[a-z]+", before, re.I)) < _SHORT and len(behind.split()) < _SHORT:  # "No account needed."
        earlier = [part for part in re.split(r"[.!?\n]", text[: max(opens - 1, 0)]) if part.strip()]
        sentence = earlier[-1].strip() if earlier else sentence
    sentence = (
        _said_plainly(f"{before}{said}{behind}", said).strip(" ,;:-–—")
        if sentence.startswith(before.strip()) and before.strip()
        else sentence
    )
    return AnonymousFact(said, sentence) if sentence else None


_SHORT = 3
"""Words that are no sentence of their own about what is done."""
