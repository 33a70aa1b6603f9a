"""`draftspec sync`: hand edits of the specification, in spec.json and in every file that follows from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import whole_designs
from typer.testing import CliRunner

from draftspec.brief import Brief
from draftspec.cli import app
from draftspec.errors import InputError, OutputError
from draftspec.files import derived_files
from draftspec.reading_back import SPECIFICATION
from draftspec.spec import Spec
from draftspec.standing import digest
from draftspec.sync import sync
from draftspec.write import begin, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    spec = whole_designs.spec()
    return write(spec, derived_files(spec), tmp_path).folder


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / SPECIFICATION
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def written(folder: Path) -> Spec:
    return Spec.model_validate_json((folder / "spec.json").read_text(encoding="utf-8"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.parent.name != ".draft"
    }


def test_nothing_is_written_where_nothing_was_edited(folder: Path) -> None:
    before = contents(folder)
    done = sync(folder)
    assert (done.sections, done.files, done.kept) == ((), (), False)
    assert contents(folder) == before


def test_a_reworded_purpose_reaches_every_file(folder: Path) -> None:
    purpose = written(folder).sections.endpoints.endpoints[0].purpose
    edit(folder, f"**Purpose**: {purpose}", "**Purpose**: Lists what the shop is owed.")
    done = sync(folder)
    assert done.sections == ("endpoints",)
    assert set(done.files) == {"PRP_Backend.md", "openapi.yaml", "spec.json"}
    assert "Lists what the shop is owed." in (folder / "PRP_Backend.md").read_text(encoding="utf-8")
    assert "Lists what the shop is owed." in (folder / "openapi.yaml").read_text(encoding="utf-8")
    assert sync(folder).files == ()


def test_no_draft_replaces_what_was_taken_over(folder: Path) -> None:
    drafted = written(folder)
    purpose = drafted.sections.endpoints.endpoints[0].purpose
    edit(folder, f"**Purpose**: {purpose}", "**Purpose**: Lists what the shop is owed.")
    sync(folder)
    mine = written(folder)
    assert {name for name, one in mine.provenance.items() if one.source == "edited"} == {"endpoints"}

    before = contents(folder)
    brief = Brief(drafted.brief, drafted.slug)
    again = pytest.raises(OutputError, match="would be lost: endpoints")
    with again:
        write(drafted, derived_files(drafted), folder.parent)
    with again:
        begin(folder.parent, brief)
    with again:
        begin(folder.parent, brief, redone=("endpoints", "rules"))
    begin(folder.parent, brief, redone=("rules",))
    assert write(mine, derived_files(mine), folder.parent).changed == ()
    assert contents(folder) == before

    write(drafted, derived_files(drafted), folder.parent, force=True)
    assert written(folder) == drafted.model_copy(update={"files": written(folder).files})


def test_a_new_column_reaches_the_migration_and_the_document_is_rendered_again(folder: Path) -> None:
    edit(folder, "    due_on ", "    reminded_on date,\n    due_on ")
    done = sync(folder)
    assert done.sections == ("database",)
    up = (folder / "migrations/0001_invoices.up.sql").read_text(encoding="utf-8")
    assert "reminded_on" in up
    assert "database.tables.invoices.columns.reminded_on.sensitivity" in done.undecidable


def test_what_a_person_wrote_stays_and_is_known(folder: Path) -> None:
    edit(folder, "- [ ] **BE-DB-1**", "- [x] **BE-DB-1**")
    text = (folder / SPECIFICATION).read_bytes()
    done = sync(folder)
    assert done.kept
    assert done.sections == ()
    assert (folder / SPECIFICATION).read_bytes() == text
    assert written(folder).files[SPECIFICATION] == digest(text)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_what_follows_is_renewed_in_a_document_that_stays(folder: Path, line_end: bytes) -> None:
    edit(folder, "- [ ] **BE-DB-1**", "- [x] **BE-DB-1**")
    edit(folder, "    due_on ", "    reminded_on date,\n    due_on ")
    path = folder / SPECIFICATION
    mine = path.read_bytes().replace(b"\n", line_end)
    path.write_bytes(mine)
    assert sync(folder).kept
    text = path.read_bytes()
    assert text.count(b"reminded_on") == 3  # its table as the person wrote it, the diagram, the migration script
    assert text.count(b"        date reminded_on" + line_end) == 1
    assert text.replace(b"\r\n", b"\n").startswith(mine.replace(b"\r\n", b"\n")[:200])
    assert b"- [x] **BE-DB-1**" in text
    assert sync(folder).files == ()


OWN_TABLE = """#### invoice_notes

A remark.

