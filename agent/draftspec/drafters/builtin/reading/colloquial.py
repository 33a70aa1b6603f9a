"""Puts what people write in passing into plain words: contractions, shorthand, and how somebody opens a wish."""

from __future__ import annotations

import re

_CONTRACTED = (
    (r"\b(I|we|you|they|he|she|who|people|it|there|that)[’']d\b", r"\1 would"),
    (r"\b(we|you|they)[’']re\b", r"\1 are"),
    (r"\b(I|we|you|they)[’']ve\b", r"\1 have"),
    (r"\b(I|we|you|they|it|he|she)[’']ll\b", r"\1 will"),
    (r"\bI[’']m\b", "I am"),
    (r"\b(what|there|that|it|here|who|where)[’']s\b", r"\1 is"),
    (r"\blet[’']s\b", "let us"),
    (r"\b(?:can[’']t|cannot)\b", "cannot"),
    (r"\bwon[’']t\b", "will not"),
    (r"\b(do|does|did|is|are|was|were|has|have|should|must|would|could)n[’']t\b", r"\1 not"),
)

_SHORT = (
    (r"(?<=[A-Za-z]) & (?=[A-Za-z]{3})", " and "),
    (r"(?<=[a-z]) \+ (?=[a-z])", " and "),
    (r"(?<=\s)w/ ?o(?:ut)? (?=[a-z])", "without "),
    (r"(?<=\s)w/ ?(?=[a-z])", "with "),
    (r"\bincl\.(?= )", "including"),
    (r"\btime zone(s?)\b", r"timezone\1"),
    (r"\blog into\b", "log in to"),
    (r"\bboard games\b", "board-games"),
)

_OPENINGS = (
    # "Bug: users pick the same password", "need: pickup stations"
    r"^(?:bug|need|needed|idea|wish|request|feature request|enhancement|proposal|suggestion|story|todo)\s?: (?=[a-z])",
    # "It would be great if we could", "Would love to", "I wish", "Could we get", "How about letting"
    r"^(?:it would be|would be|it[’']d be) (?:an? )?(?:really |very )?(?:great|nice|good|cool|helpful|useful|awesome|lovely)(?: (?:enhancement|feature|addition|improvement|idea|thing))? (?:if|to)\b(?: (?:we|i|you|one|there) (?:could|can|had|have|would have|was|were|is))?(?: (?:have|get))?(?: (?:the|an) (?:option|possibility|ability) (?:of|to)(?: choosing to)?)?",
    r"^(?:it (?:should|must|has to|needs to|shall) be|make it|would it be|is it) possible (?:to|that|for)\b",
    r"^(?:i|we) wish (?:that )?(?=[a-z]+ (?:could|can|would|had|were)\b)",
    r"^(?:i|we|one) would (?:really )?(?:like|love|want) (?=to have |an? |the |some |[a-z]+s\b)(?:to have )?",
    r"^(?:would love|we need|i need|we would need|need|want) (?:to have )?(?:a way|some way|something|some kind of way|a possibility) (?:to|for|that)\b",
    r"^there (?:is|should be|must be|ought to be) (?:no|a|some) way (?:to|for|that)\b",
    r"^(?:what is missing is|missing:) (?:a way to )?",
    r"^(?:could|can) (?:we|you|i)(?: please)? (?:get|have|add|build|offer)\b",
    r"^how about (?:letting|having|adding)\b",
    r"^people keep asking (?:to be able to|for|to|us to)\b",
    r"^please (?:also )?(?=(?:add|let|allow|make|store|keep|show|support|implement|build)\b)",
    r"^some kind of\b",
)
"""How a wish begins: what is wished for follows."""

_ENDINGS = (
    (r"(?:, | - )?(?:can|could) we have (?:that|this|it)\s*\?", ""),
    (r"^((?:(?! (?:when|if|which|that|whether|who) ).)*[a-z]{3}) (?:is|are) (?:still )?missing(?=[.!]?$)", r"\1"),
)


def formal(text: str) -> str:
    """Return a text without contractions, shorthand and the words around a wish."""
    for pattern, plain in (*_CONTRACTED, *_SHORT):
        text = re.sub(pattern, plain, text, flags=re.I)
    for pattern in _OPENINGS:
        text = re.sub(pattern, "", text.lstrip(), flags=re.I)
    for pattern, kept in _ENDINGS:
        text = re.sub(pattern, kept, text, flags=re.I)
    return text.lstrip()
