"""Makes the long measurements importable, so that the quick tests can run a hundredth of each."""

from __future__ import annotations

import sys
from pathlib import Path

LONG = Path(__file__).resolve().parents[1] / "long"
if str(LONG) not in sys.path:
    sys.path.insert(0, str(LONG))
