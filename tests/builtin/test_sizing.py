"""Load is planned by what a table keeps: definitions, what people make, what comes with it, what is only added."""

from __future__ import annotations

import pytest
from briefs_file import drafted

from draftspec.drafters.builtin.assuming import assumed
from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.planning import make_plan
from draftspec.drafters.builtin.reading import read_brief
from draftspec.drafters.builtin.sizing import rows_of


@pytest.mark.parametrize(
    ("text", "throughput", "tried"),
    [
        ("add invoices", "1/s on `invoices`, 5/s on `invoice-items` (assumption)", "100,000 rows (assumption)"),
        ("incidents with updates by operators", "1/s on `incidents`", "100,000 rows (assumption)"),
        ("comments on posts", "20/s on `comments` (assumption)", "1,000,000 rows (assumption)"),
        ("webhooks with a delivery log", "1/s on `webhooks`", "10,000,000 rows (assumption)"),
        ("sensor readings every minute", "1/s on", "10,000,000 rows (assumption)"),
    ],
)
def test_figures_differ_by_kind_of_table(text: str, throughput: str, tried: str) -> None:
    sections = drafted(text).spec.sections
    assert sections.objectives.throughput.startswith(throughput)
    assert sections.tests.load[0].given == tried


def test_every_figure_of_load_is_called_an_assumption() -> None:
    sections = drafted("add invoices").spec.sections
    told = [case.given for case in (*sections.tests.load, *sections.tests.stress, *sections.tests.benchmarks)]
    told += [sections.objectives.throughput, sections.objectives.scalability, *sections.quality.performance_testing]
    assert [text for text in told if "(assumption)" not in text] == []


@pytest.mark.parametrize(
    ("text", "table", "rows"),
    [
        ("status page with incidents and incident updates", "incident_updates", 10_000),  # typed by operators
        ("invoices with items", "invoice_items", 100_000),  # some for each typed row
        ("vital signs of patients", "vital_signs", 10_000_000),  # from machines
        ("deals with notes", "deals", 100_000),
    ],
)
def test_rows_follow_who_writes_them(text: str, table: str, rows: int) -> None:
    assert rows_of(make_plan(read_brief(text, concepts()), ()), table) == rows


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Publishing a month for 300 people sends a digest.", "for 300 people (assumption) sends"),
        ("Gathered per 200 ms.", "200 ms (assumption)"),
        ("At most 5 MB a file.", "5 MB (assumption)"),
        ("A second run of two rows does no harm.", "two rows does"),
        ("Within 24 hours.", "24 hours."),  # the brief says so
    ],
)
def test_a_figure_that_nobody_gave_is_marked(text: str, marked: str) -> None:
    plan = make_plan(read_brief("Shifts that people swap within 24 hours", concepts()), ())
    assert marked in assumed(text, plan)
