"""Records what is missing or stale of the recordings of this repository, from the test server's script.

    python tests/scripted_recordings.py [--all]

After a change of a prompt, a schema or of what is usual, `draftspec eval status` tells which recordings do not fit any
more; this renews exactly those, over HTTP on the loopback address, without a key. They say that they are scripted.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from model_server import ModelServer

ROOT = Path(__file__).parents[1]
MODEL = "openai:scripted"


def main() -> int:
    """Record, and leave with the exit code of `draftspec eval record`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="every step again")
    wish = ["--all"] if parser.parse_args().all else ["--missing", "--stale"]
    command = [sys.executable, "-m", "draftspec.cli", "eval", "record", *wish, "--model", MODEL]
    with ModelServer() as server:
        environment = {**os.environ, "OPENAI_BASE_URL": server.url}
        return subprocess.run([*command, "--suite", str(ROOT / "evals")], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
