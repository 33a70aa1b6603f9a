"""Leaves out what a brief wants to be done with: the objects of "stop using", "instead of" and "no more" are no demands."""

from __future__ import annotations

from draftspec.drafters.builtin.reading.framing import Turn, with_turns

_WHAT = r"(?:(?:the|an?|our|their|those|these|all|any|old|current|all the|all our) )*(?!for\b|we\b|our\b|the\b|so\b)[a-z-]+(?:(?: (?!(?:for|we|i|our|the|so|to|and|or|that|which|where|members|users|people|customers|employees|teams|each|every|should|want|need|can|must|may|will)\b)[a-z-]+){0,2})"
_STOPPED = r"(?:stop using|stop with|get rid of|do away with|move (?:away|off) from|move away of|quit using|give up|abandon|drop|leave behind|replace)"
_WISHING = r"(?:wants?|would like|['’]d like|needs?|have|has|wish|wishes|plan|plans) to"

_TURNS: tuple[Turn, ...] = (
    # "We want to stop using the paper book for our keys": it is the keys that are wanted
    ("stop get away quit give abandon drop leave replace move", rf"(?:^|(?<=[.!?] ))(?:we|i|our [a-z]+(?: [a-z]+)?|the [a-z]+(?: [a-z]+)?) {_WISHING} {_STOPPED} {_WHAT} for (?:our |the )?(?=[a-z])", "manage "),
    # "We want to stop using spreadsheets. Members …", "We want to stop using spreadsheets: …"
    ("stop get away quit give abandon drop leave replace move", rf"(?:^|(?<=[.!?] ))(?:we|i|our [a-z]+(?: [a-z]+)?|the [a-z]+(?: [a-z]+)?) {_WISHING} {_STOPPED} {_WHAT}(?:[.:;] +(?=\S)|,? and (?=(?:we|let|have|parents|members|users|people|employees|teams|staff|everybody|everyone|customers) ))", ""),
    # "We run a shop and want to stop using the paper book."
    ("stop get away quit give abandon drop leave replace move", rf",? (?:and|so we|so|but) (?:we )?{_WISHING} {_STOPPED} {_WHAT}(?=[.;,:\n]|$)", ""),
    # "Instead of spreadsheets we want to track spare parts"
    ("instead rather", rf"(?:^|(?<=[.!?;:] ))(?:instead of|rather than) (?:using |having |writing |keeping |sending )?{_WHAT},? (?=(?:we|i|our|the|members|users|people|customers|employees|teams|each|every) )", ""),
    ("instead rather", rf",? (?:instead of|rather than) (?:(?:using|having|writing|keeping|sending|by|in|on|via|with) )?{_WHAT}(?=[.,;:\n]|$)", ""),
    # "No more e-mails: teams request vacation"
    ("more longer", rf"(?:^|(?<=[.!?;] ))no (?:more|longer) (?:in |on |by |via |with )?{_WHAT}(?:, please|, thanks)?[.:;!,] +(?=\S)", ""),
    ("more longer", r",? (?:and |so )?(?:with )?no (?:more|longer) (?:in |on |by |via |with )?(?:paper|excel|(?:spread)?sheets?|e-?mails?|whatsapp|phone calls?|post-its?|lists?|calls?|letters?)(?: [a-z]+){0,2}(?=[.,;:\n]|$)", ""),
)  # fmt: skip


def without_replaced(text: str) -> str:
    """Return a brief without what it wants to get rid of, unless nothing else is left of it."""
    left = with_turns(text, _TURNS)
    return left if len(left.split()) > 1 else text
