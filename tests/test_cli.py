"""The commands as people and scripts call them; the built-in drafter is stood in for by one design."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import whole_designs
from typer.testing import CliRunner, Result

from draftspec import __version__
from draftspec.brief import Brief
from draftspec.cli import app
from draftspec.drafting import Draft
from draftspec.sections.database import Database, Table
from draftspec.sections.endpoints import Endpoints
from draftspec.spec import Assumption, Sections

FILES = [
    "02_Backend_Specification.md",
    "PRP_Backend.md",
    "migrations/0000_assumed.sql",
    "migrations/0001_invoices.down.sql",
    "migrations/0001_invoices.up.sql",
    "openapi.yaml",
    "spec.json",
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and a drafter that always decides the same."""
    monkeypatch.chdir(tmp_path)
    decide(monkeypatch, whole_designs.sections())
    return tmp_path


def decide(monkeypatch: pytest.MonkeyPatch, sections: Sections) -> None:
    def draft(brief: Brief, existing: tuple[Table, ...], asked_for: tuple[str, ...]) -> Draft:
        return Draft(sections, assumptions=(Assumption(text="`customers` are there", why="somebody is billed"),))

    monkeypatch.setattr("draftspec.drafters.builtin.draft", draft, raising=False)


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=given)


def drafted(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".draft" not in path.parts)
    return sorted(path.relative_to(folder).as_posix() for path in found)


