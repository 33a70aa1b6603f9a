"""Processor time of one call through LangChain against the bare openai SDK, and when the first request goes out.

    python tests/long/call_cpu.py [--calls N] [--rounds N]

A server in a process of its own answers each call with the same 10 KB. The clients send the same messages and schema on
one kept connection, in turns of blocks, so that whatever else the machine does falls on each alike; counted is the
processor time of this process, and each client's best block stands. `ask` is what drafting does, `invoke` LangChain's
public way for comparison. Bound: `ask` 1.5 times the bare SDK.

First request: whole processes in turn, one that only imports langchain_openai, one that opens a model and asks; the
bound is 1.4 times, on the medians.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from draftspec.chat.model import Ask, Message
from draftspec.chat.profiles import PROFILES
from draftspec.chat.wire import wire_schema

CPU_RATIO = 1.5
FIRST_RATIO = 1.4
ANSWER_BYTES = 10_000

SERVER = """
import json, socketserver, sys
text = json.dumps({"risks": {"pitfalls": ["x" * 90] * 100, "risks": ["y"]}})[:int(sys.argv[1])]
body = json.dumps({"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0,
    "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}).encode()
reply = b"HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: %d\\r\\n\\r\\n" % len(body) + body
class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        while line := self.rfile.readline():
            size = 0
            while (header := self.rfile.readline()) != b"\\r\\n":
                if header.lower().startswith(b"content-length:"):
                    size = int(header.split(b":")[1])
            self.rfile.read(size)
            self.wfile.write(reply)
class Server(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True
server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
"""

IMPORT = "import langchain_openai"
FIRST = """
import sys
from draftspec.chat.langchain_model import open_model
from draftspec.chat.model import Ask, Message
from draftspec.chat.wire import wire_schema
model = open_model("openai:m", base_url=sys.argv[1], environment={})
model.ask(Ask("risks", (Message("user", "draft"),), wire_schema("risks", model.profile)))
"""


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=200, help="calls in a block")
    parser.add_argument("--rounds", type=int, default=7, help="blocks of each client, and processes of each kind")
    options = parser.parse_args()
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(ANSWER_BYTES)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = f"http://127.0.0.1:{int(server.stdout.readline())}/v1"
        best = call_times(address, options.calls, options.rounds)
        imported, first = first_times(address, options.rounds)
    finally:
        server.kill()
        server.wait()
    bare = best["openai"]
    for name, seconds in best.items():
        bound = f" (bound {CPU_RATIO})" if name == "ask" else ""
        print(f"{name:8} {seconds * 1000:7.2f} ms processor time a call  {seconds / bare:.2f} x{bound}")
    print(f"import   {imported * 1000:7.0f} ms, langchain_openai alone")
    print(
        f"first    {first * 1000:7.0f} ms, a whole process with one call  {first / imported:.2f} x (bound {FIRST_RATIO})"
    )
    return 0 if best["ask"] <= CPU_RATIO * bare and first <= FIRST_RATIO * imported else 1


def call_times(address: str, calls: int, rounds: int) -> dict[str, float]:
    """Return, for each client, the processor time of one call in its best block, in seconds."""
    clients = {"openai": bare_client(address), "ask": through_the_seam(address), "invoke": through_invoke(address)}
    best = dict.fromkeys(clients, float("inf"))
    for _ in range(rounds):
        for name, call in clients.items():
            call()
            start = time.process_time()
            for _ in range(calls):
                call()
            best[name] = min(best[name], (time.process_time() - start) / calls)
    return best


def bare_client(address: str) -> Callable[[], object]:
    """Return one call with the openai SDK."""
    import openai

    asked = the_ask()
    client = openai.OpenAI(base_url=address, api_key="none", max_retries=0, timeout=60)
    form = {"type": "json_schema", "json_schema": {"name": "risks", "strict": True, "schema": asked.schema}}

    def call() -> object:
        messages = [{"role": message.role, "content": message.content} for message in asked.messages]
        done = client.chat.completions.create(
            model="m", messages=messages, response_format=form, max_tokens=8_000, timeout=60
        )
        return done.choices[0].message.content, done.choices[0].finish_reason, done.usage

    return call


def through_the_seam(address: str) -> Callable[[], object]:
    """Return one `ask` of the chat model that drafting uses."""
    from draftspec.chat.langchain_model import open_model

    asked = the_ask()
    model = open_model("openai:m", base_url=address, environment={})
    return lambda: model.ask(asked)


def through_invoke(address: str) -> Callable[[], object]:
    """Return one call with LangChain's public `invoke`, bound in the same way."""
    from langchain.chat_models import init_chat_model

    asked = the_ask()
    form = {"type": "json_schema", "json_schema": {"name": "risks", "strict": True, "schema": asked.schema}}
    model = init_chat_model("openai:m", base_url=address, api_key="none", max_retries=0, timeout=60)
    bound = model.bind(extra_body={"response_format": form, "max_tokens": 8_000})
    messages = [(message.role, message.content) for message in asked.messages]
    return lambda: bound.invoke(messages)


def the_ask() -> Ask:
    """Return what every client is asked."""
    messages = (Message("system", "s" * 4_000), Message("user", "u" * 4_000))
    return Ask("risks", messages, wire_schema("risks", PROFILES["openai"]), seconds=60)


def first_times(address: str, rounds: int) -> tuple[float, float]:
    """Return the medians of a process that imports langchain_openai and of one that also asks, in seconds."""
    times: dict[str, list[float]] = {IMPORT: [], FIRST: []}
    for turn in range(rounds + 1):
        for program, measured in times.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", program, address], check=True, env={**os.environ})
            if turn:  # the first turn compiles
                measured.append(time.perf_counter() - start)
    return statistics.median(times[IMPORT]), statistics.median(times[FIRST])


if __name__ == "__main__":
    sys.exit(main())