```sql
create table invoice_notes (
    id uuid not null default gen_random_uuid() primary key,
    invoice_id uuid not null references invoices (id) on delete cascade -- whose
);
```

**Indexes**:
```sql
create index on invoice_notes(invoice_id);
```

#### invoice_lines
"""


def test_a_table_in_the_words_of_a_person_is_the_one_of_the_migration(folder: Path) -> None:
    edit(folder, "#### invoice_lines\n", OWN_TABLE)
    assert sync(folder).kept
    text = (folder / SPECIFICATION).read_text(encoding="utf-8")
    assert "create index on invoice_notes(invoice_id);" in text
    assert "CREATE INDEX invoice_notes_invoice_id_idx ON invoice_notes (invoice_id);" in text
    result = CliRunner().invoke(app, ["check", str(folder), "--no-execute", "--format", "json"])
    found = {one["check"] for one in json.loads(result.stdout)["findings"]}
    assert not found & {"TAB-14", "SEC-08", "SEC-12", "OAS-03", "MIG-02"}


def test_a_new_endpoint_reads_what_it_shows(folder: Path) -> None:
    text = (folder / SPECIFICATION).read_text(encoding="utf-8")
    start = text.index("### GET /api/v1/invoices/{id}\n")
    block = text[start : text.index("### ", start + 4)]
    edit(folder, block, block + block.replace("/{id}\n", "/{id}/summary\n", 1))
    sync(folder)
    new = next(one for one in written(folder).sections.endpoints.endpoints if one.path.endswith("/summary"))
    shown = {field.table for one in new.responses for field in one.fields if field.table}
    assert shown <= set(new.reads)
    assert not any(one.check == "EP-01" for one in written(folder).findings)


def test_a_derived_block_that_was_edited_stays_and_is_said_not_to_be_read(folder: Path) -> None:
    edit(folder, "        date due_on", "        text due_on")
    edit(folder, "| `POST /api/v1/invoices` | C |", "| `POST /api/v1/invoices` |  |")
    done = sync(folder)
    assert done.sections == ()
    assert [one.split(": ")[1].split(",")[0] for one in done.undecidable] == ["the diagram", "the coverage matrix"]
    assert "        text due_on" in (folder / SPECIFICATION).read_text(encoding="utf-8")


def test_line_ends_and_byte_order_mark_stay(folder: Path) -> None:
    path = folder / SPECIFICATION
    text = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(text)
    assert sync(folder).kept
    assert path.read_bytes() == text


def test_another_file_that_was_edited_is_never_overwritten(folder: Path) -> None:
    purpose = written(folder).sections.endpoints.endpoints[0].purpose
    edit(folder, f"**Purpose**: {purpose}", "**Purpose**: Lists what the shop is owed.")
    (folder / "PRP_Backend.md").write_text("# My own\n", encoding="utf-8")
    before = contents(folder)
    with pytest.raises(InputError, match=r"changed by hand in .*: PRP_Backend\.md"):
        sync(folder)
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"# Our own template\n", r":1: this is no Backend Specification"),
        (b"\xff\xfe", r":1:1: this is no UTF-8"),
        (b"x" * 11_000_000, "MB"),
    ],
    ids=["another template", "no utf-8", "large"],
)
def test_what_cannot_be_read_back_is_refused(folder: Path, raw: bytes, message: str) -> None:
    (folder / SPECIFICATION).write_bytes(raw)
    before = contents(folder)
    result = CliRunner().invoke(app, ["sync", str(folder)])
    assert result.exit_code == 2
    with pytest.raises(InputError, match=message):
        sync(folder)
    assert contents(folder) == before


def test_a_folder_under_another_name_is_refused(folder: Path) -> None:
    other = folder.rename(folder.with_name("bills"))
    with pytest.raises(InputError, match="holds the draft 'invoices'"):
        sync(other)


def test_the_command_says_what_it_did(folder: Path) -> None:
    edit(folder, "- [ ] **BE-DB-1**", "- [x] **BE-DB-1**")
    result = CliRunner().invoke(app, ["sync", str(folder)])
    assert "stays as it was written by hand" in result.stderr
    result = CliRunner().invoke(app, ["sync", str(folder.parent)])
    assert "nothing to take over" in result.stderr
    assert json.loads((folder / "spec.json").read_text(encoding="utf-8"))["slug"] == "invoices"


@pytest.mark.parametrize("type_", ["text", "numeric(5,2)", "timestamp", "jsonb", "varchar(3)", "bytea"])
def test_no_type_that_a_person_writes_breaks_what_is_derived(folder: Path, type_: str) -> None:
    edit(folder, "paid_at     timestamptz", f"paid_at     {type_}")
    assert sync(folder).sections == ("database",)
