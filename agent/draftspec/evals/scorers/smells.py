"""Words that leave a requirement open."""

from __future__ import annotations

import re

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer

CLASSES: dict[str, str] = {
    "vague": "appropriate|suitable|adequate|sufficient|reasonable|proper|properly|user-friendly|easy|simple|fast|quick"
    "|quickly|efficient|efficiently|robust|flexible|seamless|seamlessly|scalable|intuitive|modern|optimal|relevant",
    "loophole": "if possible|if needed|if necessary|as needed|as appropriate|where applicable|where possible|when required"
    "|as far as possible|if applicable",
    "comparative": "better|faster|improved|enhanced|more efficient|higher quality|best practice|best practices",
    "open-ended": "and so on|etc|such as but not limited to|and more features|various|several|many kinds of|among others",
    "weak": "might|could|possibly|perhaps|ideally|eventually|typically|generally|usually|normally|in most cases",
    "unverifiable": "high performance|high availability|good performance|low latency|minimal downtime|industry standard"
    "|state of the art|state-of-the-art|world-class",
}
_CLASS = "|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in CLASSES.items())
_PATTERN = re.compile(rf"\b(?:{_CLASS})\b", re.IGNORECASE)
_SMALL = re.compile(_PATTERN.pattern)
"""The same in small letters only: it is four times as fast, and few lines have any."""


@scorer(
    unit="count",
    higher_is_better=False,
    source="ISO 29148 and Smella (1611.08847): precision 59 %, recall 82 %, so a signal and never a gate; INCOSE rule 7",
)
def smells(sample: Sample) -> Measured | NotMeasured:
    """Vague, weak, open-ended, comparative and unverifiable words and loopholes, for each hundred words of prose."""
    words = len(" ".join(line.text for line in sample.prose).split())
    if not words:
        return NotMeasured("there is no prose")
    found = tuple(
        Evidence(f"{match[0]} ({(match.lastgroup or '').replace('_', '-')})", line.where)
        for line in sample.said
        if _SMALL.search(line.text.lower())
        for match in _PATTERN.finditer(line.text)
    )
    return Measured(100 * len(found) / words, found)
