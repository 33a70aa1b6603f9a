from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
import whole_designs

from draftspec.brief import Brief
from draftspec.drafting import Draft
from draftspec.pipeline import Existing, draft_with
from draftspec.repair import ROUNDS, by_cause, cause, repaired
from draftspec.sections.database import ColumnChange, Database, Dependent, Modification
from draftspec.sections.risks import Risks
from draftspec.spec import Finding, Provenance, Sections, Severity, Usage

DESIGN = whole_designs.sections()
MODEL = {"database": Provenance(source="model")}


def finding(where: str, hint: str = "Drop one.", severity: Severity = "error") -> Finding:
    return Finding(check="X-01", severity=severity, where=where, message="It is wrong.", hint=hint)


@pytest.mark.parametrize(
    ("where", "hint", "section"),
    [
        ("database.tables.invoices.columns.due_date", "Drop one.", "database"),
        ("endpoints.POST /api/v1/invoices.request.due_date", "Use `transient`.", "endpoints"),
        ("endpoints.POST /api/v1/invoices", "Design `payments`, or name another table.", "database"),
        ("endpoints.POST /api/v1/invoices", "Did you mean `payments`? Otherwise: design `payment`.", "endpoints"),
        ("jobs.remind", "Add the column, or use one that `invoices` has: `id`.", "database"),
        ("risks", "Drop one.", "risks"),
    ],
)
def test_a_finding_goes_to_the_section_that_can_mend_it(where: str, hint: str, section: str) -> None:
    assert cause(finding(where, hint)) == section


def test_findings_are_grouped_by_cause_in_their_order() -> None:
    one, two, three = finding("risks.1"), finding("database.tables.x"), finding("risks.2")
    assert by_cause((one, two, three)) == {"risks": (one, three), "database": (two,)}


class Again:
    """Stands for a drafter: each round leaves as many errors as it is told, and costs a call."""

    def __init__(self, *left: int) -> None:
        self.left = left
        self.asked: list[Mapping[str, tuple[Finding, ...]]] = []

    def draft(self, round_: int = 0) -> Draft:
        risks = Risks(pitfalls=("Paying twice.",), risks=(f"round {round_}",))
        return Draft(
            DESIGN.model_copy(update={"risks": risks}),
            provenance={"risks": Provenance(source="model", repairs=round_)},
            usage=Usage(calls=10 + round_),
            again=lambda wrong: self.ask(wrong, round_ + 1),
        )

    def ask(self, wrong: Mapping[str, tuple[Finding, ...]], round_: int) -> Draft:
        self.asked.append(wrong)
        return self.draft(round_)

    def checks(self, sections: Sections) -> tuple[Finding, ...]:
        assert sections.risks is not None
        round_ = int(sections.risks.risks[0].removeprefix("round "))
        warning = finding("tasks.1", severity="warning")
        return (*(finding(f"risks.risks.{number}") for number in range(self.left[round_])), warning)


def test_a_good_draft_is_not_asked_again() -> None:
    again = Again(0)
    draft = again.draft()
    assert repaired(draft, again.checks) is draft
    assert again.asked == []


def test_rounds_end_when_nothing_is_wrong() -> None:
    again = Again(2, 0)
    assert repaired(again.draft(), again.checks).usage.calls == 11
    assert [list(wrong) for wrong in again.asked] == [["risks"]]
    assert len(again.asked[0]["risks"]) == 2


def test_there_are_no_more_than_two_rounds() -> None:
    again = Again(3, 2, 1, 0)
    draft = repaired(again.draft(), again.checks)
    assert (len(again.asked), draft.sections.risks) == (ROUNDS, again.draft(2).sections.risks)


def test_a_round_that_makes_it_worse_is_thrown_away_and_paid() -> None:
    again = Again(1, 2)
    draft = repaired(again.draft(), again.checks)
    assert draft.sections == again.draft().sections
    assert (draft.usage, draft.provenance["risks"].repairs) == (Usage(calls=11), 1)


def test_a_round_that_changes_nothing_is_the_last() -> None:
    again = Again(1, 1)
    first = again.draft()
    draft = repaired(
        replace(first, again=lambda wrong: replace(again.ask(wrong, 1), sections=first.sections)), again.checks
    )
    assert (len(again.asked), draft.sections) == (1, first.sections)


def test_a_drafter_that_decides_the_same_is_not_asked() -> None:
    draft = replace(Again(1).draft(), again=None)
    assert repaired(draft, lambda sections: (finding("risks.1"),)) is draft


@pytest.mark.parametrize("where", ["risks.1", "nowhere.1", "success.1"])
def test_a_section_that_is_missing_is_not_asked(where: str) -> None:
    again = Again(0)
    sections = DESIGN.model_copy(update={"success": None})
    gap = {"risks": Provenance(source="gap")}
    draft = replace(again.draft(), sections=sections, provenance=gap)
    assert repaired(draft, lambda sections: (finding(where),)) is draft


def test_a_view_of_the_schema_counts_before_a_draft_is_done() -> None:
    """A drafter hears that a view reads the column whose type it changes, and keeps the type."""
    table = whole_designs.sections().known_tables()["customers"]
    view = Dependent(name="names", kind="view", columns=("customers.name",))
    change = ColumnChange(column="name", type="varchar(80)", old_type="text")
    asked: list[Mapping[str, tuple[Finding, ...]]] = []

    def design(*changes: ColumnChange) -> Sections:
        modification = Modification(table="customers", reason="Shorter.", change_columns=changes)
        database = Database(existing=(table,), modifications=(modification,) if changes else ())
        return Sections(database=database)

    def again(wrong: Mapping[str, tuple[Finding, ...]]) -> Draft:
        asked.append(wrong)
        return Draft(design(), provenance=MODEL, usage=Usage())

    first = Draft(design(change), provenance=MODEL, usage=Usage(), again=again)
    made = draft_with(Brief("shorter names", "x"), lambda *_: first, "scripted", Existing((table,), (view,)))
    assert [one.check for one in asked[0]["database"] if one.check == "MIG-15"] == ["MIG-15"]
    assert made.spec.sections.database.modifications == ()
    assert "MIG-15" not in {one.check for one in made.spec.findings}
