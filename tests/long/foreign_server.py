"""Drafts with a server that others wrote: llama.cpp's `llama-server`, with a tiny model that writes nonsense.

    python tests/long/foreign_server.py (--server LLAMA_SERVER | --build DIR) [--drafts N] [--seconds N] [--total N]
        [--keep DIR]

The server holds every answer to the schema that it is sent, so the sections come out complete and mean nothing. Each
draft is a run of the real program, `draftspec --model openai:tiny`, with OPENAI_BASE_URL on loopback. Printed for each
section: how often the first answer fitted (valid), how often a later one did (repaired), how often the draft names it as
a gap; the answers, and what the server refused. Bounds: no section that is none of these three, no run that crashed or
took longer than `--seconds`. After `--total` seconds no further draft begins; how many there were is printed.

`--build DIR` downloads the source of llama-cpp-python with pip, which has that of llama.cpp in it, and builds the server
in DIR with cmake and ninja: 80 MB and some minutes, once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

from startup import program
from tiny_model import NAME, WINDOW, write_model

from draftspec.brief import brief_from_text
from draftspec.chat.reading import AnswerInvalid, parse_answer
from draftspec.documents import sections_asked_for
from draftspec.journal import NAME as JOURNAL
from draftspec.pipeline import draft_spec, drafter_for
from draftspec.prompting.layout import section_of
from draftspec.spec import Provenance, Spec

BRIEFS = Path(__file__).parents[1] / "data" / "briefs.jsonl"
PACKAGE = "llama-cpp-python"
VERSION = "0.3.36"
SLOTS = 2
"""Answers that the server writes at a time."""

START_SECONDS = 60.0
FINISHED = (0, 1, 3)
"""Exit codes of a draft that was written: good, with findings or gaps, with sections that a service did not answer."""

SWITCHES = {
    "CMAKE_BUILD_TYPE": "Release",
    "CMAKE_C_FLAGS_RELEASE": "-O1",
    "CMAKE_CXX_FLAGS_RELEASE": "-O1",
    "BUILD_SHARED_LIBS": "OFF",
    "GGML_NATIVE": "OFF",
    "GGML_OPENMP": "OFF",
    "LLAMA_BUILD_EXAMPLES": "OFF",
    "LLAMA_BUILD_TESTS": "OFF",
    "LLAMA_BUILD_UI": "OFF",
    "LLAMA_USE_PREBUILT_UI": "OFF",
    "LLAMA_OPENSSL": "OFF",
}

Verdict = Literal["valid", "repaired", "gap", "lost"]


@dataclass
class Tally:
    """What became of one section over all drafts; `lost` is what is neither valid nor repaired nor a named gap."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    answers: int = 0
    sent_back: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Times:
    """Longest time of one draft, and of all until the last one begins, in seconds."""

    draft: float
    total: float


@dataclass
class Report:
    """What came of all drafts."""

    sections: dict[str, Tally] = field(default_factory=dict)
    exits: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def tally(self, section: str) -> Tally:
        """Return the tally of a section."""
        return self.sections.setdefault(section, Tally())

    @property
    def is_good(self) -> bool:
        """Whether every bound is met."""
        return bool(self.sections) and not self.problems


# Building


def built(folder: Path) -> Path:
    """Return the server in a folder, built there where it is not yet."""
    server = folder / "build" / "bin" / "llama-server"
    if not server.exists():
        missing = [tool for tool in ("cmake", "ninja", "c++") if shutil.which(tool) is None]
        if missing:
            raise SystemExit(f"{', '.join(missing)} not found; cmake and ninja are on PyPI")
        _build(_source(folder), folder / "build")
    return server


def _source(folder: Path) -> Path:
    """Return the source of llama.cpp, downloaded into a folder."""
    source = folder / f"{PACKAGE.replace('-', '_')}-{VERSION}"
    if not source.exists():
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", PACKAGE, "-d", str(folder)]
        subprocess.run([*pip, f"{PACKAGE}=={VERSION}"], check=True)
        with tarfile.open(folder / f"{source.name}.tar.gz") as archive:
            archive.extractall(folder, filter="data")
    return source / "vendor" / "llama.cpp"


def _build(source: Path, folder: Path) -> None:
    switches = [f"-D{name}={value}" for name, value in SWITCHES.items()]
    quietly = ["nice", "-n", "10"] if shutil.which("nice") else []
    subprocess.run([*quietly, "cmake", "-S", str(source), "-B", str(folder), "-G", "Ninja", *switches], check=True)
    subprocess.run([*quietly, "cmake", "--build", str(folder), "--target", "llama-server"], check=True)


