"""How long the program takes to start and to draft, against an empty typer application, and how much memory.

    python tests/long/startup.py [--rounds N]

Three whole processes are run in turn, so that whatever else the machine does falls on each alike: an empty typer
application's `--help`, `draftspec --help`, and a draft of "add invoices". Bounds on the medians: `--help` 1.5 times the
empty application, a draft 4 times; peak memory of the draft 120 MB. Byte code is compiled before the first round, as an installation has it: where it must
not be written (PYTHONDONTWRITEBYTECODE), a checkout's modules would be compiled anew in every round.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HELP_RATIO = 1.5
DRAFT_RATIO = 4.0
PEAK_MB = 120.0

EMPTY = """import typer
app = typer.Typer()
@app.command()
def main() -> None:
    pass
app()
"""

PEAK = """import resource, subprocess, sys
subprocess.run(sys.argv[1:], capture_output=True, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True)
class Startup:
    """Medians in seconds, and the peak memory of the draft in MB."""

    empty: float
    help: float
    draft: float
    peak: float

    @property
    def ratios(self) -> tuple[float, float]:
        """`--help` and draft, as multiples of the empty application."""
        return self.help / self.empty, self.draft / self.empty

    @property
    def is_good(self) -> bool:
        """Whether every bound is met."""
        return self.ratios[0] <= HELP_RATIO and self.ratios[1] <= DRAFT_RATIO and self.peak <= PEAK_MB


def measure(rounds: int) -> Startup:
    """Run the three processes in turn and return what they took."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "empty.py").write_text(EMPTY, encoding="utf-8")
        commands = {
            "empty": [sys.executable, str(home / "empty.py"), "--help"],
            "help": [*program(), "--help"],
            "draft": [*program(), "draft", "add invoices", "--out", str(home / "specs")],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(rounds + 1):
            for name, command in commands.items():
                shutil.rmtree(home / "specs", ignore_errors=True)
                seconds = _seconds(command, home)
                if turn:  # the first turn compiles
                    times[name].append(seconds)
        peak = _peak(commands["draft"], home)
    return Startup(*(statistics.median(times[name]) for name in commands), peak)


def program() -> list[str]:
    """Return the installed command, or the module where there is none."""
    installed = shutil.which("draftspec", path=str(Path(sys.executable).parent))
    return [installed] if installed else [sys.executable, "-m", "draftspec.cli"]


def _compiling() -> dict[str, str]:
    """Return an environment in which byte code is kept, whatever this one says."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _seconds(command: list[str], folder: Path) -> float:
    """Run a process and return its wall time in seconds."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=_compiling(), capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"exit {done.returncode}: {' '.join(command)}")
    return seconds


def _peak(command: list[str], folder: Path) -> float:
    """Run a process and return its peak memory in MB.

    A small process starts it, since a child's figure begins with the memory of whoever started it.
    """
    asked = subprocess.run([sys.executable, "-c", PEAK, *command], cwd=folder, capture_output=True, check=True)
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return int(asked.stdout) / unit


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    found = measure(parser.parse_args().rounds)
    print(f"empty typer application --help  {found.empty * 1000:7.0f} ms")
    print(f"draftspec --help                {found.help * 1000:7.0f} ms  {found.ratios[0]:.2f} x (bound {HELP_RATIO})")
    print(
        f"draftspec draft                 {found.draft * 1000:7.0f} ms  {found.ratios[1]:.2f} x (bound {DRAFT_RATIO})"
    )
    print(f"peak memory of the draft        {found.peak:7.1f} MB (bound {PEAK_MB:.0f})")
    return 0 if found.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
