"""Where the program begins: an interrupt ends it at once and without a word until there is something to end in order."""

from __future__ import annotations

import signal


def main() -> None:
    """Load the program and run it. While it is loaded, Ctrl-C ends it by the signal, for which a shell reports 130."""
    python_s = signal.getsignal(signal.SIGINT)
    if python_s is not signal.SIG_IGN:  # a job in the background stays there
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from draftspec.cli import main as run

    signal.signal(signal.SIGINT, python_s)
    run()