# Serving


@contextmanager
def serving(binary: Path, model: Path, log: Path) -> Iterator[str]:
    """Give the address of a server that answers with a model, until the end of the block."""
    port = _free_port()
    options = ["--host", "127.0.0.1", "--port", str(port), "-np", str(SLOTS), "-c", str(SLOTS * WINDOW), "-t", "2"]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [str(binary), "-m", str(model), *options], stdout=stream, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310 - on loopback
            return
        time.sleep(0.1)
    raise SystemExit(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")


class Onlooker:
    """Passes requests on to a server and notes, by section, what it answered other than 200 and why an answer ended."""

    def __init__(self, address: str) -> None:
        self.requests = 0
        self.errors: Counter[tuple[str, str]] = Counter()
        self.ends: Counter[str] = Counter()
        self.tokens: Counter[str] = Counter()
        self._address = address
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.passed))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Its address, as OPENAI_BASE_URL takes it."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def passed(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Return the status and the body that the server answers with."""
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(self._address + path, body, headers)  # noqa: S310 - on loopback
        try:
            with urllib.request.urlopen(request) as response:  # noqa: S310
                status, answer = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, answer = error.code, error.read()
        with self._lock:
            self._note(json.loads(body), status, answer)
        return status, answer

    def _note(self, asked: dict[str, Any], status: int, answer: bytes) -> None:
        self.requests += 1
        found = [section_of(message["content"]) for message in reversed(asked["messages"])]
        section = next((name for name in found if name), "?")
        if status != 200:
            self.errors[section, f"{status}: {_said(answer)}"] += 1
            return
        reply = json.loads(answer)
        self.ends[reply["choices"][0]["finish_reason"]] += 1
        self.tokens.update(input=reply["usage"]["prompt_tokens"], output=reply["usage"]["completion_tokens"])


