"""The tests that need torch run where training is set up: `make adapters` sets ALCOVE_TRAINING."""

from __future__ import annotations

import os

collect_ignore = [] if os.environ.get("ALCOVE_TRAINING") else ["test_parity.py"]
