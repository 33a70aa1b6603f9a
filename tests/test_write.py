"""Drafts on disk: whole or not at all, and never over a person's work."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import whole_designs

from draftspec.brief import Brief
from draftspec.errors import OutputError
from draftspec.spec import Spec
from draftspec.write import Written, refuse_other_brief, serialized, write

FILES = {
    "02_Backend_Specification.md": "# Specification ü\n",
    "PRP_Backend.md": "# PRP\n",
    "migrations/0001_invoices.up.sql": "SELECT 1;\n",
    "migrations/0000_assumed.sql": "SELECT 0;\n",
}
NAMES = (*FILES, "spec.json")
CHANGED = {**FILES, "PRP_Backend.md": "# Another PRP\n", "02_Backend_Specification.md": "# Another one\n"}


def spec(**changes: object) -> Spec:
    return whole_designs.spec(**changes)


def tree(folder: Path) -> dict[str, str]:
    """Return every file below a folder with its text, without the journal."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".draft" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file below a folder with its bytes and the time of its last change."""
    return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(folder.rglob("*")) if p.is_file()}


def test_every_file_is_written_and_its_hash_is_known(tmp_path: Path) -> None:
    assert write(spec(), FILES, tmp_path / "a" / "specs") == Written(tmp_path / "a/specs/invoices", NAMES, NAMES)
    found = tree(tmp_path / "a/specs/invoices")
    text = found.pop("spec.json")
    assert found == FILES
    assert json.loads(text)["files"] == {
        name: hashlib.sha256(body.encode()).hexdigest() for name, body in FILES.items()
    }
    assert text == serialized(spec(files=json.loads(text)["files"]))
    assert list(json.loads(text)) == ["format", "brief", "slug", "model", "target", "sections", "claims", "assumptions", "open_questions", "findings", "provenance", "usage", "files"]  # fmt: skip
    assert [path.name for path in (tmp_path / "a/specs/invoices/.draft").iterdir()] == ["files.json"]


def test_an_unchanged_draft_rewrites_nothing(tmp_path: Path) -> None:
    write(spec(), FILES, tmp_path)
    before = everything(tmp_path)
    assert write(spec(), FILES, tmp_path) == Written(tmp_path / "invoices", NAMES, ())
    assert everything(tmp_path) == before


def test_a_draft_that_differs_replaces_what_draftspec_wrote(tmp_path: Path) -> None:
    write(spec(), FILES, tmp_path)
    changed = ("02_Backend_Specification.md", "PRP_Backend.md", "spec.json")
    assert write(spec(), CHANGED, tmp_path).changed == changed
    assert tree(tmp_path / "invoices") | CHANGED == tree(tmp_path / "invoices")


def test_a_dry_run_writes_nothing_and_says_what_it_would(tmp_path: Path) -> None:
    assert write(spec(), FILES, tmp_path / "specs", dry_run=True).changed == NAMES
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_was_changed_by_hand_is_kept(tmp_path: Path, name: str) -> None:
    write(spec(), FILES, tmp_path)
    path = tmp_path / "invoices" / name
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    before = everything(tmp_path)
    for files in (FILES, CHANGED):
        with pytest.raises(OutputError) as caught:
            write(spec(), files, tmp_path)
        assert str(caught.value) == f"changed by hand in {tmp_path / 'invoices'}: {name}"
        assert f"draftspec sync {tmp_path / 'invoices'}" in caught.value.hint
    assert everything(tmp_path) == before
    assert name in write(spec(), FILES, tmp_path, force=True).changed
    assert {**tree(tmp_path / "invoices"), **FILES} == tree(tmp_path / "invoices")


def test_a_file_that_was_removed_by_hand_is_written_again(tmp_path: Path) -> None:
    write(spec(), FILES, tmp_path)
    (tmp_path / "invoices/PRP_Backend.md").unlink()
    assert write(spec(), FILES, tmp_path).changed == ("PRP_Backend.md",)


def test_files_that_are_not_ours_are_never_touched_or_overwritten(tmp_path: Path) -> None:
    (tmp_path / "invoices").mkdir()
    (tmp_path / "invoices/notes.txt").write_text("mine")
    write(spec(), FILES, tmp_path)
    assert (tmp_path / "invoices/notes.txt").read_text() == "mine"
    (tmp_path / "bills").mkdir()
    (tmp_path / "bills/PRP_Backend.md").write_text("mine")
    with pytest.raises(OutputError, match=r"changed by hand in .*bills: PRP_Backend\.md"):
        write(spec(slug="bills"), FILES, tmp_path)


def test_what_is_no_longer_assumed_is_removed_unless_somebody_changed_it(tmp_path: Path) -> None:
    fewer = {name: text for name, text in FILES.items() if "assumed" not in name}
    write(spec(), FILES, tmp_path)
    assert write(spec(), fewer, tmp_path).changed == ("spec.json", "migrations/0000_assumed.sql")
    assert set(tree(tmp_path / "invoices")) == {*fewer, "spec.json"}
    write(spec(), FILES, tmp_path)
    (tmp_path / "invoices/migrations/0000_assumed.sql").write_text("SELECT 'mine';\n")
    assert write(spec(), fewer, tmp_path).changed == ("spec.json",)
    assert tree(tmp_path / "invoices")["migrations/0000_assumed.sql"] == "SELECT 'mine';\n"


