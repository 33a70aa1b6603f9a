"""A sample stands where it was written for; elsewhere stand words of the thing itself."""

from __future__ import annotations

import pytest

from draftspec.derive.example_words import texts


@pytest.mark.parametrize(
    ("noun", "column", "first"),
    [
        ("hat", "reason", "Entered twice by mistake."),
        ("hat", "message", "A message about the hat."),
        ("urn", "description", "An urn as it was agreed."),
        ("beehive", "resolution", "Corrected and checked."),
        ("cremation_booking", "title", "Main cremation booking"),
        ("cremation_booking", "purpose", "As agreed for this cremation booking."),
        ("telescope_claim", "decision_note", "Meets the conditions."),
    ],
)
def test_a_row_of_another_domain_has_neutral_texts(noun: str, column: str, first: str) -> None:
    assert texts(noun, column)[0] == first


@pytest.mark.parametrize(
    ("noun", "column", "sample"),
    [
        ("order", "reason", "Ordered twice by mistake."),
        ("booking", "title", "Planning for the spring fair"),
        ("machine", "resolution", "Replaced the cable and tested it twice."),
        ("return", "decision_note", "Outside the 30 days."),
        ("outage", "cause", "A full disk on the export server."),
        ("recipe", "notes", "Works with oat milk too."),
    ],
)
def test_a_sample_stands_where_it_was_written_for(noun: str, column: str, sample: str) -> None:
    assert sample in texts(noun, column)