@pytest.mark.parametrize(
    "arguments",
    [
        ("add invoices",),
        ("draft", "add invoices"),
        ("--out", "specs", "add invoices"),
        ("add invoices", "--out", "specs"),
        ("draft", "--out=specs", "add invoices"),
        ("--", "add invoices"),
    ],
)
def test_a_brief_is_drafted(folder: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (0, "")
    assert drafted(folder / "specs" / "invoices") == FILES
    assert result.stderr.splitlines() == [
        f"folder:      {Path('specs/invoices')} (7 of 7 files written)",
        "tables:      invoices, invoice_lines",
        "assumed:     customers",
        "changed:     customers",
        f"endpoints:   {len(whole_designs.sections().endpoints.endpoints)}",
        "assumptions: 1, open questions 0",
        "findings:    none",
    ]


def test_a_second_run_changes_nothing() -> None:
    run("add invoices")
    assert "(unchanged)" in run("add invoices").stderr


def test_a_word_that_begins_like_a_command_is_a_brief(folder: Path) -> None:
    result = run("Checklist")
    assert (result.exit_code, (folder / "specs/checklist/spec.json").exists()) == (0, True)


@pytest.mark.parametrize("before", [(), ("draft",)])
def test_a_brief_that_is_a_list_is_no_option(folder: Path, before: tuple[str, ...]) -> None:
    result = run(*before, "- add invoices\n- send them by mail", "--out", "specs", "--slug", "invoices")
    assert (result.exit_code, drafted(folder / "specs/invoices")) == (0, FILES)


def test_a_list_behind_an_option_is_its_value(folder: Path) -> None:
    result = run("add invoices", "--slug", "- a list")
    assert (result.exit_code, (folder / "specs").exists()) == (2, False)
    assert "--slug" in result.stderr


def test_equal_briefs_give_equal_bytes(folder: Path) -> None:
    for out in ("a", "b"):
        run("add invoices", "--out", out)
    for name in drafted(folder / "a"):
        assert (folder / "a" / name).read_bytes() == (folder / "b" / name).read_bytes()


def test_a_brief_from_a_file_and_from_standard_input(folder: Path) -> None:
    (folder / "brief.md").write_text("add bills\n", encoding="utf-8")
    assert run("--from", "brief.md").exit_code == 0
    assert run("draft", "--from", "-", "--slug", "mine", given=b"add refunds\n").exit_code == 0
    briefs = {
        spec.parent.name: json.loads(spec.read_text(encoding="utf-8"))["brief"] for spec in folder.rglob("spec.json")
    }
    assert briefs == {"bills": "add bills", "mine": "add refunds"}


def test_json_is_all_that_stands_on_standard_output() -> None:
    result = run("add invoices", "--json", "-q", "--dry-run")
    assert result.stderr == ""
    told = json.loads(result.stdout)
    assert told["endpoints"][:2] == ["GET /api/v1/invoices", "POST /api/v1/invoices"]
    assert {name: told[name] for name in ("folder", "slug", "dry_run", "tables", "assumed", "gaps", "findings")} == {
        "folder": "specs/invoices",
        "slug": "invoices",
        "dry_run": True,
        "tables": ["invoices", "invoice_lines"],
        "assumed": ["customers"],
        "gaps": [],
        "findings": [],
    }
    assert sorted(told["files"]) == FILES
    assert told["changed"] == told["files"]


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    assert "(7 of 7 files would be written)" in run("add invoices", "--dry-run").stderr
    assert list(folder.iterdir()) == []


def test_errors_of_the_design_are_named_and_leave_with_1(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(monkeypatch, whole_designs.sections().model_copy(update={"risks": None, "database": Database()}))
    result = run("add invoices", "-q")
    assert result.exit_code == 1
    assert "error:       missing sections: risks\n" in result.stderr
    assert result.stderr.splitlines()[-1].endswith("more, see the findings in spec.json")
    assert (folder / "specs/invoices/spec.json").exists()
    assert "; to see them: draftspec check specs/invoices\n" in run("add invoices").stderr
    assert "to see them" not in run("add invoices", "--dry-run").stderr


def test_a_brief_without_a_backend_feature_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = {"database": Database(none_because="no data."), "endpoints": Endpoints(none_because="no call.")}
    empty = Sections.model_validate({}).model_copy(update=nothing)
    decide(monkeypatch, empty)
    warning = "warning:     the brief asks for nothing that a backend stores or answers\n"
    assert warning in run("write a poem").stderr


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("add", "invoices"), "2 arguments, and a brief is one", 'put the brief in quotes: draftspec "add invoices"'),
        (("draft", "add", "invoices"), "2 arguments", "put the brief in quotes"),
        (("bacth",), "'bacth' looks like a command", 'To draft it all the same: draftspec draft "bacth"'),
        (("checks",), "'checks' looks like a command", "did you mean `draftspec check`? To draft it"),
        (("drfat",), "'drfat' looks like a command", "did you mean `draftspec draft`? To draft it"),
        (("--out", "x", "evla"), "'evla' looks like a command", "did you mean `draftspec eval`?"),
        (("batch", "BACKLOG.md"), "cannot read the backlog BACKLOG.md", "check the path"),
        (("",), "the brief is empty", "say what is wanted"),
        (("draft",), "no brief was given", "say what is wanted"),
        (("x", "--from", "y"), "a brief and --from were given", "give one of them"),
        (("--from", "missing.md"), "cannot read the brief from missing.md", "check the path after --from"),
        (("add x", "--slug", "../../x"), "holds a path separator", "use lower-case letters"),
        (("add x", "--model", "gpt-5-mini"), "'gpt-5-mini' names no provider", "write provider:model, as in openai:gpt-5-mini"),
        (("add x", "--model", "gpt-5-mini", "--dry-run"), "'gpt-5-mini' names no provider", "write provider:model"),
        (("add x", "--redo", "risks"), "--redo needs a model", "name one with --model"),
        (("add x", "--model", "openai:m", "--redo", "riks"), "there is no section 'riks'", "did you mean risks?"),
        (("add x", "--model", "openai:m", "--redo", "risks"), "there is no specs", "draft it first, without --redo"),
        (("add x", "--model", "openai:m", "--max-cost", "1"), "the price of openai:m is not known", "DRAFTSPEC_PRICES"),
        (("add x", "--model", "openai:m", "--max-cost", "nan"), "max_cost is 'nan'", "--max-cost 0.50"),
        (("add x", "--schema", "missing.sql"), "missing.sql", ""),
        (("add x", "--out", "file"), "file is a file, not a folder", "--out"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_with_what_to_do(
    folder: Path, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    (folder / "file").write_text("")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    first, *others = result.stderr.splitlines()
    assert first.startswith("error: ")
    assert message in first
    assert hint in "\n".join(others)
    assert drafted(folder) == ["file"]


def test_a_mistyped_command_is_drafted_when_it_is_meant() -> None:
    assert run("draft", "bacth").exit_code == 0
    assert run("invoices").exit_code == 0


def test_hand_edits_and_other_briefs_leave_with_2(folder: Path) -> None:
    run("add invoices")
    prp = folder / "specs/invoices/PRP_Backend.md"
    prp.write_text("mine", encoding="utf-8")
    result = run("add invoices")
    assert result.exit_code == 2
    assert "changed by hand in" in result.stderr
    assert "draftspec sync" in result.stderr
    assert prp.read_text(encoding="utf-8") == "mine"
    assert run("add invoices", "--force").exit_code == 0
    result = run("add the invoices", "--slug", "invoices", "--force")
    assert result.exit_code == 2
    assert "--slug invoices-2" in result.stderr


def test_settings_come_from_the_project_and_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "pyproject.toml").write_text('[tool.draftspec]\nout = "docs"\n')
    run("add invoices")
    monkeypatch.setenv("DRAFTSPEC_OUT", "elsewhere")
    run("add bills")
    assert sorted(spec.parent.relative_to(folder).as_posix() for spec in folder.rglob("spec.json")) == [
        "docs/invoices",
        "elsewhere/bills",
    ]


def test_an_option_that_does_not_exist_is_usage() -> None:
    assert run("add invoices", "--bogus").exit_code == 2


def test_version_and_help_say_what_works_now() -> None:
    assert run("--version").stdout == f"draftspec {__version__}\n"
    group, draft = run("--help").stdout, run("draft", "--help").stdout
    assert [name for name in ("check", "sync", "batch", "eval") if name in group] == ["check", "sync", "batch", "eval"]
    options = ("--out", "--slug", "--model", "--schema", "--jobs", "--resume", "--redo", "--max-cost", "--from")
    options += ("--dry-run", "--force", "--json", "-q")
    assert [option for option in options if option not in draft] == []


def program(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "draftspec.cli", *arguments]
    return subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)


def test_help_waits_for_no_heavy_library() -> None:
    shown = program("--help", PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip() for line in shown.stderr.splitlines()}
    assert shown.returncode == 0
    assert loaded & {"jinja2", "yaml", "slugify", "postgast", "draftspec.spec", "draftspec.pipeline"} == set()


def test_a_built_in_draft_loads_nothing_that_talks_to_models(folder: Path) -> None:
    shown = program("add invoices", "-q", PYTHONPROFILEIMPORTTIME="1", OPENAI_API_KEY="sk-recognisable")
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in shown.stderr.splitlines()}
    inner = {line.rpartition("|")[2].strip() for line in shown.stderr.splitlines()}
    assert shown.returncode == 0
    assert (
        loaded & {"openai", "langchain", "langchain_core", "langchain_openai", "tiktoken", "httpx", "httpx2"} == set()
    )
    assert {name for name in inner if name.startswith(("draftspec.chat", "draftspec.drafters.language_model"))} == set()