def test_the_folder_of_another_brief_is_never_overwritten(tmp_path: Path) -> None:
    write(spec(), FILES, tmp_path)
    (tmp_path / "invoices-2").mkdir()
    for force in (False, True):
        with pytest.raises(OutputError) as caught:
            write(spec(brief="add invoice templates"), FILES, tmp_path, force=force)
        assert str(caught.value) == f"{tmp_path / 'invoices'} holds another brief: 'add invoices'"
        assert caught.value.hint == "draft into its own folder: --slug invoices-3"
    with pytest.raises(OutputError, match="holds another brief"):
        refuse_other_brief(tmp_path, Brief("add invoice templates", "invoices"))
    refuse_other_brief(tmp_path, Brief("Add  invoices", "invoices"))
    write(spec(brief="Add invoices"), FILES, tmp_path)
    assert json.loads(tree(tmp_path / "invoices")["spec.json"])["brief"] == "Add invoices"


def test_a_newer_form_of_spec_json_is_kept(tmp_path: Path) -> None:
    (tmp_path / "invoices").mkdir()
    (tmp_path / "invoices/spec.json").write_text('{"format": 2, "brief": "add invoices"}')
    with pytest.raises(OutputError, match="has format 2, newer than this draftspec writes"):
        write(spec(), FILES, tmp_path, force=True)


class Killed(BaseException):
    """What a kill looks like from inside."""


@pytest.mark.parametrize("renames", range(7))
@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_a_run_killed_between_renames_is_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int, first: bool
) -> None:
    """Whatever mixture it leaves, a run with the same result, and one with another, go on without --force."""
    if not first:
        write(spec(), FILES, tmp_path)
    replace, left = Path.replace, [renames]

    def replace_until_killed(self: Path, target: Path) -> Path:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return replace(self, target)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(Path, "replace", replace_until_killed)
        write(spec(), CHANGED | {"openapi.yaml": "x\n"}, tmp_path)
        raise Killed  # where there were fewer renames than that
    for text in ("x\n", "y\n"):
        write(spec(), CHANGED | {"openapi.yaml": text}, tmp_path)
        assert tree(tmp_path / "invoices")["openapi.yaml"] == text
    with pytest.raises(OutputError, match="holds another brief"):
        write(spec(brief="another"), FILES, tmp_path)


def test_without_the_journal_files_are_known_by_spec_json(tmp_path: Path) -> None:
    write(spec(), FILES, tmp_path)
    (tmp_path / "invoices/.draft/files.json").unlink()
    (tmp_path / "invoices/.draft").rmdir()
    assert "PRP_Backend.md" in write(spec(), CHANGED, tmp_path).changed


@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_a_full_disk_changes_nothing_and_leaves_nothing(tmp_path: Path, first: bool) -> None:
    if not first:
        write(spec(), FILES, tmp_path / "specs")
    before = everything(tmp_path)
    resource = pytest.importorskip("resource")  # what stands in for a full disk is there on POSIX only
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, hard))
    try:
        with pytest.raises(OutputError, match=r"cannot write .*: File too large"):
            write(spec(), CHANGED, tmp_path / "specs")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert everything(tmp_path) == before
    assert (tmp_path / "specs").exists() is not first


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError, match="file is a file, not a folder"):
            write(spec(), FILES, out)
    (tmp_path / "invoices").write_text("")
    with pytest.raises(OutputError, match="invoices is a file, not a folder"):
        write(spec(), FILES, tmp_path)


@pytest.mark.parametrize("target", ["gone", "specs"])
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path, target: str) -> None:
    (tmp_path / "specs").symlink_to(target)
    with pytest.raises(OutputError, match="specs is a link that leads nowhere"):
        write(spec(), FILES, tmp_path / "specs")


def test_a_folder_where_a_file_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "invoices/spec.json").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"spec\.json is a folder, not a file"):
        write(spec(), FILES, tmp_path, force=True)


@pytest.mark.parametrize("name", ["invoices", "invoices/migrations", "invoices/.draft"])
def test_no_link_leads_out_of_the_output_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "specs" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "elsewhere")
    for force in (False, True):
        with pytest.raises(OutputError, match="leads out of"):
            write(spec(), FILES, tmp_path / "specs", force=force)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_in_place_of_a_file_is_replaced_only_with_force_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("mine")
    (tmp_path / "invoices").mkdir()
    (tmp_path / "invoices/PRP_Backend.md").symlink_to(tmp_path / "target")
    with pytest.raises(OutputError, match=r"changed by hand in .*: PRP_Backend\.md"):
        write(spec(), FILES, tmp_path)
    write(spec(), FILES, tmp_path, force=True)
    assert (tmp_path / "target").read_text() == "mine"
    assert tree(tmp_path / "invoices")["PRP_Backend.md"] == "# PRP\n"