def _said(answer: bytes) -> str:
    """Return what an error says, without what differs from request to request."""
    try:
        text = str(json.loads(answer)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        text = answer.decode(errors="replace")
    return " ".join(text.split())[:120]


def _handler(passed: Callable[[str, bytes], tuple[int, bytes]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            status, answer = passed(self.path, self.rfile.read(int(self.headers["content-length"])))
            with suppress(ConnectionError):  # who asked may be gone
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
            """Say nothing."""

    return Handler


# Drafting


def run(briefs: Sequence[str], url: str, folder: Path, times: Times) -> Report:
    """Draft each brief with the server at an address, as long as there is time."""
    report = Report()
    for turn, brief in enumerate(briefs):
        if sum(report.seconds) >= times.total:
            break
        _draft(brief, url, folder / f"{turn:02}", times.draft, report)
        print(f"{turn + 1}/{len(briefs)} {report.seconds[-1]:.1f} s", file=sys.stderr)
    return report


def _draft(brief: str, url: str, home: Path, seconds: float, report: Report) -> None:
    """Run the program once and look at what it left."""
    home.mkdir(parents=True)
    (home / "brief.txt").write_text(brief, encoding="utf-8")
    command = [*program(), "-q", "--from", "brief.txt", "--out", "out", "--model", f"openai:{NAME}"]
    begun = time.monotonic()
    try:
        done = subprocess.run(
            command, cwd=home, env={**os.environ, "OPENAI_BASE_URL": url}, capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        report.problems.append(f"{home.name}: not finished after {seconds:.0f} s")
        return
    finally:
        report.seconds.append(time.monotonic() - begun)
    report.exits[done.returncode] += 1
    said = done.stderr.decode(errors="replace")
    (home / "said.txt").write_text(said, encoding="utf-8")
    drafts = [path.parent for path in home.glob("out/*/spec.json")]
    if done.returncode not in FINISHED or "Traceback" in said or len(drafts) != 1:
        report.problems.append(f"{home.name}: exit {done.returncode}: {said.strip()[-300:]}")
        return
    _look_at(drafts[0], home.name, report)


def _look_at(folder: Path, name: str, report: Report) -> None:
    """Count what became of each section of a draft."""
    spec = Spec.model_validate_json((folder / "spec.json").read_bytes())
    document = (folder / "02_Backend_Specification.md").read_text(encoding="utf-8")
    document += (folder / "PRP_Backend.md").read_text(encoding="utf-8")
    texts = _texts(folder / JOURNAL)
    for section in sections_asked_for():
        found, tally = spec.provenance[section], report.tally(section)
        verdict = _verdict(section, found, texts.get(section, []), document)
        tally.verdicts[verdict] += 1
        tally.answers += len(texts.get(section, []))
        tally.sent_back += found.repairs
        if found.reason:
            tally.reasons[_kind_of(found.reason)] += 1
        if verdict == "lost":
            report.problems.append(f"{name}: {section} is neither valid nor repaired nor a named gap")


def _verdict(section: str, found: Provenance, texts: Sequence[str], document: str) -> Verdict:
    if found.source == "gap":
        return "gap" if found.reason and f"`{section}`" in document else "lost"
    if found.source != "model" or not texts:
        return "lost"
    try:
        parse_answer(section, texts[0])
    except AnswerInvalid:
        return "repaired"
    return "valid"


def _kind_of(reason: str) -> str:
    """Return a reason for a gap without what differs from draft to draft."""
    return reason.partition(" (it is ")[0][:120]


def _texts(journal: Path) -> dict[str, list[str]]:
    """Return the texts of the answers in a journal, by section."""
    found: dict[str, list[str]] = {}
    for line in journal.read_text(encoding="utf-8", errors="replace").splitlines():
        entry = json.loads(line)
        found.setdefault(entry["section"], []).append(entry["text"])
    return found


def corpus(briefs: Sequence[str]) -> str:
    """Return what the tiny model learns from: the drafts that the built-in drafter makes of briefs, as JSON."""
    drafter = drafter_for("builtin")
    specs = [draft_spec(brief_from_text(brief), drafter, model="builtin").spec for brief in briefs]
    return "\n".join(spec.sections.model_dump_json() for spec in specs)


# Telling


def told(report: Report, onlooker: Onlooker) -> Iterator[str]:
    """Give the lines of the report."""
    yield f"{'section':<16} {'valid':>6} {'repaired':>9} {'gap':>5} {'lost':>5} {'answers':>8} {'checks':>7} {'errors':>7}"
    whole = Tally()
    for section, tally in report.sections.items():
        yield _row(section, tally, _errors(onlooker, section))
        whole.verdicts += tally.verdicts
        whole.answers += tally.answers
        whole.sent_back += tally.sent_back
    yield _row("all", whole, onlooker.errors.total())
    yield f"drafts {len(report.seconds)}, exits {dict(sorted(report.exits.items()))}, seconds {sum(report.seconds):.0f}, the slowest draft {max(report.seconds):.0f}"
    yield f"requests {onlooker.requests}, tokens {dict(onlooker.tokens)}, ends {dict(onlooker.ends)}"
    yield from (f"error x{count}: {section}: {said}" for (section, said), count in onlooker.errors.most_common())
    for section, tally in report.sections.items():
        yield from (f"gap x{count}: {section}: {reason}" for reason, count in tally.reasons.most_common())
    yield f"problems {len(report.problems)} (bound: 0)"
    yield from report.problems


def _errors(onlooker: Onlooker, section: str) -> int:
    return sum(count for (name, _), count in onlooker.errors.items() if name == section)


def _row(name: str, tally: Tally, errors: int) -> str:
    valid, repaired, gap, lost = (tally.verdicts[one] for one in ("valid", "repaired", "gap", "lost"))
    return f"{name:<16} {valid:>6} {repaired:>9} {gap:>5} {lost:>5} {tally.answers:>8} {tally.sent_back:>7} {errors:>7}"


def main() -> int:
    """Draft, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--server", type=Path, help="a llama-server that is built")
    where.add_argument("--build", type=Path, metavar="DIR", help="build one in this folder, unless it is there")
    parser.add_argument("--drafts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1, help="which briefs are drafted")
    parser.add_argument("--seconds", type=float, default=300.0, help="longest time of one draft")
    parser.add_argument("--total", type=float, default=1800.0, help="time after which no further draft begins")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the drafts and the server's log here")
    options = parser.parse_args()
    binary = options.server.resolve() if options.server else built(options.build.resolve())
    lines = BRIEFS.read_text(encoding="utf-8").splitlines()
    briefs = [json.loads(line)["brief"] for line in random.Random(options.seed).sample(lines, options.drafts)]
    with tempfile.TemporaryDirectory() as folder:
        home = options.keep or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        write_model(home / "tiny.gguf", corpus(briefs[:3]))
        with serving(binary, home / "tiny.gguf", home / "server.log") as address:
            onlooker = Onlooker(address)
            report = run(briefs, onlooker.url, home, Times(options.seconds, options.total))
            onlooker.close()
    print(*told(report, onlooker), sep="\n")
    return 0 if report.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
