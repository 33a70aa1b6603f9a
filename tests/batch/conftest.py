"""The long measurements lie beside the tests and are imported by them."""

from __future__ import annotations

import sys
from pathlib import Path

LONG = Path(__file__).resolve().parents[1] / "long"
if str(LONG) not in sys.path:
    sys.path.insert(0, str(LONG))
