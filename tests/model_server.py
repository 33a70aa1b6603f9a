"""A small OpenAI-compatible server for tests and measurements, on the loopback address.

    python tests/model_server.py [--port N] [--latency SECONDS]

It answers `/v1/chat/completions` with what the built-in drafter decides for the section and brief of the prompt, with
usage counts, and plays a failure by the name of the model: `length`, `refusal`, `r429ms`, … (`server/faults.py` has them
all), and `mix`, the mix of a bad day. Any other name always answers. In a test:

    with ModelServer() as server:
        ...  # ask at server.url
        assert server.log.count == 1
"""

from __future__ import annotations

import argparse
import sys
import threading

from server.http import MIX, ModelServer

__all__ = ["MIX", "ModelServer"]


def main() -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that each request takes")
    options = parser.parse_args()
    with ModelServer(options.latency, options.port) as server:
        print(server.url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
