"""`draftspec batch` with the built-in drafter: what is drafted, what is left alone, what is said, and how it leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batches import LIST, backlog, files, items, run, statuses

from draftspec.pipeline import Drafted
from draftspec.spec import Spec


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_draws_up_a_folder_for_each_item_and_an_index() -> None:
    result = run(backlog(), "--json")
    assert result.exit_code == 0
    assert statuses(result) == {"Add invoices": "drafted", "Add playlists": "drafted", "Add users": "skipped"}
    first = items(result)[0]
    assert first["folder"] == "specs/invoices"
    assert first["result"]["tables"] == ["invoices", "invoice_items"]
    assert first["result"]["findings"] == {"error": 0, "warning": 0, "info": 0}
    assert first["result"]["usage"] == {"calls": 0, "usd": 0.0}
    assert Spec.model_validate_json(Path("specs/invoices/spec.json").read_bytes()).brief == "Add invoices"
    index = json.loads(Path("specs/index.json").read_text(encoding="utf-8"))
    assert [(one["title"], one["status"], one["folder"]) for one in index["items"]] == [
        ("Add invoices", "drafted", "invoices"),
        ("Add playlists", "drafted", "playlists"),
        ("Add users", "skipped", "users"),
    ]
    assert (
        "| 1: Add invoices | [invoices](invoices/02_Backend_Specification.md) |" in Path("specs/index.md").read_text()
    )
    assert "[2/2]" in result.stderr
    assert "3 items: 2 drafted, 1 skipped; index: specs/index.md" in result.stderr


def test_counts_one_as_one() -> None:
    result = run(backlog("- Add coupons\n"))
    assert result.stderr.startswith("read as markdown: 1 item\n[1/1] coupons: 1 table, ")
    assert result.stderr.splitlines()[-2].startswith("1 done, ")
    assert result.stderr.splitlines()[-1] == "1 item: 1 drafted; index: specs/index.md"
    assert "\n1 item: 1 drafted.\n" in Path("specs/index.md").read_text(encoding="utf-8")


def test_is_the_draft_of_the_same_brief_alone(home: Path) -> None:
    run(backlog("- Add invoices\n"))
    from typer.testing import CliRunner

    from draftspec.cli import app

    CliRunner().invoke(app, ["Add invoices", "--out", "alone"])
    batch = files(home / "specs")
    assert {name: batch[name] for name in batch if name.startswith("invoices/")} == files(home / "alone")


def test_shows_and_writes_nothing_in_a_dry_run(home: Path) -> None:
    result = run(backlog(), "--dry-run", "--json")
    assert result.exit_code == 0
    assert items(result) == [
        {"id": "1", "title": "Add invoices", "status": "new", "reason": ""},
        {"id": "2", "title": "Add playlists", "status": "new", "reason": ""},
        {"id": "3", "title": "Add users", "status": "skipped", "reason": "done"},
    ]
    assert not (home / "specs").exists()
    assert "new        1  Add invoices -> invoices" in run("backlog.md", "--dry-run").stdout


def test_does_nothing_twice_and_only_what_changed(home: Path) -> None:
    run(backlog())
    before = files(home / "specs")
    again = run("backlog.md", "--json")
    assert statuses(again)["Add invoices"] == "unchanged"
    assert items(again)[0]["result"]["endpoints"] > 0
    assert files(home / "specs") == before
    backlog(LIST.replace("Add playlists", "Add playlists that a listener shares with at most 5 friends"))
    changed = run("backlog.md", "--json")
    assert [one["status"] for one in items(changed)] == ["unchanged", "drafted", "skipped"]


def test_drafts_an_item_whose_brief_changed_into_its_folder(home: Path) -> None:
    run(backlog("# Invoices\nAdd invoices\n", "one.md"), "--form", "markdown")
    first = json.loads((home / "specs/index.json").read_text())["items"][0]
    backlog("# Invoices\nAdd invoices with a number of at most 12 letters\n", "one.md")
    result = run("one.md", "--form", "markdown", "--json")
    assert [one["folder"] for one in items(result)] == [f"specs/{first['folder']}"]
    assert items(result)[0]["status"] == "drafted"
    assert "at most 12 letters" in json.loads((home / "specs" / first["folder"] / "spec.json").read_text())["brief"]


def test_leaves_alone_what_a_person_changed(home: Path) -> None:
    run(backlog())
    edited = home / "specs/invoices/02_Backend_Specification.md"
    edited.write_text("mine", encoding="utf-8")
    result = run("backlog.md", "--json")
    assert result.exit_code == 0
    assert statuses(result)["Add invoices"] == "edited"
    assert "changed by hand; run `draftspec sync specs/invoices`" in result.stderr
    assert edited.read_text(encoding="utf-8") == "mine"
    forced = run("backlog.md", "--force", "--json")
    assert statuses(forced)["Add invoices"] == "drafted"
    assert edited.read_text(encoding="utf-8") != "mine"


def test_keeps_the_folders_of_others(home: Path) -> None:
    from typer.testing import CliRunner

    from draftspec.cli import app

    CliRunner().invoke(app, ["add bicycles for rent", "--slug", "invoices"])
    before = files(home / "specs")
    result = run(backlog(), "--json")
    assert result.exit_code == 1
    assert statuses(result)["Add invoices"] == "failed"
    assert "specs/invoices holds another brief: 'add bicycles for rent'" in items(result)[0]["reason"]
    assert {name: files(home / "specs")[name] for name in before} == before


def test_never_writes_over_an_index_of_somebody_else(home: Path) -> None:
    (home / "specs").mkdir()
    (home / "specs/index.md").write_text("# Our own page\n", encoding="utf-8")
    result = run(backlog())
    assert result.exit_code == 0
    assert "index.md in specs is not a batch's; the index is batch-index.md" in result.stderr
    assert (home / "specs/index.md").read_text(encoding="utf-8") == "# Our own page\n"
    assert "Add invoices" in (home / "specs/batch-index.md").read_text(encoding="utf-8")
    (home / "specs/batch-index.json").write_text("{}", encoding="utf-8")
    refused = run("backlog.md")
    assert refused.exit_code == 2
    assert "move them, or choose another folder" in refused.stderr


def test_gives_items_of_one_name_folders_of_their_own(home: Path) -> None:
    names = "- Add invoices\n- add invoices!\n"
    result = run(backlog(names), "--json")
    folders = [one["folder"] for one in items(result)]
    assert folders == ["specs/invoices", "specs/invoices-2"]
    above = run(backlog("- Add invoices, please\n" + names), "--json")
    assert [one["status"] for one in items(above)] == ["drafted", "unchanged", "unchanged"]
    assert [one["folder"] for one in items(above)][1:] == folders


def test_one_failure_does_not_stop_the_others_but_with_fail_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    from draftspec.batch import one_draft

    real = one_draft.draft_with

    def draft(brief: object, *arguments: object, **options: object) -> Drafted:
        if "invoices" in str(brief):
            raise KeyError("nobody thought of this")
        return real(brief, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(one_draft, "draft_with", draft)
    result = run(backlog(), "--json", "--jobs", "1")
    assert result.exit_code == 1
    assert statuses(result) == {"Add invoices": "failed", "Add playlists": "drafted", "Add users": "skipped"}
    assert items(result)[0]["reason"] == "a fault of draftspec: KeyError: 'nobody thought of this'"
    stopped = run("backlog.md", "--json", "--jobs", "1", "--fail-fast", "--out", "other")
    assert statuses(stopped) == {"Add invoices": "failed", "Add playlists": "waiting", "Add users": "skipped"}


def test_takes_select_limit_and_all() -> None:
    assert statuses(run(backlog(), "--select", "2", "--dry-run", "--json")) == {
        "Add invoices": "skipped",
        "Add playlists": "new",
        "Add users": "skipped",
    }
    assert list(statuses(run("backlog.md", "--limit", "1", "--dry-run", "--json")).values()) == [
        "new",
        "skipped",
        "skipped",
    ]
    assert list(statuses(run("backlog.md", "--all", "--dry-run", "--json")).values()) == ["new", "new", "new"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.md",), "cannot read the backlog missing.md"),
        (("backlog.md", "--select", "99"), "the backlog has no item '99'"),
        (("backlog.md", "--out", "backlog.md"), "backlog.md is a file, not a folder"),
        (("backlog.md", "--schema", "none.sql"), "none.sql"),
        (("backlog.md", "--form", "excel"), "there is no form 'excel'"),
        (("backlog.md", "--model", "gpt-5-mini"), "names no provider"),
        (("empty.md",), "empty.md is empty"),
        (("blank.csv",), "holds no item"),
    ],
)
def test_bad_input_is_said_and_leaves_with_2(arguments: tuple[str, ...], said: str, home: Path) -> None:
    backlog()
    backlog("", "empty.md")
    backlog("id,title\n", "blank.csv")
    result = run(*arguments)
    assert result.exit_code == 2, result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_reads_standard_input() -> None:
    result = run("-", "--form", "lines", "--dry-run", "--json", given=b"add invoices\n")
    assert [one["status"] for one in items(result)] == ["new"]


def test_titles_are_shown_and_never_markup(home: Path) -> None:
    title = "Add a | b <img src=x onerror=alert(1)> [x](javascript:y) =HYPERLINK(1) \x1b[31mred"
    run(backlog(json.dumps([{"id": "a|b", "title": title}]), "hostile.json"))
    index = (home / "specs/index.md").read_text(encoding="utf-8")
    row = next(line for line in index.splitlines() if "HYPERLINK" in line)
    assert "a\\|b: Add a \\| b &lt;img src=x" in row
    assert "\\[x\\](javascript" in row
    assert "\x1b" not in run("hostile.json", "--dry-run").output
    assert row.replace("\\|", "").count("|") == 8