def test_completion_offers_commands_and_options() -> None:
    def completed(words: str) -> str:
        return program(
            _DRAFTSPEC_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(words.split()) - 1)
        ).stdout

    assert "draft" in completed("draftspec dr")


def test_an_interrupt_leaves_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(brief: Brief, existing: tuple[Table, ...], asked_for: tuple[str, ...]) -> Draft:
        raise KeyboardInterrupt

    monkeypatch.setattr("draftspec.drafters.builtin.draft", interrupt, raising=False)
    assert run("add invoices").exit_code == 130


def test_an_interrupt_while_models_are_built_leaves_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    from pydantic_core import SchemaError

    from draftspec import cli

    def built() -> None:
        raise SchemaError('Error building "model" validator:\n  KeyboardInterrupt: ')

    left: list[int] = []
    monkeypatch.setattr(cli, "app", built)
    monkeypatch.setattr(cli, "_leave", left.append)
    with pytest.raises(SchemaError):  # the stand-in of _leave returns
        cli.main()
    assert left == [130]


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_an_interrupt_while_the_program_is_loaded_ends_it_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n", encoding="utf-8")
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import draftspec.start as s; s.main()"
    )
    command = [sys.executable, "-c", code]
    variables = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-2, "", "")


def test_the_built_in_drafter_takes_the_same_way(folder: Path) -> None:
    shown = program("add invoices", "--json", "-q")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "invoices" in json.loads(shown.stdout)["tables"]
    assert "Gap:" not in (folder / "specs/invoices/PRP_Backend.md").read_text(encoding="utf-8")


def test_nothing_in_a_brief_is_run_or_rendered(folder: Path) -> None:
    text = "{{7*7}} $(id) '; DROP TABLE x;-- <script>alert(1)</script> ``` # x"
    assert run(text).exit_code == 0
    (spec,) = folder.rglob("spec.json")
    assert json.loads(spec.read_text(encoding="utf-8"))["brief"] == text
    for name in ("02_Backend_Specification.md", "PRP_Backend.md"):
        shown = (spec.parent / name).read_text(encoding="utf-8")
        assert "**Brief**: {{7*7}} $(id) '; DROP TABLE x;-- &lt;script>alert(1)&lt;/script> \\`\\`\\` # x\n" in shown
    assert spec.parent.parent == folder / "specs"


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_a_brief_may_be_typed_and_a_closed_input_is_an_empty_one() -> None:
    import pty

    command = [sys.executable, "-m", "draftspec.cli", "--from", "-", "--dry-run"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdin=theirs, stderr=subprocess.PIPE, text=True) as typed:
        os.write(ours, b"add invoices\n\x04")
        said = typed.stderr.read() if typed.stderr else ""
    os.close(theirs)
    os.close(ours)
    assert said.startswith("reading the brief from the terminal; Ctrl-D on a line of its own ends it\nfolder:")
    closed = subprocess.run(["sh", "-c", '"$@" <&-', "sh", *command], capture_output=True, text=True, check=False)
    assert (closed.returncode, closed.stderr.splitlines()[0]) == (2, "error: standard input is empty")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
@pytest.mark.parametrize(
    ("redirected", "code", "said"),
    [
        (">/dev/full", 2, "error: cannot write: No space left on device"),
        ("2>/dev/full", 0, ""),
        ("2>&-", 0, ""),
        ("<&-", 0, ""),
        ("| true", 141, "findings:"),
    ],
)
def test_output_that_cannot_be_written_is_said_and_never_taken_for_an_error_of_the_spec(
    folder: Path, redirected: str, code: int, said: str
) -> None:
    program = f'"{sys.executable}" -m draftspec.cli "add invoices" --json --dry-run'
    script = f"{{ sleep 0.2; {program}; echo $? >code; }} {redirected}"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert ((folder / "code").read_text(), said in done.stderr) == (f"{code}\n", True)
    assert "Traceback" not in done.stderr
