"""Whether what the brief leaves undecided is asked."""

from __future__ import annotations

from draftspec.evals.fitting import says
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share


@scorer(
    gate="threshold",
    bound=1,
    source="what a contradictory brief needs: characterising smells, the most severe is ambiguity (2404.11106)",
)
def questions(sample: Sample) -> Measured | NotMeasured:
    """Contradictions and holes of the brief, listed by the case, that an open question or an assumption names."""
    expected = sample.case.expect.questions
    if not expected:
        return NotMeasured("the case expects no question")
    asked = [f"{one.text} {one.recommended}" for one in sample.spec.open_questions]
    asked += [f"{one.text} {one.why}" for one in sample.spec.assumptions]
    lost = [words for words in expected if not any(all(says(text, word) for word in words) for text in asked)]
    evidence = tuple(Evidence(f"nobody asks about {' + '.join(words)}", "open_questions") for words in lost)
    return Measured(share(len(expected) - len(lost), len(expected)), evidence)
