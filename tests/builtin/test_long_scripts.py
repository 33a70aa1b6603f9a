"""A hundredth of each long measurement: they run, and find what they are there to find."""

from __future__ import annotations

from pathlib import Path

import claims
import cover
import entries_fired
import kill_writes
import known_valid
import named_columns
import pytest
import ruling_sentences
import run_briefs
import sameness
import startup
from briefs_file import drafted, read_records

from draftspec.postgres.server import Server

BRIEFS = Path(__file__).resolve().parents[1] / "data" / "briefs.jsonl"


def test_sixty_briefs_in_twelve_styles_with_their_claims() -> None:
    records = read_records(BRIEFS)
    styles = [record.fields["style"] for record in records]
    assert len(records) == len({record.name for record in records}) == 60
    assert {styles.count(style) for style in styles} == {5}
    assert len(set(styles)) == 12
    assert all(claim["find"] and claim["kind"] for record in records for claim in record.fields["claims"])


def test_briefs_run(postgres_server: Server) -> None:
    report = run_briefs.run(read_records(BRIEFS, limit=1), postgres_server)
    assert (len(report.drafts), report.problems) == (1, [])


def test_a_brief_that_fails_is_reported(postgres_server: Server) -> None:
    record = run_briefs.Record("empty", " ", {})
    report = run_briefs.run([record], postgres_server)
    assert [kind for kind, _ in report.problems] == ["failures"]


def test_claims_are_found_in_items_only() -> None:
    items = claims.items_of(drafted("Tasks with a due date, at most 7 for each user").spec.sections)
    due = {"kind": "name", "text": "due date", "find": ["due date|due on"]}
    assert claims.carrier(due, items) is not None
    assert claims.carrier({"kind": "limit", "text": "at most 7", "find": ["7"]}, items) is not None
    assert claims.carrier({"kind": "name", "text": "walrus", "find": ["walrus"]}, items) is None
    assert claims.missed_claims(read_records(BRIEFS, limit=1)) == []


def test_the_same_draft_twice_has_everything_in_common() -> None:
    lines = sameness.lines_of(drafted("add invoices"))
    assert lines
    assert sameness.shares([lines, lines]) == [1.0]
    assert sameness.shares([lines, sameness.lines_of(drafted("passkeys"))])[0] < 0.9


def test_a_line_is_bared_of_what_is_its_own() -> None:
    assert sameness.bare_line("- **Rate Limit**: At most 30 invoices a minute for `x`", frozenset({"invoices"})) == (
        "at most _ a minute for _"
    )
    assert sameness.bare_line("## Invoices and other heavy things", frozenset()) == ""


def test_entries_fire() -> None:
    record = entries_fired.Record("one", "add invoices", {})
    assert entries_fired.fired([record])["invoice"] == ["one"]


def test_a_killed_run_leaves_files_old_or_new() -> None:
    assert kill_writes.run(times=1, seed=1).problems == []


def test_the_start_is_measured() -> None:
    found = startup.measure(rounds=1)
    assert min(found.empty, found.help, found.draft) > 0
    assert 10 < found.peak <= startup.PEAK_MB


def test_nothing_is_known_to_be_valid_that_a_validator_refuses() -> None:
    found = known_valid.run(times=50, seed=7)
    assert {name: tally.problems for name, tally in found.items()} == {"documents": [], "examples": [], "texts": []}
    assert all(tally.taken for tally in found.values())


def test_columns_that_the_design_lacks_are_found_in_texts() -> None:
    found = drafted("Storage lockers: parcels wait 72 hours, then a fee of 2.50 EUR per day is charged.").spec.sections
    assert named_columns.unknown_names(found) == []
    assert found.rules is not None
    first, *rest = found.rules.rules
    wrong = first.model_copy(update={"implementation": "`invoice_id IS NULL AND status = 'not_there'` holds."})
    seeded = found.model_copy(update={"rules": found.rules.model_copy(update={"rules": (wrong, *rest)})})
    assert [name for name, _ in named_columns.unknown_names(seeded)] == ["invoice_id"]


def test_a_word_of_the_brief_that_the_design_passes_over_is_found() -> None:
    text = "Recycle bin for notes, with an admin setting of the days that they are kept"
    sections = drafted(text).spec.sections
    assert cover.uncovered(text, sections) == []
    assert cover.uncovered(f"{text}, and a voucher for each walrus", sections) == ["voucher", "walrus"]


def test_every_hundredth_ruled_entry_drafts() -> None:
    wanted = list(ruling_sentences.briefs())[::100]
    assert len(wanted) > 60
    assert [found for found in map(ruling_sentences.problem, wanted) if found is not None] == []


def test_a_draft_that_raises_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(_: str) -> None:
        raise ValueError("no call")

    monkeypatch.setattr(ruling_sentences, "drafted", raising)
    assert ruling_sentences.problem("Bids.") == "Bids.: ValueError: no call"
