"""Load is planned by what a table keeps: definitions, what people make, what comes with it, what is only added."""

from __future__ import annotations

import pytest
from briefs_file import drafted


@pytest.mark.parametrize(
    ("text", "throughput", "tried"),
    [
        ("add invoices", "5/s on `invoices`, 20/s on `invoice-items` (assumption)", "1,000,000 rows (assumption)"),
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
