"""What the processes of a batch with a model share is made before they begin, and not by each of them."""

from __future__ import annotations

import subprocess
import sys

SECOND = """
import draftspec.batch.engines.preloaded_prompts
from draftspec.chat import wire
from draftspec.chat.profiles import COMPATIBLE
from draftspec.documents import sections_asked_for
made = wire._wire_schema.cache_info().misses
for section in sections_asked_for():
    wire.wire_schema(section, COMPATIBLE)
print(made, wire._wire_schema.cache_info().misses)
"""


def test_the_schema_of_each_section_is_there_before_the_first_request() -> None:
    """In an interpreter of its own, since another test may have made the schemas of this one."""
    run = subprocess.run([sys.executable, "-c", SECOND], capture_output=True, text=True, check=True)
    made, after = map(int, run.stdout.split())
    assert made == after > 0
